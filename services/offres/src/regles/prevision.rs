//! How likely a company is to hire, and why: the formula, its factors, and how they are said.

use std::collections::{BTreeMap, HashMap};

use noyau::effectif::TrancheEffectif;
use noyau::identifiants::{Naf, Rome, Siret};
use noyau::texte::{accord, decimal};
use serde::Deserialize;

/// The coefficients that the program comes with.
pub const COEFFICIENTS: &str = include_str!("../../coefficients.toml");

/// Most that a number of hirings may be: beyond, a column was taken for another.
const EMBAUCHES_MAX: f64 = 1_000_000.0;

/// Trades named in a sentence.
const METIERS_DITS: usize = 3;

/// The coefficients of the formula.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coefficients {
    /// Months foreseen.
    pub horizon_mois: i64,
    /// Weight of what the establishment hired.
    pub poids_passe: f64,
    /// Weight of what its sector hires.
    pub poids_secteur: f64,
    /// Lowest trend of a sector.
    pub tendance_min: f64,
    /// Highest trend of a sector.
    pub tendance_max: f64,
    /// Hirings of the year before below which a trend means nothing.
    pub tendance_embauches: i64,
    /// Hirings foreseen from which an establishment is kept.
    pub seuil_entreprise: f64,
    /// Hirings foreseen in a trade from which it is kept.
    pub seuil_metier: f64,
    /// Most trades of an establishment.
    pub metiers_max: usize,
    /// Scale of each bracket of size, by INSEE code; `NN` when unknown.
    pub tailles: BTreeMap<String, f64>,
}

impl Coefficients {
    /// Reads a file of coefficients.
    ///
    /// # Errors
    /// What is wrong with it, in French.
    pub fn lire(texte: &str) -> Result<Self, String> {
        let lus: Coefficients = toml::from_str(texte).map_err(|e| e.message().to_owned())?;
        let nombres = [
            lus.poids_passe,
            lus.poids_secteur,
            lus.tendance_min,
            lus.tendance_max,
            lus.seuil_entreprise,
            lus.seuil_metier,
        ];
        if nombres.iter().chain(lus.tailles.values()).any(|n| !n.is_finite() || *n < 0.0) {
            return Err("un coefficient est un nombre positif ou nul".to_owned());
        }
        if lus.tendance_min > lus.tendance_max {
            return Err("tendance_min dépasse tendance_max".to_owned());
        }
        let connue = |code: &&str| lus.tailles.contains_key(*code);
        let codes = TrancheEffectif::toutes().iter().map(|t| t.code()).chain(["NN"]);
        match codes.into_iter().find(|code| !connue(code)) {
            Some(code) => Err(format!("la taille « {code} » n’a pas de coefficient")),
            None if (1..=12).contains(&lus.horizon_mois) => Ok(lus),
            None => Err("horizon_mois va de 1 à 12".to_owned()),
        }
    }

    fn taille(&self, taille: Option<TrancheEffectif>) -> f64 {
        let code = taille.map_or("NN", TrancheEffectif::code);
        self.tailles.get(code).copied().unwrap_or(1.0)
    }
}

/// A number of hirings, in hundredths; `None` when it is not one. Read and summed as integers, so
/// that the order of the lines changes nothing.
pub fn embauches(texte: &str) -> Option<i64> {
    let nombre: f64 = texte.trim().replace(',', ".").parse().ok()?;
    (0.0..=EMBAUCHES_MAX).contains(&nombre).then(|| centiemes(nombre))
}

fn centiemes(nombre: f64) -> i64 {
    (nombre * 100.0).round() as i64
}

fn unites(centiemes: i64) -> f64 {
    centiemes as f64 / 100.0
}

