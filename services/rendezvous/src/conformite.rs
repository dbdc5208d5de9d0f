//! What the service holds of people, why, and for how long.

use conformite::dossiers::{Effacement, Trouver};
use conformite::retention::Vide;
use conformite::{
    Action, BaseLegale, Conservation, DonneePersonnelle, Dossier, Echeance, Regle, Traitement,
    par_courriel,
};

use crate::regles::suivi::Etat;

/// Days that a request names a person.
const DEMANDE_JOURS: u32 = 730;

/// The lines of the register.
pub fn traitements() -> [Traitement; 5] {
    [demandes(), choix(), contacts(), liens(), modeles()]
}

fn demandes() -> Traitement {
    Traitement {
        code: "rendezvous.demandes",
        nom: "Demandes de rendez-vous",
        finalite: "Transmettre à un centre de formation la demande de rendez-vous d’une personne, et à la personne la réponse du centre.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui veulent se former, et leurs parents",
        donnees: &[
            "Prénom et nom",
            "Adresse électronique",
            "Téléphone",
            "Ce dont la personne veut parler",
            "Message et réponse",
            "Date et lieu du rendez-vous",
        ],
        destinataires: &["Le centre de formation choisi", "L’exploitant du service"],
        conservation: Conservation {
            jours: DEMANDE_JOURS,
            depuis: "la demande ; ce qui reste ne désigne personne",
            echeance: Echeance { table: "rdv_demandes", colonne: "deposee_le" },
        },
    }
}

fn choix() -> Traitement {
    Traitement {
        code: "rendezvous.destinataires",
        nom: "Adresses choisies pour recevoir les demandes de rendez-vous",
        finalite: "Envoyer les demandes de rendez-vous à la personne que le centre en a chargée.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui travaillent pour un centre de formation",
        donnees: &["Adresse électronique professionnelle"],
        destinataires: &["L’exploitant du service", "Les membres du centre"],
        conservation: Conservation {
            jours: 3 * 365,
            depuis: "le choix",
            echeance: Echeance { table: "rdv_choix", colonne: "choisi_le" },
        },
    }
}

fn contacts() -> Traitement {
    Traitement {
        code: "rendezvous.formations",
        nom: "Formations qui reçoivent des demandes de rendez-vous",
        finalite: "Savoir à qui transmettre la demande de rendez-vous d’une formation ; recomposé à chaque livraison du catalogue.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes dont l’adresse professionnelle est le contact d’une formation",
        donnees: &["Adresse électronique professionnelle", "Nom de l’organisme"],
        destinataires: &["L’exploitant du service", "Les membres du centre"],
        conservation: Conservation {
            jours: 365,
            depuis: "la dernière livraison qui la contient",
            echeance: Echeance { table: "rdv_formations", colonne: "passage" },
        },
    }
}

fn liens() -> Traitement {
    Traitement {
        code: "rendezvous.liens",
        nom: "Liens de décision envoyés aux organismes gestionnaires",
        finalite: "Laisser un organisme ouvrir ou fermer la prise de rendez-vous depuis le courriel qui la lui annonce.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui travaillent pour un organisme gestionnaire",
        donnees: &["Empreinte d’un lien"],
        destinataires: &["L’exploitant du service"],
        conservation: Conservation {
            jours: 30,
            depuis: "la fin du lien",
            echeance: Echeance { table: "rdv_liens", colonne: "expire_le" },
        },
    }
}

fn modeles() -> Traitement {
    Traitement {
        code: "rendezvous.modeles",
        nom: "Modèles de réponse aux demandes de rendez-vous",
        finalite: "Garder les réponses qu’un centre utilise souvent.",
        base: BaseLegale::MissionInteretPublic,
        personnes: "Personnes qui travaillent pour un centre de formation",
        donnees: &["Textes écrits par le centre"],
        destinataires: &["Les membres du centre"],
        conservation: Conservation {
            jours: 3 * 365,
            depuis: "l’écriture",
            echeance: Echeance { table: "rdv_modeles", colonne: "cree_le" },
        },
    }
}

const fn vide(colonne: &'static str) -> Vide {
    Vide { colonne, texte: Some("") }
}

