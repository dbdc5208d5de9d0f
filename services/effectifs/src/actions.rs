//! What can be done here, and by whom.

use futures::future::BoxFuture;
use web::{Action, Chemin, Cible, Entree, Erreur, Etat, Regle, Role};

use crate::depot::archives;
use crate::depot::effectifs::{self, Effectif};
use crate::depot::transmissions;
use crate::pages::{a_aider, jeunes, reseau, voeux};

/// Sees the enrolments of one's centre, by name.
pub static SUIVRE: Action = Action {
    code: "effectifs.suivre",
    libelle: "Suivre les apprenants de son organisme de formation",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Sends enrolments, makes and ends the keys of the centre's software.
pub static TRANSMETTRE: Action = Action {
    code: "effectifs.transmettre",
    libelle: "Transmettre les effectifs de son organisme et tenir ses clés",
    ecrit: true,
    nominative: false,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Merges doubles and takes enrolments out of one's centre.
pub static CORRIGER: Action = Action {
    code: "effectifs.corriger",
    libelle: "Fusionner les doublons et retirer des dossiers de son organisme de formation",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Takes the file of the SIFA survey: every apprentice of one's centre, by name.
pub static DECLARER: Action = Action {
    code: "effectifs.sifa",
    libelle: "Préparer et emporter le fichier SIFA de son organisme de formation",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Reads the figures of one's territory or network, by centre and training.
pub static PILOTER: Action = Action {
    code: "effectifs.piloter",
    libelle: "Lire les indicateurs de l’apprentissage de son territoire ou de son réseau",
    ecrit: false,
    nominative: false,
    regles: &[
        Regle::ressort(Role::Dreets),
        Regle::ressort(Role::Ddets),
        Regle::ressort(Role::Academie),
        Regle::ressort(Role::Draaf),
        Regle::ressort(Role::Region),
        Regle::ressort(Role::CarifOref),
        Regle::ressort(Role::TeteDeReseau),
        Regle::partout(Role::Dgefp),
        Regle::partout(Role::Ministere),
        Regle::partout(Role::Administrateur),
    ],
};

/// Sees by name those of one's territory who have no contract, lost it or left: the three situations in which the State's
/// agents help. Networks, régions, ministries and administrators see no name.
pub static AIDER: Action = Action {
    code: "effectifs.aider",
    libelle: "Voir les jeunes sans contrat, en rupture ou sortis de son territoire",
    ecrit: false,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Dreets),
        Regle::ressort(Role::Ddets),
        Regle::ressort(Role::Academie),
        Regle::ressort(Role::Draaf),
    ],
};

/// Sees by name the young people without a contract who live in one's territory, once their training centre asked for
/// help or had its time.
pub static ACCOMPAGNER: Action = Action {
    code: "effectifs.accompagner",
    libelle: "Voir les jeunes sans contrat du territoire de sa mission locale",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::MissionLocale)],
};

/// Says what a contact with one of them gave.
pub static RENDRE_COMPTE: Action = Action {
    code: "effectifs.accompagner.repondre",
    libelle: "Dire ce qu’a donné un contact avec un jeune de son territoire",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::MissionLocale)],
};

/// Asks a mission locale for help.
pub static DEMANDER: Action = Action {
    code: "effectifs.aide.demander",
    libelle: "Demander l’aide d’une mission locale pour un apprenant de son organisme",
    ecrit: true,
    nominative: true,
    regles: &[Regle::ressort(Role::Cfa)],
};

/// Sees by name the apprentices of the centres of one's network, when it answers for their training.
pub static SUIVRE_LE_RESEAU: Action = Action {
    code: "effectifs.reseau",
    libelle: "Suivre les apprenants de son réseau, quand il répond de leur formation",
    ecrit: false,
    nominative: true,
    regles: &[Regle::ressort(Role::TeteDeReseau)],
};

/// Sees who wished for a training in apprenticeship, and where they stand.
pub static CROISER: Action = Action {
    code: "effectifs.voeux",
    libelle: "Voir ce que deviennent les vœux d’apprentissage de son organisme ou de son territoire",
    ecrit: false,
    nominative: true,
    regles: &[
        Regle::ressort(Role::Cfa),
        Regle::ressort(Role::Academie),
        Regle::ressort(Role::Dreets),
    ],
};

