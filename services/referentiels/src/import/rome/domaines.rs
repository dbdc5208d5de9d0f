//! The tree above the trades: grands domaines (a letter), domaines (a letter and two digits), and
//! the sub-domains of La bonne alternance.

use importer::{Apercu, Csv, Enregistrement, Fichier, Illisible, Importeur, Ligne, Puits, Rejet};
use noyau::identifiants::Rome;

use super::COMMUN;
use crate::import::champs::{requis, une_table};
use crate::import::enregistrement::enregistrement;

enregistrement! {
    /// One of the 14 grands domaines.
    GrandDomaine, "rome_grands_domaines", cle(code) {
        code: String,
        libelle: String,
    }
}

enregistrement! {
    /// A domaine professionnel.
    Domaine, "rome_domaines", cle(code) {
        code: String,
        libelle: String,
    }
}

enregistrement! {
    /// A trade in a group named in words of young people.
    SousDomaine, "rome_sous_domaines", cle(rome, sous_domaine) {
        rome: Rome,
        sous_domaine: String,
    }
}

pub const IMPORTEURS: [Importeur; 3] = [
    Importeur {
        jeu: "rome/grands-domaines",
        titre: "Grands domaines du ROME (France Travail)",
        tables: &[GrandDomaine::TABLE],
        reconnaitre: |a| est_l_arbre(a, &["code_grand_domaine", "libelle_grand_domaine"]),
        lire: |fichier, puits| {
            let colonnes = ["code_grand_domaine", "libelle_grand_domaine"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, grand_domaine)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/domaines",
        titre: "Domaines professionnels du ROME (France Travail)",
        tables: &[Domaine::TABLE],
        reconnaitre: |a| {
            est_l_arbre(a, &["code_domaine_professionnel", "libelle_domaine_professionnel"])
        },
        lire: |fichier, puits| {
            let colonnes = ["code_domaine_professionnel", "libelle_domaine_professionnel"];
            une_table(Csv::VIRGULE, fichier, puits, &colonnes, domaine)
        },
        ..COMMUN
    },
    Importeur {
        jeu: "rome/sous-domaines",
        titre: "Sous-domaines de métiers (La bonne alternance)",
        attendu: "un CSV à points-virgules avec code, intitule et sousDomaine",
        rang: 16,
        tables: &[SousDomaine::TABLE],
        reconnaitre: |a| a.a_les_colonnes(&["code", "intitule", "sousDomaine"]),
        lire: lire_sous_domaines,
        ..COMMUN
    },
];

/// The files that join the tree to trades have the same columns, and more.
fn est_l_arbre(apercu: &Apercu, colonnes: &[&str]) -> bool {
    apercu.a_les_colonnes(colonnes) && !apercu.a_les_colonnes(&["code_rome"])
}

fn grand_domaine(ligne: &Ligne<'_>) -> Result<GrandDomaine, Rejet> {
    let (code, libelle) = code_et_libelle(ligne)?;
    Ok(GrandDomaine { code, libelle })
}

fn domaine(ligne: &Ligne<'_>) -> Result<Domaine, Rejet> {
    let (code, libelle) = code_et_libelle(ligne)?;
    Ok(Domaine { code, libelle })
}

fn code_et_libelle(ligne: &Ligne<'_>) -> Result<(String, String), Rejet> {
    Ok((requis(ligne, 0)?, requis(ligne, 1)?))
}

/// A line crossed in "à supprimer" is a link that its editors want gone.
fn lire_sous_domaines(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let colonnes = ["code", "sousDomaine", "Sous-domaine à supprimer"];
    Csv::POINT_VIRGULE.lire(fichier, &colonnes, |ligne| {
        puits.lu();
        if ligne.champ(2) == "x" {
            return Ok(());
        }
        match sous_domaine(ligne) {
            Ok(lien) => Ok(puits.poser_une_fois(ligne.numero(), lien)?),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn sous_domaine(ligne: &Ligne<'_>) -> Result<SousDomaine, Rejet> {
    Ok(SousDomaine { rome: ligne.valeur(0)?, sous_domaine: requis(ligne, 1)? })
}
