//! The guard against fake offers: each rule that is not met says why, and someone looks at the
//! offer before anyone sees it. Nothing is ever refused by a rule alone.
//!
//! What the rules look for comes from what the former service saw: schools that publish offers to
//! recruit students, in their own name or that of "partner companies", are most of the fake ones.

use std::collections::HashSet;

use noyau::effectif::TrancheEffectif;
use noyau::identifiants::{Naf, Rome, Siret};
use noyau::texte::mots;

use super::employeur::{ENSEIGNE_INCONNUE, est_un_geiq};
use super::propos::{Trouvaille, trouvailles};

/// What the rules read of an offer.
#[derive(Clone, Copy, Debug)]
pub struct Annonce<'a> {
    /// Title.
    pub titre: &'a str,
    /// Everything that was written: the job, the company, the skills.
    pub texte: &'a str,
    /// Name of the company.
    pub entreprise: &'a str,
    /// Its establishment.
    pub siret: Option<&'a Siret>,
    /// Its activity.
    pub naf: Option<&'a Naf>,
    /// How many people it employs.
    pub taille: Option<TrancheEffectif>,
    /// Trades.
    pub romes: &'a [Rome],
    /// Whether the directory of training organisations has this establishment.
    pub est_un_organisme: bool,
    /// Whether a training centre publishes it, openly.
    pub d_un_cfa: bool,
    /// Offers of the same establishment that people see now.
    pub actives: i64,
}

/// Names and companies that someone decided about.
#[derive(Clone, Debug, Default)]
pub struct Listes {
    /// SIREN of company training centres: they train, and they hire.
    pub blanche: HashSet<String>,
    /// SIREN, or folded names, that published fake offers.
    pub noire: Vec<String>,
}

/// A reason to look at an offer first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raison {
    /// Stable code of the rule.
    pub regle: &'static str,
    /// What was found, in French: its author and its moderator read it.
    pub phrase: String,
}

/// Trades that attract fake offers (washing windows, dishes, bill-posting, modelling, deliveries):
/// those that the former service set aside.
const METIERS_A_RISQUE: [&str; 5] = ["K2202", "G1605", "I1201", "L1102", "N4104"];

/// Section of the NAF: education.
const ENSEIGNEMENT: &str = "85";

/// What a school says when it looks for students rather than for an apprentice.
const PROPOS_D_ECOLE: [&str; 26] = [
    "nos entreprises partenaires",
    "ses entreprises partenaires",
    "une entreprise partenaire",
    "l une de nos entreprises",
    "l un de nos partenaires",
    "entreprise partenaire",
    "entreprises partenaires",
    "notre centre de formation",
    "notre ecole",
    "notre cfa",
    "notre campus",
    "notre etablissement de formation",
    "integrez notre",
    "rejoignez notre formation",
    "rejoins notre formation",
    "formation gratuite et remuneree",
    "formation 100 financee",
    "rentree decalee",
    "prochaine rentree",
    "admission sur dossier",
    "places disponibles dans la formation",
    "preparez votre diplome chez",
    "deviens etudiant",
    "etudiants en alternance pour",
    "recherche pour son partenaire",
    "recherche pour le compte de",
];

/// Words of a name that say that it is a school's.
const NOMS_D_ECOLE: [&str; 16] = [
    "ecole",
    "academy",
    "academie",
    "campus",
    "cfa",
    "institut",
    "formation",
    "formations",
    "school",
    "college",
    "university",
    "bachelor",
    "learning",
    "greta",
    "mfr",
    "iut",
];

/// Every reason to look at this offer first; none when it may be shown at once.
pub fn raisons(a: &Annonce<'_>, listes: &Listes) -> Vec<Raison> {
    let mut raisons = Vec::new();
    let mut noter = |regle: &'static str, phrase: Option<String>| {
        if let Some(phrase) = phrase {
            raisons.push(Raison { regle, phrase });
        }
    };
    noter("liste_noire", liste_noire(a, listes));
    noter("organisme_de_formation", organisme_de_formation(a, listes));
    noter("propos_d_ecole", propos_d_ecole(a, listes));
    noter("sans_enseigne", sans_enseigne(a));
    noter("metier_a_risque", metier_a_risque(a));
    noter("volume", volume(a));
    for quoi in trouvailles(&format!("{}\n{}", a.titre, a.texte)) {
        noter(quoi.code(), Some(dire(quoi).to_owned()));
    }
    raisons
}

