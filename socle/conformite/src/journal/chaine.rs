//! The hash of a row: a length before each field, so that no two rows read the same.

use sha2::{Digest, Sha256};

use super::{Fait, Ligne};

/// Names what is hashed and how, first thing in the hash.
const FORME: &str = "compagnon/journal/1";

/// The row that follows the one of this hash.
pub(super) fn enchainer(precedente: &str, rang: i64, fait: &Fait, instant: i64) -> Ligne {
    let propre = |texte: &str| texte.replace('\0', "");
    let mut ligne = Ligne {
        rang,
        instant,
        acte: fait.acte.to_owned(),
        acteur_genre: fait.acteur.genre.to_owned(),
        acteur: propre(&fait.acteur.id),
        au_nom_de: fait.acteur.au_nom_de.as_deref().map(propre),
        objet_genre: fait.objet_genre.to_owned(),
        objet: propre(&fait.objet_id),
        sujet: fait.sujet.as_deref().map(propre),
        motif: propre(&fait.motif),
        details: fait.details.to_string(),
        empreinte: String::new(),
    };
    ligne.empreinte = empreinte(precedente, &ligne);
    ligne
}

/// SHA-256 of the row as it is stored, after the hash of the one before.
pub(super) fn empreinte(precedente: &str, ligne: &Ligne) -> String {
    let (rang, instant) = (ligne.rang.to_string(), ligne.instant.to_string());
    let champs = [
        Some(FORME),
        Some(precedente),
        Some(&rang),
        Some(&instant),
        Some(&ligne.acte),
        Some(&ligne.acteur_genre),
        Some(&ligne.acteur),
        ligne.au_nom_de.as_deref(),
        Some(&ligne.objet_genre),
        Some(&ligne.objet),
        ligne.sujet.as_deref(),
        Some(&ligne.motif),
        Some(&ligne.details),
    ];
    let mut hachage = Sha256::new();
    for champ in champs {
        // A missing field is not an empty one.
        let taille = champ.map_or(u64::MAX, |c| c.len() as u64);
        hachage.update(taille.to_be_bytes());
        hachage.update(champ.unwrap_or_default());
    }
    hex::encode(hachage.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Acteur;

    fn ligne() -> Ligne {
        let fait = Fait {
            acte: "annuaire.uai.valider",
            acteur: Acteur::compte("01J").au_nom_de("Académie de Rennes"),
            objet_genre: "organisme",
            objet_id: "13000000000017".to_owned(),
            sujet: None,
            motif: "constaté".to_owned(),
            details: serde_json::json!({"uai": "0350000A"}),
        };
        enchainer("avant", 3, &fait, 1_000)
    }

    #[test]
    fn every_field_counts() {
        let juste = ligne();
        let changements: [fn(&mut Ligne); 11] = [
            |l| l.rang += 1,
            |l| l.instant += 1,
            |l| l.acte.push('x'),
            |l| l.acteur_genre = "cle".to_owned(),
            |l| l.acteur.push('x'),
            |l| l.au_nom_de = None,
            |l| l.objet_genre.push('x'),
            |l| l.objet.push('x'),
            |l| l.sujet = Some(String::new()),
            |l| l.motif.clear(),
            |l| l.details = "{}".to_owned(),
        ];
        for (n, changer) in changements.iter().enumerate() {
            let mut autre = juste.clone();
            changer(&mut autre);
            assert_ne!(empreinte("avant", &autre), juste.empreinte, "change {n}");
        }
        assert_ne!(empreinte("autre", &juste), juste.empreinte);
        assert_eq!(empreinte("avant", &juste), juste.empreinte);
    }

    #[test]
    fn a_text_does_not_slide_into_the_next_field() {
        let (mut une, mut autre) = (ligne(), ligne());
        (une.objet, une.motif) = ("ab".to_owned(), "c".to_owned());
        (autre.objet, autre.motif) = ("a".to_owned(), "bc".to_owned());
        assert_ne!(empreinte("", &une), empreinte("", &autre));
    }
}
