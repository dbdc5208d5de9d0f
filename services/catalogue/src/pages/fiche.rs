//! The sheet of a training for those who answer for it: what the public sees, what is wrong, why.

mod examens;
mod historique;

use axum::extract::{Path, State};
use noyau::dates::DateCivile;
use noyau::texte::{pluriel, titre_propre};
use web::document::{Document, Section};
use web::page::Lien;
use web::{Erreur, Etat};

use super::{Rendu, encoder, fil, page, rendre};
use crate::depot;
use crate::piece::{Catalogue, Lu, nom_du_jeu};
use crate::porte::{self, Etablissement, Fiche, Formation};
use crate::regles::examen::{CONTROLES, Constat, examiner, uai_du_lieu};

/// Changes shown of a training.
const CHANGEMENTS: i64 = 60;

/// Shows a training, published or not.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let lu = Catalogue::de(&etat).await?;
    let fiche = porte::formation(etat.db.read(), &lu.reperes, &id).await?;
    let introuvable = || Erreur::introuvable("Le catalogue ne connaît pas cette formation.");
    let fiche = fiche.ok_or_else(introuvable)?;
    let (f, jour) = (&fiche.formation, etat.horloge.aujourd_hui());
    let qualiopi = lu.organismes.get(&f.gestionnaire.siret).and_then(|o| o.qualiopi);
    let connu = lu.reperes.connu(f, jour, qualiopi);
    let constats = examiner(f, &connu);
    let passe = depot::historique::de(etat.db.read(), &f.id, CHANGEMENTS).await?;
    let titre = f.titre().unwrap_or_else(|| format!("Formation {}", f.cfd));
    let chemin = format!("/catalogue/formation/{}", encoder(&f.id));
    let sections = vec![
        publication(&fiche, &constats),
        certification(&lu, f),
        lieu(f),
        organismes(&lu, f),
        sessions(f, jour),
        examens::controles(f, &connu, &constats),
        examens::mefs(f, &connu),
        historique::statuts(&passe, f),
        historique::changements(&passe),
    ];
    let chapo = format!(
        "{}, à {}.",
        lu.nom(&f.formateur),
        f.lieu.localite.as_deref().unwrap_or("un lieu non précisé")
    );
    let mut document = Document::nouveau(page(&etat, titre, &chemin), &chapo, sections);
    document.fil = fil();
    rendre(&document)
}

fn paires(lignes: Vec<(&str, String)>) -> Vec<Vec<String>> {
    let connues = lignes.into_iter().filter(|(_, v)| !v.is_empty());
    connues.map(|(terme, valeur)| vec![terme.to_owned(), valeur]).collect()
}

fn dire<T: ToString>(valeur: Option<T>) -> String {
    valeur.map(|v| v.to_string()).unwrap_or_default()
}

