//! To whom a request about a training goes.
//!
//! A mailbox that a person chose is used as it is, whatever publishers say later. Otherwise the
//! nearest to the training among those that receive mails: its own, that of who teaches it, that of
//! who answers for it, the most frequent of the manager's trainings, a generic one of the directory.

use std::collections::BTreeMap;

use noyau::identifiants::Courriel;

/// Where a mailbox comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Chosen by an administrator.
    Administrateur,
    /// Chosen by the training centre.
    Cfa,
    /// Published with the training.
    Formation,
    /// Published for who teaches.
    Formateur,
    /// Published for who answers for it.
    Gestionnaire,
    /// The most frequent of the manager's trainings.
    Frequente,
    /// A generic mailbox of the directory.
    Annuaire,
}

impl Provenance {
    /// Every one.
    pub const TOUTES: [Provenance; 7] = [
        Provenance::Administrateur,
        Provenance::Cfa,
        Provenance::Formation,
        Provenance::Formateur,
        Provenance::Gestionnaire,
        Provenance::Frequente,
        Provenance::Annuaire,
    ];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Provenance::Administrateur => "administrateur",
            Provenance::Cfa => "cfa",
            Provenance::Formation => "formation",
            Provenance::Formateur => "formateur",
            Provenance::Gestionnaire => "gestionnaire",
            Provenance::Frequente => "frequente",
            Provenance::Annuaire => "annuaire",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Provenance::Administrateur => "choisie par l’administration du site",
            Provenance::Cfa => "choisie par le centre",
            Provenance::Formation => "publiée avec la formation",
            Provenance::Formateur => "publiée pour l’organisme formateur",
            Provenance::Gestionnaire => "publiée pour l’organisme gestionnaire",
            Provenance::Frequente => "la plus fréquente des formations du gestionnaire",
            Provenance::Annuaire => "adresse générale de l’annuaire",
        }
    }

    /// The one that has this code.
    pub fn lire(code: &str) -> Option<Provenance> {
        Provenance::TOUTES.into_iter().find(|p| p.code() == code)
    }
}

/// What is known of whom to write to about a training.
#[derive(Clone, Copy, Debug, Default)]
pub struct Connus<'a> {
    /// What a person chose.
    pub choisi: Option<(Provenance, &'a str)>,
    /// Published with the training; may hold several, separated by `;`.
    pub formation: Option<&'a str>,
    /// Published for who teaches.
    pub formateur: Option<&'a str>,
    /// Published for who answers for it.
    pub gestionnaire: Option<&'a str>,
    /// The most frequent of the manager's trainings.
    pub frequente: Option<&'a str>,
    /// Generic, from the directory.
    pub annuaire: Option<&'a str>,
}

/// The mailbox that receives the requests, and where it comes from; none when nobody can be
/// written to. `morte` says whether an address no longer receives. A chosen mailbox that died is not
/// replaced behind the back of whoever chose it.
pub fn choisir(connus: &Connus<'_>, morte: impl Fn(&str) -> bool) -> Option<(String, Provenance)> {
    let vivante = |champ: &str| {
        let lues = Courriel::separer(champ).filter_map(|a| a.parse::<Courriel>().ok());
        lues.map(|c| c.as_str().to_owned()).find(|a| !morte(a))
    };
    if let Some((provenance, courriel)) = connus.choisi {
        return vivante(courriel).map(|courriel| (courriel, provenance));
    }
    let publies = [
        (connus.formation, Provenance::Formation),
        (connus.formateur, Provenance::Formateur),
        (connus.gestionnaire, Provenance::Gestionnaire),
        (connus.frequente, Provenance::Frequente),
        (connus.annuaire, Provenance::Annuaire),
    ];
    let lues = publies.into_iter().filter_map(|(champ, p)| Some((vivante(champ?)?, p)));
    lues.into_iter().next()
}