/// What is known of a sector. Hirings are in hundredths.
#[derive(Clone, Debug, Default)]
pub struct Secteur {
    /// Hirings by trade, over the period.
    pub metiers: BTreeMap<Rome, i64>,
    /// Hirings of the period, and of the same period a year before.
    pub recentes: i64,
    /// Those of the year before, for the lines that give both.
    pub avant: i64,
    /// Those of the period, for the lines that give both.
    pub comparees: i64,
    /// Establishments of the company file.
    pub etablissements: i64,
    /// What they hired in twelve months.
    pub embauches: i64,
}

impl Secteur {
    /// How its hirings move from one year to the next; 1 when too few are known.
    fn tendance(&self, c: &Coefficients) -> f64 {
        if self.avant < c.tendance_embauches * 100 || self.avant == 0 {
            return 1.0;
        }
        (self.comparees as f64 / self.avant as f64).clamp(c.tendance_min, c.tendance_max)
    }

    /// What one establishment hires on average in twelve months.
    fn moyenne(&self) -> f64 {
        unites(self.embauches) / self.etablissements.max(1) as f64
    }
}

/// The sectors, by activity.
pub type Secteurs = HashMap<Naf, Secteur>;

/// A forecast with its factors. Every number but the horizon is in hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prevision {
    /// The establishment.
    pub siret: Siret,
    /// Hirings foreseen over the horizon.
    pub score: i64,
    /// Months foreseen.
    pub horizon_mois: i64,
    /// What it hired in the last twelve months.
    pub embauches: i64,
    /// What one establishment of its sector hires on average in twelve months.
    pub secteur: i64,
    /// Trend of its sector: 100 when nothing moves.
    pub tendance: i64,
    /// Scale of its size: 100 for a middling one.
    pub taille: i64,
    /// Hirings foreseen in each trade, most first.
    pub metiers: Vec<(Rome, i64)>,
}

/// Why an establishment has no forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ecartee {
    /// No hiring is known for its activity.
    SecteurInconnu,
    /// Too few hirings are foreseen.
    SousLeSeuil,
    /// No trade stands out.
    SansMetier,
}

/// Foresees the hirings of an establishment.
///
/// # Errors
/// Why it is left out.
pub fn prevoir(
    c: &Coefficients,
    secteur: Option<&Secteur>,
    (siret, taille, embauches): (Siret, Option<TrancheEffectif>, i64),
) -> Result<Prevision, Ecartee> {
    let secteur = secteur.filter(|s| s.recentes > 0).ok_or(Ecartee::SecteurInconnu)?;
    let (tendance, moyenne, echelle) = (secteur.tendance(c), secteur.moyenne(), c.taille(taille));
    let annuelles = c.poids_passe * unites(embauches) + c.poids_secteur * moyenne * echelle;
    let prevues = annuelles * tendance * c.horizon_mois as f64 / 12.0;
    let score = centiemes(prevues);
    if score < centiemes(c.seuil_entreprise) {
        return Err(Ecartee::SousLeSeuil);
    }
    let metiers = metiers(c, secteur, score);
    if metiers.is_empty() {
        return Err(Ecartee::SansMetier);
    }
    Ok(Prevision {
        siret,
        score,
        horizon_mois: c.horizon_mois,
        embauches,
        secteur: centiemes(moyenne),
        tendance: centiemes(tendance),
        taille: centiemes(echelle),
        metiers,
    })
}

/// The trades kept, most hirings first, then by their codes.
fn metiers(c: &Coefficients, secteur: &Secteur, score: i64) -> Vec<(Rome, i64)> {
    let part = |nombre: i64| (2 * score * nombre + secteur.recentes) / (2 * secteur.recentes);
    let mut gardes: Vec<(Rome, i64)> = secteur
        .metiers
        .iter()
        .map(|(rome, nombre)| (*rome, part(*nombre)))
        .filter(|(_, prevu)| *prevu > 0 && *prevu >= centiemes(c.seuil_metier))
        .collect();
    gardes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    gardes.truncate(c.metiers_max);
    gardes
}

