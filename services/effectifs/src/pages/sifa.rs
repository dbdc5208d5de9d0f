//! The file of the SIFA survey, and what it lacks before it is taken.

use std::collections::{BTreeMap, BTreeSet};

use annuaire::porte::Organismes;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use noyau::dates::DateCivile;
use noyau::texte::{accord, pluriel};
use rust_xlsxwriter::{Workbook, XlsxError};
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::export::Format;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::parametres::Parametres;
use web::{Acteur, Etat};

use super::{Rendu, de_la_page, numero, paginer, refuser, rendre, sirets, sous_l_accueil, vers};
use crate::actions::{DECLARER, TRANSMETTRE};
use crate::depot::effectifs::Effectif;
use crate::depot::{centres, sifa as depot};
use crate::regles::annee;
use crate::regles::sifa::{self, Certification, Inscription, TYPES_DE_CFA};
use crate::regles::situation::Parcours;

/// Address of the page.
pub const ICI: &str = "/effectifs/sifa";

/// An apprentice that the survey counts.
struct Apprenti {
    effectif: Effectif,
    inscription: Inscription,
    manques: Vec<&'static str>,
}

/// The survey of the centres of a person.
struct Enquete {
    observation: DateCivile,
    siens: Vec<String>,
    /// The sites: SIRET, name.
    sites: Vec<(String, String)>,
    /// The site looked at; all of them when empty.
    site: String,
    apprentis: Vec<Apprenti>,
}

impl Enquete {
    async fn charger(etat: &Etat, acteur: &Acteur, requete: &Parametres) -> anyhow::Result<Self> {
        let siens = sirets(acteur, &DECLARER);
        let observation = sifa::observation(etat.horloge.aujourd_hui());
        let db = etat.db.read();
        let lignes = depot::effectifs(db, &siens, &annee::du_jour(observation)).await?;
        let types = centres::types(db).await?;
        let lus = lignes.into_iter().filter_map(|effectif| {
            if !sifa::compte(&Parcours::lire(&effectif.parcours), observation) {
                return None;
            }
            let inscription = Inscription {
                uai_formateur: effectif.uai.clone(),
                uai_responsable: effectif.uai_responsable.clone(),
                type_du_centre: types.get(&effectif.siret).cloned().unwrap_or_default(),
                cfd: effectif.cfd.clone(),
                rncp: effectif.rncp.clone(),
                observation,
                contenu: effectif.contenu()?,
            };
            let manques = sifa::manques(&inscription);
            Some(Apprenti { effectif, inscription, manques })
        });
        let mut apprentis: Vec<Apprenti> = lus.collect();
        let sirets: BTreeSet<String> = apprentis.iter().map(|a| a.effectif.siret.clone()).collect();
        let organismes = Organismes::charger(db).await?;
        let sites = sirets.into_iter().map(|s| (s.clone(), nom_du_site(&organismes, &s))).collect();
        let site = requete.texte("site").unwrap_or_default().to_owned();
        apprentis.retain(|a| site.is_empty() || a.effectif.siret == site);
        Ok(Enquete { observation, siens, sites, site, apprentis })
    }

    fn avec(&self, certification: Certification) -> impl Iterator<Item = &Apprenti> {
        self.apprentis.iter().filter(move |a| a.inscription.certification() == certification)
    }

    /// How many lines lack each thing, in the order of the survey.
    fn par_manque(&self) -> BTreeMap<&'static str, usize> {
        let mut nombres = BTreeMap::new();
        for manque in self.apprentis.iter().flat_map(|a| &a.manques) {
            *nombres.entry(*manque).or_default() += 1;
        }
        nombres
    }
}

/// Name of a site, with its SIRET: two sites may have one name.
fn nom_du_site(organismes: &Organismes, siret: &str) -> String {
    let connu = siret.parse().ok().and_then(|lu| organismes.get(&lu));
    match connu.and_then(|o| o.nom.as_deref()) {
        Some(nom) => format!("{nom} ({siret})"),
        None => siret.to_owned(),
    }
}

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let enquete = Enquete::charger(&etat, &acteur, &parametres).await?;
    rendre(&ecran(&etat, &enquete, numero(parametres.texte("page")), &Saisie::default()))
}

