//! The page of figures.

use axum::extract::{RawQuery, State};
use axum::response::IntoResponse;
use noyau::dates::{DateCivile, Instant};
use noyau::texte::decimal;
use web::page::Compte;
use web::parametres::Parametres;
use web::plateforme::Registre;
use web::{Erreur, Etat};

use super::{page, rendre};
use crate::depot::{self, LigneMois};
use crate::regles::{SEUIL, masquer, mesure};
use crate::vues::{Cle, Jours, Publie, Rangee, Statistiques, Tableau};

/// Versions read to date what is published.
const VERSIONS: i64 = 500;

/// Rows of a list shown in the page; the file has them all.
const RANGEES: usize = 20;

const RECHERCHES: [&str; 5] = [
    "recherche.issue",
    "recherche.voie",
    "recherche.genre",
    "recherche.domaine",
    "recherche.departement",
];

const AVIS: [&str; 3] = ["avis.note", "avis.trouve", "avis.parcours"];

/// Shows what is published now, and what was asked during a month.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<impl IntoResponse, Erreur> {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let connus = depot::mois_connus(etat.db.read()).await?;
    let lus = Parametres::lire(adresse.as_deref());
    let courant = mois_de(aujourd_hui);
    let mois = lus.texte("mois").filter(|m| connus.iter().any(|c| c == m)).unwrap_or(&courant);
    let lignes = depot::du_mois(etat.db.read(), mois).await?;
    let mut page = page(&etat, "Statistiques", "/statistiques");
    page.description = "Ce qui est publié, ce qui est cherché, et l’avis des usagers.".to_owned();
    rendre(&Statistiques {
        page,
        publies: publies(&etat).await?,
        mois: choix(&connus, &courant, mois),
        periode: periode(mois, aujourd_hui),
        cles: cles(&lignes),
        recherches: RECHERCHES.iter().filter_map(|code| tableau(code, &lignes)).collect(),
        recherches_par_jour: jours(&etat, mois, "recherche.issue", "Recherches par jour").await?,
        api: tableau("api.appels", &lignes),
        api_par_jour: jours(&etat, mois, "api.appels", "Appels de l’API par jour").await?,
        avis: AVIS.iter().filter_map(|code| tableau(code, &lignes)).collect(),
        seuil: SEUIL,
    })
}

/// `2026-11`.
fn mois_de(jour: DateCivile) -> String {
    format!("{:04}-{:02}", jour.annee(), jour.mois())
}

fn premier_jour(mois: &str) -> Option<DateCivile> {
    format!("{mois}-01").parse().ok()
}

/// "novembre 2026".
fn mois_long(mois: &str) -> String {
    premier_jour(mois).map_or_else(|| mois.to_owned(), DateCivile::mois_long)
}

fn periode(mois: &str, aujourd_hui: DateCivile) -> String {
    if mois == mois_de(aujourd_hui) {
        match aujourd_hui.jour() {
            1 => format!("Aujourd’hui, {}.", aujourd_hui.long()),
            _ => format!("Du 1er au {}.", aujourd_hui.long()),
        }
    } else {
        format!("Tout le mois : {}.", mois_long(mois))
    }
}

/// The months to choose from: the one under way, and those in which something was counted.
fn choix(connus: &[String], courant: &str, choisi: &str) -> Vec<(String, String, bool)> {
    let mut mois: Vec<&str> = connus.iter().map(String::as_str).collect();
    if !mois.contains(&courant) {
        mois.insert(0, courant);
    }
    mois.into_iter().map(|m| (m.to_owned(), mois_long(m), m == choisi)).collect()
}

/// The figures that the services declare, with the date of what they count.
async fn publies(etat: &Etat) -> Result<Vec<Publie>, Erreur> {
    let registre = etat.piece::<Registre>();
    let registre = registre.ok_or_else(|| Erreur::indisponible("Le service démarre."))?;
    let versions = base::versions::lister(etat.db.read(), VERSIONS).await?;
    let mut publies = Vec::new();
    for (service, sources, indicateurs) in registre.indicateurs() {
        let siennes = versions.iter().filter(|v| v.statut == "courante");
        let siennes = siennes.filter(|v| sources.contains(&v.source.as_str()));
        let date = siennes.filter_map(|v| v.fin).max();
        let date = date.map(|ms| Instant::from_ms(ms).date().long()).unwrap_or_default();
        for i in indicateurs {
            let valeur = (i.calcul)(etat.db.read()).await?;
            publies.push(Publie {
                titre: i.titre,
                valeur: Compte(u64::try_from(valeur).unwrap_or_default()),
                definition: i.definition,
                service,
                date: date.clone(),
            });
        }
    }
    Ok(publies)
}

fn total(code: &str, lignes: &[LigneMois]) -> i64 {
    lignes.iter().filter(|l| l.mesure == code).map(|l| l.nombre).sum()
}

fn nombre(code: &str, cle: &str, lignes: &[LigneMois]) -> i64 {
    lignes.iter().find(|l| l.mesure == code && l.cle == cle).map_or(0, |l| l.nombre)
}