fn dire(quoi: Trouvaille) -> &'static str {
    match quoi {
        Trouvaille::Courriel => "Le texte contient une adresse électronique.",
        Trouvaille::Telephone => "Le texte contient un numéro de téléphone.",
        Trouvaille::Lien => "Le texte renvoie à un autre site.",
        Trouvaille::Frais => "Le texte demande de l’argent à l’apprenti.",
        Trouvaille::Discrimination => "Le texte contient une exigence que la loi interdit.",
    }
}

fn liste_noire(a: &Annonce<'_>, listes: &Listes) -> Option<String> {
    let nom = format!(" {} ", mots(a.entreprise).join(" "));
    let siren = a.siret.map(|s| s.siren().to_string()).unwrap_or_default();
    let visee = |entree: &&String| **entree == siren || nom.contains(&format!(" {entree} "));
    listes.noire.iter().find(visee).map(|_| {
        "Cette entreprise a déjà publié de fausses offres : elle est sur la liste de surveillance."
            .to_owned()
    })
}

/// A company training centre and a group of employers that trains do hire.
fn exemptee(a: &Annonce<'_>, listes: &Listes) -> bool {
    let blanche = a.siret.is_some_and(|s| listes.blanche.contains(s.siren().as_str()));
    blanche || a.d_un_cfa || est_un_geiq(a.entreprise)
}

fn organisme_de_formation(a: &Annonce<'_>, listes: &Listes) -> Option<String> {
    if exemptee(a, listes) {
        return None;
    }
    let enseigne = a.naf.is_some_and(|naf| naf.to_string().starts_with(ENSEIGNEMENT));
    let nommee = mots(a.entreprise).iter().any(|m| NOMS_D_ECOLE.contains(&m.as_str()));
    let pourquoi = match (enseigne, a.est_un_organisme, nommee) {
        (true, ..) => "son activité déclarée est l’enseignement",
        (_, true, _) => "l’annuaire des organismes de formation la connaît",
        (_, _, true) => "son nom est celui d’un organisme de formation",
        _ => return None,
    };
    Some(format!(
        "L’entreprise semble être un organisme de formation : {pourquoi}. Recrute-t-elle pour elle-même ?"
    ))
}

fn propos_d_ecole(a: &Annonce<'_>, listes: &Listes) -> Option<String> {
    if exemptee(a, listes) {
        return None;
    }
    let texte = format!(" {} {} ", mots(a.titre).join(" "), mots(a.texte).join(" "));
    let trouve = PROPOS_D_ECOLE.iter().find(|p| texte.contains(&format!(" {p} ")))?;
    Some(format!(
        "Le texte ressemble à celui d’une école qui cherche des étudiants (« {trouve} »)."
    ))
}

fn sans_enseigne(a: &Annonce<'_>) -> Option<String> {
    let nue = mots(a.entreprise).iter().all(|m| m.len() < 2) || a.entreprise == ENSEIGNE_INCONNUE;
    nue.then(|| "L’entreprise n’a pas de nom : un candidat ne sait pas à qui il écrit.".to_owned())
}

fn metier_a_risque(a: &Annonce<'_>) -> Option<String> {
    let risque = a.romes.iter().find(|r| METIERS_A_RISQUE.contains(&r.as_str()))?;
    Some(format!("Le métier ({risque}) est de ceux où les fausses offres sont nombreuses."))
}

/// Most offers seen at once that a company of this size has any use for. Of one whose size nobody says, only what a small
/// company never does is doubtful.
pub fn offres_plausibles(taille: Option<TrancheEffectif>) -> i64 {
    match taille.map(TrancheEffectif::min) {
        None => 25,
        Some(0..=2) => 3,
        Some(3..=9) => 5,
        Some(10..=49) => 10,
        Some(50..=249) => 25,
        Some(_) => 80,
    }
}

