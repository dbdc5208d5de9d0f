//! `/certification/{code}`: the sheet of a certification.

use axum::extract::{Path, State};
use base::Lecture;
use noyau::identifiants::{Cfd, Mef10, Rncp};
use noyau::texte::{nombre, titre_propre};
use url::form_urlencoded;
use web::page::{Lien, Page, Porte};
use web::{Erreur, Etat as Programme};

use super::{Rendu, adresse, badge, rendre};
use crate::depot::fiche as depot;
use crate::porte::{Certification, CertificationsApi, Diplome, Fiche, Registre};
use crate::regles::couverture::Intervalle;
use crate::regles::verdict::juger;
use crate::vues::{self, Generation, Lignee};

/// Publishers of what a sheet says.
const SOURCES: [(&str, &str); 5] = [
    ("bcn", "Base centrale des nomenclatures (Éducation nationale)"),
    ("rncp", "Répertoire national des certifications (France compétences)"),
    ("kit", "Kit apprentissage (France compétences)"),
    ("certifinfo", "Certif Info (réseau des Carif-Oref)"),
    ("npec", "Niveaux de prise en charge (France compétences)"),
];

/// Length of a MEF that says none (BCN).
const NON_DIT: u8 = 9;

/// Shows a certification.
pub async fn show(State(etat): State<Programme>, Path(code): Path<String>) -> Rendu {
    let registre = Registre::de(&etat)?;
    let introuvable = || Erreur::introuvable("Aucune certification ne porte ce code.");
    let certification = trouver(&registre, &code).ok_or_else(introuvable)?;
    let db = etat.db.read();
    let cfd = certification.cfd.map(|c| c.to_string()).unwrap_or_default();
    let rncp = certification.rncp.map(|r| r.to_string()).unwrap_or_default();
    let (mefs, montants, sources) =
        tokio::try_join!(depot::mefs(db, &cfd), depot::montants(db, &cfd, &rncp), sources(db))?;
    let mut vue = vue(&etat, &registre, &certification);
    vue.mefs = mefs.into_iter().map(mef).collect();
    vue.financement = financement(&montants);
    vue.montants = montants.into_iter().map(montant).collect();
    vue.sources = sources;
    rendre(&vue)
}

/// The certification of a code: `CFD-RNCP`, or the first of a diploma or of a sheet.
fn trouver(registre: &CertificationsApi, code: &str) -> Option<Certification> {
    if let Some((cfd, rncp)) = code.split_once('-') {
        let (cfd, rncp) = (cfd.parse().ok()?, rncp.parse().ok()?);
        return registre.get(Some(&cfd), Some(&rncp)).next().copied();
    }
    if let Ok(rncp) = code.parse::<Rncp>()
        && code.starts_with('R')
    {
        let de = registre.de_rncp(&rncp).max_by_key(|c| (c.cfd.is_some(), c.periode.fin.is_none()));
        return de.copied();
    }
    let cfd = code.parse::<Cfd>().ok()?;
    let premiere = registre.table().rncps(&cfd).first();
    let paire = registre.get(Some(&cfd), premiere).next();
    paire.or_else(|| registre.de_cfd(&cfd).next()).copied()
}

fn vue(
    etat: &Programme,
    registre: &CertificationsApi,
    certification: &Certification,
) -> vues::Certification {
    let table = registre.table();
    let jour = etat.horloge.aujourd_hui();
    let diplome = certification.cfd.and_then(|c| table.diplome(&c));
    let fiche = certification.rncp.and_then(|r| table.fiche(&r));
    let verdict = juger(diplome, fiche, jour);
    let titre = titre(diplome, fiche);
    let details = certification.rncp.map(|r| registre.details(&r)).unwrap_or_default();
    let blocs = details.blocs.into_iter().map(|b| match b.intitule {
        Some(intitule) => format!("{} : {intitule}", b.code),
        None => b.code,
    });
    let resume = resume(registre, certification, diplome, fiche);
    vues::Certification {
        page: page(etat, &titre, &resume, certification),
        formations: recherche(&titre, "&mode=formations"),
        resume,
        etat: badge(verdict.etat),
        raisons: verdict.raisons,
        jour: jour.long(),
        essentiel: essentiel(registre, certification),
        metiers: metiers(registre, certification),
        blocs: blocs.collect(),
        autres: autres(registre, certification),
        lignees: lignees(registre, certification),
        certificateurs: details.certificateurs.into_iter().map(|c| c.nom).collect(),
        mefs: Vec::new(),
        financement: String::new(),
        montants: Vec::new(),
        sources: Vec::new(),
        donnees: donnees(certification),
        titre,
    }
}

fn titre(diplome: Option<&Diplome>, fiche: Option<&Fiche>) -> String {
    let de_la_fiche = fiche.map(|f| f.intitule.clone()).filter(|t| !t.is_empty());
    let du_diplome = || diplome.map(|d| titre_propre(&d.libelle_long));
    de_la_fiche.or_else(du_diplome).unwrap_or_default()
}

