//! The hidden market: companies likely to hire, without an offer.

use super::Demo;
use super::json::Objet;
use super::redaction::{adresse_web, capitales};
use super::tirage::{Serie, Tirage};
use crate::metiers::metiers_du_secteur;

/// Trades shown for one company.
const METIERS_AFFICHES: usize = 6;

pub(super) fn json(demo: &Demo, rang: u32) -> String {
    let entreprise = demo.entreprise(rang);
    let mut tirage = Tirage::new(demo.graine, Serie::Recruteur, rang);
    let id = tirage.identifiant();
    let mut identifier = Objet::new();
    identifier
        .champ("id", &id)
        .champ("partner_label", "recruteurs_lba")
        .champ("partner_job_id", &entreprise.siret);
    let mut o = Objet::ligne(1_200);
    o.champ("identifier", identifier).champ("workplace", entreprise.workplace(None));
    o.champ("apply", apply(&entreprise.siret, &id, &entreprise.telephone, &mut tirage));
    o.champ("rome_codes", romes(entreprise.metier.rome, entreprise.secteur.code));
    o.fin()
}

// One company in three gives its telephone, two in three can be written to through the service.
fn apply(siret: &str, id: &str, telephone: &str, tirage: &mut Tirage) -> Objet {
    let recipient = tirage.chance(67).then(|| format!("recruiters_{id}"));
    let mut o = Objet::new();
    o.champ("phone", tirage.chance(33).then_some(telephone));
    o.champ("url", format!("https://recruteurs.exemple.invalid/{siret}"));
    o.champ("recipient_id", recipient);
    o
}

/// Columns of the company file (`;`).
pub(super) const COLONNES: &str = "siret;enseigne;nom;naf;numero_rue;libelle_rue;code_commune;code_postal;email;telephone;tranche_effectif;website;score;horizon_mois;embauches_12_mois;moyenne_du_secteur;tendance_du_secteur;coefficient_taille;metiers";

/// The same company in the company file; two in three give their mailbox.
pub(super) fn ligne_du_fichier(demo: &Demo, rang: u32) -> String {
    let e = demo.entreprise(rang);
    let (nom, taille) = (capitales(&e.nom), e.taille);
    let (voie, commune, code_postal) = (&e.lieu.voie, e.lieu.commune.code, e.lieu.code_postal);
    let courriel = match rang % 3 {
        2 => "NULL".to_owned(),
        _ => format!("contact@{}.exemple.invalid", adresse_web(&e.nom)),
    };
    format!(
        "{};{};{nom};{};NULL;{voie};{commune};{code_postal};{courriel};NULL;{taille};NULL;{}",
        e.siret,
        e.nom,
        e.secteur.code,
        prevision(rang, e.metier.rome)
    )
}

/// An invented forecast, as the scoring job would make it in a growing sector where an establishment
/// hires three people a year: 0.7 of the past and 0.3 of the sector, over six months. One in four has
/// none.
fn prevision(rang: u32, rome: &str) -> String {
    if rang % 4 == 3 {
        return ";;;;;;".to_owned();
    }
    let embauches = 2 + rang % 5;
    let centiemes = (70 * embauches + 90) * 110 / 200;
    let metier = centiemes * 6 / 10;
    let decimal = |n: u32| format!("{}.{:02}", n / 100, n % 100);
    format!("{};6;{embauches}.00;3.00;1.10;1.00;{rome}={}", decimal(centiemes), decimal(metier))
}

fn romes(principal: &'static str, naf: &str) -> Vec<&'static str> {
    let voisins = metiers_du_secteur(naf).iter().map(|m| m.rome).filter(|rome| *rome != principal);
    std::iter::once(principal).chain(voisins).take(METIERS_AFFICHES).collect()
}