fn ecran(etat: &Etat, enquete: &Enquete, rang: i64, saisie: &Saisie) -> Ecran {
    let chapo = format!(
        "Les apprentis et les jeunes entre deux contrats au {}, d’après ce que vous avez transmis à ce jour.",
        enquete.observation.long()
    );
    let mut ecran = sous_l_accueil(etat, "Mon fichier SIFA", ICI, &chapo);
    if enquete.sites.len() > 1 {
        ecran.filtres = Some(choix_du_site(enquete));
        ecran.sans_choix = "Tous les sites";
    }
    let ecran = ecran.bloc(le_fichier(enquete));
    if enquete.apprentis.is_empty() {
        return ecran;
    }
    let incomplets: Vec<&Apprenti> =
        enquete.apprentis.iter().filter(|a| !a.manques.is_empty()).collect();
    let nombre = n(incomplets.len());
    let mut ecran = ecran.bloc(par_donnee(enquete));
    if enquete.par_manque().contains_key("Type de CFA") || !saisie.bonne() {
        ecran = ecran.bloc(type_de_cfa(enquete, saisie));
    }
    let mut ecran = ecran.bloc(par_apprenti(enquete, &incomplets, rang));
    ecran.pagination = paginer(ICI, &format!("site={}", enquete.site), rang, nombre);
    ecran
}

fn n(combien: usize) -> i64 {
    i64::try_from(combien).unwrap_or_default()
}

fn choix_du_site(enquete: &Enquete) -> Formulaire {
    let sites = enquete.sites.iter().map(|(siret, nom)| Choix::new(siret.clone(), nom.clone()));
    let champ = Champ::new("site", "Site", Genre::Liste(sites.collect())).facultatif();
    Formulaire::new(ICI, "Afficher", vec![champ.valeur(&enquete.site)])
}

fn le_fichier(enquete: &Enquete) -> Bloc {
    let nombre = enquete.apprentis.len();
    if nombre == 0 {
        let phrase = "Aucun de vos apprenants ne sera apprenti à cette date, d’après vos envois.";
        return Bloc::nouveau("Le fichier", &[phrase]);
    }
    let incomplets = enquete.apprentis.iter().filter(|a| !a.manques.is_empty()).count();
    let mut bloc = Bloc::nouveau(
        "Le fichier",
        &[
            "Vous pouvez le prendre même incomplet : les données qui manquent y sont vides. Il nomme des personnes ; le journal note qui l’a pris.",
        ],
    )
    .faits(vec![
        ("Apprentis à déclarer", nombre.to_string()),
        ("Dossiers complets", (nombre - incomplets).to_string()),
        ("Dossiers à compléter", incomplets.to_string()),
    ]);
    let sortes = [
        (Certification::Diplome, "diplome", "diplômes"),
        (Certification::Rncp, "rncp", "titres RNCP"),
    ];
    for (certification, code, quoi) in sortes {
        let lignes = n(enquete.avec(certification).count());
        if lignes == 0 {
            continue;
        }
        let suite = format!("code={code}&site={}", enquete.site);
        let libelle = format!("Fichier SIFA, {quoi} ({}, CSV à déposer)", pluriel(lignes, "ligne"));
        bloc = bloc
            .lien(&libelle, format!("{ICI}.csv?{suite}"))
            .lien(
                &format!("Le même avec les titres des colonnes, {quoi} (CSV)"),
                format!("{ICI}.csv?titres=oui&{suite}"),
            )
            .lien(
                &format!("Le même à relire dans un tableur, {quoi} (XLSX)"),
                format!("{ICI}.xlsx?{suite}"),
            );
    }
    bloc
}

fn par_donnee(enquete: &Enquete) -> Bloc {
    let lignes: Vec<Vec<String>> = enquete
        .par_manque()
        .into_iter()
        .map(|(quoi, n)| vec![quoi.to_owned(), n.to_string()])
        .collect();
    if lignes.is_empty() {
        return Bloc::nouveau(
            "Ce qui manque",
            &["Rien ne manque : tous les dossiers sont complets."],
        );
    }
    let phrase = "Complétez ces données dans votre logiciel, ou dans votre fichier : elles arriveront avec votre prochain envoi.";
    let table = Table::simple("Ce qui manque, par donnée", &["Donnée", "Dossiers"], lignes);
    Bloc::nouveau("Ce qui manque", &[phrase]).table(table)
}

fn par_apprenti(enquete: &Enquete, incomplets: &[&Apprenti], rang: i64) -> Bloc {
    if incomplets.is_empty() {
        return Bloc::default();
    }
    let rangees = de_la_page(incomplets, rang).iter().map(|a| Rangee {
        adresse: adresse(&a.effectif, &enquete.siens),
        cellules: vec![
            format!("{} {}", a.effectif.nom, a.effectif.prenom),
            a.effectif.formation.clone(),
            a.effectif.uai.clone(),
            a.manques.join(", "),
        ],
    });
    let colonnes = ["Apprenti", "Formation", "UAI du site", "Ce qui manque"];
    let nombre = n(incomplets.len());
    let legende = accord(nombre, "dossier à compléter", "dossiers à compléter");
    Bloc::nouveau("Dossier par dossier", &[]).table(Table::liens(
        &legende,
        &colonnes,
        rangees.collect(),
    ))
}

