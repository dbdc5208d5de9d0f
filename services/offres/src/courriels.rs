//! The mails of the service.

pub mod delegation;
pub mod mandat;

use courrier::{Contenu, Lettre, Modele};
use noyau::identifiants::Siret;

use crate::depot::deposees::Deposee;

/// Codes of the mails.
pub const PUBLIEE: &str = "offres.publiee";
/// The end comes.
pub const RAPPEL: &str = "offres.rappel";
/// The end has come.
pub const EXPIREE: &str = "offres.expiree";
/// The ceiling is reached.
pub const PLAFONNEE: &str = "offres.plafonnee";
/// Who looked at it refused it.
pub const REFUSEE: &str = "offres.refusee";
/// It is held back until someone looks at it.
pub const RETENUE: &str = "offres.retenue";

/// An employer proposes an offer to a training centre.
pub const PROPOSITION: &str = "offres.proposition";
/// A training centre has someone for an offer.
pub const REPONSE_D_UN_CFA: &str = "offres.reponse_d_un_cfa";
/// Training centres near by train for the trade of an offer.
pub const CFA_PROCHES: &str = "offres.cfa_proches";

/// A training centre declares that it manages the offers of a company.
pub const MANDAT: &str = "offres.mandat";

/// The link that lets a company decide of its sheet.
pub const MON_ENTREPRISE: &str = "offres.mon_entreprise";
/// What a company decided is kept.
pub const ENTREPRISE_CHOIX: &str = "offres.entreprise_choix";

/// Every mail, with an example.
pub fn modeles() -> Vec<Modele> {
    let mut modeles = de_l_offre();
    modeles.extend(delegation::modeles());
    modeles.push(mandat::modele());
    modeles
}

const SITE: &str = "https://compagnon.exemple.fr";

fn de_l_offre() -> Vec<Modele> {
    vec![
        Modele {
            code: MON_ENTREPRISE,
            titre: "Lien pour gérer sa fiche",
            quand: "Quand une entreprise à contacter demande à corriger ou à retirer sa fiche.",
            exemple: || {
                lettre_mon_entreprise(
                    "900 000 001 00009",
                    "le fichier France Travail reçu le 12 octobre 2026",
                    (SITE, "/mon-entreprise/lien/0"),
                )
            },
        },
        Modele {
            code: ENTREPRISE_CHOIX,
            titre: "Choix de l’entreprise enregistré",
            quand: "Quand une entreprise à contacter a fait son choix ; à l’ancienne adresse et à la nouvelle.",
            exemple: || entreprise_choix("Boulangerie des Lices", "Ne plus apparaître", SITE),
        },
        Modele {
            code: PUBLIEE,
            titre: "Offre publiée",
            quand: "Quand une offre est mise en ligne, au moment du dépôt, après une vérification ou à la validation du compte.",
            exemple: || lettre_publiee(&Vue::exemple(), SITE),
        },
        Modele {
            code: RAPPEL,
            titre: "Fin proche d’une offre",
            quand: "Sept jours puis un jour avant la fin d’une offre, une fois chacun.",
            exemple: || rappel_de(&Vue::exemple(), 7, (SITE, "/offres/lien/0", "/offres/lien/1")),
        },
        Modele {
            code: EXPIREE,
            titre: "Offre expirée",
            quand: "Quand la fin d’une offre est passée sans qu’elle ait été close.",
            exemple: || expiree_de(&Vue::exemple(), (SITE, "/offres/lien/0", "/offres/lien/1")),
        },
        Modele {
            code: PLAFONNEE,
            titre: "Plafond de candidatures atteint",
            quand: "Quand une offre a reçu autant de candidatures que l’employeur en voulait.",
            exemple: || plafonnee_de(&Vue::exemple(), SITE),
        },
        Modele {
            code: REFUSEE,
            titre: "Offre refusée",
            quand: "Quand une personne a vérifié l’offre et ne l’a pas mise en ligne.",
            exemple: || refusee_de(&Vue::exemple(), "L’entreprise n’a pas pu être reconnue.", SITE),
        },
        Modele {
            code: RETENUE,
            titre: "Offre en cours de vérification",
            quand: "Quand une offre en ligne est retirée le temps d’une vérification.",
            exemple: || retenue_de(&Vue::exemple(), "Un visiteur a signalé l’offre.", SITE),
        },
    ]
}

