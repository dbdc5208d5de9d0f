//! The sheet of an organisation.

use axum::Extension;
use axum::extract::{Path, State};
use noyau::geo::{Point, distance_km};
use noyau::identifiants::Siret;
use noyau::texte::{distance, titre_propre};
use url::form_urlencoded::byte_serialize;
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{Rendu, adresse_de, fil, page, rendre, ville};
use crate::porte::{Lieu, Organisme, Registre, Registres};
use crate::regles::decision::Decision;
use crate::regles::fusion::{Fait, Provenance, UaiConnue};
use crate::regles::mandat::{self, VALIDER_UAI};
use crate::regles::rapprochement::{self, Ligne};
use crate::regles::situation::{Anomalie, Situation};
use crate::regles::vocabulaire::{GenreRelation, StatutUai};
use crate::vues::{Candidat, Fiche, LieuVu, Relation, Schema, Trait};

/// A place nearer than this to the address is the address, in kilometres.
const A_SON_ADRESSE_KM: f64 = 0.1;

/// Boxes drawn on each side.
const BOITES: usize = 8;

/// Shows an organisation.
pub async fn show(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
    acteur: Option<Extension<Acteur>>,
) -> Rendu {
    let introuvable =
        || Erreur::introuvable("L’annuaire ne connaît aucun organisme qui ait ce SIRET.");
    let siret: Siret = siret.parse().map_err(|_| introuvable())?;
    let registre = Registres::de(&etat).await?;
    let o = registre.get(&siret).ok_or_else(introuvable)?;
    let nom = o.nom();
    let resume = match ville(o) {
        ville if ville.is_empty() => o.nature().libelle().to_owned(),
        ville => format!("{}, {ville}", o.nature().libelle()),
    };
    let mut page = page(&etat, &format!("{nom} — {}", ville(o)), &adresse_de(&siret));
    page.avis = Some("organisme");
    page.canonique = Some(adresse_de(&siret));
    page.description = format!("{resume}. UAI, relations, lieux de formation et sources.");
    let recherche: String = byte_serialize(nom.as_bytes()).collect();
    rendre(&Fiche {
        page,
        fil: fil(),
        resume: format!("{resume}. {}", o.nature().definition()),
        ferme: !o.ouvert(),
        situation: situation(o),
        regle: regle(o),
        candidats: o.uais.iter().map(|u| candidat(o, u)).collect(),
        faits: faits(o),
        anomalies: Anomalie::de(o).iter().map(|a| (a.libelle(), a.interlocuteur())).collect(),
        lieux: lieux(o),
        schema: schema(&registre, o, &nom),
        relations: o.relations.iter().map(|r| relation(&registre, r)).collect(),
        certifications: o.certifications.iter().map(certification).collect(),
        formations: Lien::new(
            "Chercher ses formations",
            format!("/recherche?q={recherche}&mode=formations"),
        ),
        contacts: contacts(o),
        decisions: decisions(o),
        decider: acteur
            .filter(|Extension(a)| a.peut(&VALIDER_UAI, &mandat::cible(o)).is_ok())
            .map(|_| Lien::new("Décider de son UAI", format!("/organisme/{siret}/uai"))),
        comparer: format!("/organismes/comparer?a={siret}"),
        nom,
    })
}

fn situation(o: &Organisme) -> String {
    match (Situation::de(o), o.uai_validee()) {
        (Situation::Validee, Some(uai)) => format!("L’UAI {uai} est validé."),
        (Situation::AIdentifier, _) => {
            "Aucune source ne donne d’UAI à cet organisme : il reste à identifier.".to_owned()
        }
        _ => "Aucun UAI n’est validé. Voici ceux que des sources lui donnent, du plus au moins appuyé."
            .to_owned(),
    }
}

/// What the check of the couple says, when there is one.
fn regle(o: &Organisme) -> String {
    let Some(uai) = o.uai_validee() else { return String::new() };
    let ligne: Ligne = crate::porte::ligne(o);
    rapprochement::rechercher(&[ligne], Some(&uai), Some(&o.siret)).regle.phrase().to_owned()
}

