//! What the service holds of people, why, and for how long.

use conformite::retention::Vide;
use conformite::{
    BaseLegale, Conservation, DonneePersonnelle, Dossier, Echeance, Effacement, Regle, Traitement,
    par_courriel,
};

use crate::regles::vie::Etat;

const PERSONNES: &str = "Personnes qui exercent sous leur nom ou dont l’entreprise porte le nom";
const DESTINATAIRES: &[&str] = &["Toute personne qui consulte le site"];

/// The lines of the register.
pub fn traitements() -> Vec<Traitement> {
    vec![
        Traitement {
            code: "offres.publier",
            nom: "Diffusion des offres en apprentissage",
            finalite: "Faire connaître les offres que les employeurs, les écoles et les sites partenaires ont publiées.",
            base: BaseLegale::MissionInteretPublic,
            personnes: PERSONNES,
            donnees: &[
                "Nom et adresse de l’établissement",
                "Identifiant qui permet de lui écrire sans connaître son adresse",
                "Embauches prévues et leurs facteurs",
            ],
            destinataires: DESTINATAIRES,
            conservation: Conservation {
                jours: 365,
                depuis: "la fin de la publication de l’offre",
                echeance: Echeance { table: "offres", colonne: "expiration" },
            },
        },
        Traitement {
            code: "offres.deposer",
            nom: "Dépôt des offres",
            finalite: "Permettre à un employeur, à un CFA ou à un partenaire d’écrire une offre, de la suivre et de recevoir les candidatures.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui déposent des offres",
            donnees: &[
                "Adresse électronique qui reçoit les candidatures",
                "Nom et téléphone du compte, montrés aux CFA que l’employeur a choisis",
                "Historique des actes sur l’offre",
            ],
            destinataires: &[
                "Les membres de la même organisation",
                "Les CFA à qui l’employeur propose son offre",
                "Les administrateurs du service",
            ],
            conservation: Conservation {
                jours: 365,
                depuis: "la dernière modification de l’offre",
                echeance: Echeance { table: "offres_deposees", colonne: "modifiee_le" },
            },
        },
        Traitement {
            code: "offres.mandats",
            nom: "Entreprises dont un CFA publie les offres",
            finalite: "Garder la preuve de l’accord qu’une entreprise donne à un CFA pour publier ses offres, la prévenir et lui permettre d’y mettre fin.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui parlent au nom d’une entreprise, et qui déclarent son accord",
            donnees: &[
                "Nom, adresse électronique et téléphone du contact de l’entreprise",
                "Compte qui a déclaré l’accord, date, motif de fin",
            ],
            destinataires: &["Les membres du CFA"],
            conservation: Conservation {
                jours: 365,
                depuis: "la fin de l’accord",
                echeance: Echeance { table: "offres_mandats", colonne: "fin_le" },
            },
        },
        Traitement {
            code: "offres.signaler",
            nom: "Signalements d’offres",
            finalite: "Laisser un visiteur dire ce qui ne va pas dans une offre, sans dire qui il est.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes que le texte d’un signalement nommerait",
            donnees: &["Raison du signalement et ce que le visiteur a vu"],
            destinataires: &["Les administrateurs du service"],
            conservation: Conservation {
                jours: 365,
                depuis: "le signalement",
                echeance: Echeance { table: "offres_signalements", colonne: "instant" },
            },
        },
        Traitement {
            code: "offres.contacts",
            nom: "Adresses des entreprises à contacter",
            finalite: "Transmettre une candidature spontanée à l’entreprise, sans montrer son adresse.",
            base: BaseLegale::MissionInteretPublic,
            personnes: "Personnes qui lisent la messagerie d’une entreprise",
            donnees: &["Adresse électronique de l’entreprise, avec sa source et sa date"],
            destinataires: &["Personne : l’adresse ne sert qu’à lui écrire"],
            conservation: Conservation {
                jours: 365,
                depuis: "la réception de la liste dont l’adresse vient",
                echeance: Echeance {
                    table: "offres_contacts",
                    colonne: "(SELECT v.debut FROM versions v WHERE v.id = offres_contacts.version)",
                },
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

/// What hangs from an offer goes with it; what is counted goes after a year.
pub fn regles() -> Vec<Regle> {
    let tous = traitements();
    let mut regles: Vec<Regle> = tous.iter().map(Regle::du_registre).collect();
    let de = |code: &str| regles.iter().find(|r| r.traitement == code).cloned();
    let suites = [
        ("offres.deposer", "offres_histoire", "instant"),
        ("offres.deposer", "offres_controles", "instant"),
        ("offres.deposer", "offres_liens", "expire_le"),
        (
            "offres.marche_cache",
            "offres_previsions",
            "(SELECT v.debut FROM versions v WHERE v.id = offres_previsions.version)",
        ),
        ("offres.deposer", "offres_delegations", "proposee_le"),
        ("offres.deposer", "offres_propositions", "instant"),
        ("offres.signaler", "offres_retirees", "instant"),
        ("offres.contacts", "offres_contacts_perdus", "perdu_le"),
        ("offres.contacts", "offres_recues", "derniere_le"),
        ("offres.contacts", "offres_liens_entreprises", "expire_le"),
    ];
    let suites: Vec<Regle> = suites
        .into_iter()
        .filter_map(|(code, table, date)| Some(Regle { table, date, ..de(code)? }))
        .collect();
    regles.extend(suites);
    regles
}

/// Where a person is found here.
pub fn dossiers() -> Vec<Dossier> {
    vec![
        Dossier {
            titre: "Vos offres",
            traitement: "offres.deposer",
            montre: &[("titre", "Titre"), ("etat", "État")],
            mots: |code| Etat::lire(code).map(Etat::libelle),
            dates: &[("creee_le", "Créée le"), ("modifiee_le", "Modifiée le")],
            ..par_courriel("offres_deposees", "courriel")
        },
        Dossier {
            titre: "L’accord donné à un CFA pour publier des offres",
            traitement: "offres.mandats",
            effacement: Effacement::Vider(&[
                Vide { colonne: "contact", texte: Some("") },
                Vide { colonne: "courriel", texte: Some("") },
                Vide { colonne: "telephone", texte: Some("") },
            ]),
            montre: &[("depuis", "Depuis le")],
            dates: &[("declare_le", "Déclaré le"), ("fin_le", "Terminé le")],
            ..par_courriel("offres_mandats", "courriel")
        },
        Dossier {
            titre: "Votre entreprise parmi celles à contacter",
            traitement: "offres.contacts",
            montre: &[("siret", "SIRET")],
            ..par_courriel("offres_contacts", "courriel")
        },
        Dossier {
            titre: "Le choix de votre entreprise",
            traitement: "offres.contacts",
            effacement: Effacement::Vider(&[Vide { colonne: "courriel", texte: Some("") }]),
            montre: &[("siret", "SIRET"), ("choix", "Choix")],
            dates: &[("choisi_le", "Fait le")],
            ..par_courriel("offres_choix", "courriel")
        },
    ]
}

/// The columns that hold something of a person.
pub fn personnes() -> Vec<DonneePersonnelle> {
    let nom = "Nom d’un établissement, qui peut être celui d’une personne";
    let adresse = "Adresse d’un établissement, qui peut être celle d’une personne";
    let destinataire = "Identifiant qui permet d’écrire à un employeur";
    let colonne = |table, colonne, nature| DonneePersonnelle { table, colonne, nature };
    vec![
        colonne("offres", "nom", nom),
        colonne("offres", "adresse", adresse),
        colonne("offres", "destinataire", destinataire),
        colonne("recruteurs", "nom", nom),
        colonne("recruteurs", "adresse", adresse),
        colonne("recruteurs", "destinataire", destinataire),
        colonne("offres_deposees", "nom", nom),
        colonne("offres_deposees", "adresse", adresse),
        colonne("offres_deposees", "destinataire", destinataire),
        colonne("offres_deposees", "courriel", "Adresse qui reçoit les candidatures"),
        colonne("offres_deposees", "auteur", "Compte qui a écrit l’offre"),
        colonne("offres_deposees", "motif", "Motif du dernier acte"),
        colonne("offres_histoire", "motif", "Motif d’un acte"),
        colonne("offres_delegations", "nom", nom),
        colonne("offres_mandats", "nom", nom),
        colonne("offres_mandats", "nom_plie", nom),
        colonne("offres_mandats", "adresse", adresse),
        colonne("offres_mandats", "contact", "Nom de qui parle pour une entreprise"),
        colonne(
            "offres_mandats",
            "courriel",
            "Adresse électronique de qui parle pour une entreprise",
        ),
        colonne("offres_mandats", "telephone", "Téléphone de qui parle pour une entreprise"),
        colonne("offres_mandats", "declare_par", "Compte qui a déclaré l’accord"),
        colonne("offres_mandats", "fin_par", "Compte qui a mis fin à l’accord"),
        colonne("offres_mandats", "fin_motif", "Motif de la fin de l’accord"),
        colonne("offres_signalements", "precisions", "Ce qu’un visiteur dit d’une offre"),
        colonne("offres_retirees", "par", "Compte qui a retiré une offre importée"),
        colonne("offres_retirees", "phrase", "Motif du retrait d’une offre importée"),
        colonne("offres_contacts", "courriel", "Adresse électronique d’une entreprise"),
        colonne("offres_choix", "courriel", "Adresse électronique donnée par une entreprise"),
    ]
}
