//! The registers as files.

use axum::extract::{Path, State};
use axum::response::Response;
use base::ErreurBase;
use conformite::journal::Ligne;
use futures::stream::{self, BoxStream, StreamExt};
use noyau::dates::Instant;
use web::export::{self, Format};
use web::jeu::{Cellule, Colonne, Genre, Lignes};
use web::{Erreur, Etat};

use super::dossier::declarations;
use crate::depot::{demandes, incidents};
use crate::regles::incident::Incident;
use crate::sous_traitants;

const fn texte(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple: "" }
}

const fn date(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Date, description, exemple: "2026-11-24" }
}

/// Columns of the journal.
pub const COLONNES_DU_JOURNAL: &[Colonne] = &[
    Colonne {
        nom: "ligne",
        genre: Genre::Entier,
        description: "Rang dans la chaîne",
        exemple: "1",
    },
    texte("date", "Instant, en temps universel"),
    texte("acte", "Ce qui a été fait"),
    texte("genre_acteur", "compte, cle, personne ou systeme"),
    texte("acteur", "Identifiant de qui l’a fait"),
    texte("au_nom_de", "Organisation"),
    texte("genre_objet", "Genre de l’objet"),
    texte("objet", "Identifiant de l’objet"),
    texte("motif", "Pourquoi"),
    texte("details", "Détails, en JSON"),
    texte("empreinte", "SHA-256 de la ligne et de la précédente"),
];

const DEMANDES: &[Colonne] = &[
    texte("numero", "Numéro de la demande"),
    texte("demande", "acces, rectification, opposition, limitation, portabilite ou effacement"),
    texte("etat", "recue, en_cours, prolongee ou close"),
    date("recue_le", "Jour de réception"),
    date("echeance", "Dernier jour pour répondre"),
    texte("issue", "acceptee, refusee ou sans_objet"),
    date("close_le", "Jour de la réponse"),
];

const INCIDENTS: &[Colonne] = &[
    texte("numero", "Numéro de l’incident"),
    texte("titre", "En quelques mots"),
    texte("nature", "confidentialite, integrite ou disponibilite"),
    texte("detecte_le", "Instant de la détection, en temps universel"),
    texte("description", "Ce qui s’est passé"),
    texte("populations", "Personnes concernées"),
    Colonne {
        nom: "nombre_personnes",
        genre: Genre::Entier,
        description: "Nombre approximatif",
        exemple: "120",
    },
    texte("categories", "Catégories de données"),
    texte("consequences", "Conséquences probables"),
    texte("mesures", "Mesures prises ou envisagées"),
    texte("risque", "a_evaluer, nul, reel ou eleve"),
    texte("cnil_le", "Instant de la notification à la CNIL"),
    texte("cnil_reference", "Numéro de dossier à la CNIL"),
    texte("motifs_du_retard", "Motifs du retard au-delà de 72 heures"),
    texte("personnes_le", "Instant de l’information des personnes"),
    texte("clos_le", "Instant de la clôture"),
];

const SOUS_TRAITANTS: &[Colonne] = &[
    texte("role", "Ce qu’il fait pour les services"),
    texte("nom", "Qui"),
    texte("reglage", "Réglage du programme qui l’active"),
    texte("donnees", "Données confiées"),
    texte("pays", "Où elles sont"),
    texte("garanties", "Ce qui les protège"),
    texte("contrat", "Contrat"),
    texte("audit", "Jour du dernier audit"),
    texte("sortie", "Comment en partir"),
];

const TRAITEMENTS: &[Colonne] = &[
    texte("code", "Code stable"),
    texte("nom", "Nom"),
    texte("finalite", "Pour quoi faire"),
    texte("base", "Ce qui l’autorise"),
    texte("personnes", "Qui est concerné"),
    texte("donnees", "Données"),
    texte("destinataires", "Qui les reçoit"),
    Colonne {
        nom: "jours",
        genre: Genre::Entier,
        description: "Durée de conservation, en jours",
        exemple: "365",
    },
    texte("depuis", "À compter de"),
];

fn format_demande(format: &str) -> Result<Format, Erreur> {
    Format::lire(format).ok_or_else(|| Erreur::introuvable("Les formats sont csv, xlsx et ndjson."))
}