pub(super) fn candidat(o: &Organisme, uai: &UaiConnue) -> Candidat {
    let mut raisons: Vec<String> = uai
        .dites
        .iter()
        .map(|d| {
            let appuis =
                if d.appuis.is_empty() { String::new() } else { format!(" ({})", d.appuis) };
            format!("{} : {}{appuis}", d.statut.libelle(), source(&d.provenance))
        })
        .collect();
    if o.lieux.iter().any(|l| l.uai == Some(uai.uai)) {
        raisons.push("C’est l’UAI d’un de ses lieux de formation.".to_owned());
    }
    Candidat {
        uai: uai.uai.to_string(),
        statut: uai.statut.libelle(),
        retenu: uai.statut == StatutUai::Validee,
        raisons,
    }
}

fn source(p: &Provenance) -> String {
    format!("{}, {}", p.libelle(), p.date.long())
}

fn faits(o: &Organisme) -> Vec<Vec<String>> {
    let mut faits =
        vec![vec!["SIRET".to_owned(), o.siret.affichage(), "Identifie l’organisme".to_owned()]];
    let mut noter = |titre: &str, dit: Option<(String, &Provenance)>| {
        faits.extend(dit.map(|(valeur, p)| vec![titre.to_owned(), valeur, source(p)]));
    };
    let oui_non = |f: &Fait<bool>| if f.valeur { "Oui" } else { "Non" }.to_owned();
    let texte = |f: &Fait<String>| f.valeur.clone();
    let textes = [
        ("Raison sociale", &o.raison_sociale),
        ("Enseigne", &o.enseigne),
        ("Numéro de déclaration d’activité", &o.nda),
        ("Activité (NAF)", &o.naf),
        ("Forme juridique", &o.forme_juridique),
    ];
    for (titre, fait) in textes {
        noter(titre, fait.as_ref().map(|f| (texte(f), &f.provenance)));
    }
    noter("Nature", o.nature.as_ref().map(|f| (f.valeur.libelle().to_owned(), &f.provenance)));
    let etat = if o.ouvert() { "Ouvert" } else { "Fermé" };
    noter("État", o.etat.as_ref().map(|f| (etat.to_owned(), &f.provenance)));
    noter("Siège social", o.siege_social.as_ref().map(|f| (oui_non(f), &f.provenance)));
    noter("Qualiopi apprentissage", o.qualiopi.as_ref().map(|f| (oui_non(f), &f.provenance)));
    noter("Adresse", o.adresse.as_ref().map(|f| (adresse(&f.valeur), &f.provenance)));
    if !o.reseaux.is_empty() {
        let reseaux = o.reseaux.join(", ").to_uppercase();
        faits.push(vec!["Réseaux".to_owned(), reseaux, "Listes des réseaux".to_owned()]);
    }
    faits
}

/// The address in one line; a publisher's text may already hold the town.
fn adresse(a: &crate::regles::fusion::Adresse) -> String {
    // Where no street is known, a publisher writes coordinates: `-1.15_46.15 17000 La Rochelle`.
    let texte = a.texte.clone().filter(|t| !t.contains('_')).unwrap_or_default();
    let code = a.code_postal.clone().unwrap_or_default();
    if !code.is_empty() && texte.contains(&code) {
        return texte;
    }
    let ville = a.localite.as_deref().map(titre_propre).unwrap_or_default();
    let parties = [texte, code, ville];
    parties.iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}

/// Its places, the nearest to its own address first, those without a position last.
fn lieux(o: &Organisme) -> Vec<LieuVu> {
    let position = |a: &crate::regles::fusion::Adresse| {
        a.point.and_then(|(lat, lon)| Point::new(lat, lon).ok())
    };
    let sien = o.adresse.as_ref().and_then(|a| position(&a.valeur));
    let mut situes: Vec<(Option<f64>, &Lieu)> = o
        .lieux
        .iter()
        .map(|l| (sien.zip(position(&l.adresse)).map(|(ici, la)| distance_km(ici, la)), l))
        .collect();
    situes.sort_by(|a, b| {
        let km = |d: Option<f64>| d.unwrap_or(f64::INFINITY);
        km(a.0).total_cmp(&km(b.0))
    });
    situes.into_iter().map(|(km, l)| lieu(km, l, position(&l.adresse))).collect()
}