/// What a mail says of an offer.
struct Vue {
    id: String,
    titre: String,
    entreprise: String,
    fin: String,
    recues: i64,
}

impl Vue {
    fn de(d: &Deposee) -> Self {
        Vue {
            id: d.offre.id.clone(),
            titre: d.offre.titre.clone(),
            entreprise: d.offre.employeur.nom.clone(),
            fin: d.offre.expiration.map(|f| f.date().long()).unwrap_or_default(),
            recues: d.recues(),
        }
    }

    fn exemple() -> Self {
        Vue {
            id: "01J".to_owned(),
            titre: "Boulanger, boulangère".to_owned(),
            entreprise: "Boulangerie des Lices".to_owned(),
            fin: "24 janvier 2027".to_owned(),
            recues: 80,
        }
    }

    fn page(&self, site: &str) -> String {
        format!("{site}/employeur/offres/{}", self.id)
    }
}

const RAISON: &str =
    "Vous recevez ce courriel parce que cette adresse reçoit les candidatures de l’offre.";

/// The offer is shown.
pub fn publiee(d: &Deposee, site: &str) -> Contenu {
    lettre_publiee(&Vue::de(d), site)
}

fn lettre_publiee(v: &Vue, site: &str) -> Contenu {
    Lettre::new(format!("Votre offre est en ligne : {}", v.titre))
        .paragraphe(format!(
            "L’offre « {} » de {} est visible dans la recherche et chez les partenaires jusqu’au {}.",
            v.titre, v.entreprise, v.fin
        ))
        .faits([
            ("Où la voir", format!("{site}/offre/{}", v.id)),
            ("Rappels", "7 jours puis 1 jour avant la fin".to_owned()),
        ])
        .bouton("Suivre mon offre", v.page(site))
        .raison(RAISON)
        .contenu()
}

/// The end comes: in `jours` days. `liens`: the site, the link that prolongs, the one that closes.
pub fn rappel(d: &Deposee, jours: i64, liens: (&str, &str, &str)) -> Contenu {
    rappel_de(&Vue::de(d), jours, liens)
}

fn rappel_de(v: &Vue, jours: i64, (site, prolonger, clore): (&str, &str, &str)) -> Contenu {
    let quand = if jours == 1 { "demain".to_owned() } else { format!("dans {jours} jours") };
    Lettre::new(format!("Votre offre se termine {quand} : {}", v.titre))
        .paragraphe(format!(
            "L’offre « {} » de {} ne sera plus visible à partir du {}.",
            v.titre, v.entreprise, v.fin
        ))
        .bouton("La prolonger de deux mois", format!("{site}{prolonger}"))
        .faits([("Le poste est pourvu, ou vous ne cherchez plus", format!("{site}{clore}"))])
        .note("Chaque lien montre une page de confirmation : rien ne change tant que vous n’avez pas confirmé. Il fonctionne une fois, pendant 30 jours.")
        .raison(RAISON)
        .contenu()
}

/// The end has come.
pub fn expiree(d: &Deposee, liens: (&str, &str, &str)) -> Contenu {
    expiree_de(&Vue::de(d), liens)
}

fn expiree_de(v: &Vue, (site, prolonger, clore): (&str, &str, &str)) -> Contenu {
    Lettre::new(format!("Votre offre n’est plus en ligne : {}", v.titre))
        .paragraphe(format!(
            "La fin de l’offre « {} » de {} est passée. Dites-nous ce qu’il en est : les candidats sans réponse seront prévenus.",
            v.titre, v.entreprise
        ))
        .bouton("Dire si le poste est pourvu", format!("{site}{clore}"))
        .faits([("La remettre en ligne deux mois", format!("{site}{prolonger}"))])
        .note("Chaque lien fonctionne une fois, pendant 30 jours.")
        .raison(RAISON)
        .contenu()
}

