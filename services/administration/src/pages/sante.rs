//! The health of the program: what each service lets measure, and the age of its data.

use axum::extract::State;
use base::versions::{self, Version};
use noyau::dates::Instant;
use noyau::texte::nombre;
use web::page::Lien;
use web::plateforme::Registre;
use web::{Acteur, Constat, Erreur, Etat, Niveau, Sonde};

use super::{Rendu, cadre, html};
use crate::vues::{Badge, Mesure, Sante, Tableau};

/// Address of the page.
pub const CHEMIN: &str = "/administration/sante";

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    let sondes: Vec<Sonde> = match etat.piece::<Registre>() {
        Some(registre) => registre.sondes().map(|(_, sonde)| sonde).collect(),
        None => Vec::new(),
    };
    let mut pire = Niveau::Bon;
    let mut mesures = Vec::with_capacity(sondes.len());
    for sonde in sondes {
        let constat = mesurer(&etat, sonde).await;
        pire = pire.max(constat.niveau);
        mesures.push(Mesure {
            titre: sonde.titre.to_owned(),
            attendu: sonde.attendu.to_owned(),
            mesure: constat.mesure,
            badge: Badge::du_niveau(constat.niveau),
        });
    }
    let cadre = cadre(&etat, &acteur, "Santé du service", CHEMIN);
    html(&Sante {
        page: cadre.page.clone(),
        cadre,
        verdict: verdict(pire),
        mesures,
        donnees: donnees(&etat).await?,
    })
}

/// A measure that fails is itself what is wrong.
async fn mesurer(etat: &Etat, sonde: Sonde) -> Constat {
    match (sonde.mesurer)(etat).await {
        Ok(constat) => constat,
        Err(cause) => {
            tracing::error!(sonde = sonde.titre, cause = ?cause, "a measure failed");
            Constat { niveau: Niveau::Panne, mesure: "La mesure a échoué".to_owned() }
        }
    }
}

fn verdict(pire: Niveau) -> (&'static str, String) {
    let (genre, phrase) = match pire {
        Niveau::Bon => ("success", "Tout est en ordre."),
        Niveau::Alerte => ("warning", "Le service fonctionne ; un point demande votre attention."),
        Niveau::Panne => ("error", "Une partie du service ne fonctionne pas."),
    };
    (genre, phrase.to_owned())
}

async fn donnees(etat: &Etat) -> Result<Tableau, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let ligne = |v: &Version| {
        let depuis = Instant::from_ms(v.fin.unwrap_or(v.debut));
        let suite =
            vec![v.fichier.clone(), nombre(v.stockes), depuis.long(), depuis.relatif(maintenant)];
        (Lien::new(v.jeu.clone(), format!("/administration/imports/{}", v.id)), suite)
    };
    let lues = versions::courantes(etat.db.read()).await?;
    Ok(Tableau {
        legende: "Données en service".to_owned(),
        colonnes: vec!["Jeu de données", "Fichier", "Lignes", "En service depuis", "Âge"],
        lignes: lues.iter().map(ligne).collect(),
        vide: "Aucun fichier n’a encore été importé.",
    })
}