impl Prevision {
    /// Why this company is shown, in plain sentences. `metier` gives the name of a trade.
    pub fn phrases(&self, metier: impl Fn(&Rome) -> Option<String>) -> Vec<String> {
        let mut phrases = vec![format!(
            "Nous estimons qu’elle fera environ {} dans les {}. C’est un calcul, pas une promesse.",
            embauches_dites(self.score),
            accord(self.horizon_mois, "mois qui vient", "mois qui viennent"),
        )];
        phrases.push(match self.embauches {
            0 => "Aucune embauche n’est connue dans les douze derniers mois : l’estimation vient de son secteur et de sa taille.".to_owned(),
            n => format!("Elle a fait {} dans les douze derniers mois.", embauches_dites(n)),
        });
        phrases.push(format!(
            "En moyenne, un établissement de son secteur fait {} par an.",
            embauches_dites(self.secteur)
        ));
        phrases.push(self.tendance_dite());
        let dits: Vec<String> =
            self.metiers.iter().filter_map(|(rome, _)| metier(rome)).take(METIERS_DITS).collect();
        if !dits.is_empty() {
            phrases.push(format!(
                "Dans son secteur, on embauche surtout pour ces métiers : {}.",
                dits.join(" ; ")
            ));
        }
        phrases
    }

    fn tendance_dite(&self) -> String {
        match self.tendance - 100 {
            0 => "Son secteur embauche autant que l’an dernier, ou son évolution n’est pas connue."
                .to_owned(),
            ecart if ecart > 0 => {
                format!("Son secteur embauche plus que l’an dernier (+ {ecart} %).")
            }
            ecart => format!("Son secteur embauche moins que l’an dernier (− {} %).", -ecart),
        }
    }
}

