//! Ways out of an empty list, each with what it gives.

use noyau::dates::Instant;
use web::Erreur;
use web::page::{Compte, Lien};

use super::carte::carte;
use crate::piece::Recherche;
use crate::regles::{Criteres, FRANCE, LieuCompris, Mode, Portee, RAYON_KM};
use crate::vues::{LienCompte, Rien};

/// Radii tried beyond the one asked for.
const RAYONS: [f64; 3] = [60.0, 100.0, 200.0];

/// Trades proposed.
const METIERS: usize = 5;

/// Results shown beyond the radius.
const PLUS_PROCHES: usize = 5;

/// Ways out shown.
const ISSUES: usize = 4;

/// The ways out of this search.
pub fn rien(
    recherche: &Recherche,
    criteres: &Criteres,
    lieu: &LieuCompris,
    maintenant: Instant,
) -> Result<Rien, Erreur> {
    let chercheur = Chercheur { recherche, criteres, lieu };
    let proches = recherche.plus_proches(criteres, &lieu.portee, PLUS_PROCHES)?;
    let retour = criteres.adresse();
    Ok(Rien {
        issues: chercheur.issues()?,
        plus_proches: proches.iter().map(|(h, km)| carte(h, *km, maintenant, &retour)).collect(),
        metiers: chercheur.metiers()?,
        alerte: alerte(criteres),
    })
}

/// The way to be told of what this search will find; none for one that asks nothing.
pub fn alerte(criteres: &Criteres) -> Option<Lien> {
    let formations = criteres.mode == Some(Mode::Formations);
    let demande = !criteres.q.is_empty() || !criteres.lieu.is_empty();
    let adresse = || format!("/alertes?{}", criteres.au_debut().ecrire());
    (demande && !formations).then(|| Lien::new("Être prévenu des nouvelles offres", adresse()))
}

/// What a way out says, asks, and where.
type Large = (String, Criteres, Portee);

/// The same search over the whole country.
fn ailleurs(libelle: &str, criteres: &Criteres) -> Large {
    let partout =
        Criteres { lieu: FRANCE.to_owned(), point: None, rayon: None, ..criteres.clone() };
    (libelle.to_owned(), partout, Portee::France)
}

struct Chercheur<'a> {
    recherche: &'a Recherche,
    criteres: &'a Criteres,
    lieu: &'a LieuCompris,
}

impl Chercheur<'_> {
    fn issues(&self) -> Result<Vec<LienCompte>, Erreur> {
        let mut issues = Vec::new();
        for (libelle, criteres, portee) in self.elargissements() {
            let nombre = self.recherche.compter(&criteres, &portee)?;
            let deja = issues.iter().any(|i: &LienCompte| i.compte.0 == nombre as u64);
            // A wider radius that gives nothing more than a narrower one is not a way out.
            if nombre > 0 && !(deja && libelle.starts_with("Chercher jusqu")) {
                issues.push(LienCompte {
                    libelle,
                    adresse: criteres.adresse(),
                    compte: Compte(nombre as u64),
                });
            }
        }
        issues.truncate(ISSUES);
        Ok(issues)
    }

    /// Wider searches, from the nearest to what was asked to the farthest.
    fn elargissements(&self) -> Vec<Large> {
        let criteres = self.criteres.au_debut();
        let mut larges = Vec::new();
        if criteres.filtre() {
            larges.push(self.ici("Retirer tous les filtres".to_owned(), criteres.sans_filtre()));
        }
        larges.extend(self.plus_loin(&criteres));
        if self.lieu.portee != Portee::France {
            larges.push(ailleurs("Chercher dans toute la France", &criteres));
        }
        if criteres.q.is_empty() {
            larges.push(ailleurs("Voir tout, dans toute la France", &criteres.sans_filtre()));
        } else {
            larges.extend(self.sans_le_mot(&criteres));
        }
        larges
    }

    fn ici(&self, libelle: String, criteres: Criteres) -> Large {
        (libelle, criteres, self.lieu.portee.clone())
    }

    fn plus_loin(&self, criteres: &Criteres) -> Vec<Large> {
        if !matches!(self.lieu.portee, Portee::Autour(_)) {
            return Vec::new();
        }
        let actuel = criteres.rayon.unwrap_or(RAYON_KM);
        let rayons = RAYONS.into_iter().filter(|r| *r > actuel);
        let large = |rayon| Criteres { rayon: Some(rayon), ..criteres.clone() };
        rayons.map(|r| self.ici(format!("Chercher jusqu’à {r} km"), large(r))).collect()
    }

    /// The same place, or the whole country, whatever the trade.
    fn sans_le_mot(&self, criteres: &Criteres) -> Vec<Large> {
        let sans_mot = Criteres { q: String::new(), rayon: None, ..criteres.sans_filtre() };
        let du_mode = |mode| Criteres { mode: Some(mode), ..sans_mot.clone() };
        let mut larges = Vec::new();
        if self.lieu.portee != Portee::France {
            let libelle = format!("Voir tout ce qui est proposé : {}", self.lieu.court);
            larges.push(self.ici(libelle, sans_mot.clone()));
        }
        let formations = du_mode(Mode::Formations);
        larges.push(ailleurs("Voir toutes les formations de France", &formations));
        let emplois = du_mode(Mode::Emplois);
        larges.push(ailleurs("Voir toutes les offres et entreprises de France", &emplois));
        larges
    }

    /// Trades near the one searched, at the same place, that give something.
    fn metiers(&self) -> Result<Vec<LienCompte>, Erreur> {
        let tables = self.recherche.tables();
        let mut trouves = Vec::new();
        for libelle in tables.mobilite.proches(&self.criteres.q).iter().take(METIERS * 3) {
            let criteres = Criteres { q: libelle.clone(), ..self.criteres.sans_filtre() };
            let nombre = self.recherche.compter(&criteres, &self.lieu.portee)?;
            if nombre > 0 && trouves.len() < METIERS {
                let (libelle, adresse) = (libelle.clone(), criteres.adresse());
                trouves.push(LienCompte { libelle, adresse, compte: Compte(nombre as u64) });
            }
        }
        Ok(trouves)
    }
}