/// What leads back to a person in a request.
const PERSONNELLES: &[Vide] = &[
    vide("prenom"),
    vide("nom"),
    vide("nom_plie"),
    vide("courriel"),
    vide("telephone"),
    vide("message"),
    vide("reponse"),
    vide("destinataire"),
    vide("empreinte"),
    vide("convenu_ou"),
];

/// A request two years old keeps its dates and figures, and names nobody.
pub fn regles() -> [Regle; 1] {
    [Regle {
        traitement: "rendezvous.demandes",
        table: "rdv_demandes",
        date: "deposee_le",
        jours: DEMANDE_JOURS,
        action: Action::Vider(PERSONNELLES),
        cle: Some("id"),
        preavis: None,
    }]
}

/// The columns that hold something of a person.
pub fn personnes() -> Vec<DonneePersonnelle> {
    let d = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    const CONTACT: &str = "Adresse qui reçoit les demandes";
    const ORGANISME: &str = "Nom d’un organisme, qui peut être celui d’une personne";
    vec![
        d("rdv_demandes", "prenom", "Prénom"),
        d("rdv_demandes", "nom", "Nom"),
        d("rdv_demandes", "nom_plie", "Nom, pour la recherche"),
        d("rdv_demandes", "courriel", "Adresse électronique"),
        d("rdv_demandes", "telephone", "Téléphone"),
        d("rdv_demandes", "motifs", "Ce dont vous vouliez parler"),
        d("rdv_demandes", "message", "Votre message"),
        d("rdv_demandes", "reponse", "La réponse du centre"),
        d("rdv_demandes", "convenu_ou", "Lieu du rendez-vous"),
        d("rdv_demandes", "destinataire", CONTACT),
        d("rdv_demandes", "formateur_nom", ORGANISME),
        d("rdv_choix", "courriel", CONTACT),
        d("rdv_formations", "courriel", CONTACT),
        d("rdv_formations", "gestionnaire_nom", ORGANISME),
        d("rdv_formations", "formateur_nom", ORGANISME),
        d("rdv_formations", "lieu_adresse", "Adresse du lieu, qui peut être celle d’une personne"),
        d("rdv_gestionnaires", "courriel", CONTACT),
        d("rdv_gestionnaires", "nom", ORGANISME),
    ]
}

const SANS_BOITE: &[Vide] = &[Vide { colonne: "courriel", texte: None }];

/// Where a person is found, and what erasing means.
pub fn dossiers() -> [Dossier; 4] {
    [
        Dossier {
            titre: "Vos demandes de rendez-vous",
            traitement: "rendezvous.demandes",
            trouver: Trouver::Courriel("courriel"),
            effacement: Effacement::Vider(PERSONNELLES),
            montre: &[("intitule", "Formation"), ("etat", "État")],
            dates: &[("deposee_le", "Demandé le"), ("convenu_le", "Rendez-vous le")],
            mots: |code| Etat::lire(code).map(Etat::pour_la_personne),
            modifiables: &[("prenom", "Prénom"), ("nom", "Nom"), ("telephone", "Téléphone")],
            ..par_courriel("rdv_demandes", "courriel")
        },
        Dossier {
            titre: "Votre adresse, choisie pour recevoir des demandes de rendez-vous",
            traitement: "rendezvous.destinataires",
            montre: &[("formation", "Formation")],
            dates: &[("choisi_le", "Depuis le")],
            ..par_courriel("rdv_choix", "courriel")
        },
        Dossier {
            titre: "Votre adresse, qui reçoit les demandes d’une formation",
            traitement: "rendezvous.formations",
            effacement: Effacement::Vider(SANS_BOITE),
            montre: &[("titre", "Formation")],
            ..par_courriel("rdv_formations", "courriel")
        },
        Dossier {
            titre: "Votre adresse, à laquelle ce service est annoncé",
            traitement: "rendezvous.formations",
            effacement: Effacement::Vider(SANS_BOITE),
            montre: &[("siret", "SIRET")],
            ..par_courriel("rdv_gestionnaires", "courriel")
        },
    ]
}