fn liste<T: ToString>(valeurs: &[T]) -> String {
    valeurs.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn publication(fiche: &Fiche, constats: &[Constat]) -> Section {
    let f = &fiche.formation;
    let etat = if f.publiee {
        "Publiée : elle est dans l’offre en cours de l’éditeur."
    } else {
        "Retirée : l’éditeur ne la publie plus."
    };
    let resume = match constats.len() {
        0 => "Aucun contrôle n’échoue.".to_owned(),
        n => format!(
            "{} sur {}.",
            pluriel(n as i64, "contrôle en échec")
                .replace("contrôle en échecs", "contrôles en échec"),
            CONTROLES.len()
        ),
    };
    let lignes = paires(vec![
        ("Identifiant", f.id.clone()),
        ("Clé ministère éducatif", dire(f.cle_me)),
        ("Livraison", format!("{}, {}", nom_du_jeu(&fiche.jeu), fiche.date.long())),
        ("Statut Parcoursup", dire(f.parcoursup_statut.as_deref())),
        ("Statut Affelnet", dire(f.affelnet_statut.as_deref())),
        (
            "Catalogue général",
            f.catalogue_general.map_or("", |g| if g { "Oui" } else { "Non" }).to_owned(),
        ),
    ]);
    let mut section = Section::texte("Publication", &[etat, &resume]);
    if f.publiee {
        let adresse = format!("/formation/{}", encoder(&f.id));
        section.liens.push(Lien::new("Voir la fiche telle que le public la voit", adresse));
    }
    let perimetres = format!("/catalogue/formation/{}/perimetres", encoder(&f.id));
    section.liens.push(Lien::new("Parcoursup et Affelnet : le statut, et pourquoi", perimetres));
    section.tableau(&["Élément", "Valeur"], lignes)
}

fn certification(lu: &Lu, f: &Formation) -> Section {
    let certifications = lu.reperes.certifications();
    let metiers = lu.metiers.as_deref();
    let romes = f.romes.iter().map(|r| {
        let libelle = metiers.and_then(|m| m.libelle(r)).unwrap_or_default();
        format!("{r} {libelle}").trim().to_owned()
    });
    let rncp = f.rncp.map_or_else(|| liste(certifications.rncps(&f.cfd)), |r| r.to_string());
    let lignes = paires(vec![
        ("Code formation diplôme", f.cfd.to_string()),
        ("Diplôme", f.diplome.as_deref().map(titre_propre).unwrap_or_default()),
        (
            "Niveau",
            f.niveau
                .map(|n| format!("{} (niveau {})", n.libelle(), n.numero()))
                .unwrap_or_default(),
        ),
        ("RNCP", rncp),
        ("Métiers", liste(&romes.collect::<Vec<_>>())),
        ("Durée", f.duree.map(|d| pluriel(d, "an")).unwrap_or_default()),
        ("Année d’entrée", dire(f.annee.as_deref())),
    ]);
    let mut section = Section::texte("Certification", &[]);
    if certifications.diplome(&f.cfd).is_some() {
        let adresse = format!("/certification/{}", f.cfd);
        section.liens.push(Lien::new("Voir la certification et sa filiation", adresse));
    }
    section.tableau(&["Élément", "Valeur"], lignes)
}

fn lieu(f: &Formation) -> Section {
    let (l, choix) = (&f.lieu, uai_du_lieu(f));
    let uai = choix.uai.map(|u| format!("{u} — ")).unwrap_or_default();
    let lignes = paires(vec![
        ("Adresse", dire(l.adresse.as_deref())),
        ("Commune", [dire(l.code_postal), dire(l.localite.as_deref())].join(" ").trim().to_owned()),
        ("Code de la commune", dire(l.commune)),
        ("UAI du lieu", format!("{uai}{}", choix.raison)),
        ("SIRET du lieu", dire(l.siret)),
        ("Modalité", if f.a_distance { "Entièrement à distance" } else { "Sur place" }.to_owned()),
    ]);
    let mut section = Section::texte("Lieu", &[]);
    if let Some(p) = l.point {
        let carte = format!(
            "https://www.openstreetmap.org/?mlat={}&mlon={}#map=16/{}/{}",
            p.lat(),
            p.lon(),
            p.lat(),
            p.lon()
        );
        section.liens.push(Lien::new("Voir le lieu sur OpenStreetMap", carte));
    }
    section.tableau(&["Élément", "Valeur"], lignes)
}

fn organismes(lu: &Lu, f: &Formation) -> Section {
    let ligne = |role: &str, e: &Etablissement| {
        vec![
            role.to_owned(),
            lu.nom(e),
            e.siret.to_string(),
            dire(e.uai),
            dire(e.localite.as_deref()),
        ]
    };
    let lignes = vec![ligne("Gestionnaire", &f.gestionnaire), ligne("Formateur", &f.formateur)];
    let mut section = Section::texte("Organismes", &[]);
    section.liens = liens(lu, f);
    section.tableau(&["Rôle", "Nom", "SIRET", "UAI", "Commune"], lignes)
}

/// The sheets of the organisations that the directory knows, each once.
fn liens(lu: &Lu, f: &Formation) -> Vec<Lien> {
    let mut tous = vec![&f.gestionnaire, &f.formateur];
    tous.dedup_by_key(|e| e.siret);
    let connus = tous.into_iter().filter(|e| lu.organismes.get(&e.siret).is_some());
    connus.map(|e| Lien::new(lu.nom(e), format!("/organisme/{}", e.siret))).collect()
}

fn sessions(f: &Formation, jour: DateCivile) -> Section {
    let lignes = f.sessions.iter().map(|s| {
        let debut = if s.au_jour { s.debut.long() } else { s.debut.mois_long() };
        let quand = if s.debut >= jour { "À venir" } else { "Passée" };
        vec![
            debut,
            s.fin.map(DateCivile::long).unwrap_or_default(),
            dire(s.capacite),
            quand.to_owned(),
        ]
    });
    let capacite = match f.capacite {
        Some(places) => format!("Capacité déclarée : {}.", pluriel(places, "place")),
        None => "Aucune capacité n’est déclarée.".to_owned(),
    };
    Section::texte("Sessions", &[&capacite])
        .tableau(&["Début", "Fin", "Places", "État"], lignes.collect())
}
