//! Whether a mailbox proves that its owner speaks for an organisation.
//!
//! The order is that of the services before (exact contact, then professional domain, then a
//! person judges); what fails to answer is never a refusal.

use noyau::identifiants::Courriel;

/// A way to reach an organisation that someone published before the sign-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// A mailbox, a site, or a domain.
    pub valeur: String,
    /// Who published it, as pages show it.
    pub source: String,
}

/// What a mailbox proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issue {
    /// It is a known contact of the organisation: from this source.
    Contact(String),
    /// It has the domain of a known contact: this domain, from this source.
    Domaine(String, String),
    /// Anyone may open such a mailbox, and nobody published this one.
    FournisseurPublic,
    /// Nothing links it to the organisation.
    Inconnu,
}

impl Issue {
    /// Whether the request is granted at once.
    pub fn prouve(&self) -> bool {
        matches!(self, Issue::Contact(_) | Issue::Domaine(..))
    }

    /// Why, for the history and for whoever judges.
    pub fn phrase(&self) -> String {
        match self {
            Issue::Contact(source) => format!("Adresse déjà publiée comme contact ({source})"),
            Issue::Domaine(domaine, source) => {
                format!("Même domaine professionnel qu’un contact publié : {domaine} ({source})")
            }
            Issue::FournisseurPublic => {
                "Adresse d’un fournisseur grand public : elle ne dit rien de l’organisation"
                    .to_owned()
            }
            Issue::Inconnu => "Aucun contact publié de l’organisation n’a ce domaine".to_owned(),
        }
    }
}

/// What this mailbox proves, given the contacts that are known.
pub fn prouver(courriel: &Courriel, contacts: &[Contact]) -> Issue {
    let exact = contacts.iter().find(|c| c.valeur.trim().eq_ignore_ascii_case(courriel.as_str()));
    if let Some(contact) = exact {
        return Issue::Contact(contact.source.clone());
    }
    let domaine = courriel.domaine();
    if donnees::domaines::est_public(domaine) {
        return Issue::FournisseurPublic;
    }
    let meme = contacts.iter().find(|c| domaine_de(&c.valeur) == domaine);
    match meme {
        Some(c) => Issue::Domaine(domaine.to_owned(), c.source.clone()),
        None => Issue::Inconnu,
    }
}

/// Domain of a mailbox, or of the address of a site without its `www`.
fn domaine_de(valeur: &str) -> String {
    let valeur = valeur.trim().to_ascii_lowercase();
    if let Some((_, domaine)) = valeur.rsplit_once('@') {
        return domaine.to_owned();
    }
    let nu = valeur.split_once("://").map_or(valeur.as_str(), |(_, reste)| reste);
    let hote = nu.split(['/', '?', '#', ':']).next().unwrap_or_default();
    hote.strip_prefix("www.").unwrap_or(hote).to_owned()
}

/// Whether a mailbox is that of a public service: `.gouv.fr`, an académie, a préfecture, a région.
pub fn est_d_un_service_public(courriel: &Courriel) -> bool {
    const FINS: [&str; 6] = [
        ".gouv.fr",
        "francetravail.fr",
        "francecompetences.fr",
        "cnfpt.fr",
        "carif-oref.fr",
        "intercariforef.org",
    ];
    let domaine = courriel.domaine();
    let academie = domaine.starts_with("ac-") && domaine.ends_with(".fr");
    academie || FINS.iter().any(|fin| domaine.ends_with(fin))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(valeur: &str) -> Contact {
        Contact { valeur: valeur.to_owned(), source: "annuaire".to_owned() }
    }

    #[test]
    fn the_same_mailbox_then_the_same_professional_domain() {
        let contacts = [
            contact("Contact@cfa-exemple.fr"),
            contact("cfa.artisan@orange.fr"),
            contact("https://www.dupont.fr/nous?x=1"),
        ];
        let domaine = |d: &str| Issue::Domaine(d.to_owned(), "annuaire".to_owned());
        for (courriel, attendu) in [
            ("contact@cfa-exemple.fr", Issue::Contact("annuaire".to_owned())),
            ("cfa.artisan@orange.fr", Issue::Contact("annuaire".to_owned())),
            ("camille@cfa-exemple.fr", domaine("cfa-exemple.fr")),
            ("camille@dupont.fr", domaine("dupont.fr")),
            ("autre@orange.fr", Issue::FournisseurPublic),
            ("x@yopmail.com", Issue::FournisseurPublic),
            ("x@cfa-exemple.fr.pirate.com", Issue::Inconnu),
            ("x@exemple.fr", Issue::Inconnu),
            ("x@pirate-dupont.fr", Issue::Inconnu),
        ] {
            assert_eq!(prouver(&courriel.parse().unwrap(), &contacts), attendu, "{courriel}");
        }
        assert_eq!(prouver(&"a@b.fr".parse().unwrap(), &[contact("")]), Issue::Inconnu);
    }

    #[test]
    fn public_services() {
        for (courriel, attendu) in [
            ("a@dreets.gouv.fr", true),
            ("a@ac-rennes.fr", true),
            ("a@gouv.fr.pirate.com", false),
            ("a@pirategouv.fr", false),
            ("a@gmail.com", false),
        ] {
            assert_eq!(est_d_un_service_public(&courriel.parse().unwrap()), attendu, "{courriel}");
        }
    }
}
