//! Sectors: the fourteen great domains of the ROME, by the trades that a certification leads to.

use noyau::identifiants::{Cfd, Rncp, Rome};
use referentiels::porte::Certifications;

/// Letter and name of each great domain (France Travail, ROME 4.0).
pub const SECTEURS: [(char, &str); 14] = [
    ('A', "Agriculture, pêche, espaces naturels et animaux"),
    ('B', "Arts et artisanat d’art"),
    ('C', "Banque, assurance, immobilier"),
    ('D', "Commerce, vente et grande distribution"),
    ('E', "Communication, média et multimédia"),
    ('F', "Construction, bâtiment et travaux publics"),
    ('G', "Hôtellerie-restauration, tourisme, loisirs"),
    ('H', "Industrie"),
    ('I', "Installation et maintenance"),
    ('J', "Santé"),
    ('K', "Services à la personne et à la collectivité"),
    ('L', "Spectacle"),
    ('M', "Support à l’entreprise"),
    ('N', "Transport et logistique"),
];

/// Rank of the sector of a letter.
pub fn rang(code: &str) -> Option<usize> {
    SECTEURS.iter().position(|(lettre, _)| code.len() == 1 && code.starts_with(*lettre))
}

/// The sectors of a diploma or of a certification, one bit for each rank; 0 when no trade is known.
pub fn de_la_certification(certifications: &Certifications, code: &str) -> u16 {
    let romes = match (code.parse::<Cfd>(), code.parse::<Rncp>()) {
        (_, Ok(rncp)) => certifications.romes_de_fiche(&rncp).to_vec(),
        (Ok(cfd), _) => certifications.romes(&cfd),
        _ => Vec::new(),
    };
    masque(&romes)
}

fn masque(romes: &[Rome]) -> u16 {
    let rangs = romes.iter().filter_map(|rome| rang(rome.as_str().get(..1)?));
    rangs.fold(0, |masque, rang| masque | 1 << rang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trades_say_the_sectors() {
        let romes: Vec<Rome> = ["D1102", "D1106", "N4101"].map(|r| r.parse().unwrap()).to_vec();
        assert_eq!(masque(&romes), 1 << 3 | 1 << 13);
        assert_eq!(masque(&[]), 0);
        assert_eq!(
            (rang("A"), rang("N"), rang("O"), rang("AB"), rang("")),
            (Some(0), Some(13), None, None, None)
        );
    }
}
