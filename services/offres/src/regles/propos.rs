//! What the text of an offer must not hold: a way round the service (mail, phone, address of a
//! site), fees asked of the apprentice, a discriminating demand.

use noyau::texte::mots;

/// Something found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouvaille {
    /// A mailbox.
    Courriel,
    /// A phone number.
    Telephone,
    /// The address of a site.
    Lien,
    /// Money asked of the apprentice (code du travail, L. 6211-1: the training is free).
    Frais,
    /// A demand on sex, origin, family, health, beliefs (code du travail, L. 1132-1 and L. 1142-1).
    Discrimination,
}

impl Trouvaille {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Trouvaille::Courriel => "texte.courriel",
            Trouvaille::Telephone => "texte.telephone",
            Trouvaille::Lien => "texte.lien",
            Trouvaille::Frais => "texte.frais",
            Trouvaille::Discrimination => "texte.discrimination",
        }
    }

    /// What whoever writes reads next to the field.
    pub fn phrase(self) -> &'static str {
        match self {
            Trouvaille::Courriel => {
                "Retirez l’adresse électronique : les candidatures vous arrivent par ce service."
            }
            Trouvaille::Telephone => {
                "Retirez le numéro de téléphone : un candidat retenu vous sera mis en relation."
            }
            Trouvaille::Lien => "Retirez l’adresse du site : elle n’est pas affichée.",
            Trouvaille::Frais => {
                "Une formation en apprentissage est gratuite pour l’apprenti : ne demandez ni frais ni caution."
            }
            Trouvaille::Discrimination => {
                "La loi interdit de choisir selon le sexe, l’âge au-delà des bornes légales, l’origine, la famille, la santé ou les croyances : décrivez le travail."
            }
        }
    }
}

/// Words that ask the apprentice for money.
const FRAIS: [&str; 17] = [
    "frais d inscription",
    "frais de dossier",
    "frais de scolarite",
    "frais de formation a votre charge",
    "frais pedagogiques a votre charge",
    "frais a avancer",
    "droits d inscription",
    "cotisation a regler",
    "acompte a verser",
    "verser un acompte",
    "cheque de caution",
    "depot de garantie",
    "formation payante",
    "kit de demarrage a acheter",
    "investissement de depart",
    "apport personnel",
    "mandat cash",
];

/// Demands that the law forbids.
const DISCRIMINATIONS: [&str; 26] = [
    "hommes uniquement",
    "homme uniquement",
    "femmes uniquement",
    "femme uniquement",
    "jeune femme",
    "jeune homme",
    "jeune fille",
    "sexe masculin",
    "sexe feminin",
    "exclusivement masculin",
    "exclusivement feminin",
    "nationalite francaise",
    "de type europeen",
    "francais de souche",
    "sans enfant",
    "sans enfants",
    "celibataire",
    "sans charge de famille",
    "pas de voile",
    "voile interdit",
    "sans handicap",
    "pas de personne handicapee",
    "physique agreable",
    "bonne presentation physique",
    "non syndique",
    "de confession",
];

/// Ends of site names that are not ends of words written for both genders.
const EXTENSIONS: [&str; 13] =
    ["fr", "com", "org", "net", "eu", "io", "info", "bzh", "biz", "app", "ch", "be", "lu"];

/// Everything found in a text, once each.
pub fn trouvailles(texte: &str) -> Vec<Trouvaille> {
    let plie = format!(" {} ", mots(texte).join(" "));
    let dit = |liste: &[&str]| liste.iter().any(|p| plie.contains(&format!(" {p} ")));
    let faits = [
        (Trouvaille::Courriel, a_un_courriel(texte)),
        (Trouvaille::Telephone, a_un_telephone(texte)),
        (Trouvaille::Lien, a_un_lien(texte)),
        (Trouvaille::Frais, dit(&FRAIS)),
        (Trouvaille::Discrimination, dit(&DISCRIMINATIONS)),
    ];
    faits.into_iter().filter(|(_, oui)| *oui).map(|(quoi, _)| quoi).collect()
}

fn jetons(texte: &str) -> impl Iterator<Item = &str> {
    let coupe = |c: char| c.is_whitespace() || "()<>\"'’,;«»[]".contains(c);
    texte.split(coupe).map(|j| j.trim_matches(['.', ':', '!', '?'])).filter(|j| !j.is_empty())
}

