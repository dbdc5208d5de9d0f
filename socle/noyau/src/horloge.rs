//! The clock, given to whoever needs the time so that tests can stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use crate::dates::{DateCivile, Instant};

/// A clock: that of the system, or one that moves only when told. Clones share the same time.
#[derive(Debug, Clone)]
pub struct Horloge(Source);

#[derive(Debug, Clone)]
enum Source {
    Systeme,
    Figee(Arc<AtomicI64>),
}

impl Horloge {
    /// The real time.
    pub fn systeme() -> Self {
        Self(Source::Systeme)
    }

    /// A clock stopped at an instant, for tests and for a reproducible demonstration.
    pub fn figee(instant: Instant) -> Self {
        Self(Source::Figee(Arc::new(AtomicI64::new(instant.ms()))))
    }

    /// Now.
    pub fn maintenant(&self) -> Instant {
        match &self.0 {
            Source::Systeme => instant_du_systeme(),
            Source::Figee(ms) => Instant::from_ms(ms.load(Ordering::SeqCst)),
        }
    }

    /// Today in Paris.
    pub fn aujourd_hui(&self) -> DateCivile {
        self.maintenant().date()
    }

    /// Moves a stopped clock forward, for every clone of it. The clock of the system stays as it is.
    pub fn avancer(&self, duree: Duration) {
        if let Source::Figee(ms) = &self.0 {
            ms.store(self.maintenant().plus(duree).ms(), Ordering::SeqCst);
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the only place where the time of the system is read")]
fn instant_du_systeme() -> Instant {
    Instant::from(chrono::Utc::now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_when_told_and_takes_its_clones_along() {
        let horloge = Horloge::figee("2026-06-30T21:59:00Z".parse().unwrap());
        let copie = horloge.clone();
        assert_eq!(horloge.maintenant(), copie.maintenant());
        assert_eq!(copie.aujourd_hui().to_string(), "2026-06-30");
        horloge.avancer(Duration::from_secs(60));
        assert_eq!(copie.aujourd_hui().to_string(), "2026-07-01");
    }

    #[test]
    fn the_system_clock_runs() {
        let horloge = Horloge::systeme();
        horloge.avancer(Duration::from_secs(1_000_000));
        let (avant, apres) = (horloge.maintenant(), horloge.maintenant());
        assert!(apres >= avant && avant > Instant::from_ms(1_700_000_000_000));
        assert!(apres.depuis(avant) < Duration::from_secs(1_000));
    }
}