/// The ceiling is reached.
pub fn plafonnee(d: &Deposee, site: &str) -> Contenu {
    plafonnee_de(&Vue::de(d), site)
}

fn plafonnee_de(v: &Vue, site: &str) -> Contenu {
    Lettre::new(format!("Votre offre a reçu {} candidatures : {}", v.recues, v.titre))
        .paragraphe(format!(
            "L’offre « {} » de {} a atteint le plafond que vous aviez choisi. Elle ne reçoit plus de candidatures, pour vous laisser le temps d’y répondre.",
            v.titre, v.entreprise
        ))
        .bouton("Relever le plafond ou clore l’offre", v.page(site))
        .raison(RAISON)
        .contenu()
}

/// Who looked at it refused it, and why.
pub fn refusee(d: &Deposee, motif: &str, site: &str) -> Contenu {
    refusee_de(&Vue::de(d), motif, site)
}

fn refusee_de(v: &Vue, motif: &str, site: &str) -> Contenu {
    Lettre::new(format!("Votre offre n’a pas été mise en ligne : {}", v.titre))
        .paragraphe(format!(
            "Une personne a vérifié l’offre « {} » de {} et ne l’a pas mise en ligne. Voici pourquoi.",
            v.titre, v.entreprise
        ))
        .paragraphe(motif)
        .paragraphe("Vous pouvez la corriger et la soumettre de nouveau : elle sera relue.")
        .bouton("Corriger mon offre", v.page(site))
        .raison(RAISON)
        .contenu()
}

/// It is held back until someone looks at it.
pub fn retenue(d: &Deposee, motif: &str, site: &str) -> Contenu {
    retenue_de(&Vue::de(d), motif, site)
}

fn retenue_de(v: &Vue, motif: &str, site: &str) -> Contenu {
    Lettre::new(format!("Votre offre est en cours de vérification : {}", v.titre))
        .paragraphe(format!(
            "L’offre « {} » de {} n’est plus visible le temps d’une vérification. Voici pourquoi.",
            v.titre, v.entreprise
        ))
        .paragraphe(motif)
        .bouton("Voir mon offre", v.page(site))
        .raison(RAISON)
        .contenu()
}

/// The link by which a company decides of its sheet; `source` says where its mailbox comes from.
pub fn mon_entreprise(siret: &Siret, source: &str, lien: (&str, &str)) -> Contenu {
    lettre_mon_entreprise(&siret.affichage(), source, lien)
}

fn lettre_mon_entreprise(siret: &str, source: &str, (site, lien): (&str, &str)) -> Contenu {
    Lettre::new("Gérer la fiche de votre entreprise")
        .paragraphe(format!(
            "Quelqu’un a demandé à gérer la fiche de l’établissement {siret}, présenté à des jeunes qui cherchent un apprentissage."
        ))
        .bouton("Corriger, retirer ou garder ma fiche", format!("{site}{lien}"))
        .note("Ce lien fonctionne une fois, pendant sept jours. Si vous n’avez rien demandé, ne faites rien : rien ne change.")
        .raison(format!("D’où vient votre adresse : {source}."))
        .contenu()
}

/// What a company decided is kept.
pub fn entreprise_choix(nom: &str, choix: &str, site: &str) -> Contenu {
    Lettre::new("Votre choix est enregistré")
        .paragraphe(format!("Pour l’établissement « {nom} », nous avons enregistré ce choix : {choix}."))
        .paragraphe("Il vaut dès maintenant, et pour les listes d’entreprises que nous recevrons plus tard.")
        .bouton("Changer d’avis", format!("{site}/mon-entreprise"))
        .note("Si ce choix n’est pas le vôtre, demandez un nouveau lien et défaites-le.")
        .contenu()
}
