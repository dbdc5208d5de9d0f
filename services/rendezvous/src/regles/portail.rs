//! Where a request comes from, and what a training centre must have said for it to be taken.

use noyau::texte::plier;

/// A site that leads to the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Portail {
    /// This site. Its code is the one that the public API knows.
    Site,
    /// 1jeune1solution.
    UnJeuneUneSolution,
    /// Onisep.
    Onisep,
    /// Parcoursup.
    Parcoursup,
    /// Affelnet.
    Affelnet,
    /// Another partner that holds an API key.
    Partenaire,
}

/// What opens a portal: silence for the first, consent for the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Canal {
    /// Our site and those that find training for young people: open 15 days after it is announced,
    /// unless the centre says no.
    Libre,
    /// Parcoursup: open when the centre says yes.
    Parcoursup,
    /// Affelnet: open when the centre says yes.
    Affelnet,
}

impl Portail {
    /// Every portal.
    pub const TOUS: [Portail; 6] = [
        Portail::Site,
        Portail::UnJeuneUneSolution,
        Portail::Onisep,
        Portail::Parcoursup,
        Portail::Affelnet,
        Portail::Partenaire,
    ];

    /// Stable code, in addresses and in the API.
    pub fn code(self) -> &'static str {
        match self {
            Portail::Site => "lba",
            Portail::UnJeuneUneSolution => "jeune_1_solution",
            Portail::Onisep => "onisep",
            Portail::Parcoursup => "parcoursup",
            Portail::Affelnet => "affelnet",
            Portail::Partenaire => "partenaire",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Portail::Site => "ce site",
            Portail::UnJeuneUneSolution => "1jeune1solution",
            Portail::Onisep => "l’Onisep",
            Portail::Parcoursup => "Parcoursup",
            Portail::Affelnet => "Affelnet",
            Portail::Partenaire => "un site partenaire",
        }
    }

    /// The portal that has this code.
    pub fn lire(code: &str) -> Option<Portail> {
        Portail::TOUS.into_iter().find(|p| p.code() == code)
    }

    /// What opens it.
    pub fn canal(self) -> Canal {
        match self {
            Portail::Parcoursup => Canal::Parcoursup,
            Portail::Affelnet => Canal::Affelnet,
            _ => Canal::Libre,
        }
    }

    /// The portal of the holder of an API key, by the name that an administrator gave the key.
    pub fn du_partenaire(nom: &str) -> Portail {
        let nom = plier(nom).replace([' ', '-', '_'], "");
        let noms = [
            ("parcoursup", Portail::Parcoursup),
            ("affelnet", Portail::Affelnet),
            ("onisep", Portail::Onisep),
            ("jeune1solution", Portail::UnJeuneUneSolution),
        ];
        noms.into_iter().find(|(mot, _)| nom.contains(mot)).map_or(Portail::Partenaire, |(_, p)| p)
    }
}

impl Canal {
    /// Every channel.
    pub const TOUS: [Canal; 3] = [Canal::Libre, Canal::Parcoursup, Canal::Affelnet];

    /// Those that open when the centre says yes.
    pub const PREMIUM: [Canal; 2] = [Canal::Parcoursup, Canal::Affelnet];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Canal::Libre => "libre",
            Canal::Parcoursup => "parcoursup",
            Canal::Affelnet => "affelnet",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Canal::Libre => "Ce site, 1jeune1solution et l’Onisep",
            Canal::Parcoursup => "Parcoursup",
            Canal::Affelnet => "Affelnet",
        }
    }

    /// The channel that has this code.
    pub fn lire(code: &str) -> Option<Canal> {
        Canal::TOUS.into_iter().find(|c| c.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back() {
        for portail in Portail::TOUS {
            assert_eq!(Portail::lire(portail.code()), Some(portail));
        }
        for canal in Canal::TOUS {
            assert_eq!(Canal::lire(canal.code()), Some(canal));
        }
        assert_eq!(Portail::lire("LBA"), None);
        assert_eq!(Canal::lire(""), None);
    }

    #[test]
    fn the_name_of_a_key_says_the_portal() {
        let cas = [
            ("Parcoursup", Portail::Parcoursup),
            ("Affelnet – production", Portail::Affelnet),
            ("Onisep", Portail::Onisep),
            ("1 jeune 1 solution", Portail::UnJeuneUneSolution),
            ("jeune_1_solution", Portail::UnJeuneUneSolution),
            ("Région Bretagne", Portail::Partenaire),
            ("", Portail::Partenaire),
        ];
        for (nom, attendu) in cas {
            assert_eq!(Portail::du_partenaire(nom), attendu, "{nom}");
        }
    }
}
