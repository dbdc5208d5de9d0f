//! How often each address sends, in memory: nothing of it is kept.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use crate::regles::preuve::{FENETRE_MS, SEUIL};

/// Addresses remembered at once; beyond, the oldest are forgotten.
const ADRESSES_MAX: usize = 10_000;

/// The last sendings of each address.
#[derive(Debug, Default)]
pub struct Cadence(Mutex<HashMap<IpAddr, VecDeque<i64>>>);

impl Cadence {
    /// Notes a sending.
    pub fn noter(&self, adresse: IpAddr, maintenant: i64) {
        let mut toutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if toutes.len() >= ADRESSES_MAX {
            toutes.retain(|_, envois| envois.back().is_some_and(|t| maintenant - t < FENETRE_MS));
        }
        let envois = toutes.entry(adresse).or_default();
        envois.push_back(maintenant);
        if envois.len() > SEUIL {
            envois.pop_front();
        }
    }

    /// Whether an address sends unusually often.
    pub fn depasse(&self, adresse: IpAddr, maintenant: i64) -> bool {
        let toutes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let envois = toutes.get(&adresse);
        envois.is_some_and(|envois| {
            let recents = envois.iter().filter(|t| maintenant - **t < FENETRE_MS);
            recents.count() >= SEUIL
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_in_ten_minutes_then_a_proof() {
        let (cadence, moi) = (Cadence::default(), "203.0.113.7".parse().unwrap());
        for n in 0..SEUIL as i64 {
            assert!(!cadence.depasse(moi, n), "{n}");
            cadence.noter(moi, n);
        }
        assert!(cadence.depasse(moi, 10));
        assert!(!cadence.depasse("203.0.113.8".parse().unwrap(), 10), "each its own");
        assert!(!cadence.depasse(moi, FENETRE_MS + 10), "and it passes");
    }
}
