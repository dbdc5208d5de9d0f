//! What the mails hold of people, why, and for how long.

use conformite::{
    BaseLegale, Conservation, DonneePersonnelle, Dossier, Echeance, Traitement, par_courriel,
};

const fn depuis(jours: u32, depuis: &'static str, echeance: Echeance) -> Conservation {
    Conservation { jours, depuis, echeance }
}

/// The lines of the register.
pub fn traitements() -> [Traitement; 5] {
    let base = BaseLegale::MissionInteretPublic;
    let nous = &["L’exploitant du service", "Le prestataire d’envoi de courriels"];
    [
        Traitement {
            code: "courriels.contenu",
            nom: "Contenu des courriels",
            finalite: "Envoyer les courriels, les renvoyer quand un serveur est en panne. Ce qu’un serveur a pris n’est pas gardé.",
            base,
            personnes: "Personnes à qui le service écrit",
            donnees: &["Sujet du courriel", "Texte du courriel", "Fichiers joints"],
            destinataires: nous,
            conservation: depuis(
                62,
                "l’abandon",
                Echeance { table: "courriels_corps", colonne: "termine_le" },
            ),
        },
        Traitement {
            code: "courriels.envois",
            nom: "Trace des courriels",
            finalite: "Savoir si un courriel est parti, ne jamais l’envoyer deux fois, reconnaître un lien de désabonnement.",
            base,
            personnes: "Personnes à qui le service écrit",
            donnees: &["Adresse électronique", "Genre de courriel", "Date et issue de l’envoi"],
            destinataires: nous,
            conservation: depuis(
                365,
                "l’envoi ou l’abandon",
                Echeance { table: "courriels", colonne: "termine_le" },
            ),
        },
        Traitement {
            code: "courriels.sante",
            nom: "Adresses qui ne reçoivent plus",
            finalite: "Ne plus écrire à une adresse qui n’existe plus.",
            base,
            personnes: "Personnes dont l’adresse refuse les courriels",
            donnees: &["Adresse électronique", "Nombre de refus", "Réponse du serveur"],
            destinataires: nous,
            conservation: depuis(
                365,
                "le dernier refus",
                Echeance { table: "courriels_adresses", colonne: "vue_le" },
            ),
        },
        Traitement {
            code: "courriels.retours",
            nom: "Retours du prestataire d’envoi",
            finalite: "Apprendre du prestataire qu’une adresse refuse un courriel ou que la personne s’en plaint.",
            base,
            personnes: "Personnes à qui le service écrit",
            donnees: &["Adresse électronique", "Ce qui est arrivé au courriel"],
            destinataires: nous,
            conservation: depuis(
                62,
                "le retour",
                Echeance { table: "courriels_retours", colonne: "recu_le" },
            ),
        },
        Traitement {
            code: "courriels.oppositions",
            nom: "Oppositions aux courriels",
            finalite: "Ne plus écrire à qui ne le veut plus.",
            base: BaseLegale::ObligationLegale,
            personnes: "Personnes qui se sont désabonnées",
            donnees: &["Adresse électronique", "Liste refusée", "Date et origine du refus"],
            destinataires: &["L’exploitant du service"],
            conservation: depuis(
                3 * 365,
                "le refus",
                Echeance { table: "courriels_oppositions", colonne: "depuis" },
            ),
        },
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 9] {
    const ADRESSE: &str = "Adresse électronique";
    let d = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    [
        d("courriels", "adresse", ADRESSE),
        d("courriels_corps", "sujet", "Sujet d’un courriel à la personne"),
        d("courriels_corps", "texte", "Texte d’un courriel à la personne"),
        d("courriels_corps", "html", "Texte d’un courriel à la personne"),
        d("courriels_pieces", "nom", "Nom d’un fichier joint à un courriel à la personne"),
        d("courriels_pieces", "octets", "Fichier joint à un courriel à la personne"),
        d("courriels_adresses", "adresse", ADRESSE),
        d("courriels_oppositions", "adresse", ADRESSE),
        d("courriels_retours", "adresse", ADRESSE),
    ]
}

/// Where a person is found here. The text of a mail goes with its row.
pub fn dossiers() -> [Dossier; 4] {
    let d = |table, titre, traitement, dates| Dossier {
        titre,
        traitement,
        dates,
        ..par_courriel(table, "adresse")
    };
    [
        Dossier {
            montre: &[("etat", "État")],
            mots: |code| {
                Some(match code {
                    "en_attente" => "va partir",
                    "envoye" => "envoyé",
                    "abandonne" => "abandonné",
                    "refuse" => "non envoyé",
                    _ => return None,
                })
            },
            ..d(
                "courriels",
                "Les courriels que nous vous avons écrits",
                "courriels.envois",
                &[("depose_le", "Écrit le")],
            )
        },
        d(
            "courriels_adresses",
            "L’état de votre messagerie",
            "courriels.sante",
            &[("vue_le", "Constaté le")],
        ),
        Dossier {
            montre: &[("titre", "Courriels refusés")],
            ..d(
                "courriels_oppositions",
                "Les courriels que vous refusez",
                "courriels.oppositions",
                &[("depuis", "Depuis le")],
            )
        },
        d(
            "courriels_retours",
            "Ce que le prestataire d’envoi nous a signalé",
            "courriels.retours",
            &[("recu_le", "Reçu le")],
        ),
    ]
}
