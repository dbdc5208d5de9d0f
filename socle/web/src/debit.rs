//! Rate limits: one bucket per caller and tier, and headers that say what is left in it.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::erreur::Erreur;
use crate::route::{Debit, Route};

/// Checks between two sweeps of the callers that have gone quiet.
const BALAYAGE: u32 = 10_000;

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    /// An address; a household's whole IPv6 /64 counts as one.
    Adresse(IpAddr),
    /// The holder of an API key, by the key's public identifier.
    Cle(String),
}

impl Client {
    /// The caller known by its address only.
    pub fn adresse(adresse: Option<IpAddr>) -> Self {
        Client::Adresse(adresse.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), regrouper))
    }
}

/// Pages share the bucket of their tier; a route counted by the minute has its own.
type Cle = (Client, Arc<str>);
type Limiteur =
    RateLimiter<Cle, DefaultKeyedStateStore<Cle>, DefaultClock, StateInformationMiddleware>;

/// The limiters of the tiers. Callers stay in memory for the time of their bucket only.
#[derive(Default)]
pub struct Limites {
    limiteurs: HashMap<Debit, Limiteur>,
    passages: AtomicU32,
}

/// What is left to a caller after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reste {
    quota: u32,
    periode: u32,
    reste: u32,
}

impl Limites {
    /// The limiters that these routes need.
    pub fn des<'a>(routes: impl Iterator<Item = &'a Route>) -> Self {
        let mut limites = Limites::default();
        for debit in routes.map(|r| r.debit).chain([Debit::Page]) {
            if let Some(quota) = quota(debit) {
                limites.limiteurs.entry(debit).or_insert_with(|| {
                    RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>()
                });
            }
        }
        limites
    }

    /// Takes one request from the bucket of this caller; `None` where nothing is counted.
    pub fn passer(
        &self,
        debit: Debit,
        client: Client,
        route: &Arc<str>,
    ) -> Result<Option<Reste>, Erreur> {
        let (Some(limiteur), Some((quota, periode))) = (self.limiteurs.get(&debit), debit.quota())
        else {
            return Ok(None);
        };
        if self.passages.fetch_add(1, Ordering::Relaxed) % BALAYAGE == BALAYAGE - 1 {
            self.limiteurs.values().for_each(RateLimiter::retain_recent);
        }
        let seau = if periode == 1 { Arc::default() } else { route.clone() };
        match limiteur.check_key(&(client, seau)) {
            Ok(etat) => Ok(Some(Reste { quota, periode, reste: etat.remaining_burst_capacity() })),
            Err(refus) => {
                let attente = refus.wait_time_from(DefaultClock::default().now());
                Err(Erreur::trop_souvent(&debit.libelle(), secondes(attente)))
            }
        }
    }
}

impl Reste {
    /// What is left when the bucket of a tier is empty.
    pub fn aucun(debit: Debit) -> Option<Self> {
        let (quota, periode) = debit.quota()?;
        Some(Reste { quota, periode, reste: 0 })
    }

    /// Writes what is left in the headers of an answer. The bucket refills evenly: it is whole
    /// again after the time that what was taken from it needs.
    pub fn ecrire(self, entetes: &mut HeaderMap) {
        let pris = self.quota - self.reste;
        let plein = (pris * self.periode).div_ceil(self.quota);
        let lignes = [("ratelimit-limit", self.quota), ("ratelimit-remaining", self.reste)];
        for (nom, valeur) in lignes.into_iter().chain([("ratelimit-reset", plein)]) {
            entetes.insert(HeaderName::from_static(nom), HeaderValue::from(valeur));
        }
        if let Ok(regle) = HeaderValue::from_str(&format!("{};w={}", self.quota, self.periode)) {
            entetes.insert(HeaderName::from_static("ratelimit-policy"), regle);
        }
    }
}

fn quota(debit: Debit) -> Option<Quota> {
    let (nombre, periode) = debit.quota()?;
    let nombre = NonZeroU32::new(nombre)?;
    Some(if periode == 1 { Quota::per_second(nombre) } else { Quota::per_minute(nombre) })
}

/// Whole seconds to wait, never less than what is needed.
fn secondes(duree: Duration) -> u64 {
    duree.as_secs() + u64::from(duree.subsec_nanos() > 0)
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
    use axum::routing::get;

    use super::*;
    use crate::route::{Droit, Finalite};

    fn limites(debit: Debit) -> Limites {
        let finalite = Finalite::SansDonneePersonnelle("Essayer");
        let route = Route::page("/", Droit::Public, debit, finalite, &[], get(|| async {}));
        Limites::des([route].iter())
    }

    fn moi() -> Client {
        Client::adresse(Some(IpAddr::V4(Ipv4Addr::LOCALHOST)))
    }

    #[test]
    fn each_tier_refuses_one_request_too_many() {
        for debit in [Debit::Page, Debit::Recherche, Debit::Suggestion, Debit::Minute(40)] {
            let limites = limites(debit);
            let (max, _) = debit.quota().unwrap();
            let passe = |client| limites.passer(debit, client, &"/a".into()).is_ok();
            let acceptees = (0..max + 20).filter(|_| passe(moi())).count();
            // A bucket refills while the test runs: a few more may pass, never all.
            assert!(
                (max as usize..max as usize + 10).contains(&acceptees),
                "{debit:?}: {acceptees}"
            );
            let voisin = Client::adresse(Some(IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1))));
            assert!(passe(voisin), "another address has its own bucket");
            assert!(passe(Client::Cle("cle".to_owned())), "a key has its own bucket");
        }
    }

    #[test]
    fn a_route_of_the_api_has_its_own_bucket_and_says_what_is_left() {
        let limites = limites(Debit::Minute(3));
        let passer = |route: &str| limites.passer(Debit::Minute(3), moi(), &route.into());
        let reste = |reste| Some(Reste { quota: 3, periode: 60, reste });
        for attendu in [2, 1, 0] {
            assert_eq!(passer("/a").unwrap(), reste(attendu));
        }
        let refus = passer("/a").unwrap_err();
        assert_eq!(refus.statut, axum::http::StatusCode::TOO_MANY_REQUESTS);
        assert!((19..=20).contains(&refus.attente.unwrap()), "{:?}", refus.attente);
        assert_eq!(passer("/b").unwrap(), reste(2), "another route");
    }

    #[test]
    fn the_headers_say_when_the_bucket_is_whole_again() {
        let mut entetes = HeaderMap::new();
        Reste { quota: 60, periode: 60, reste: 45 }.ecrire(&mut entetes);
        let lus: Vec<_> = ["limit", "remaining", "reset", "policy"]
            .map(|nom| entetes[&format!("ratelimit-{nom}")].to_str().unwrap())
            .to_vec();
        assert_eq!(lus, ["60", "45", "15", "60;w=60"]);
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
