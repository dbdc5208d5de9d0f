//! A row of a table, declared once: its fields are the columns.

use importer::Valeur;
use noyau::dates::DateCivile;
use noyau::identifiants::{
    Cfd, CodeCommune, CodePostal, Idcc, Mef10, MefStat11, Nsf, Rncp, Rome, Siret,
};
use noyau::niveau::NiveauDiplome;

/// Declares a struct and how it is stored: the table, its columns (the fields, in order) and the
/// columns that make its key.
macro_rules! enregistrement {
    (
        $(#[$documentation:meta])*
        $nom:ident, $table:literal, cle($($cle:ident),+) {
            $($champ:ident: $genre:ty),+ $(,)?
        }
    ) => {
        $(#[$documentation])*
        #[derive(Debug)]
        pub struct $nom {
            $(pub $champ: $genre),+
        }

        impl importer::Enregistrement for $nom {
            const TABLE: &'static importer::Table = &importer::Table {
                nom: $table,
                colonnes: &[$(stringify!($champ)),+],
                cle: &[$(stringify!($cle)),+],
            };

            fn cle(&self) -> String {
                [$(self.$cle.to_string()),+].join(" · ")
            }

            fn valeurs(self) -> Vec<importer::Valeur> {
                vec![$($crate::import::enregistrement::EnValeur::en_valeur(self.$champ)),+]
            }
        }
    };
}
pub(crate) use enregistrement;

/// How a checked value is stored.
pub trait EnValeur {
    /// The value of the column.
    fn en_valeur(self) -> Valeur;
}

macro_rules! tel_quel {
    ($($genre:ty),+) => {
        $(impl EnValeur for $genre {
            fn en_valeur(self) -> Valeur {
                self.into()
            }
        })+
    };
}
tel_quel!(String, &'static str, i64, f64, bool);

macro_rules! par_son_texte {
    ($($genre:ty),+) => {
        $(impl EnValeur for $genre {
            fn en_valeur(self) -> Valeur {
                self.to_string().into()
            }
        })+
    };
}
par_son_texte!(
    Cfd,
    CodeCommune,
    CodePostal,
    DateCivile,
    Idcc,
    Mef10,
    MefStat11,
    Nsf,
    Rncp,
    Rome,
    Siret
);

impl EnValeur for NiveauDiplome {
    fn en_valeur(self) -> Valeur {
        i64::from(self.numero()).into()
    }
}

impl<T: EnValeur> EnValeur for Option<T> {
    fn en_valeur(self) -> Valeur {
        self.map_or(Valeur::Nul, EnValeur::en_valeur)
    }
}
