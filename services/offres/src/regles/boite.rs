//! Which mailbox of the company file may be kept: never that of a person who exercises under
//! their own name, nor of a unit that asked the State not to publish what it holds of it.

use std::collections::HashSet;
use std::sync::LazyLock;

use noyau::identifiants::Courriel;
use noyau::texte::mots;

/// Legal categories of INSEE that begin so are natural persons (*catégories juridiques*, level I).
const PERSONNE_PHYSIQUE: char = '1';

/// What SIRENE writes in place of what may not be published.
const NON_DIFFUSE: [&str; 3] = ["nd", "non diffusible", "information non diffusible"];

/// Civilities, and the words that say that someone exercises alone.
const SEUL: [&str; 9] =
    ["monsieur", "madame", "mademoiselle", "mr", "mme", "mlle", "ei", "eirl", "entrepreneur"];

/// Forms that only a legal person has.
const SOCIETE: [&str; 17] = [
    "sa",
    "sarl",
    "sas",
    "sasu",
    "eurl",
    "snc",
    "sca",
    "scop",
    "selarl",
    "gie",
    "geiq",
    "association",
    "societe",
    "cooperative",
    "mairie",
    "commune",
    "fondation",
];

static PRENOMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| donnees::prenoms().collect());

/// What the file says of a company.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declare<'a> {
    /// Legal name.
    pub nom: &'a str,
    /// Brand.
    pub enseigne: &'a str,
    /// INSEE legal category; empty when the file does not give it.
    pub categorie: &'a str,
    /// `statut_diffusion` of SIRENE; empty when the file does not give it.
    pub diffusion: &'a str,
}

/// Whether the mailbox of this company may be kept and used, never shown. Without a legal category
/// the name decides, and doubt means no: a name that holds a first name and no form of company is
/// taken for a person's.
pub fn boite_permise(d: Declare<'_>, courriel: &Courriel) -> bool {
    if donnees::domaines::est_jetable(courriel.domaine()) || est_non_diffuse(d) {
        return false;
    }
    match d.categorie.chars().next() {
        Some(premier) => premier != PERSONNE_PHYSIQUE,
        None => est_une_societe(d),
    }
}

fn est_non_diffuse(d: Declare<'_>) -> bool {
    let tait = |texte: &str| NON_DIFFUSE.contains(&mots(texte).join(" ").as_str());
    matches!(d.diffusion, "P" | "N") || tait(d.nom) || tait(d.enseigne)
}

fn est_une_societe(d: Declare<'_>) -> bool {
    let du_nom = mots(if d.nom.is_empty() { d.enseigne } else { d.nom });
    let a = |liste: &[&str]| du_nom.iter().any(|m| liste.contains(&m.as_str()));
    if du_nom.is_empty() || a(&SEUL) {
        return false;
    }
    a(&SOCIETE) || !du_nom.iter().any(|m| PRENOMS.contains(m.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permise(nom: &str, enseigne: &str, categorie: &str, diffusion: &str) -> bool {
        let courriel: Courriel = "contact@exemple.fr".parse().unwrap();
        boite_permise(Declare { nom, enseigne, categorie, diffusion }, &courriel)
    }

    #[test]
    fn never_a_sole_trader() {
        for (nom, enseigne) in [
            ("LEMOINE MARIE", "LE FOURNIL"),
            ("DUPONT JEAN PIERRE", ""),
            ("MONSIEUR KERVELLA YANN", ""),
            ("KERVELLA EI", ""),
            ("", "Chez Camille"),
            ("", ""),
        ] {
            assert!(!permise(nom, enseigne, "", ""), "{nom} {enseigne}");
        }
        assert!(!permise("FOURNIL DES LICES", "", "1000", ""), "the category says it");
        assert!(permise("LEMOINE MARIE", "", "5499", ""), "the category says it");
    }

    #[test]
    fn never_a_unit_that_may_not_be_published() {
        for (nom, diffusion) in
            [("[ND]", ""), ("INFORMATION NON DIFFUSIBLE", ""), ("FOURNIL", "P"), ("FOURNIL", "N")]
        {
            assert!(!permise(nom, "", "5499", diffusion), "{nom} {diffusion}");
        }
    }

    #[test]
    fn a_company_may_be_written_to() {
        for nom in ["FOURNIL DES LICES", "SARL MARIE LEMOINE", "GARAGE DU PORT", "MAIRIE DE RENNES"]
        {
            assert!(permise(nom, "", "", "O"), "{nom}");
        }
        let jetable: Courriel = "x@yopmail.com".parse().unwrap();
        assert!(!boite_permise(Declare { nom: "SARL X", ..Declare::default() }, &jetable));
    }
}
