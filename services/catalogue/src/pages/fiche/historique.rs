//! What deliveries changed in a training.

use noyau::dates::Instant;
use web::document::Section;
use web::page::Lien;

use crate::depot::historique::Passe;
use crate::historique::JOURS_GARDES;
use crate::piece::nom_du_jeu;
use crate::porte::Formation;

/// The fields that say where a training is published, as the comparison names them.
const STATUTS: [&str; 3] = ["publiée", "statut Parcoursup", "statut Affelnet"];

/// Publication and statuses on the platforms, now and before.
pub fn statuts(passe: &[Passe], f: &Formation) -> Section {
    let parcoursup = f.parcoursup_statut.as_deref().unwrap_or("non dit");
    let affelnet = f.affelnet_statut.as_deref().unwrap_or("non dit");
    let publiee = if f.publiee { "publiée" } else { "retirée" };
    let maintenant =
        format!("Aujourd’hui : {publiee} ; Parcoursup : {parcoursup} ; Affelnet : {affelnet}.");
    let statuts = passe.iter().filter(|p| p.champ.as_deref().is_some_and(|c| STATUTS.contains(&c)));
    let lignes: Vec<Vec<String>> = statuts.map(ligne).collect();
    if lignes.is_empty() {
        let constant = "Aucune livraison comparée n’a changé ces statuts.";
        return Section::texte("Statuts de publication", &[&maintenant, constant]);
    }
    Section::texte("Statuts de publication", &[&maintenant]).tableau(&COLONNES, lignes)
}

/// Everything that changed, delivery after delivery.
pub fn changements(passe: &[Passe]) -> Section {
    let gardes = format!(
        "Chaque livraison est comparée à la précédente ; les changements sont gardés {} mois.",
        JOURS_GARDES / 30
    );
    if passe.is_empty() {
        let rien = "Aucune livraison comparée n’a changé cette fiche.";
        return Section::texte("Historique", &[&gardes, rien]);
    }
    let mut section = Section::texte("Historique", &[&gardes]);
    let mut versions: Vec<i64> = passe.iter().map(|p| p.version).collect();
    versions.dedup();
    section.liens = versions.iter().map(|v| lien(passe, *v)).collect();
    section.tableau(&COLONNES, passe.iter().map(ligne).collect())
}

const COLONNES: [&str; 5] = ["Date", "Livraison", "Quoi", "Avant", "Après"];

fn ligne(p: &Passe) -> Vec<String> {
    let valeur = |v: &Option<String>| v.clone().unwrap_or_else(|| "(vide)".to_owned());
    let (quoi, avant, apres) = match (p.nature.as_str(), &p.champ) {
        ("ajoutee", _) => ("La fiche est apparue".to_owned(), String::new(), String::new()),
        ("disparue", _) => ("La fiche a disparu".to_owned(), String::new(), String::new()),
        (_, champ) => (champ.clone().unwrap_or_default(), valeur(&p.avant), valeur(&p.apres)),
    };
    let date = Instant::from_ms(p.instant).date().long();
    vec![date, nom_du_jeu(&p.jeu).to_owned(), quoi, avant, apres]
}

fn lien(passe: &[Passe], version: i64) -> Lien {
    let date = passe.iter().find(|p| p.version == version).map_or(0, |p| p.instant);
    let libelle = format!("Livraison du {}", Instant::from_ms(date).long());
    Lien::new(libelle, format!("/catalogue/livraisons/{version}"))
}
