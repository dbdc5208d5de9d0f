//! What the columns of a centre's own file stand for: said once, remembered for its next files.

use axum::extract::State;
use web::ecran::Bloc;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Etat};

use super::{Rendu, refuser, sirets, vers};
use crate::actions::TRANSMETTRE;
use crate::depot::centres;
use crate::regles::dossier::OBLIGATOIRES;

/// Where it is said.
pub const ICI: &str = "/effectifs/televersement/colonnes";

/// Longest name of a column, in characters.
const NOM_MAX: usize = 120;

/// Optional fields worth pairing, with what people call them.
const UTILES: [(&str, &str); 14] = [
    ("id_erp_apprenant", "Identifiant de l’apprenant dans votre logiciel"),
    ("email_contact", "Adresse électronique"),
    ("tel_apprenant", "Téléphone"),
    ("sexe_apprenant", "Sexe"),
    ("ine_apprenant", "INE"),
    ("adresse_apprenant", "Adresse"),
    ("code_postal_apprenant", "Code postal"),
    ("formation_cfd", "Code du diplôme"),
    ("formation_rncp", "Code RNCP"),
    ("annee_formation", "Année de formation"),
    ("contrat_date_debut", "Premier jour du contrat"),
    ("contrat_date_fin", "Dernier jour du contrat"),
    ("contrat_date_rupture", "Jour de la rupture"),
    ("siret_employeur", "SIRET de l’employeur"),
];

/// What people call the fields that must be there.
const OBLIGATOIRES_DITS: [(&str, &str); 11] = [
    ("nom_apprenant", "Nom"),
    ("prenom_apprenant", "Prénom"),
    ("date_de_naissance_apprenant", "Date de naissance"),
    ("annee_scolaire", "Année scolaire"),
    ("date_inscription_formation", "Date d’inscription"),
    ("date_entree_formation", "Date d’entrée en formation"),
    ("date_fin_formation", "Date de fin de la formation"),
    ("etablissement_responsable_uai", "UAI de l’organisme responsable"),
    ("etablissement_responsable_siret", "SIRET de l’organisme responsable"),
    ("etablissement_formateur_uai", "UAI de l’organisme formateur"),
    ("etablissement_formateur_siret", "SIRET de l’organisme formateur"),
];

/// Asks what the columns of a file stand for: those of the fields that no column names.
pub fn bloc(siret: &str, titres: &[String]) -> Bloc {
    let libres: Vec<Choix> = titres
        .iter()
        .filter(|t| !t.is_empty() && t.chars().count() <= NOM_MAX)
        .map(|t| Choix::new(t.clone(), t.replace('_', " ")))
        .collect();
    let absent = |nom: &str| !titres.iter().any(|t| t == nom);
    let mut champs = vec![Champ::cache("siret", siret)];
    let tous = OBLIGATOIRES_DITS.iter().chain(&UTILES).filter(|(nom, _)| absent(nom));
    champs.extend(tous.map(|(nom, libelle)| {
        let champ = Champ::new(nom, *libelle, Genre::Liste(libres.clone()));
        if OBLIGATOIRES.contains(nom) && *nom != "id_erp_apprenant" {
            champ
        } else {
            champ.facultatif()
        }
    }));
    let phrase = "Dites à quelle colonne de votre fichier correspond chaque donnée. C’est retenu pour vos prochains fichiers ; vous enverrez ensuite celui-ci de nouveau.";
    Bloc::nouveau("Vos colonnes portent d’autres noms ?", &[phrase]).formulaire(Formulaire::new(
        ICI,
        "Retenir ces colonnes",
        champs,
    ))
}

/// Remembers it.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let siret = saisie.texte("siret").to_owned();
    let siens = sirets(&acteur, &TRANSMETTRE);
    if !siens.contains(&siret) {
        saisie
            .refuser("fichier", "Envoyez d’abord le fichier dont vous voulez nommer les colonnes.");
        return refuser(&super::televersement::ecran(&etat, &acteur, &saisie));
    }
    let mut dites = centres::colonnes(etat.db.read(), &siret).await?;
    for (champ, _) in OBLIGATOIRES_DITS.iter().chain(&UTILES) {
        let titre = saisie.texte(champ);
        if !titre.is_empty() && titre.chars().count() <= NOM_MAX {
            dites.retain(|_, dit| dit != champ);
            dites.insert(titre.to_owned(), (*champ).to_owned());
        }
    }
    let mut tx = etat.db.write().await?;
    centres::dire_les_colonnes(&mut tx, &siret, &dites, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(vers("/effectifs/televersement?colonnes=retenues"))
}
