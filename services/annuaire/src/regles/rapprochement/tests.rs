use noyau::identifiants::{Siret, Uai};
use proptest::prelude::*;

use super::{EtatSiret, EtatUai, Ligne, Regle, rechercher};
use crate::regles::vocabulaire::GenreRelation;

const A: &str = "90000000100009";
const B: &str = "90000001900001";
const C: &str = "90000005000006";
const INCONNU: &str = "11111111100006";
const X: &str = "0010856A";
const Y: &str = "0751234J";

fn siret(texte: &str) -> Siret {
    texte.parse().unwrap()
}

fn uai(texte: &str) -> Uai {
    texte.parse().unwrap()
}

/// `siret uai lieux`, then `ferme`, `inconnue`, `pour:SIRET` as needed.
fn ligne(dite: &str) -> Ligne {
    let mots: Vec<&str> = dite.split(' ').collect();
    let codes = |mot: &str| mot.split(',').filter(|m| *m != "-").map(uai).collect::<Vec<_>>();
    let pour = mots.iter().filter_map(|m| m.strip_prefix("pour:"));
    Ligne {
        siret: siret(mots[0]),
        uai: codes(mots[1]).first().copied(),
        lieux: codes(mots[2]),
        ouvert: !mots.contains(&"ferme"),
        declare: !mots.contains(&"inconnue"),
        relations: pour.map(|s| (siret(s), GenreRelation::FormateurDe)).collect(),
    }
}