/// A register of the officer.
pub async fn du_delegue(
    State(etat): State<Etat>,
    Path((registre, format)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let format = format_demande(&format)?;
    let db = etat.db.read();
    match registre.as_str() {
        "demandes" => export::repondre(format, "demandes", DEMANDES, lignes_des_demandes(db)).await,
        "incidents" => {
            export::repondre(format, "incidents", INCIDENTS, lignes_des_incidents(db)).await
        }
        _ => Err(Erreur::introuvable("Les registres sont demandes et incidents.")),
    }
}

fn lignes_des_demandes(db: &base::Lecture) -> Lignes {
    let jour = |ms: i64| Instant::from_ms(ms).date().to_string();
    let ligne = move |d: demandes::Demande| -> Vec<Cellule> {
        vec![
            d.id.into(),
            d.genre.into(),
            d.etape.into(),
            jour(d.recue_le).into(),
            jour(d.echeance).into(),
            d.issue.into(),
            d.close_le.map(jour).into(),
        ]
    };
    demandes::flux(db).map(move |d| Ok(ligne(d?))).boxed()
}

fn lignes_des_incidents(db: &base::Lecture) -> Lignes {
    let instant = |ms: i64| Instant::from_ms(ms).to_string();
    let ligne = move |i: Incident| -> Vec<Cellule> {
        vec![
            i.id.into(),
            i.titre.into(),
            i.nature.code().into(),
            instant(i.detecte_le).into(),
            i.description.into(),
            i.populations.into(),
            i.nombre_personnes.into(),
            i.categories.into(),
            i.consequences.into(),
            i.mesures.into(),
            i.risque.code().into(),
            i.cnil_le.map(instant).into(),
            i.cnil_reference.into(),
            i.retard.into(),
            i.personnes_le.map(instant).into(),
            i.clos_le.map(instant).into(),
        ]
    };
    incidents::flux(db).map(move |i| Ok(ligne(i?))).boxed()
}

/// Rows of the journal.
pub fn lignes_du_journal(flux: BoxStream<'static, Result<Ligne, ErreurBase>>) -> Lignes {
    let ligne = |l: Ligne| -> Vec<Cellule> {
        vec![
            l.rang.into(),
            Instant::from_ms(l.instant).to_string().into(),
            l.acte.into(),
            l.acteur_genre.into(),
            l.acteur.into(),
            l.au_nom_de.into(),
            l.objet_genre.into(),
            l.objet.into(),
            l.motif.into(),
            l.details.into(),
            l.empreinte.into(),
        ]
    };
    flux.map(move |l| Ok(ligne(l?))).boxed()
}

/// A public register: `sous-traitants.csv`, `traitements.xlsx`…
pub async fn public(
    State(etat): State<Etat>,
    Path(fichier): Path<String>,
) -> Result<Response, Erreur> {
    let (nom, format) = fichier.rsplit_once('.').unwrap_or((&fichier, ""));
    let format = format_demande(format)?;
    match nom {
        "sous-traitants" => {
            let lignes =
                sous_traitants::tous().iter().map(|s| s.cellules().map(Cellule::from).to_vec());
            export::repondre(format, nom, SOUS_TRAITANTS, toutes(lignes.collect())).await
        }
        "traitements" => export::repondre(format, nom, TRAITEMENTS, toutes(registre(&etat)?)).await,
        _ => Err(Erreur::introuvable("Les registres sont sous-traitants et traitements.")),
    }
}

fn toutes(lignes: Vec<Vec<Cellule>>) -> Lignes {
    stream::iter(lignes.into_iter().map(Ok)).boxed()
}

fn registre(etat: &Etat) -> Result<Vec<Vec<Cellule>>, Erreur> {
    let declarations = declarations(etat)?;
    let ligne = |t: &conformite::Traitement| -> Vec<Cellule> {
        vec![
            t.code.into(),
            t.nom.into(),
            t.finalite.into(),
            t.base.libelle().into(),
            t.personnes.into(),
            t.donnees.join(" | ").into(),
            t.destinataires.join(" | ").into(),
            i64::from(t.conservation.jours).into(),
            t.conservation.depuis.into(),
        ]
    };
    Ok(declarations.traitements.iter().map(ligne).collect())
}