fn a_un_courriel(texte: &str) -> bool {
    let entoure = |j: &str| {
        j.split_once('@').is_some_and(|(avant, apres)| !avant.is_empty() && apres.contains('.'))
    };
    let deguise = [" [at] ", " (at) ", " arobase "];
    let bas = texte.to_lowercase();
    jetons(texte).any(entoure) || deguise.iter().any(|d| bas.contains(d))
}

fn a_un_lien(texte: &str) -> bool {
    jetons(texte).filter(|j| !j.contains('@')).any(|jeton| {
        let bas = jeton.to_lowercase();
        if bas.contains("://") || bas.starts_with("www.") {
            return true;
        }
        let domaine = bas.split(['/', '?', '#', ':']).next().unwrap_or_default();
        domaine.rsplit_once('.').is_some_and(|(nom, extension)| {
            nom.len() >= 2
                && EXTENSIONS.contains(&extension)
                && nom.chars().all(|c| c.is_alphanumeric() || "-._".contains(c))
        })
    })
}

fn a_un_telephone(texte: &str) -> bool {
    let lettres: Vec<char> = texte.chars().collect();
    let isole = |rang: usize| rang == 0 || !lettres[rang - 1].is_ascii_digit();
    (0..lettres.len()).any(|rang| isole(rang) && telephone(&lettres[rang..]))
}

/// Whether a phone number begins here: `0612345678`, `06 12 34 56 78`, `+33 6 12 34 56 78`.
fn telephone(lettres: &[char]) -> bool {
    let prefixe = |p: &str| lettres.starts_with(&p.chars().collect::<Vec<_>>());
    let mut rang = match () {
        () if prefixe("+33") => 3,
        () if prefixe("0033") => 4,
        () if prefixe("0") => 1,
        () => return false,
    };
    rang += usize::from(separe(lettres.get(rang)));
    if !lettres.get(rang).is_some_and(|c| ('1'..='9').contains(c)) {
        return false;
    }
    rang += 1;
    let separateur = separe(lettres.get(rang));
    for _ in 0..4 {
        if separe(lettres.get(rang)) != separateur {
            return false;
        }
        rang += usize::from(separateur);
        if !(0..2).all(|n| lettres.get(rang + n).is_some_and(char::is_ascii_digit)) {
            return false;
        }
        rang += 2;
    }
    !lettres.get(rang).is_some_and(char::is_ascii_digit)
}

fn separe(lettre: Option<&char>) -> bool {
    lettre.is_some_and(|c| matches!(c, ' ' | '.' | '-' | '/' | '\u{a0}' | '\u{202f}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Trouvaille::{Courriel, Discrimination, Frais, Lien, Telephone};

    #[test]
    fn what_leads_round_the_service() {
        let cas: [(&str, &[Trouvaille]); 18] = [
            ("Écrivez à rh@exemple.fr", &[Courriel]),
            ("rh arobase exemple point fr", &[Courriel]),
            ("Appelez le 06 12 34 56 78.", &[Telephone]),
            ("tel:0612345678", &[Telephone]),
            ("+33 6 12 34 56 78", &[Telephone]),
            ("06.12.34.56.78", &[Telephone]),
            ("SIRET 12345678200010", &[]),
            ("du 01/09/2027 au 06/07/2028", &[]),
            ("du 01/09/2027 06 mois", &[]),
            ("35 heures, 12 mois", &[]),
            ("Voir domain.fr", &[Lien]),
            ("http://exemple:3000", &[Lien]),
            ("www.exemple.invalid", &[Lien]),
            ("Un ou une coiffeur.se motivé.e", &[]),
            ("Des employé.es, un agriculteur.trice", &[]),
            ("Fin de phrase.Franche équipe", &[]),
            ("Horaires : 8h.Fr", &[Lien]),
            ("", &[]),
        ];
        for (texte, attendu) in cas {
            assert_eq!(trouvailles(texte), attendu, "{texte}");
        }
    }

    #[test]
    fn fees_and_discrimination() {
        let cas: [(&str, &[Trouvaille]); 8] = [
            ("Des frais d’inscription de 90 € sont demandés", &[Frais]),
            ("Chèque de caution à l’entrée", &[Frais]),
            ("Les frais de déplacement sont remboursés", &[]),
            ("Nous cherchons une jeune femme souriante", &[Discrimination]),
            ("Poste réservé aux hommes uniquement", &[Discrimination]),
            ("Vous avez entre 16 et 29 ans", &[]),
            ("Ouvert aux femmes et aux hommes", &[]),
            ("Permis B apprécié", &[]),
        ];
        for (texte, attendu) in cas {
            assert_eq!(trouvailles(texte), attendu, "{texte}");
        }
    }
}
