//! Figures kept when the enrolments are gone.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction, Valeur, lots};

use crate::cube::{Comptes, Couverture};

/// The figures of a département on the last day of a month.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Agregat {
    /// The day, `AAAA-MM-JJ`.
    pub jour: String,
    /// Its code.
    pub departement: String,
    /// Apprentices.
    pub apprentis: i64,
    /// Without a contract yet.
    pub inscrits: i64,
    /// Without a contract any more.
    pub rupturants: i64,
    /// Gone.
    pub abandons: i64,
    /// First contracts since the school year began.
    pub entrees: i64,
    /// Gone since the school year began.
    pub sorties: i64,
    /// Broken contracts since the school year began.
    pub ruptures: i64,
    /// Those of them that no contract followed.
    pub ruptures_nettes: i64,
    /// Centres that the directory expected.
    pub attendus: i64,
    /// Those of them that had sent.
    pub transmetteurs: i64,
}

const COLONNES: &[&str] = &[
    "jour",
    "departement",
    "apprentis",
    "inscrits",
    "rupturants",
    "abandons",
    "entrees",
    "sorties",
    "ruptures",
    "ruptures_nettes",
    "attendus",
    "transmetteurs",
];

impl Agregat {
    /// The figures of a département.
    pub fn nouveau(jour: &str, departement: &str, c: &Comptes, couverture: Couverture) -> Self {
        Agregat {
            jour: jour.to_owned(),
            departement: departement.to_owned(),
            apprentis: c.apprentis,
            inscrits: c.inscrits,
            rupturants: c.rupturants,
            abandons: c.abandons,
            entrees: c.entrees,
            sorties: c.sorties,
            ruptures: c.ruptures,
            ruptures_nettes: c.ruptures_nettes,
            attendus: couverture.attendus,
            transmetteurs: couverture.transmetteurs,
        }
    }

    /// What was counted.
    pub fn comptes(&self) -> Comptes {
        Comptes {
            apprentis: self.apprentis,
            inscrits: self.inscrits,
            rupturants: self.rupturants,
            abandons: self.abandons,
            entrees: self.entrees,
            sorties: self.sorties,
            ruptures: self.ruptures,
            ruptures_nettes: self.ruptures_nettes,
        }
    }

    /// What it covered.
    pub fn couverture(&self) -> Couverture {
        Couverture { attendus: self.attendus, transmetteurs: self.transmetteurs }
    }

    fn valeurs(&self) -> Vec<Valeur> {
        let mut valeurs: Vec<Valeur> =
            vec![self.jour.as_str().into(), self.departement.as_str().into()];
        let nombres = [
            self.apprentis,
            self.inscrits,
            self.rupturants,
            self.abandons,
            self.entrees,
            self.sorties,
            self.ruptures,
            self.ruptures_nettes,
            self.attendus,
            self.transmetteurs,
        ];
        valeurs.extend(nombres.map(Valeur::from));
        valeurs
    }
}

/// Everything that is kept, by day.
pub async fn tous(db: &Lecture) -> Result<Vec<Agregat>, ErreurBase> {
    let sql = "SELECT jour, departement, apprentis, inscrits, rupturants, abandons, entrees, sorties, ruptures,
               ruptures_nettes, attendus, transmetteurs FROM effectifs_agregats ORDER BY jour, departement";
    Ok(sqlx::query_as(sql).fetch_all(db.pool()).await?)
}

/// Keeps figures, in place of those of the same days.
pub async fn garder(tx: &mut Transaction, agregats: &[Agregat]) -> Result<(), ErreurBase> {
    let lignes: Vec<_> = agregats.iter().map(Agregat::valeurs).collect();
    let affectations: Vec<String> =
        COLONNES[2..].iter().map(|c| format!("{c} = excluded.{c}")).collect();
    let conflit =
        format!("ON CONFLICT (jour, departement) DO UPDATE SET {}", affectations.join(", "));
    lots::ajouter(tx, "effectifs_agregats", COLONNES, &conflit, &lignes).await?;
    Ok(())
}