/// `3 embauches`, `0,4 embauche`: a French plural begins at two.
fn embauches_dites(centiemes: i64) -> String {
    let decimales = usize::from(centiemes % 100 != 0);
    let mot = if centiemes >= 200 { "embauches" } else { "embauche" };
    format!("{} {mot}", decimal(unites(centiemes), decimales))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coefficients() -> Coefficients {
        Coefficients::lire(COEFFICIENTS).unwrap()
    }

    fn boulangeries() -> Secteur {
        let rome = |code: &str| code.parse::<Rome>().unwrap();
        Secteur {
            metiers: [(rome("D1102"), 6_000), (rome("D1106"), 3_000), (rome("K1303"), 1_000)]
                .into(),
            recentes: 10_000,
            avant: 8_000,
            comparees: 10_000,
            etablissements: 50,
            embauches: 10_000,
        }
    }

    fn prevoir_pour(taille: &str, passees: i64, s: &Secteur) -> Result<Prevision, Ecartee> {
        let siret = "00000001800010".parse().unwrap();
        let taille = TrancheEffectif::lire(taille).unwrap();
        prevoir(&coefficients(), Some(s), (siret, taille, passees))
    }

    #[test]
    fn the_forecast_follows_the_past_the_sector_the_trend_and_the_size() {
        let s = boulangeries();
        let arret = Secteur { avant: 20_000, ..boulangeries() };
        let peu = Secteur { avant: 100, comparees: 900, ..boulangeries() };
        // (size, hirings of the year, sector) → score and trend
        let cas = [
            ("03", 400, &s, Ok((213, 125))),
            ("11", 400, &s, Ok((220, 125))),
            ("03", 200, &s, Ok((125, 125))),
            ("03", 400, &arret, Err(Ecartee::SousLeSeuil)),
            ("03", 800, &arret, Ok((155, 50))),
            ("03", 600, &peu, Ok((240, 100))),
            ("01", 0, &s, Err(Ecartee::SousLeSeuil)),
        ];
        for (taille, passees, secteur, attendu) in cas {
            let lu = prevoir_pour(taille, passees, secteur).map(|p| (p.score, p.tendance));
            assert_eq!(lu, attendu, "{taille} {passees}");
        }
    }

    #[test]
    fn trades_are_those_that_stand_out_in_a_stable_order() {
        let codes = |s: &Secteur| {
            let p = prevoir_pour("03", 400, s).unwrap();
            p.metiers.iter().map(|(r, n)| format!("{r} {n}")).collect::<Vec<_>>()
        };
        assert_eq!(codes(&boulangeries()), ["D1102 128", "D1106 64", "K1303 21"]);
        let egaux = Secteur {
            metiers: ["D1106", "A1416", "D1102"].map(|r| (r.parse().unwrap(), 3_000)).into(),
            ..boulangeries()
        };
        assert_eq!(codes(&egaux), ["A1416 64", "D1102 64", "D1106 64"]);
        let emiettes = Secteur {
            metiers: (1100..1200).map(|n| (format!("A{n}").parse().unwrap(), 100)).collect(),
            ..boulangeries()
        };
        assert_eq!(prevoir_pour("03", 400, &emiettes), Err(Ecartee::SansMetier));
    }

    #[test]
    fn a_sector_without_hirings_foresees_nothing() {
        let siret: Siret = "00000001800010".parse().unwrap();
        let c = coefficients();
        assert_eq!(prevoir(&c, None, (siret, None, 400)), Err(Ecartee::SecteurInconnu));
        let vide = Secteur::default();
        assert_eq!(prevoir(&c, Some(&vide), (siret, None, 400)), Err(Ecartee::SecteurInconnu));
    }

    #[test]
    fn numbers_of_hirings_as_files_write_them() {
        let cas = [
            ("4", Some(400)),
            (" 3,25 ", Some(325)),
            ("0.005", Some(1)),
            ("-1", None),
            ("NaN", None),
            ("1e9", None),
            ("", None),
        ];
        for (texte, attendu) in cas {
            assert_eq!(embauches(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn a_file_of_coefficients_is_whole_and_sound() {
        let sans = |cle: &str| {
            COEFFICIENTS.lines().filter(|l| !l.starts_with(cle)).collect::<Vec<_>>().join("\n")
        };
        assert!(Coefficients::lire(&sans("seuil_metier")).is_err());
        assert!(Coefficients::lire(&sans("\"NN\"")).unwrap_err().contains("NN"));
        assert!(Coefficients::lire(&format!("inconnue = 1\n{COEFFICIENTS}")).is_err());
        let negatif = COEFFICIENTS.replace("poids_passe = 0.7", "poids_passe = -0.7");
        assert!(Coefficients::lire(&negatif).unwrap_err().contains("positif"));
        let retourne = COEFFICIENTS.replace("tendance_min = 0.5", "tendance_min = 2.0");
        assert!(Coefficients::lire(&retourne).is_err());
        assert!(Coefficients::lire(&COEFFICIENTS.replace("mois = 6", "mois = 13")).is_err());
    }

    #[test]
    fn sentences_say_each_factor() {
        let p = prevoir_pour("03", 400, &boulangeries()).unwrap();
        let phrases = p.phrases(|rome| Some(format!("le métier {rome}")));
        assert_eq!(
            phrases,
            [
                "Nous estimons qu’elle fera environ 2,1 embauches dans les 6 mois qui viennent. C’est un calcul, pas une promesse.",
                "Elle a fait 4 embauches dans les douze derniers mois.",
                "En moyenne, un établissement de son secteur fait 2 embauches par an.",
                "Son secteur embauche plus que l’an dernier (+ 25 %).",
                "Dans son secteur, on embauche surtout pour ces métiers : le métier D1102 ; le métier D1106 ; le métier K1303.",
            ]
        );
        let rien = Prevision { embauches: 0, tendance: 100, metiers: Vec::new(), ..p.clone() };
        assert!(rien.phrases(|_| None)[1].starts_with("Aucune embauche"));
        assert_eq!(rien.phrases(|_| None).len(), 4);
        assert!(Prevision { tendance: 60, ..p }.phrases(|_| None)[3].contains("− 40 %"));
    }
}
