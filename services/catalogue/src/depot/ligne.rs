//! How values travel to and from a row, column after column.

use std::str::{FromStr, Split};

use base::Valeur;
use base::sqlx;
use noyau::geo::Point;

use crate::regles::formation::{Etablissement, Lieu, NumerosRco, Precision};

/// Values of a row under construction, in the order of its columns.
#[derive(Default)]
pub struct Valeurs(pub Vec<Valeur>);

impl Valeurs {
    /// One value.
    pub fn une(&mut self, valeur: impl Into<Valeur>) -> &mut Self {
        self.0.push(valeur.into());
        self
    }

    /// A code, as text.
    pub fn code<T: ToString>(&mut self, valeur: Option<T>) -> &mut Self {
        self.une(valeur.map(|v| v.to_string()))
    }

    /// A list of codes, separated by commas.
    pub fn codes<T: ToString>(&mut self, valeurs: &[T]) -> &mut Self {
        let textes: Vec<String> = valeurs.iter().map(T::to_string).collect();
        self.une(textes.join(","))
    }

    /// Columns `id_formation` to `id_certifinfo`.
    pub fn numeros(&mut self, n: NumerosRco) -> &mut Self {
        self.une(n.formation).une(n.action).une(n.certifinfo)
    }

    /// Columns `lieu_adresse` to `lieu_uai`.
    pub fn lieu(&mut self, l: Lieu) -> &mut Self {
        self.une(l.adresse).code(l.code_postal).code(l.commune).une(l.localite);
        self.une(l.departement).une(l.region);
        self.une(l.point.map(Point::lat)).une(l.point.map(Point::lon));
        self.code(l.siret).code(l.uai)
    }

    /// Columns `…_siret` to `…_localite` of an organisation.
    pub fn etablissement(&mut self, e: Etablissement) -> &mut Self {
        self.une(e.siret.to_string()).une(e.nom).code(e.uai).une(e.adresse);
        self.code(e.code_postal).code(e.commune).une(e.localite)
    }
}

/// Between the columns of a row (ASCII "unit separator"): rows come from the database as one text,
/// which costs the driver far less than fifty values.
pub const SEPARATEUR: char = '\u{1f}';

/// A row being read, in the order of its columns. What was checked on its way in is trusted: a
/// value that no longer parses reads as absent.
pub struct Colonnes<'r>(Split<'r, char>);

impl<'r> Colonnes<'r> {
    /// At the first column.
    pub fn de(row: &'r str) -> Self {
        Colonnes(row.split(SEPARATEUR))
    }

    /// The text of the next column; none when it is empty.
    pub fn texte(&mut self) -> Option<&'r str> {
        self.0.next().filter(|texte| !texte.is_empty())
    }

    /// The next column, that may be absent.
    pub fn une<T: FromStr>(&mut self) -> Option<T> {
        self.texte()?.parse().ok()
    }

    /// The next column, a boolean that may be absent.
    pub fn oui(&mut self) -> Option<bool> {
        self.texte().map(|texte| texte != "0")
    }

    /// The next column, a code without which the row makes no sense.
    pub fn requis<T: FromStr>(&mut self, colonne: &str) -> Result<T, sqlx::Error> {
        let index = colonne.to_owned();
        self.une()
            .ok_or_else(|| sqlx::Error::ColumnDecode { index, source: "code mal formé".into() })
    }

    /// The next column, a list of codes.
    pub fn codes<T: FromStr>(&mut self) -> Vec<T> {
        let codes = self.texte().into_iter().flat_map(|texte| texte.split(','));
        codes.filter_map(|texte| texte.parse().ok()).collect()
    }

    /// Columns `id_formation` to `id_certifinfo`.
    pub fn numeros(&mut self) -> NumerosRco {
        NumerosRco { formation: self.une(), action: self.une(), certifinfo: self.une() }
    }

    /// Columns `lieu_adresse` to `lieu_uai`.
    pub fn lieu(&mut self) -> Lieu {
        let (adresse, code_postal) = (self.une(), self.une());
        let (commune, localite) = (self.une(), self.une());
        let (departement, region) = (self.une(), self.une());
        let (lat, lon): (Option<f64>, Option<f64>) = (self.une(), self.une());
        let point = lat.zip(lon).and_then(|(lat, lon)| Point::new(lat, lon).ok());
        let precision = if point.is_some() { Precision::Adresse } else { Precision::Aucune };
        let (siret, uai) = (self.une(), self.une());
        Lieu {
            adresse,
            code_postal,
            commune,
            localite,
            departement,
            region,
            point,
            precision,
            siret,
            uai,
        }
    }

    /// Columns `…_siret` to `…_localite` of an organisation.
    pub fn etablissement(&mut self, colonne: &str) -> Result<Etablissement, sqlx::Error> {
        Ok(Etablissement {
            siret: self.requis(colonne)?,
            nom: self.une(),
            uai: self.une(),
            adresse: self.une(),
            code_postal: self.une(),
            commune: self.une(),
            localite: self.une(),
        })
    }
}
