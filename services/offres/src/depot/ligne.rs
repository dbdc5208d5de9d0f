//! How values travel to and from a row, column after column.

use base::Valeur;
use base::sqlx::any::AnyRow;
use base::sqlx::{self, Any, Decode, Row, Type};
use noyau::effectif::TrancheEffectif;
use noyau::geo::Point;

use super::cle_geo;
use crate::porte::{Candidature, Employeur};
use crate::regles::{Localisation, Precision};

/// Values of a row under construction, in the order of its columns.
#[derive(Default)]
pub struct Valeurs(pub Vec<Valeur>);

impl Valeurs {
    /// One value.
    pub fn une(&mut self, valeur: impl Into<Valeur>) -> &mut Self {
        self.0.push(valeur.into());
        self
    }

    /// A list, as a JSON array of texts.
    pub fn liste<T: ToString>(&mut self, valeurs: &[T]) -> &mut Self {
        let textes: Vec<String> = valeurs.iter().map(T::to_string).collect();
        self.une(serde_json::Value::from(textes).to_string())
    }

    /// Columns `nom` to `opco`.
    pub fn employeur(&mut self, e: Employeur) -> &mut Self {
        self.une(e.nom).une(e.presentation).une(e.site);
        self.une(e.taille.map(TrancheEffectif::code)).une(e.naf.map(|n| n.to_string()));
        self.une(e.secteur).une(e.idcc.map(|i| i.to_string())).une(e.opco)
    }

    /// Columns `adresse` to `cle_geo`.
    pub fn lieu(&mut self, l: Localisation) -> &mut Self {
        let cle = cle_geo(&l);
        self.une(l.adresse).une(l.code_postal.map(|c| c.to_string()));
        self.une(l.commune.map(|c| c.to_string())).une(l.ville).une(l.departement).une(l.region);
        self.une(l.point.map(Point::lat)).une(l.point.map(Point::lon));
        self.une(l.precision.code()).une(cle)
    }

    /// Columns `url` to `candidatures`.
    pub fn candidature(&mut self, c: Candidature) -> &mut Self {
        self.une(c.url).une(c.destinataire).une(c.recues)
    }
}

/// A row being read, in the order of its columns. What was checked on its way in is trusted: a
/// value that no longer parses reads as absent.
pub struct Colonnes<'r> {
    row: &'r AnyRow,
    rang: usize,
}

impl<'r> Colonnes<'r> {
    /// At the first column.
    pub fn de(row: &'r AnyRow) -> Self {
        Colonnes { row, rang: 0 }
    }

    /// The next column.
    pub fn une<T: Decode<'r, Any> + Type<Any>>(&mut self) -> Result<T, sqlx::Error> {
        self.rang += 1;
        self.row.try_get(self.rang - 1)
    }

    /// The next column, a boolean.
    pub fn oui(&mut self) -> Result<bool, sqlx::Error> {
        Ok(self.une::<i64>()? != 0)
    }

    /// The next column, parsed.
    pub fn lue<T>(&mut self, lire: impl Fn(&str) -> Option<T>) -> Result<Option<T>, sqlx::Error> {
        Ok(self.une::<Option<&str>>()?.and_then(lire))
    }

    /// The next column, a list.
    pub fn liste<T>(&mut self, lire: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, sqlx::Error> {
        let json: &str = self.une()?;
        if json == "[]" {
            return Ok(Vec::new());
        }
        let textes: Vec<String> = serde_json::from_str(json).unwrap_or_default();
        Ok(textes.iter().filter_map(|t| lire(t)).collect())
    }

    /// Columns `nom` to `opco`.
    pub fn employeur(&mut self) -> Result<Employeur, sqlx::Error> {
        Ok(Employeur {
            nom: self.une()?,
            presentation: self.une()?,
            site: self.une()?,
            taille: self.lue(|t| t.parse().ok())?,
            naf: self.lue(|t| t.parse().ok())?,
            secteur: self.une()?,
            idcc: self.lue(|t| t.parse().ok())?,
            opco: self.une()?,
        })
    }

    /// Columns `adresse` to `cle_geo`.
    pub fn lieu(&mut self) -> Result<Localisation, sqlx::Error> {
        let (adresse, code_postal) = (self.une()?, self.lue(|t| t.parse().ok())?);
        let (commune, ville) = (self.lue(|t| t.parse().ok())?, self.une()?);
        let (departement, region) = (self.une()?, self.une()?);
        let (lat, lon): (Option<f64>, Option<f64>) = (self.une()?, self.une()?);
        let precision = self.lue(Precision::de_code)?.unwrap_or(Precision::Aucune);
        self.une::<i64>()?;
        let point = lat.zip(lon).and_then(|(lat, lon)| Point::new(lat, lon).ok());
        Ok(Localisation {
            adresse,
            code_postal,
            commune,
            ville,
            departement,
            region,
            point,
            precision,
        })
    }

    /// Columns `url` to `candidatures`.
    pub fn candidature(&mut self) -> Result<Candidature, sqlx::Error> {
        Ok(Candidature { url: self.une()?, destinataire: self.une()?, recues: self.une()? })
    }
}
