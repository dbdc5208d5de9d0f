//! The MEF of a training, among those of its diploma: BCN list, then the length and the year of
//! entry that the publisher declares (catalogue des formations, `mefsFinder`).

use noyau::identifiants::Mef10;
use noyau::texte::pluriel;

use super::formation::Formation;

/// Length or year that a MEF leaves undefined (BCN).
const NON_DEFINI: u8 = 9;

/// A MEF that could be the training's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MefExamine {
    /// Its code.
    pub mef: Mef10,
    /// Whether it fits.
    pub retenu: bool,
    /// Why, as a sentence.
    pub raison: String,
}

/// Every MEF of the diploma (those of the publisher when it gives some), each with the reason why it
/// is kept or left.
pub fn examiner(f: &Formation, du_diplome: &[Mef10]) -> Vec<MefExamine> {
    let mefs = if f.mefs.is_empty() { du_diplome } else { &f.mefs };
    mefs.iter().map(|mef| examiner_un(f, mef)).collect()
}

fn examiner_un(f: &Formation, mef: &Mef10) -> MefExamine {
    let mut ecarts = Vec::new();
    if let Some(duree) = f.duree.filter(|d| defini(mef.duree()) && i64::from(mef.duree()) != *d) {
        let sienne = pluriel(i64::from(mef.duree()), "an");
        ecarts.push(format!("il dure {sienne}, la formation {}", pluriel(duree, "an")));
    }
    let annee = f.annee.as_deref().and_then(|a| a.parse::<u8>().ok()).filter(|a| defini(*a));
    if let Some(annee) = annee.filter(|a| defini(mef.annee()) && mef.annee() != *a) {
        ecarts
            .push(format!("il est celui de l’année {}, l’entrée se fait en {annee}", mef.annee()));
    }
    let raison = if ecarts.is_empty() {
        format!("Retenu : {}.", accords(f, mef))
    } else {
        format!("Écarté : {}.", ecarts.join(" ; "))
    };
    MefExamine { mef: *mef, retenu: ecarts.is_empty(), raison }
}

fn accords(f: &Formation, mef: &Mef10) -> String {
    let duree = f.duree.is_some() && defini(mef.duree());
    let annee = f.annee.as_deref().is_some_and(|a| a.parse::<u8>().is_ok_and(defini));
    match (duree, annee && defini(mef.annee())) {
        (true, true) => "durée et année d’entrée concordent".to_owned(),
        (true, false) => "la durée concorde, l’année d’entrée n’est pas précisée".to_owned(),
        (false, true) => "l’année d’entrée concorde, la durée n’est pas précisée".to_owned(),
        (false, false) => "ni la durée ni l’année d’entrée ne permettent de l’écarter".to_owned(),
    }
}

fn defini(chiffre: u8) -> bool {
    (1..NON_DEFINI).contains(&chiffre)
}

/// What the examination comes to, as a sentence.
pub fn conclusion(examines: &[MefExamine]) -> String {
    let retenus: Vec<&MefExamine> = examines.iter().filter(|e| e.retenu).collect();
    match (retenus[..].len(), examines.len()) {
        (_, 0) => "Aucun MEF n’est connu pour ce diplôme.".to_owned(),
        (0, _) => "Aucun MEF du diplôme ne convient : la durée ou l’année d’entrée déclarée est à vérifier.".to_owned(),
        (1, _) => format!("Un seul MEF convient : {}.", retenus[0].mef),
        (n, total) => format!("{n} MEF sur {total} conviennent : l’académie choisit parmi eux."),
    }
}

#[cfg(test)]
mod tests {
    use super::super::formation::essai::formation;
    use super::*;

    #[test]
    fn length_and_year_choose_among_the_mefs_of_a_diploma() {
        let mefs: Vec<Mef10> = ["2402213411", "2412213421", "2412213422", "2422213499"]
            .map(|m| m.parse().unwrap())
            .into();
        type Cas = (Option<i64>, Option<&'static str>, [bool; 4], &'static str);
        let cas: [Cas; 6] = [
            (Some(2), Some("1"), [false, true, false, true], "2 MEF sur 4"),
            (Some(2), Some("X"), [false, true, true, true], "3 MEF sur 4"),
            (Some(1), Some("1"), [true, false, false, true], "2 MEF sur 4"),
            (None, Some("2"), [false, false, true, true], "2 MEF sur 4"),
            (None, None, [true; 4], "4 MEF sur 4"),
            (Some(3), Some("9"), [false, false, false, true], "Un seul MEF"),
        ];
        for (duree, annee, attendus, dit) in cas {
            let f = Formation { duree, annee: annee.map(str::to_owned), ..formation() };
            let examines = examiner(&f, &mefs);
            let retenus: Vec<bool> = examines.iter().map(|e| e.retenu).collect();
            assert_eq!(retenus, attendus, "{duree:?} {annee:?}");
            let conclusion = conclusion(&examines);
            assert!(conclusion.starts_with(dit), "{conclusion}");
        }
        assert!(conclusion(&[]).starts_with("Aucun MEF n’est connu"));
    }

    #[test]
    fn the_publisher_s_own_list_wins() {
        let f = Formation { mefs: vec!["2412213421".parse().unwrap()], ..formation() };
        let examines = examiner(&f, &["2402213411".parse().unwrap()]);
        assert_eq!(examines.len(), 1);
        assert!(examines[0].retenu && examines[0].raison.starts_with("Retenu"));
    }
}
