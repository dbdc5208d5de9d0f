//! What is decided for the whole site, put in force on each node.

use std::time::Duration;

use base::Lecture;
use web::consignes::{Consignes, Decidees, INDISPENSABLES};
use web::{Erreur, Etat};

use crate::depot::{self, LigneConsignes};

/// How often a node looks at what was decided elsewhere.
const RYTHME: Duration = Duration::from_secs(5);

/// What these decisions mean at this instant: a banner whose end has passed is no longer shown.
pub fn en_vigueur(ligne: &LigneConsignes, maintenant: i64) -> Decidees {
    let montree = ligne.annonce_fin.is_none_or(|fin| maintenant < fin);
    let annonce = (montree && !ligne.annonce.is_empty()).then(|| ligne.annonce.clone());
    let suspendus = ligne.suspendus.split_whitespace().filter(|s| !INDISPENSABLES.contains(s));
    Decidees {
        annonce,
        maintenance: ligne.maintenance == 1,
        suspendus: suspendus.map(str::to_owned).collect(),
    }
}

/// Puts in force here what the database says.
///
/// # Errors
/// When the database does not answer.
pub async fn relire(db: &Lecture, piece: &Consignes, maintenant: i64) -> Result<(), Erreur> {
    let ligne = depot::consignes(db).await?.unwrap_or_default();
    let decidees = en_vigueur(&ligne, maintenant);
    if *piece.en_vigueur() != decidees {
        piece.poser(decidees);
    }
    Ok(())
}

/// Follows what other nodes decide, as long as the program runs.
pub async fn suivre(etat: Etat) {
    let Some(piece) = etat.piece::<Consignes>() else { return };
    loop {
        if let Err(erreur) = relire(etat.db.read(), &piece, etat.horloge.maintenant().ms()).await {
            tracing::warn!(erreur = %erreur.message, "the decisions for the site were not read");
        }
        tokio::time::sleep(RYTHME).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banner_ends_and_what_is_indispensable_stays() {
        let ligne = LigneConsignes {
            annonce: "Travaux ce soir".to_owned(),
            annonce_fin: Some(100),
            maintenance: 1,
            suspendus: "offres comptes administration".to_owned(),
            ..LigneConsignes::default()
        };
        let avant = en_vigueur(&ligne, 99);
        assert_eq!(avant.annonce.as_deref(), Some("Travaux ce soir"));
        assert!(avant.maintenance);
        assert_eq!(avant.suspendus.into_iter().collect::<Vec<_>>(), ["offres"]);
        assert_eq!(en_vigueur(&ligne, 100).annonce, None);
        let sans_fin = LigneConsignes { annonce_fin: None, ..ligne };
        assert!(en_vigueur(&sans_fin, i64::MAX).annonce.is_some());
        assert_eq!(en_vigueur(&LigneConsignes::default(), 0), Decidees::default());
    }
}
