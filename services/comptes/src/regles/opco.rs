//! The opérateurs de compétences under one name each, whatever their publisher calls them.

use noyau::texte::plier;

/// Words that only the name of one OPCO holds (folded), and the start of its official name.
const SIGNES: [(&str, &str); 17] = [
    ("afdas", "AFDAS"),
    ("akto", "AKTO"),
    ("intensite de main", "AKTO"),
    ("atlas", "ATLAS"),
    ("constructys", "Constructys"),
    ("construction", "Constructys"),
    ("commerce", "L'Opcommerce"),
    ("ocapiat", "OCAPIAT"),
    ("2i", "OPCO 2i"),
    ("interindustriel", "OPCO 2i"),
    ("opco ep", "Opco entreprises de proximité"),
    ("opcoep", "Opco entreprises de proximité"),
    ("proximite", "Opco entreprises de proximité"),
    ("mobilite", "Opco Mobilités"),
    ("sante", "Opco Santé"),
    ("uniformation", "Uniformation"),
    ("cohesion", "Uniformation"),
];

/// The official name of an OPCO (arrêtés of 29 March 2019); none when the text names none.
pub fn reconnaitre(texte: &str) -> Option<&'static str> {
    let plie = plier(texte);
    let (_, debut) = SIGNES.iter().find(|(signe, _)| plie.contains(signe))?;
    donnees::opcos().find(|nom| nom.starts_with(debut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_publisher_means_the_same() {
        for nom in donnees::opcos() {
            assert_eq!(reconnaitre(nom), Some(nom));
        }
        for (lu, attendu) in [
            ("OPCO EP", "Opco entreprises de proximité"),
            ("OPCO Cohésion sociale", "Uniformation, l'Opco de la Cohésion sociale"),
            ("OPCO Construction", "Constructys"),
            ("OPCO Commerce", "L'Opcommerce"),
        ] {
            assert_eq!(reconnaitre(lu), Some(attendu), "{lu}");
        }
        let akto = "OPCO entreprises et salariés des services à forte intensité de main-d'œuvre";
        assert!(reconnaitre(akto).is_some_and(|n| n.starts_with("AKTO")));
        for rien in ["", "inconnu", "OPCO multiple", "N/C"] {
            assert_eq!(reconnaitre(rien), None, "{rien}");
        }
    }
}
