//! The open data set of the service.

use base::Lecture;
use futures::StreamExt;
use futures::stream;
use web::jeu::{Cellule, Colonne, Genre, Jeu, Lignes};

use crate::depot::{self, LigneMois};
use crate::regles::{libelle, masquer, mesure};

/// What is asked of the service, month by month.
pub const FREQUENTATION: Jeu = Jeu {
    code: "frequentation",
    titre: "Fréquentation : recherches, appels de l’API, avis",
    description: "Ce qui est demandé au service, par mois : sortes de résultats, domaines de métiers et départements cherchés, recherches sans résultat, appels de l’API, avis des usagers. Les jours terminés seulement. Rien ne vient de ce que les gens écrivent, et rien ne dit qui. Un nombre inférieur à 5 n’est pas publié, ni le plus petit des autres quand il serait seul à manquer.",
    frequence: "chaque jour",
    sources: &[],
    colonnes: &[
        Colonne {
            nom: "mois",
            genre: Genre::Texte,
            description: "Mois, AAAA-MM",
            exemple: "2026-11",
        },
        Colonne {
            nom: "mesure",
            genre: Genre::Texte,
            description: "Code de ce qui est compté",
            exemple: "recherche.departement",
        },
        Colonne {
            nom: "titre",
            genre: Genre::Texte,
            description: "Ce qui est compté, en clair",
            exemple: "Départements où l’on cherche",
        },
        Colonne {
            nom: "cle",
            genre: Genre::Texte,
            description: "Code de la valeur",
            exemple: "35",
        },
        Colonne {
            nom: "libelle",
            genre: Genre::Texte,
            description: "La valeur, en clair",
            exemple: "Ille-et-Vilaine (35)",
        },
        Colonne {
            nom: "nombre",
            genre: Genre::Entier,
            description: "Nombre de fois ; vide quand il n’est pas publié",
            exemple: "1042",
        },
    ],
    lignes,
};

fn lignes(db: Lecture) -> Lignes {
    let lues = async move { anyhow::Ok(depot::tous_les_mois(&db).await?) };
    let lues = stream::once(lues).flat_map(|lues| match lues {
        Ok(lignes) => stream::iter(publier(&lignes).into_iter().map(Ok).collect::<Vec<_>>()),
        Err(e) => stream::iter(vec![Err(e)]),
    });
    lues.boxed()
}

/// The rows as they may be published: each list of a month is masked as a whole.
fn publier(lignes: &[LigneMois]) -> Vec<Vec<Cellule>> {
    let listes = lignes.chunk_by(|a, b| a.mois == b.mois && a.mesure == b.mesure);
    let publies = listes.flat_map(|liste| {
        let nombres: Vec<i64> = liste.iter().map(|l| l.nombre).collect();
        liste.iter().zip(masquer(&nombres)).map(|(l, nombre)| rangee(l, nombre))
    });
    publies.collect()
}

fn rangee(l: &LigneMois, nombre: Option<i64>) -> Vec<Cellule> {
    let titre = mesure(&l.mesure).map_or(l.mesure.as_str(), |m| m.titre.as_str());
    vec![
        l.mois.as_str().into(),
        l.mesure.as_str().into(),
        titre.into(),
        l.cle.as_str().into(),
        libelle(&l.mesure, &l.cle).into(),
        nombre.into(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_of_each_month_is_masked_by_itself() {
        let ligne = |mois: &str, mesure: &str, cle: &str, nombre| LigneMois {
            mois: mois.to_owned(),
            mesure: mesure.to_owned(),
            cle: cle.to_owned(),
            nombre,
        };
        let lignes = [
            ligne("2026-10", "recherche.issue", "resultats", 90),
            ligne("2026-10", "recherche.issue", "vide", 7),
            ligne("2026-11", "recherche.issue", "resultats", 90),
            ligne("2026-11", "recherche.issue", "vide", 2),
        ];
        let nombres: Vec<Cellule> =
            publier(&lignes).into_iter().filter_map(|mut l| l.pop()).collect();
        assert_eq!(nombres, [90.into(), 7.into(), Cellule::Vide, Cellule::Vide]);
    }
}