fn page(etat: &Programme, titre: &str, resume: &str, certification: &Certification) -> Page {
    let adresse = adresse(certification);
    let mut page = Page::nouvelle(format!("{titre} — Certification")).sur(&etat.reglages.site);
    page.description = resume.to_owned();
    page.canonique = Some(format!("{}{adresse}", etat.reglages.adresse));
    page.chemin = adresse;
    page.porte = Some(Porte::Forme);
    page
}

/// Kind of diploma and level, in plain words.
fn resume(
    registre: &CertificationsApi,
    certification: &Certification,
    diplome: Option<&Diplome>,
    fiche: Option<&Fiche>,
) -> String {
    let famille = diplome.map(|d| titre_propre(&d.famille)).filter(|f| !f.is_empty());
    let abrege = || fiche.and_then(|f| f.abrege.clone());
    let quoi = famille.or_else(abrege).unwrap_or_else(|| "Certification".to_owned());
    let niveau = certification.cfd.and_then(|c| registre.table().niveau(&c));
    match niveau.or(fiche.and_then(|f| f.niveau)) {
        Some(n) => format!("{quoi}, niveau {} ({})", n.numero(), n.libelle()),
        None => quoi,
    }
}

/// "du 1er septembre 2023 au 31 août 2028"; open bounds are said.
fn en_jours(periode: Intervalle) -> String {
    match (periode.debut, periode.fin) {
        _ if periode.est_vide() => {
            "jamais : le diplôme et la fiche n’ont pas été ouverts en même temps".to_owned()
        }
        (Some(debut), Some(fin)) => format!("du {} au {}", debut.long(), fin.long()),
        (Some(debut), None) => format!("depuis le {}, sans fin annoncée", debut.long()),
        (None, Some(fin)) => format!("jusqu’au {}", fin.long()),
        (None, None) => "sans date connue".to_owned(),
    }
}

fn essentiel(registre: &CertificationsApi, certification: &Certification) -> Vec<(String, String)> {
    let mut faits = vec![("Validité".to_owned(), en_jours(certification.periode))];
    if let Some(cfd) = certification.cfd {
        faits.push(("Code diplôme (CFD)".to_owned(), cfd.to_string()));
        faits.push(("Diplôme ouvert".to_owned(), en_jours(registre.vie_de_cfd(&cfd))));
    }
    if let Some(rncp) = certification.rncp {
        faits.push(("Répertoire (RNCP)".to_owned(), rncp.to_string()));
        faits.push(("Fiche enregistrée".to_owned(), en_jours(registre.vie_de_rncp(&rncp))));
        let nsf = registre.details(&rncp).nsf.into_iter();
        let nsf = nsf.map(|n| match n.intitule {
            Some(intitule) => format!("{} ({intitule})", n.code),
            None => n.code,
        });
        faits.push(("Spécialité (NSF)".to_owned(), nsf.collect::<Vec<_>>().join(", ")));
    }
    faits.retain(|(_, valeur)| !valeur.is_empty());
    faits
}

fn metiers(registre: &CertificationsApi, certification: &Certification) -> Vec<Lien> {
    let table = registre.table();
    let romes = match (certification.cfd, certification.rncp) {
        (_, Some(rncp)) if !table.romes_de_fiche(&rncp).is_empty() => {
            table.romes_de_fiche(&rncp).to_vec()
        }
        (Some(cfd), _) => table.romes(&cfd),
        (None, _) => Vec::new(),
    };
    let lien = |rome: &noyau::identifiants::Rome| {
        let nom = registre.nom_de_metier(rome.as_str());
        Lien::new(nom, recherche(nom, ""))
    };
    romes.iter().map(lien).collect()
}

fn recherche(q: &str, suite: &str) -> String {
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    format!("/recherche?q={q}{suite}")
}

/// The other certifications that share the diploma or the sheet.
fn autres(registre: &CertificationsApi, certification: &Certification) -> Vec<Lien> {
    let du_diplome = certification.cfd.iter().flat_map(|c| registre.de_cfd(c));
    let de_la_fiche = certification.rncp.iter().flat_map(|r| registre.de_rncp(r));
    let mut liens: Vec<Lien> = Vec::new();
    for autre in du_diplome.chain(de_la_fiche).filter(|c| c.cfd.is_some() && c.rncp.is_some()) {
        let lien = Lien::new(nommer(registre, autre), adresse(autre));
        if (autre.cfd, autre.rncp) != (certification.cfd, certification.rncp)
            && !liens.contains(&lien)
        {
            liens.push(lien);
        }
    }
    liens
}

fn nommer(registre: &CertificationsApi, certification: &Certification) -> String {
    let table = registre.table();
    let diplome = certification.cfd.and_then(|c| table.diplome(&c));
    let fiche = certification.rncp.and_then(|r| table.fiche(&r));
    let codes =
        [certification.cfd.map(|c| c.to_string()), certification.rncp.map(|r| r.to_string())];
    let codes = codes.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{} ({codes})", titre(diplome, fiche))
}

fn lignees(registre: &CertificationsApi, certification: &Certification) -> Vec<Lignee> {
    let diplome = certification.cfd.map(|cfd| lignee_de_diplome(registre, cfd));
    let fiche = certification.rncp.map(|rncp| lignee_de_fiche(registre, rncp));
    diplome.into_iter().chain(fiche).filter(|l| l.generations.len() > 1).collect()
}

