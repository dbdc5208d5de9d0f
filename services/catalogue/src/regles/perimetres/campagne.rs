//! The campaign: which starts it shows, and what a certification must outlive.

use noyau::dates::DateCivile;

/// Month in which a campaign opens (catalogue: the threshold moves on 1 October).
const MOIS_D_OUVERTURE: u32 = 10;

/// First day and month of the starts that a campaign shows (catalogue, session window).
const DEBUT_DE_SESSION: (u32, u32) = (8, 1);

/// Last day and month of the starts that a campaign shows, the year after.
const FIN_DE_SESSION: (u32, u32) = (7, 31);

/// A certification ends with a school year (note DGESCO of 13 January 2020).
const LIMITE: (u32, u32) = (8, 31);

/// A campaign, known by the year in which it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Campagne {
    /// Day on which it opened.
    pub ouverture: DateCivile,
    /// First day of the starts shown.
    pub debut: DateCivile,
    /// Last day of the starts shown.
    pub fin: DateCivile,
    /// 31 August that certifications must outlive.
    pub limite: DateCivile,
}

impl Campagne {
    /// The campaign of a day: that which opened on the last 1 October. It shows the starts from
    /// 1 August of the year after to 31 July of the next.
    pub fn au(jour: DateCivile) -> Self {
        let ouverture = jour.annee() - i32::from(jour.mois() < MOIS_D_OUVERTURE);
        let le = |annee, (mois, j)| DateCivile::new(annee, mois, j).unwrap_or(jour);
        Campagne {
            ouverture: le(ouverture, (MOIS_D_OUVERTURE, 1)),
            debut: le(ouverture + 1, DEBUT_DE_SESSION),
            fin: le(ouverture + 2, FIN_DE_SESSION),
            limite: le(ouverture + 1, LIMITE),
        }
    }

    /// Whether one of these starts is in the session: one single date must be inside, not one
    /// before its end and another after its beginning.
    pub fn en_session(&self, debuts: &[DateCivile]) -> bool {
        debuts.iter().any(|d| self.debut <= *d && *d <= self.fin)
    }

    /// Whether a code that ends on that day (never when none) outlives the limit.
    pub fn survit(&self, fin: Option<DateCivile>) -> bool {
        fin.is_none_or(|fin| fin > self.limite)
    }
}
