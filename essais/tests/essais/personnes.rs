//! Personal data: every column that looks like it is declared, every rule of retention runs.

use conformite::index::{self, Exception};
use conformite::retention;

use crate::site::{bases_vides, jouer};

const ORGANISATION: &str = "Celui d’une organisation publique ou certifiée, jamais d’une personne";
const COMPTE: &str = "Identifiant d’un compte, qui part avec lui";
const TECHNIQUE: &str = "Nom d’une chose du programme";
const LIEU: &str = "Celui d’un lieu";

/// Columns whose name only looks like that of personal data.
const EXCEPTIONS: &[Exception] = &[
    sauf("annuaire_lieux", "adresse", LIEU),
    sauf("candidatures", "destinataire", "Messagerie privée de l’employeur, jamais montrée"),
    sauf("candidatures_notes", "auteur", COMPTE),
    sauf("communes", "nom", LIEU),
    sauf("comptes_evenements", "motif", "Écrit par un agent sur un acte, sans nommer personne"),
    sauf("comptes_habilitations", "personne", COMPTE),
    sauf("comptes_identites", "personne", COMPTE),
    sauf("comptes_changements", "personne", COMPTE),
    sauf("comptes_secours", "personne", COMPTE),
    sauf("comptes_sessions", "personne", COMPTE),
    sauf("consommateurs", "nom", TECHNIQUE),
    sauf("courriels", "motif", TECHNIQUE),
    sauf("courriels_adresses", "motif", "Réponse d’un serveur de messagerie"),
    sauf("courriels_corps", "courriel", "Identifiant d’un courriel envoyé"),
    sauf("courriels_pieces", "courriel", "Identifiant d’un courriel envoyé"),
    sauf("courriels_retours", "motif", "Réponse d’un serveur de messagerie"),
    sauf("droits_incidents", "nombre_personnes", "Combien elles sont"),
    sauf("formations", "lieu_adresse", LIEU),
    sauf("formations", "nom_usuel", "Celui d’une formation"),
    sauf("journal", "au_nom_de", "Nom d’une organisation"),
    sauf("migrations", "nom", TECHNIQUE),
    sauf("missions_locales", "adresse", ORGANISATION),
    sauf("missions_locales", "courriel", ORGANISATION),
    sauf("missions_locales", "nom", ORGANISATION),
    sauf("missions_locales", "telephone", ORGANISATION),
    sauf("missions_locales_points", "nom", ORGANISATION),
    sauf("offres_sceau", "nom", TECHNIQUE),
    sauf("rejets", "message", "Phrase du programme ; la valeur rejetée est déclarée"),
    sauf("retention_gels", "motif", "Écrit par le délégué, qui n’y nomme personne"),
    sauf("retention_passages", "message", TECHNIQUE),
    sauf("retention_passages", "nom_table", TECHNIQUE),
    sauf("retention_preavis", "nom_table", TECHNIQUE),
    sauf("rncp_certificateurs", "nom", ORGANISATION),
    sauf("rncp_partenaires", "nom", ORGANISATION),
    sauf("taches", "nom", TECHNIQUE),
    sauf("taches_courses", "nom", TECHNIQUE),
    sauf("versions", "motif", "Phrase du programme"),
];

const fn sauf(table: &'static str, colonne: &'static str, raison: &'static str) -> Exception {
    Exception { table, colonne, raison }
}

#[test]
fn no_column_of_a_person_is_undeclared() {
    jouer(async {
        let declarations = web::declarations(&compagnon::assembly::services());
        for base in bases_vides().await {
            let colonnes = index::colonnes(&base.db).await.unwrap();
            assert!(colonnes.len() > 300, "{}: {} columns", base.nom, colonnes.len());
            let fautes = index::fautes(&colonnes, &declarations, EXCEPTIONS);
            assert_eq!(fautes, Vec::<String>::new(), "{}", base.nom);
        }
        assert!(EXCEPTIONS.iter().all(|e| e.raison.len() > 10));
    });
}

#[test]
fn every_rule_of_retention_runs_on_the_real_tables() {
    jouer(async {
        let declarations = web::declarations(&compagnon::assembly::services());
        let regles = declarations.toutes_les_regles();
        assert!(regles.len() >= declarations.traitements.len());
        for base in bases_vides().await {
            for a_blanc in [true, false] {
                let passages =
                    retention::passer(&base.db, &declarations, a_blanc, 1_795_000_000_000).await;
                for passage in passages.unwrap() {
                    let ou = format!("{} {} {}", base.nom, passage.traitement, passage.nom_table);
                    assert_ne!(passage.etat, "echec", "{ou}: {}", passage.message);
                }
            }
        }
    });
}

#[test]
fn every_file_of_a_person_can_be_read_and_erased() {
    jouer(async {
        let declarations = web::declarations(&compagnon::assembly::services());
        for base in bases_vides().await {
            let db = &base.db;
            let moi = "personne@exemple.fr";
            let parties = conformite::dossiers::lire(db.read(), &declarations, moi).await;
            assert!(parties.unwrap().is_empty(), "{}", base.nom);
            let mut tx = db.write().await.unwrap();
            let faits = conformite::dossiers::effacer(&mut tx, db.read(), &declarations, moi).await;
            assert!(faits.unwrap().is_empty(), "{}", base.nom);
        }
        for dossier in &declarations.dossiers {
            let code = dossier.traitement;
            let connu = declarations.traitements.iter().any(|t| t.code == code);
            assert!(connu && !dossier.titre.is_empty(), "{}: « {code} »", dossier.table);
        }
    });
}