fn lignee_de_diplome(registre: &CertificationsApi, courant: Cfd) -> Lignee {
    let table = registre.table();
    let mut diplomes: Vec<_> =
        registre.lignee_de_cfd(&courant).iter().filter_map(|c| table.diplome(c)).collect();
    diplomes.sort_by_key(|d| (d.ouverture, d.cfd));
    let codes: Vec<Cfd> = diplomes.iter().map(|d| d.cfd).collect();
    let generations = diplomes.into_iter().map(|d| Generation {
        nom: format!("{} ({})", titre_propre(&d.libelle_long), d.cfd),
        adresse: (d.cfd != courant).then(|| format!("/certification/{}", d.cfd)),
        periode: en_jours(registre.vie_de_cfd(&d.cfd)),
    });
    Lignee {
        quoi: "Le diplôme".to_owned(),
        generations: generations.collect(),
        suites: suites(&codes, |cfd| table.successeurs(cfd)),
    }
}

fn lignee_de_fiche(registre: &CertificationsApi, courante: Rncp) -> Lignee {
    let table = registre.table();
    let mut fiches: Vec<_> =
        registre.lignee_de_rncp(&courante).iter().filter_map(|r| table.fiche(r)).collect();
    fiches.sort_by_key(|f| (registre.vie_de_rncp(&f.rncp).debut, f.rncp.numero()));
    let codes: Vec<Rncp> = fiches.iter().map(|f| f.rncp).collect();
    let generations = fiches.into_iter().map(|f| Generation {
        nom: format!("{} ({})", f.intitule, f.rncp),
        adresse: (f.rncp != courante).then(|| format!("/certification/{}", f.rncp)),
        periode: en_jours(registre.vie_de_rncp(&f.rncp)),
    });
    Lignee {
        quoi: "La fiche du répertoire".to_owned(),
        generations: generations.collect(),
        suites: suites(&codes, |rncp| registre.successeurs_de_rncp(rncp)),
    }
}

/// Who follows whom in a list of codes, by their places.
fn suites<'a, C: Eq + 'a>(codes: &[C], suivants: impl Fn(&C) -> &'a [C]) -> Vec<(usize, usize)> {
    let place = |code: &C| codes.iter().position(|c| c == code);
    let de_un = |(avant, code)| {
        let apres = suivants(code).iter().filter_map(place);
        apres.filter(move |apres| *apres != avant).map(move |apres| (avant, apres))
    };
    codes.iter().enumerate().flat_map(de_un).collect()
}

fn donnees(certification: &Certification) -> String {
    match (certification.cfd, certification.rncp) {
        (Some(cfd), _) => format!("/api/v1/conversions/cfd/{cfd}"),
        (None, rncp) => {
            format!("/api/v1/conversions/rncp/{}", rncp.map(|r| r.to_string()).unwrap_or_default())
        }
    }
}

fn mef((mef, libelle, fin): depot::Mef) -> vues::Ligne {
    let fin = fin.and_then(|f| f.parse::<noyau::dates::DateCivile>().ok());
    let fin = fin.map_or("ouvert".to_owned(), |f| f.long());
    let ou = mef.parse::<Mef10>().ok().filter(|m| m.annee() <= m.duree() && m.duree() < NON_DIT);
    let annee = ou.map(|m| format!("année {} sur {}", m.annee(), m.duree()));
    vec![mef, annee.unwrap_or_else(|| titre_propre(&libelle)), fin]
}

/// Cents to "7 000 €".
fn euros(centimes: i64) -> String {
    format!("{}\u{a0}€", nombre(centimes / 100))
}

fn montant((branche, centimes, depuis): depot::Montant) -> vues::Ligne {
    let depuis = depuis.parse::<noyau::dates::DateCivile>().map_or(depuis, |d| d.long());
    vec![branche, euros(centimes), depuis]
}

fn financement(montants: &[depot::Montant]) -> String {
    let bornes = montants.iter().map(|m| m.1).min().zip(montants.iter().map(|m| m.1).max());
    match bornes {
        None => String::new(),
        Some((un, autre)) if un == autre => {
            format!("{} par an dans toutes les branches.", euros(un))
        }
        Some((bas, haut)) => {
            format!("De {} à {} par an selon la branche de l’employeur.", euros(bas), euros(haut))
        }
    }
}

/// Publishers whose data are loaded, with their date.
async fn sources(db: &Lecture) -> Result<Vec<(String, String)>, base::ErreurBase> {
    let versions = base::versions::lister(db, 500).await?;
    let date = |source: &str| {
        let siennes = versions.iter().filter(|v| v.source == source && v.statut == "courante");
        siennes.filter_map(|v| v.fin).max()
    };
    let dites = SOURCES.iter().filter_map(|(source, nom)| {
        let jour = noyau::dates::Instant::from_ms(date(source)?).date();
        Some(((*nom).to_owned(), jour.long()))
    });
    Ok(dites.collect())
}