/// The figures at the top of the page. A rate over too few cases is not shown.
fn cles(lignes: &[LigneMois]) -> Vec<Cle> {
    let recherches = total("recherche.issue", lignes);
    let vides = nombre("recherche.issue", "vide", lignes);
    let avis = total("avis.note", lignes);
    let bien = nombre("avis.note", "bien", lignes);
    vec![
        Cle { titre: "Recherches", valeur: entier(recherches), precision: String::new() },
        Cle {
            titre: "Recherches sans résultat",
            valeur: taux(vides, recherches),
            precision: sur(recherches, "recherche"),
        },
        Cle {
            titre: "Appels de l’API",
            valeur: entier(total("api.appels", lignes)),
            precision: String::new(),
        },
        Cle { titre: "Avis « Bien »", valeur: taux(bien, avis), precision: sur(avis, "avis") },
    ]
}

fn entier(n: i64) -> String {
    if n > 0 && n < SEUIL {
        return format!("moins de {SEUIL}");
    }
    Compte(u64::try_from(n).unwrap_or_default()).to_string()
}

/// A rate, unless either side of it is too small to be told.
fn taux(partie: i64, tout: i64) -> String {
    let petit = |n: i64| n > 0 && n < SEUIL;
    if tout < SEUIL || petit(partie) || petit(tout - partie) {
        return "trop peu pour un taux".to_owned();
    }
    format!("{} %", decimal(partie as f64 * 100.0 / tout as f64, 1))
}

fn sur(tout: i64, quoi: &str) -> String {
    if tout < SEUIL { String::new() } else { format!("sur {}", noyau::texte::pluriel(tout, quoi)) }
}

/// The table of a measure; nothing when nothing was counted.
fn tableau(code: &str, lignes: &[LigneMois]) -> Option<Tableau> {
    let mesure = mesure(code)?;
    let mut siennes: Vec<&LigneMois> = lignes.iter().filter(|l| l.mesure == code).collect();
    if siennes.is_empty() {
        return None;
    }
    if mesure.ordonnee {
        let rang = |cle: &str| mesure.libelles.iter().position(|(c, _)| c == cle);
        siennes.sort_by_key(|l| rang(&l.cle).unwrap_or(usize::MAX));
    }
    let nombres: Vec<i64> = siennes.iter().map(|l| l.nombre).collect();
    let vus = masquer(&nombres);
    let plus_grand = vus.iter().flatten().copied().max().unwrap_or(1).max(1);
    let rangees = siennes.iter().zip(vus).take(RANGEES).map(|(l, n)| Rangee {
        libelle: crate::regles::libelle_dans(mesure, &l.cle),
        nombre: n.map_or_else(|| "non publié".to_owned(), entier),
        part: n.unwrap_or(0) * 100 / plus_grand,
    });
    Some(Tableau {
        titre: mesure.titre.clone(),
        definition: mesure.definition.clone(),
        colonne: mesure.colonne.clone(),
        rangees: rangees.collect(),
        autres: siennes.len().saturating_sub(RANGEES),
    })
}

/// The days of a month, those without anything included.
async fn jours(
    etat: &Etat,
    mois: &str,
    code: &str,
    titre: &'static str,
) -> Result<Option<Jours>, Erreur> {
    let lus = depot::par_jour(etat.db.read(), mois, code).await?;
    let Some(premier) = premier_jour(mois).filter(|_| !lus.is_empty()) else { return Ok(None) };
    let dernier = premier.plus_mois(1).plus_jours(-1).min(etat.horloge.aujourd_hui());
    let mut rangees = Vec::new();
    for rang in 0..=premier.jours_jusqua(dernier) {
        let jour = premier.plus_jours(rang);
        let cle = jour.to_string();
        let n = lus.iter().find(|(j, _)| *j == cle).map_or(0, |(_, n)| *n);
        rangees.push((jour, n));
    }
    let publie = |n: i64| if n < SEUIL { 0 } else { n };
    let plus_grand = rangees.iter().map(|(_, n)| publie(*n)).max().unwrap_or(1).max(1);
    let rangees = rangees.into_iter().map(|(jour, n)| Rangee {
        libelle: jour.long(),
        nombre: entier(n),
        part: publie(n) * 100 / plus_grand,
    });
    Ok(Some(Jours { titre, sommet: entier(plus_grand), rangees: rangees.collect() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_over_too_few_is_not_told() {
        let cas = [
            (12, 100, "12 %"),
            (0, 100, "0 %"),
            (3, 100, "trop peu pour un taux"),
            (98, 100, "trop peu pour un taux"),
            (0, 0, "trop peu pour un taux"),
            (4, 4, "trop peu pour un taux"),
        ];
        for (partie, tout, attendu) in cas {
            assert_eq!(taux(partie, tout).replace('\u{a0}', " "), attendu, "{partie}/{tout}");
        }
    }

    #[test]
    fn the_month_under_way_can_always_be_chosen() {
        let connus = ["2026-10".to_owned(), "2026-09".to_owned()];
        let mois: Vec<String> =
            choix(&connus, "2026-11", "2026-10").into_iter().map(|(m, _, _)| m).collect();
        assert_eq!(mois, ["2026-11", "2026-10", "2026-09"]);
        assert_eq!(choix(&connus, "2026-10", "2026-10")[0].1, "octobre 2026");
    }
}
