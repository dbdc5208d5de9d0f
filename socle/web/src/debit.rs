//! Rate limits, one bucket per client address and tier.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::erreur::Erreur;
use crate::route::Debit;

/// Checks between two sweeps of the addresses that have gone quiet.
const BALAYAGE: u32 = 10_000;

/// The limiters of the tiers. Addresses stay in memory for the time of their bucket only.
pub struct Limites {
    page: DefaultKeyedRateLimiter<IpAddr>,
    recherche: DefaultKeyedRateLimiter<IpAddr>,
    suggestion: DefaultKeyedRateLimiter<IpAddr>,
    passages: AtomicU32,
}

impl Default for Limites {
    fn default() -> Self {
        Limites {
            page: limiteur(Debit::Page),
            recherche: limiteur(Debit::Recherche),
            suggestion: limiteur(Debit::Suggestion),
            passages: AtomicU32::new(0),
        }
    }
}

fn limiteur(debit: Debit) -> DefaultKeyedRateLimiter<IpAddr> {
    let par_seconde = debit.par_seconde().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX);
    RateLimiter::keyed(Quota::per_second(par_seconde))
}

impl Limites {
    /// Takes one request from the bucket of this address.
    pub fn passer(&self, debit: Debit, adresse: Option<IpAddr>) -> Result<(), Erreur> {
        let (limiteur, Some(par_seconde)) = (self.de(debit), debit.par_seconde()) else {
            return Ok(());
        };
        if self.passages.fetch_add(1, Ordering::Relaxed) % BALAYAGE == BALAYAGE - 1 {
            limiteur.retain_recent();
        }
        let cle = adresse.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), regrouper);
        limiteur.check_key(&cle).map_err(|_| Erreur::trop_souvent(par_seconde))
    }

    fn de(&self, debit: Debit) -> &DefaultKeyedRateLimiter<IpAddr> {
        match debit {
            Debit::Recherche => &self.recherche,
            Debit::Suggestion => &self.suggestion,
            Debit::Page | Debit::Libre => &self.page,
        }
    }
}

/// One household holds a whole IPv6 /64: it counts as one address.
fn regrouper(adresse: IpAddr) -> IpAddr {
    match adresse {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tier_refuses_one_request_too_many() {
        for debit in [Debit::Page, Debit::Recherche, Debit::Suggestion] {
            let limites = Limites::default();
            let moi = Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
            let max = debit.par_seconde().unwrap();
            let acceptees = (0..max + 20).filter(|_| limites.passer(debit, moi).is_ok()).count();
            // A bucket refills while the test runs: a few more may pass, never all.
            assert!(
                (max as usize..max as usize + 10).contains(&acceptees),
                "{debit:?}: {acceptees}"
            );
            let voisin = Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)));
            assert!(limites.passer(debit, voisin).is_ok(), "another address has its own bucket");
        }
    }

    #[test]
    fn a_household_shares_its_ipv6_prefix() {
        let a: IpAddr = "2001:db8:1:2::1".parse().unwrap();
        let b: IpAddr = "2001:db8:1:2:ffff::9".parse().unwrap();
        let c: IpAddr = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(regrouper(a), regrouper(b));
        assert_ne!(regrouper(a), regrouper(c));
    }
}