/// All of them.
pub static TOUTES: [&Action; 11] = [
    &SUIVRE,
    &TRANSMETTRE,
    &CORRIGER,
    &DECLARER,
    &PILOTER,
    &AIDER,
    &ACCOMPAGNER,
    &RENDRE_COMPTE,
    &DEMANDER,
    &SUIVRE_LE_RESEAU,
    &CROISER,
];

/// The ways into the pages.
pub fn entrees() -> [Entree; 6] {
    let entree = |titre, description, adresse, action| Entree {
        titre,
        description,
        adresse,
        action,
        a_faire: None,
    };
    [
        entree(
            "Mes effectifs",
            "Vos apprenants par situation, ce qui est à corriger dans vos envois, les clés de votre logiciel.",
            "/effectifs",
            &SUIVRE,
        ),
        entree(
            "Pilotage de l’apprentissage",
            "Les indicateurs de votre territoire ou de votre réseau, à toute date, avec leur couverture.",
            "/effectifs/pilotage",
            &PILOTER,
        ),
        entree(
            "Jeunes à aider",
            "Les jeunes sans contrat, en rupture ou sortis dans votre territoire.",
            a_aider::ICI,
            &AIDER,
        ),
        entree(
            "Vœux d’apprentissage",
            "Les élèves dont le vœu d’apprentissage vous a été transmis, et ceux qui n’ont pas encore de contrat.",
            voeux::ICI,
            &CROISER,
        ),
        entree(
            "Apprenants de mon réseau",
            "Pour les réseaux qui répondent de la formation que donnent leurs centres.",
            reseau::ICI,
            &SUIVRE_LE_RESEAU,
        ),
        entree(
            "Jeunes à accompagner",
            "Les jeunes de votre territoire en formation sans contrat, ceux pour qui un CFA vous demande de l’aide d’abord.",
            jeunes::ICI,
            &ACCOMPAGNER,
        ),
    ]
}

type Trouver<'a> = BoxFuture<'a, Result<Option<Cible>, Erreur>>;

/// Someone of the path, in the territory of the mission locale of the path.
pub fn jeune<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let mission = chemin.get("mission");
        let trouve = jeunes::trouver(etat, mission, chemin.get("id")).await?;
        Ok(trouve.map(|s| {
            let cible = Cible::nouvelle("effectif", &s.ligne.id).a_l_organisme(mission);
            cible.pour(Some(Role::MissionLocale))
        }))
    })
}

/// The enrolment of the path, as that of the centre that teaches.
pub fn du_formateur<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(effectif(etat, chemin, |e| &e.siret))
}

/// The enrolment of the path, as that of the centre that answers for the training.
pub fn du_responsable<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(effectif(etat, chemin, |e| &e.siret_responsable))
}

async fn effectif(
    etat: &Etat,
    chemin: &Chemin,
    centre: fn(&Effectif) -> &String,
) -> Result<Option<Cible>, Erreur> {
    let trouve = effectifs::trouver(etat.db.read(), chemin.get("id")).await?;
    Ok(trouve.map(|e| {
        let cible = Cible::nouvelle("effectif", &e.id).dans(&e.departement);
        cible.a_l_organisme(centre(&e)).pour(Some(Role::Cfa))
    }))
}

/// What was taken out, of the path.
pub fn archive<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = archives::trouver(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|a| {
            let cible = Cible::nouvelle("archive", &a.id).a_l_organisme(&a.siret);
            cible.pour(Some(Role::Cfa))
        }))
    })
}

/// The key of the path.
pub fn cle<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let id = chemin.get("id");
        let organisme = partenaires::porte::organisme_de(etat.db.read(), id).await?;
        Ok(organisme
            .map(|siret| Cible::nouvelle("cle", id).a_l_organisme(siret).pour(Some(Role::Cfa))))
    })
}

/// The sending of the path.
pub fn transmission<'a>(etat: &'a Etat, chemin: &'a Chemin) -> Trouver<'a> {
    Box::pin(async move {
        let trouvee = transmissions::trouver(etat.db.read(), chemin.get("id")).await?;
        Ok(trouvee.map(|t| {
            let cible = Cible::nouvelle("transmission", &t.id).a_l_organisme(&t.organisme);
            cible.pour(Some(Role::Cfa))
        }))
    })
}