/// Rows; UAI and SIRET asked; result; candidates; rule.
type Cas<'a> = (&'a [String], (&'a str, &'a str), Option<&'a str>, &'a [&'a str], Regle);

fn verifier((dites, (u, s), resultat, candidats, regle): &Cas<'_>) {
    let lignes: Vec<Ligne> = dites.iter().map(|d| ligne(d)).collect();
    let (u, s) = ((!u.is_empty()).then(|| uai(u)), (!s.is_empty()).then(|| siret(s)));
    let vue = rechercher(&lignes, u.as_ref(), s.as_ref());
    assert_eq!(vue.regle, *regle, "{dites:?}");
    assert_eq!(vue.resultat.map(|p| p.siret), resultat.map(siret), "{dites:?}");
    let vus: Vec<Siret> = vue.candidats.iter().map(|p| p.siret).collect();
    assert_eq!(vus, candidats.iter().map(|c| siret(c)).collect::<Vec<_>>(), "{dites:?}");
}

#[test]
fn every_branch() {
    let d = |textes: &[&str]| -> Vec<String> {
        let pose = |t: &&str| {
            let mots = t.replace("$A", A).replace("$B", B).replace("$C", C);
            mots.replace("$X", X).replace("$Y", Y)
        };
        textes.iter().map(pose).collect()
    };
    let cas: [Cas<'_>; 23] = [
        (&d(&["$A $X -"]), ("", ""), None, &[], Regle::AucunCritere),
        (&d(&["$A $X -", "$B $X -"]), (X, A), Some(A), &[], Regle::CoupleExact),
        (&d(&["$A $X $X ferme"]), (X, A), Some(A), &[], Regle::CoupleFermeSurPlace),
        // The closed couple stays in sight, as a candidate.
        (&d(&["$A $X - ferme"]), (X, A), None, &[A], Regle::Inconnu),
        (&d(&["$A $X - ferme", "$B $X -"]), (X, A), Some(B), &[A], Regle::UaiUnique),
        (&d(&["$A $X - ferme", "$B $Y $X"]), (X, A), Some(B), &[A], Regle::LieuUnique),
        (&d(&["$A $X -"]), (X, ""), Some(A), &[], Regle::UaiUnique),
        (&d(&["$A $X -"]), (X, INCONNU), Some(A), &[], Regle::UaiUnique),
        (&d(&["$A $X -", "$B $X - inconnue"]), (X, ""), Some(A), &[B], Regle::UaiUnique),
        (&d(&["$A $X -", "$B $X $X"]), (X, ""), Some(B), &[A], Regle::UaiUniqueSurPlace),
        (&d(&["$A $X -", "$B $X -"]), (X, ""), None, &[A, B], Regle::UaiPartagee),
        (&d(&["$A $X $X", "$B $X $X"]), (X, ""), None, &[A, B], Regle::UaiPartagee),
        (&d(&["$A $X - ferme"]), (X, ""), None, &[A], Regle::UaiSansOrganismeActif),
        (&d(&["$A $Y $X"]), (X, ""), Some(A), &[], Regle::LieuUnique),
        (&d(&["$A $Y $X", "$B $Y $X"]), (X, ""), None, &[A, B], Regle::LieuPartage),
        // A place of a closed organisation, or of one without a validated UAI, says nothing.
        (&d(&["$A $Y $X ferme", "$B - $X"]), (X, ""), None, &[], Regle::Inconnu),
        (&d(&["$A $X -", "$A $Y -"]), ("", A), None, &[A, A], Regle::SiretMultiple),
        (&d(&["$A - - ferme"]), ("", A), Some(A), &[], Regle::SiretSeul),
        (&d(&["$A $Y $X", "$B $X -"]), (X, A), Some(A), &[B], Regle::SiretSurPlace),
        (&d(&["$A - -", "$B $X $X"]), (X, A), Some(B), &[A], Regle::LieuPorteUai),
        (&d(&["$A - -", "$B $Y $X"]), (X, A), Some(B), &[A], Regle::LieuSansLien),
        (&d(&["$A - -", "$B $Y $X pour:$A"]), (X, A), Some(A), &[], Regle::SiretResponsableDuLieu),
        (&d(&["$A - -", "$B $Y $X", "$C $Y $X"]), (X, A), None, &[A, B, C], Regle::SiretSansAppui),
    ];
    cas.iter().for_each(verifier);
}

#[test]
fn what_is_known_of_what_was_asked() {
    let lignes = [ligne(&format!("{A} {X} {Y} ferme"))];
    let cas = [
        (Some(X), Some(A), Some(EtatUai::Ok), Some(EtatSiret::Ferme)),
        (Some(Y), None, Some(EtatUai::Ok), None),
        (Some("0755111Y"), Some(B), Some(EtatUai::Inconnu), Some(EtatSiret::Inconnu)),
        (None, None, None, None),
    ];
    for (u, s, etat_uai, etat_siret) in cas {
        let vue = rechercher(&lignes, u.map(uai).as_ref(), s.map(siret).as_ref());
        assert_eq!((vue.uai, vue.siret), (etat_uai, etat_siret));
    }
}

#[test]
fn a_relation_alone_never_makes_a_candidate_but_is_told() {
    let lignes = [ligne(&format!("{A} {X} - pour:{B}")), ligne(&format!("{B} - -"))];
    let vue = rechercher(&lignes, None, Some(&siret(B)));
    assert_eq!((vue.regle, vue.candidats), (Regle::SiretSeul, vec![]));
    let vue = rechercher(&lignes, Some(&uai(X)), Some(&siret(B)));
    let formateur = vue.candidats.iter().find(|p| p.siret == siret(A)).unwrap();
    assert!(formateur.par_siret.unwrap().son_responsable);
}

#[test]
fn every_rule_has_a_code_and_a_sentence() {
    let codes: std::collections::BTreeSet<&str> =
        Regle::TOUTES.iter().map(|(r, ..)| r.code()).collect();
    assert_eq!(codes.len(), Regle::TOUTES.len());
    assert!(Regle::TOUTES.iter().all(|(r, ..)| r.phrase().ends_with('.')));
}

fn lignes() -> impl Strategy<Value = Vec<Ligne>> {
    let code = || prop::option::of(prop::sample::select(vec![X, Y]));
    let une = (
        code(),
        prop::collection::vec(prop::sample::select(vec![X, Y]), 0..3),
        any::<(bool, bool, bool)>(),
    );
    prop::collection::vec(une, 0..4).prop_map(|faites| {
        let faire =
            |((u, lieux, (ouvert, declare, lie)), s): ((Option<&str>, Vec<&str>, _), &str)| Ligne {
                siret: siret(s),
                uai: u.map(uai),
                lieux: lieux.into_iter().map(uai).collect(),
                ouvert,
                declare,
                relations: if lie { vec![(siret(A), GenreRelation::FormateurDe)] } else { vec![] },
            };
        faites.into_iter().zip([A, B, C]).map(faire).collect()
    })
}

proptest! {
    #[test]
    fn the_result_is_a_row_never_a_candidate_whatever_the_order(
        lignes in lignes(),
        u in prop::option::of(prop::sample::select(vec![X, Y])),
        s in prop::option::of(prop::sample::select(vec![A, B, INCONNU])),
    ) {
        let (u, s) = (u.map(uai), s.map(siret));
        let vue = rechercher(&lignes, u.as_ref(), s.as_ref());
        if let Some(r) = &vue.resultat {
            prop_assert!(lignes.iter().any(|l| (l.siret, l.uai) == (r.siret, r.uai)));
            prop_assert!(vue.candidats.iter().all(|c| c.siret != r.siret));
        }
        let mut autre = lignes.clone();
        autre.reverse();
        prop_assert_eq!(&rechercher(&autre, u.as_ref(), s.as_ref()), &vue);
    }
}