/// The mailbox that comes back most often among trainings, dead ones left out; the first in the
/// alphabet among equals.
pub fn la_plus_frequente<'a>(
    champs: impl IntoIterator<Item = &'a str>,
    morte: impl Fn(&str) -> bool,
) -> Option<String> {
    let mut comptes: BTreeMap<String, usize> = BTreeMap::new();
    for champ in champs {
        let lues = Courriel::separer(champ).filter_map(|a| a.parse::<Courriel>().ok());
        for courriel in lues.filter(|c| !morte(c.as_str())) {
            *comptes.entry(courriel.as_str().to_owned()).or_default() += 1;
        }
    }
    let mut comptes: Vec<_> = comptes.into_iter().collect();
    comptes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    comptes.into_iter().next().map(|(courriel, _)| courriel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choix(connus: Connus<'_>, mortes: &[&str]) -> Option<(String, Provenance)> {
        choisir(&connus, |a| mortes.contains(&a))
    }

    #[test]
    fn the_nearest_living_mailbox_is_used() {
        let connus = Connus {
            choisi: None,
            formation: Some("formation@cfa.fr"),
            formateur: Some("formateur@cfa.fr"),
            gestionnaire: Some("gestionnaire@cfa.fr"),
            frequente: Some("frequente@cfa.fr"),
            annuaire: Some("contact@cfa.fr"),
        };
        let ordre = [
            ("formation@cfa.fr", Provenance::Formation),
            ("formateur@cfa.fr", Provenance::Formateur),
            ("gestionnaire@cfa.fr", Provenance::Gestionnaire),
            ("frequente@cfa.fr", Provenance::Frequente),
            ("contact@cfa.fr", Provenance::Annuaire),
        ];
        let mut mortes = Vec::new();
        for (courriel, provenance) in ordre {
            assert_eq!(choix(connus, &mortes), Some((courriel.to_owned(), provenance)));
            mortes.push(courriel);
        }
        assert_eq!(choix(connus, &mortes), None);
        assert_eq!(choix(Connus::default(), &[]), None);
    }

    #[test]
    fn what_a_person_chose_is_never_replaced() {
        let connus = Connus {
            choisi: Some((Provenance::Administrateur, "Choisie@cfa.fr")),
            formation: Some("formation@cfa.fr"),
            ..Connus::default()
        };
        let attendu = Some(("choisie@cfa.fr".to_owned(), Provenance::Administrateur));
        assert_eq!(choix(connus, &[]), attendu);
        assert_eq!(choix(connus, &["choisie@cfa.fr"]), None, "closed, not sent elsewhere");
    }

    #[test]
    fn a_field_of_several_gives_its_first_living_one() {
        let cas = [
            (Some("a@cfa.fr;b@cfa.fr"), &[][..], Some("a@cfa.fr")),
            (Some("a@cfa.fr;b@cfa.fr"), &["a@cfa.fr"][..], Some("b@cfa.fr")),
            (Some("illisible"), &[][..], None),
            (Some(""), &[][..], None),
            (None, &[][..], None),
        ];
        for (formation, mortes, attendu) in cas {
            let lue = choix(Connus { formation, ..Connus::default() }, mortes);
            assert_eq!(lue.map(|(c, _)| c).as_deref(), attendu, "{formation:?}");
        }
    }

    #[test]
    fn the_most_frequent_counts_the_living_only() {
        let champs = ["b@cfa.fr", "a@cfa.fr;b@cfa.fr", "a@cfa.fr", "c@cfa.fr", "néant"];
        let frequente = |mortes: &[&str]| la_plus_frequente(champs, |a| mortes.contains(&a));
        assert_eq!(frequente(&[]).as_deref(), Some("a@cfa.fr"));
        assert_eq!(frequente(&["a@cfa.fr"]).as_deref(), Some("b@cfa.fr"));
        assert_eq!(frequente(&["a@cfa.fr", "b@cfa.fr", "c@cfa.fr"]), None);
    }
}
