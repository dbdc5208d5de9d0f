//! Storage of the identifiers: a short ASCII text inside the value, and the code they all share.

/// At most `N` ASCII characters, padded with zero bytes so that order and equality follow the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Court<const N: usize>([u8; N]);

impl<const N: usize> Court<N> {
    /// Keeps a text its caller has checked; what is not ASCII or beyond `N` is not kept.
    pub(super) fn new(texte: &str) -> Self {
        let mut octets = [0; N];
        for (case, octet) in octets.iter_mut().zip(texte.bytes().filter(u8::is_ascii)) {
            *case = octet;
        }
        Self(octets)
    }

    pub(super) fn as_str(&self) -> &str {
        let longueur = self.0.iter().position(|octet| *octet == 0).unwrap_or(N);
        std::str::from_utf8(&self.0[..longueur]).unwrap_or_default()
    }
}

/// Declares an identifier of at most `$longueur` characters and what every identifier does.
///
/// Only `FromStr` is left to write: the rule.
macro_rules! identifiant {
    ($(#[$documentation:meta])* $nom:ident, $longueur:literal) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $nom($crate::identifiants::court::Court<$longueur>);

        impl $nom {
            /// The canonical spelling, as stored and exchanged.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            fn conforme(texte: &str) -> Self {
                Self($crate::identifiants::court::Court::new(texte))
            }
        }

        impl std::fmt::Display for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl AsRef<str> for $nom {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl serde::Serialize for $nom {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $nom {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let texte = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                texte.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(super) use identifiant;

/// `Debug` for an identifier that names no natural person: `Siret(35600000000048)`.
macro_rules! debug_lisible {
    ($($nom:ident),+) => {
        $(impl std::fmt::Debug for $nom {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($nom), "({})"), self.as_str())
            }
        })+
    };
}
pub(super) use debug_lisible;
