//! Ways out of an empty list, each with what it gives.

use noyau::dates::Instant;
use web::Erreur;
use web::page::Compte;

use super::carte::carte;
use crate::piece::Recherche;
use crate::regles::{Criteres, FRANCE, LieuCompris, Portee, RAYON_KM};
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
        alerte: None,
    })
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
    fn elargissements(&self) -> Vec<(String, Criteres, Portee)> {
        let criteres = self.criteres.au_debut();
        let portee = &self.lieu.portee;
        let mut larges = Vec::new();
        if criteres.filtre() {
            larges.push((
                "Retirer tous les filtres".to_owned(),
                criteres.sans_filtre(),
                portee.clone(),
            ));
        }
        if matches!(portee, Portee::Autour(_)) {
            let actuel = criteres.rayon.unwrap_or(RAYON_KM);
            for rayon in RAYONS.into_iter().filter(|r| *r > actuel) {
                let libelle = format!("Chercher jusqu’à {rayon} km");
                larges.push((
                    libelle,
                    Criteres { rayon: Some(rayon), ..criteres.clone() },
                    portee.clone(),
                ));
            }
        }
        let partout = |c: &Criteres| Criteres {
            lieu: FRANCE.to_owned(),
            point: None,
            rayon: None,
            ..c.clone()
        };
        if *portee != Portee::France {
            larges.push((
                "Chercher dans toute la France".to_owned(),
                partout(&criteres),
                Portee::France,
            ));
        }
        if !criteres.q.is_empty() {
            let sans_mot = Criteres { q: String::new(), ..criteres.sans_filtre() };
            if *portee != Portee::France {
                let libelle = format!("Voir tout ce qui est proposé : {}", self.lieu.court);
                larges.push((libelle, sans_mot.clone(), portee.clone()));
            }
            let formations =
                Criteres { mode: Some(crate::regles::Mode::Formations), ..partout(&sans_mot) };
            larges.push((
                "Voir toutes les formations de France".to_owned(),
                formations,
                Portee::France,
            ));
            let emplois =
                Criteres { mode: Some(crate::regles::Mode::Emplois), ..partout(&sans_mot) };
            larges.push((
                "Voir toutes les offres et entreprises de France".to_owned(),
                emplois,
                Portee::France,
            ));
        } else {
            larges.push((
                "Voir tout, dans toute la France".to_owned(),
                partout(&criteres.sans_filtre()),
                Portee::France,
            ));
        }
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
