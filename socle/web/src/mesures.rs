//! What `/metrics` tells a supervisor: requests by route and status, and their durations.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the buckets, in milliseconds.
const SEAUX: [u64; 8] = [1, 3, 12, 50, 100, 300, 1_000, 5_000];

#[derive(Default)]
struct Compteur {
    seaux: [u64; SEAUX.len()],
    nombre: u64,
    total: Duration,
}

/// Counters of the requests answered since the program started.
#[derive(Default)]
pub struct Mesures(Mutex<BTreeMap<(String, u16), Compteur>>);

impl Mesures {
    /// Counts one request. `route` is a template, never an address: it carries no value.
    pub fn compter(&self, route: &str, statut: u16, duree: Duration) {
        let mut compteurs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let compteur = compteurs.entry((route.to_owned(), statut)).or_default();
        compteur.nombre += 1;
        compteur.total += duree;
        for (seau, borne) in compteur.seaux.iter_mut().zip(SEAUX) {
            *seau += u64::from(duree <= Duration::from_millis(borne));
        }
    }

    /// The counters in the Prometheus text format.
    pub fn texte(&self) -> String {
        let compteurs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sortie = String::from("# TYPE http_requete_secondes histogram\n");
        for ((route, statut), c) in compteurs.iter() {
            let labels = format!("route=\"{route}\",statut=\"{statut}\"");
            for (nombre, borne) in c.seaux.iter().zip(SEAUX) {
                let borne = borne as f64 / 1000.0;
                let _ = writeln!(
                    sortie,
                    "http_requete_secondes_bucket{{{labels},le=\"{borne}\"}} {nombre}"
                );
            }
            let _ = writeln!(
                sortie,
                "http_requete_secondes_bucket{{{labels},le=\"+Inf\"}} {n}\n\
                 http_requete_secondes_sum{{{labels}}} {s}\n\
                 http_requete_secondes_count{{{labels}}} {n}",
                n = c.nombre,
                s = c.total.as_secs_f64(),
            );
        }
        sortie
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_fall_in_their_buckets() {
        let mesures = Mesures::default();
        mesures.compter("/recherche", 200, Duration::from_millis(2));
        mesures.compter("/recherche", 200, Duration::from_millis(40));
        let texte = mesures.texte();
        assert!(texte.contains("le=\"0.001\"} 0"));
        assert!(texte.contains("le=\"0.003\"} 1"));
        assert!(texte.contains("le=\"0.05\"} 2"));
        assert!(texte.contains("_count{route=\"/recherche\",statut=\"200\"} 2"));
    }
}