fn volume(a: &Annonce<'_>) -> Option<String> {
    let plausibles = offres_plausibles(a.taille);
    // A training centre publishes for many companies.
    (!a.d_un_cfa && a.actives >= plausibles).then(|| {
        format!(
            "L’entreprise a déjà {} offres en ligne, beaucoup pour sa taille ({plausibles} sont plausibles).",
            a.actives
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORPUS: &str = include_str!("../../corpus/annonces.csv");

    fn listes() -> Listes {
        Listes {
            blanche: ["900000201", "900000202"].map(str::to_owned).into(),
            noire: ["promo emploi express", "900000901"].map(str::to_owned).into(),
        }
    }

    /// The reasons found for each line of the corpus: kind, company, codes.
    fn juger() -> Vec<(&'static str, &'static str, Vec<&'static str>)> {
        let juger = |ligne: &'static str| {
            let c: Vec<&str> = ligne.split(';').collect();
            // The SIREN of the corpus has no key: it only stands for the lists.
            let siret = format!("{}00000", c[2]);
            let siret = siret_de_corpus(&siret);
            let naf = c[3].parse().ok();
            let annonce = Annonce {
                titre: c[4],
                texte: c[5],
                entreprise: c[1],
                siret: siret.as_ref(),
                naf: naf.as_ref(),
                taille: None,
                romes: &[],
                est_un_organisme: false,
                d_un_cfa: false,
                actives: 0,
            };
            let raisons = raisons(&annonce, &listes());
            (c[0], c[1], raisons.iter().map(|r| r.regle).collect())
        };
        CORPUS.lines().skip(1).map(juger).collect()
    }

    /// The first SIRET of a SIREN with a valid key near the one of the corpus.
    fn siret_de_corpus(debut: &str) -> Option<Siret> {
        let siren = &debut[..9];
        (0..10_000).find_map(|n| format!("{siren}{n:05}").parse().ok())
    }

    #[test]
    fn no_blacklisted_company_and_no_fee_goes_through() {
        for (genre, entreprise, raisons) in juger() {
            match genre {
                "noire" => assert!(raisons.contains(&"liste_noire"), "{entreprise} {raisons:?}"),
                "frais" => assert!(raisons.contains(&"texte.frais"), "{entreprise} {raisons:?}"),
                _ => {}
            }
        }
    }

    #[test]
    fn nine_schools_in_ten_are_caught_and_no_company_is() {
        let lues = juger();
        let ecoles: Vec<_> = lues.iter().filter(|(g, ..)| *g == "ecole").collect();
        let prises = ecoles.iter().filter(|(_, _, r)| !r.is_empty()).count();
        assert!(prises * 10 >= ecoles.len() * 9, "{prises} of {}", ecoles.len());
        let vraies = ["entreprise", "cfa_entreprise", "geiq"];
        for (_, entreprise, raisons) in lues.iter().filter(|(g, ..)| vraies.contains(g)) {
            assert!(raisons.is_empty(), "{entreprise} {raisons:?}");
        }
    }

    #[test]
    fn a_brandless_or_too_busy_company_is_looked_at() {
        let vide = Annonce {
            titre: "Vendeur",
            texte: "",
            entreprise: "Le Fournil",
            siret: None,
            naf: None,
            taille: "01".parse().ok(),
            romes: &[],
            est_un_organisme: false,
            d_un_cfa: false,
            actives: 2,
        };
        let codes = |a: &Annonce<'_>| -> Vec<&'static str> {
            raisons(a, &Listes::default()).iter().map(|r| r.regle).collect()
        };
        assert!(codes(&vide).is_empty());
        assert_eq!(codes(&Annonce { actives: 3, ..vide }), ["volume"]);
        assert_eq!(codes(&Annonce { entreprise: ENSEIGNE_INCONNUE, ..vide }), ["sans_enseigne"]);
        assert_eq!(codes(&Annonce { entreprise: "- .", ..vide }), ["sans_enseigne"]);
        let romes = ["N4104".parse().unwrap()];
        assert_eq!(codes(&Annonce { romes: &romes, ..vide }), ["metier_a_risque"]);
        let organisme = Annonce { est_un_organisme: true, ..vide };
        assert_eq!(codes(&organisme), ["organisme_de_formation"]);
        assert!(codes(&Annonce { d_un_cfa: true, ..organisme }).is_empty(), "it says what it is");
    }
}
