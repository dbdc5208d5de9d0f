//! Kit apprentissage (France compétences): which diploma is which sheet of the register.

use importer::lecteurs::xlsx::{self, Rangee};
use importer::{Enregistrement, Fichier, Illisible, Importeur, Puits, Rejet, sans_ordre};
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Rncp};
use noyau::niveau::NiveauDiplome;

use super::champs::{Date, Niveau};
use super::enregistrement::enregistrement;

enregistrement! {
    /// A diploma and its sheet.
    Correspondance, "kit_correspondances", cle(cfd, rncp) {
        cfd: Cfd,
        rncp: Rncp,
        libelle: Option<String>,
        intitule: Option<String>,
        abrege: Option<String>,
        niveau: Option<NiveauDiplome>,
        apprentissage: bool,
        active: bool,
        enregistrement: Option<String>,
        echeance: Option<DateCivile>,
        debut_parcours: Option<DateCivile>,
        revision: Option<String>,
    }
}

const FEUILLE: &str = "Kit Apprentissage";

/// The kit.
pub const IMPORTEURS: [Importeur; 1] = [Importeur {
    source: "kit",
    jeu: "kit/correspondances",
    titre: "Kit apprentissage (France compétences)",
    attendu: "un classeur xlsx avec la feuille « Kit Apprentissage » et ses colonnes Code Diplôme \
              et FicheRNCP",
    rang: 26,
    revision: 1,
    tables: &[Correspondance::TABLE],
    reconnaitre: |a| a.feuilles().iter().any(|f| f == FEUILLE),
    ordre: sans_ordre,
    lire,
}];

const COLONNES: [&str; 2] = ["Code Diplôme", "FicheRNCP"];

/// Columns that came with the edition of 23/02/2024, or that one may miss without harm.
const FACULTATIVES: [&str; 10] = [
    "Intitulé diplôme (DEPP)",
    "Intitulé certification (RNCP)",
    "Abrégé de diplôme (RNCP)",
    "Niveau fiche RNCP",
    "Accès à l'apprentissage de la fiche RNCP*",
    "Fiche ACTIVE/INACTIVE",
    "Type d'enregistrement",
    "Date d'échéance de la fiche RNCP",
    "Date de début des parcours certifiants*",
    "Dernière MaJ",
];

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    xlsx::lire_avec(fichier, FEUILLE, &COLONNES, &FACULTATIVES, |rangee| {
        puits.lu();
        match cles(rangee) {
            Ok((cfd, rncp)) => poser(rangee, puits, cfd, rncp),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

/// `NR` ("non renseigné") and `SQWQ` stand for a sheet that does not exist yet.
fn cles(rangee: &Rangee<'_>) -> Result<(Cfd, Rncp), Rejet> {
    let (code, fiche) = (rangee.champ(0), rangee.champ(1));
    let cfd = Cfd::complete_par_zeros(&code)
        .map_err(|e| rangee.origine.rejet(COLONNES[0], &code, e.regle, &e.message))?;
    if matches!(fiche.as_str(), "NR" | "SQWQ") {
        let message = "le diplôme n'a pas de fiche au RNCP";
        return Err(rangee.origine.rejet(COLONNES[1], &fiche, "kit.sans_fiche", message));
    }
    Ok((cfd, rangee.origine.valeur(COLONNES[1], &fiche)?))
}

fn poser(rangee: &Rangee<'_>, puits: &mut Puits, cfd: Cfd, rncp: Rncp) -> Result<(), Illisible> {
    let texte = |n| Some(rangee.champ(n)).filter(|t| !t.is_empty());
    let date = |puits: &mut Puits, n: usize| {
        let lue = rangee.origine.option::<Date>(FACULTATIVES[n - 2], texte(n).as_deref());
        Ok::<_, Illisible>(puits.facultatif(lue)?.and_then(|d| d.0))
    };
    let niveau = rangee.origine.option::<Niveau>(FACULTATIVES[3], texte(5).as_deref());
    let correspondance = Correspondance {
        cfd,
        rncp,
        libelle: texte(2),
        intitule: texte(3),
        abrege: texte(4),
        niveau: puits.facultatif(niveau)?.and_then(|n| n.0),
        apprentissage: rangee.champ(6).eq_ignore_ascii_case("oui"),
        active: rangee.champ(7) == "ACTIVE",
        enregistrement: texte(8),
        echeance: date(puits, 9)?,
        debut_parcours: date(puits, 10)?,
        revision: texte(11),
    };
    Ok(puits.poser(rangee.origine.ligne, correspondance)?)
}
