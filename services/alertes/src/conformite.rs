//! What the service holds of people, why, and for how long.

use conformite::{
    BaseLegale, Conservation, DonneePersonnelle, Dossier, Echeance, Regle, Traitement, par_courriel,
};

/// The line of the register.
pub fn traitements() -> [Traitement; 1] {
    [Traitement {
        code: "alertes.alertes",
        nom: "Alertes d’offres",
        finalite: "Prévenir une personne des nouvelles offres de la recherche qu’elle a choisie.",
        base: BaseLegale::Consentement,
        personnes: "Personnes qui demandent à être prévenues",
        donnees: &["Adresse électronique", "Recherche", "Dates"],
        destinataires: &["Personne"],
        conservation: Conservation {
            jours: 365,
            depuis: "la confirmation",
            echeance: Echeance { table: "alertes", colonne: "confirmee_le" },
        },
    }]
}

/// What was never confirmed goes after a week; what was found goes when it is found no more.
pub fn regles() -> [Regle; 3] {
    let [alertes] = traitements();
    let regle = |table, date, jours| Regle { table, date, jours, ..Regle::du_registre(&alertes) };
    [
        regle("alertes", "CASE WHEN confirmee_le IS NULL THEN cree_le END", 7),
        regle("alertes_connues", "vue_le", 60),
        Regle::du_registre(&alertes),
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> [DonneePersonnelle; 3] {
    let d = |colonne, nature| DonneePersonnelle { table: "alertes", colonne, nature };
    [
        d("courriel", "Adresse électronique"),
        d("requete", "Recherche enregistrée"),
        d("libelle", "Recherche enregistrée, en clair"),
    ]
}

/// Where a person is found here.
pub fn dossiers() -> [Dossier; 1] {
    [Dossier {
        titre: "Vos alertes d’offres",
        traitement: "alertes.alertes",
        dates: &[("cree_le", "Demandée le"), ("confirmee_le", "Confirmée le")],
        ..par_courriel("alertes", "courriel")
    }]
}
