//! What the service holds of people, why, and for how long.

use conformite::{BaseLegale, Conservation, DonneePersonnelle, Echeance, Traitement};

const PERSONNES: &str = "Personnes qui exercent sous leur nom ou dont l’entreprise porte le nom";
const DESTINATAIRES: &[&str] = &["Toute personne qui consulte le site"];

/// The lines of the register.
pub fn traitements() -> [Traitement; 2] {
    [
        Traitement {
            code: "offres.publier",
            nom: "Diffusion des offres en apprentissage",
            finalite: "Faire connaître les offres que les employeurs, les écoles et les sites partenaires ont publiées.",
            base: BaseLegale::MissionInteretPublic,
            personnes: PERSONNES,
            donnees: &[
                "Nom et adresse de l’établissement",
                "Identifiant qui permet de lui écrire sans connaître son adresse",
            ],
            destinataires: DESTINATAIRES,
            conservation: Conservation {
                jours: 365,
                depuis: "la fin de la publication de l’offre",
                echeance: Echeance { table: "offres", colonne: "expiration" },
            },
        },
        Traitement {
            code: "offres.marche_cache",
            nom: "Entreprises à contacter",
            finalite: "Orienter les candidats vers les entreprises qui recrutent souvent en apprentissage sans publier d’offre.",
            base: BaseLegale::MissionInteretPublic,
            personnes: PERSONNES,
            donnees: &[
                "Nom et adresse de l’établissement",
                "Identifiant qui permet de lui écrire sans connaître son adresse",
            ],
            destinataires: DESTINATAIRES,
            conservation: Conservation {
                jours: 365,
                depuis: "la réception de la liste dont l’entreprise vient",
                // A row is as old as the file that brought it.
                echeance: Echeance {
                    table: "recruteurs",
                    colonne: "(SELECT v.debut FROM versions v WHERE v.id = recruteurs.version)",
                },
            },
        },
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 6] {
    let nom = "Nom d’un établissement, qui peut être celui d’une personne";
    let adresse = "Adresse d’un établissement, qui peut être celle d’une personne";
    let destinataire = "Identifiant qui permet d’écrire à un employeur";
    [
        DonneePersonnelle { table: "offres", colonne: "nom", nature: nom },
        DonneePersonnelle { table: "offres", colonne: "adresse", nature: adresse },
        DonneePersonnelle { table: "offres", colonne: "destinataire", nature: destinataire },
        DonneePersonnelle { table: "recruteurs", colonne: "nom", nature: nom },
        DonneePersonnelle { table: "recruteurs", colonne: "adresse", nature: adresse },
        DonneePersonnelle { table: "recruteurs", colonne: "destinataire", nature: destinataire },
    ]
}