fn lieu(km: Option<f64>, l: &Lieu, point: Option<Point>) -> LieuVu {
    let adresse = match adresse(&l.adresse) {
        adresse if adresse.is_empty() => "Adresse inconnue".to_owned(),
        adresse => adresse,
    };
    LieuVu {
        adresse,
        point: point.map(|p| (p.lat(), p.lon())),
        distance: match km {
            Some(km) if km < A_SON_ADRESSE_KM => "à son adresse".to_owned(),
            Some(km) => format!("à {} de son adresse", distance(km)),
            None => String::new(),
        },
        uai: l.uai.map(|u| u.to_string()).unwrap_or_default(),
        fiable: l.uai_fiable,
        source: source(&l.provenance),
    }
}

fn certification(c: &crate::porte::Certification) -> String {
    let code = if c.genre == "cfd" { format!("CFD {}", c.code) } else { c.code.clone() };
    c.libelle.as_ref().map_or_else(|| code.clone(), |l| format!("{} ({code})", titre_propre(l)))
}

fn contacts(o: &Organisme) -> Vec<Lien> {
    let un = |c: &crate::porte::Contact| Lien::new(&c.courriel, format!("mailto:{}", c.courriel));
    o.contacts.iter().map(un).collect()
}

/// What a decision did, in a word.
pub(super) fn genre(d: &Decision) -> &'static str {
    match d.genre() {
        "retrait" => "Retrait",
        "correction" => "Correction",
        _ => "Validation",
    }
}

/// The decisions, newest first: date, kind, UAI, authority, reason.
pub(super) fn decisions(o: &Organisme) -> Vec<Vec<String>> {
    let une = |d: &Decision| {
        let genre = genre(d).to_owned();
        let uai = d.apres.or(d.avant).map(|u| u.to_string()).unwrap_or_default();
        vec![d.instant.date().long(), genre, uai, d.auteur.clone(), d.motif.clone()]
    };
    o.decisions.iter().rev().map(une).collect()
}

fn nom_de(registre: &Registre, r: &crate::regles::fusion::Relation) -> String {
    let nom = registre.get(&r.siret).map(Organisme::nom);
    let nom = nom.or_else(|| r.nom.as_deref().map(titre_propre));
    nom.unwrap_or_else(|| format!("SIRET {}", r.siret.affichage()))
}

fn relation(registre: &Registre, r: &crate::regles::fusion::Relation) -> Relation {
    Relation {
        genre: match r.genre {
            GenreRelation::ResponsableDe => "Enseigne pour lui",
            GenreRelation::FormateurDe => "Répond de ses formations",
            GenreRelation::Entreprise => "Même entreprise",
        },
        nom: nom_de(registre, r),
        adresse: registre.get(&r.siret).map(|o| adresse_de(&o.siret)),
        source: source(&r.provenance),
    }
}

/// Responsible organisations on the left, those that teach for it on the right.
fn schema(registre: &Registre, o: &Organisme, nom: &str) -> Option<Schema> {
    let cote = |genre: GenreRelation| -> Vec<String> {
        let ceux = o.relations.iter().filter(|r| r.genre == genre);
        ceux.map(|r| court(&nom_de(registre, r))).collect()
    };
    let (gauche, droite) = (cote(GenreRelation::FormateurDe), cote(GenreRelation::ResponsableDe));
    let dessines = gauche.len().min(BOITES).max(droite.len().min(BOITES));
    if dessines == 0 {
        return None;
    }
    let hauteur = dessines as u32 * 48 + 12;
    let milieu = hauteur / 2;
    let mut traits = Vec::new();
    for (noms, x, bout, debut) in [(&gauche, 2, 202, 260), (&droite, 518, 518, 460)] {
        let y0 = milieu - noms.len().min(BOITES) as u32 * 24;
        for (rang, nom) in noms.iter().take(BOITES).enumerate() {
            let y = y0 + rang as u32 * 48 + 6;
            let (bout, debut) = ((bout, y + 18), (debut, milieu));
            traits.push(Trait { x, y, bout, debut, nom: nom.clone() });
        }
    }
    let reste = gauche.len() + droite.len() - traits.len();
    Some(Schema { hauteur, centre: court(nom), y: milieu - 18, traits, reste })
}

/// A name that fits a box.
fn court(nom: &str) -> String {
    if nom.chars().count() <= 26 {
        return nom.to_owned();
    }
    let debut: String = nom.chars().take(25).collect();
    format!("{}…", debut.trim_end())
}