/// Address of the sheet of an enrolment, for those who act for these centres.
fn adresse(effectif: &Effectif, siens: &[String]) -> String {
    let role = if siens.contains(&effectif.siret) { "" } else { "responsable/" };
    format!("/effectifs/{role}apprenant/{}", effectif.id)
}

fn type_de_cfa(enquete: &Enquete, saisie: &Saisie) -> Bloc {
    let types = TYPES_DE_CFA.iter().map(|(c, l)| Choix::new(*c, format!("{c} {l}"))).collect();
    let mut champs = vec![Champ::new("type", "Type de CFA", Genre::Liste(types))];
    if enquete.siens.len() > 1 {
        let sites = enquete.siens.iter().map(|s| Choix::new(s.clone(), s.clone())).collect();
        champs.push(Champ::new("siret", "SIRET du site", Genre::Liste(sites)));
    }
    let mut formulaire = Formulaire::new(format!("{ICI}/type"), "Enregistrer le type", champs);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let phrase = "Dites-le une fois : il vaudra pour tous les apprentis du site dont le dossier ne le dit pas.";
    Bloc::nouveau("Le type de votre CFA", &[phrase]).formulaire(formulaire)
}

/// Says once the kind of a centre.
pub async fn dire_le_type(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let siens = sirets(&acteur, &TRANSMETTRE);
    let siret = match siens.as_slice() {
        [seul] => seul.clone(),
        _ => saisie.texte("siret").to_owned(),
    };
    if !siens.contains(&siret) {
        saisie.refuser("siret", "Choisissez l’un de vos sites.");
    }
    let dit = saisie.texte("type").to_owned();
    if !TYPES_DE_CFA.iter().any(|(code, _)| *code == dit) {
        saisie.refuser("type", "Choisissez dans la liste.");
    }
    if !saisie.bonne() {
        let enquete = Enquete::charger(&etat, &acteur, &Parametres::lire(None)).await?;
        return refuser(&ecran(&etat, &enquete, 0, &saisie));
    }
    let mut tx = etat.db.write().await?;
    centres::dire_le_type(&mut tx, &siret, &dit, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(vers(ICI))
}

/// The lines of the file asked for, and whether the titles of the columns are wanted.
async fn lignes(
    etat: &Etat,
    acteur: &Acteur,
    requete: Option<String>,
) -> anyhow::Result<(Vec<Vec<String>>, bool)> {
    let parametres = Parametres::lire(requete.as_deref());
    let enquete = Enquete::charger(etat, acteur, &parametres).await?;
    let certification = match parametres.texte("code") {
        Some("rncp") => Certification::Rncp,
        _ => Certification::Diplome,
    };
    let lignes = enquete.avec(certification).map(|a| sifa::ligne(&a.inscription)).collect();
    Ok((lignes, parametres.texte("titres").is_some()))
}

/// The file that the survey takes: `;`, UTF-8 with its mark, no titles unless they are asked for.
pub async fn csv(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let (lignes, titres) = lignes(&etat, &acteur, requete).await?;
    let mut octets = "\u{feff}".as_bytes().to_vec();
    let mut ecrivain = ::csv::WriterBuilder::new().delimiter(b';').from_writer(&mut octets);
    if titres {
        ecrivain.write_record(sifa::COLONNES.iter().map(|c| c.nom))?;
    }
    for ligne in lignes {
        ecrivain.write_record(&ligne)?;
    }
    ecrivain.flush()?;
    drop(ecrivain);
    Ok(envoyer(Format::Csv, octets))
}

/// The same as a workbook, to be read again.
pub async fn xlsx(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let (lignes, _) = lignes(&etat, &acteur, requete).await?;
    let octets = tokio::task::spawn_blocking(move || classeur(&lignes)).await??;
    Ok(envoyer(Format::Xlsx, octets))
}

fn classeur(lignes: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let feuille = classeur.add_worksheet().set_name("Data")?;
    for (rang, colonne) in (0u16..).zip(&sifa::COLONNES) {
        feuille.write_string(0, rang, colonne.nom)?;
    }
    for (rangee, ligne) in (1u32..).zip(lignes) {
        for (rang, valeur) in (0u16..).zip(ligne) {
            // An empty number of the CSV file is written as a formula; here the cell is of text anyway.
            let texte = valeur.trim_start_matches("=\"\"");
            feuille.write_string(rangee, rang, texte)?;
        }
    }
    classeur.save_to_buffer()
}

fn envoyer(format: Format, octets: Vec<u8>) -> axum::response::Response {
    let disposition = format!("attachment; filename=\"sifa.{}\"", format.extension());
    let entetes = [
        (header::CONTENT_TYPE, format.genre().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (entetes, octets).into_response()
}
