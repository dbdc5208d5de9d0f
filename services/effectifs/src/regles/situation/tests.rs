//! The cases of the study, and the rule read day by day as a second opinion.

use proptest::prelude::*;

use super::*;

fn jour(texte: &str) -> DateCivile {
    texte.parse().unwrap()
}

/// `debut fin rupture`, with `-` for what is not known.
fn contrat(texte: &str) -> Contrat {
    let date = |t: &str| (t != "-").then(|| jour(t));
    let mut mots = texte.split(' ');
    let mut suivant = || mots.next().and_then(date);
    Contrat { debut: suivant().unwrap(), fin: suivant(), rupture: suivant() }
}

fn dites(parcours: &Parcours) -> String {
    let dites = parcours.etapes().iter().map(|e| format!("{} {}", e.situation.code(), e.date));
    dites.collect::<Vec<_>>().join(", ")
}

/// (session, contracts, exclusion, timeline).
type Cas<'a> = (&'a str, &'a [&'a str], &'a str, &'a str);

const CAS: &[Cas<'_>] = &[
    (
        "2024-09-01 2025-08-31",
        &["2024-10-01 2025-08-31"],
        "",
        "INSCRIT 2024-09-01, APPRENTI 2024-10-01, FIN_DE_FORMATION 2025-08-31",
    ),
    // Nobody under contract: waits, then is gone.
    ("2024-09-01 2025-08-31", &[], "", "INSCRIT 2024-09-01, ABANDON 2024-11-30"),
    ("2024-09-01 2024-11-15", &[], "", "INSCRIT 2024-09-01, FIN_DE_FORMATION 2024-11-15"),
    (
        "2024-09-01 2025-08-31",
        &["2024-07-01 2025-08-31"],
        "",
        "APPRENTI 2024-07-01, FIN_DE_FORMATION 2025-08-31",
    ),
    // A contract found after the ninety days brings back.
    (
        "2024-09-01 2025-08-31",
        &["2025-01-06 -"],
        "",
        "INSCRIT 2024-09-01, ABANDON 2024-11-30, APPRENTI 2025-01-06, FIN_DE_FORMATION 2025-08-31",
    ),
    (
        "2024-09-01 2025-08-31",
        &["2024-10-01 2025-08-31 2024-12-01"],
        "",
        "INSCRIT 2024-09-01, APPRENTI 2024-10-01, RUPTURANT 2024-12-01, ABANDON 2025-05-30",
    ),
    // A second contract after a rupture.
    (
        "2024-09-01 2025-08-31",
        &["2024-10-01 2025-08-31 2024-12-01", "2025-03-15 2025-08-31"],
        "",
        "INSCRIT 2024-09-01, APPRENTI 2024-10-01, RUPTURANT 2024-12-01, APPRENTI 2025-03-15, \
         FIN_DE_FORMATION 2025-08-31",
    ),
    (
        "2024-09-01 2025-08-31",
        &["2024-10-01 2025-08-31 2024-12-01", "2025-03-15 2025-08-31"],
        "2025-03-01",
        "INSCRIT 2024-09-01, APPRENTI 2024-10-01, RUPTURANT 2024-12-01, ABANDON 2025-03-01",
    ),
    // An exclusion before everything, and one after the end.
    ("2024-09-01 2025-08-31", &["2024-10-01 -"], "2024-08-01", "ABANDON 2024-09-01"),
    (
        "2024-09-01 2025-08-31",
        &["2024-09-01 -"],
        "2025-09-15",
        "APPRENTI 2024-09-01, FIN_DE_FORMATION 2025-08-31",
    ),
    (
        "2024-09-06 2025-09-02",
        &["2023-09-25 2025-09-12"],
        "",
        "APPRENTI 2023-09-25, FIN_DE_FORMATION 2025-09-02",
    ),
    (
        "2022-09-13 2024-07-10",
        &["2022-09-05 - 2023-09-11", "2024-01-08 - 2024-07-12"],
        "",
        "APPRENTI 2022-09-05, RUPTURANT 2023-09-11, APPRENTI 2024-01-08, \
         FIN_DE_FORMATION 2024-07-10",
    ),
    (
        "2024-02-01 2024-12-15",
        &["2024-02-01 2024-06-30", "2024-08-01 2024-12-15 2024-12-15"],
        "",
        "APPRENTI 2024-02-01, RUPTURANT 2024-07-01, APPRENTI 2024-08-01, RUPTURANT 2024-12-15",
    ),
    // Sixty-one days before the end, then sixty.
    (
        "2024-02-01 2024-12-15",
        &["2024-02-01 2024-10-15"],
        "",
        "APPRENTI 2024-02-01, RUPTURANT 2024-10-16, FIN_DE_FORMATION 2024-12-15",
    ),
    (
        "2024-02-01 2024-12-15",
        &["2024-02-01 2024-10-16"],
        "",
        "APPRENTI 2024-02-01, FIN_DE_FORMATION 2024-10-17",
    ),
    (
        "2024-02-01 2024-12-15",
        &["2024-02-01 2024-06-30", "2024-07-21 2024-12-15"],
        "",
        "APPRENTI 2024-02-01, RUPTURANT 2024-07-01, APPRENTI 2024-07-21, \
         FIN_DE_FORMATION 2024-12-15",
    ),
    (
        "2023-09-01 2024-08-31",
        &["2023-10-01 2024-07-31"],
        "",
        "INSCRIT 2023-09-01, APPRENTI 2023-10-01, FIN_DE_FORMATION 2024-08-01",
    ),
    // The same end naturally and by rupture: the rupture decides.
    (
        "2024-02-01 2024-12-15",
        &["2024-02-01 2024-11-30", "2024-03-01 2024-12-15 2024-11-30"],
        "",
        "APPRENTI 2024-02-01, RUPTURANT 2024-12-01",
    ),
    // Broken on its first day: there never was a contract.
    (
        "2024-09-01 2025-08-31",
        &["2024-10-01 - 2024-10-01"],
        "",
        "INSCRIT 2024-09-01, ABANDON 2024-11-30",
    ),
    // Two contracts from the same day: the last given counts.
    (
        "2024-09-01 2025-08-31",
        &["2024-09-01 2025-08-31", "2024-09-01 2025-08-31 2025-08-01"],
        "",
        "APPRENTI 2024-09-01, RUPTURANT 2025-08-01",
    ),
    // A natural end long before that of the session: the last day is still an end.
    (
        "2024-01-01 2024-12-31",
        &["2024-01-01 2024-01-31"],
        "",
        "APPRENTI 2024-01-01, RUPTURANT 2024-02-01, ABANDON 2024-07-30, \
         FIN_DE_FORMATION 2024-12-31",
    ),
];

#[test]
fn the_cases_of_the_study() {
    for (rang, (session, contrats, exclusion, attendu)) in CAS.iter().enumerate() {
        let (entree, fin) = session.split_once(' ').unwrap();
        let session = Session::new(jour(entree), jour(fin)).unwrap();
        let contrats: Vec<_> = contrats.iter().map(|c| contrat(c)).collect();
        let exclusion = exclusion.parse().ok();
        let obtenu = parcours(session, &contrats, exclusion);
        assert_eq!(dites(&obtenu), *attendu, "case {rang}");
        assert_eq!(obtenu, jour_par_jour(session, &contrats, exclusion), "case {rang}");
    }
}

#[test]
fn thresholds_are_passed_the_day_after() {
    let session = Session::new(jour("2024-01-01"), jour("2025-12-31")).unwrap();
    let seul = parcours(session, &[], None);
    let rompu = parcours(session, &[contrat("2024-01-01 - 2024-03-01")], None);
    let cas = [
        (&seul, session.entree, 89, Situation::Inscrit),
        (&seul, session.entree, 90, Situation::Abandon),
        (&seul, session.entree, 91, Situation::Abandon),
        (&rompu, jour("2024-03-01"), 179, Situation::Rupturant),
        (&rompu, jour("2024-03-01"), 180, Situation::Abandon),
        (&rompu, jour("2024-03-01"), 181, Situation::Abandon),
    ];
    for (parcours, depart, jours, attendue) in cas {
        assert_eq!(parcours.le(depart.plus_jours(jours)), attendue, "{depart} + {jours}");
    }
    assert_eq!(seul.le(jour("2023-12-31")), Situation::Inscrit, "not begun yet");
    assert_eq!(rompu.le(jour("2030-01-01")), Situation::Abandon, "the last one lasts");
}

/// The rule as the study tells it: one situation a day, then a sweep.
fn jour_par_jour(
    session: Session,
    contrats: &[Contrat],
    exclusion: Option<DateCivile>,
) -> Parcours {
    let contrats = un_par_debut(contrats);
    let debut = contrats.iter().map(|c| c.debut).chain([session.entree]).min().unwrap();
    let date = |rang: usize| debut.plus_jours(i64::try_from(rang).unwrap());
    let nombre = usize::try_from(debut.jours_jusqua(session.fin) + 1).unwrap();
    let mut jours = vec![Situation::Inscrit; nombre];
    for (rang, situation) in jours.iter_mut().enumerate() {
        let sous = |c: &Contrat| c.debut <= date(rang) && date(rang) <= c.dernier_jour(session);
        if contrats.iter().any(sous) {
            *situation = Situation::Apprenti;
        }
        if exclusion.is_some_and(|x| x <= date(rang)) {
            *situation = Situation::Abandon;
        }
    }
    let (mut sans, mut vu) = (0, false);
    for situation in &mut jours {
        sans = if *situation == Situation::Apprenti { 0 } else { sans + 1 };
        vu |= *situation == Situation::Apprenti;
        *situation = match *situation {
            Situation::Inscrit if vu && sans > 180 => Situation::Abandon,
            Situation::Inscrit if vu => Situation::Rupturant,
            Situation::Inscrit if sans > 90 => Situation::Abandon,
            autre => autre,
        };
    }
    let avant = jours[nombre - 1];
    let naturel = dernier_contrat(session, &contrats)
        .filter(|c| c.rupture.is_none() && exclusion.is_none())
        .map(|c| c.terme(session));
    if let Some(terme) = naturel.filter(|t| t.jours_jusqua(session.fin) <= 60) {
        for (rang, situation) in jours.iter_mut().enumerate() {
            if date(rang) > terme && situation.sans_contrat() {
                *situation = Situation::FinDeFormation;
            }
        }
    }
    if matches!(avant, Situation::Apprenti | Situation::Inscrit) || naturel.is_some() {
        jours[nombre - 1] = Situation::FinDeFormation;
    }
    let etapes = jours.into_iter().enumerate();
    Parcours(sans_repetition(
        etapes.map(|(r, situation)| Etape { date: date(r), situation }).collect(),
    ))
}

fn un_jour() -> impl Strategy<Value = DateCivile> {
    (0i64..1200).prop_map(|jours| jour("2023-01-01").plus_jours(jours))
}

fn un_contrat() -> impl Strategy<Value = Contrat> {
    (un_jour(), proptest::option::of(un_jour()), proptest::option::of(un_jour()))
        .prop_map(|(debut, fin, rupture)| Contrat { debut, fin, rupture })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn both_readings_agree_and_a_timeline_has_no_gap_and_no_repetition(
        entree in un_jour(),
        duree in 0i64..900,
        contrats in proptest::collection::vec(un_contrat(), 0..5),
        exclusion in proptest::option::of(un_jour()),
    ) {
        let session = Session::new(entree, entree.plus_jours(duree)).unwrap();
        let obtenu = parcours(session, &contrats, exclusion);
        prop_assert_eq!(&obtenu, &jour_par_jour(session, &contrats, exclusion));
        let etapes = obtenu.etapes().to_vec();
        prop_assert!(!etapes.is_empty() && etapes[0].date <= session.entree);
        prop_assert!(etapes.last().is_some_and(|e| e.date <= session.fin.max(etapes[0].date)));
        for paire in etapes.windows(2) {
            prop_assert!(paire[0].date < paire[1].date && paire[0].situation != paire[1].situation);
        }
        for etape in &etapes {
            prop_assert_eq!(obtenu.le(etape.date), etape.situation);
            prop_assert_eq!(obtenu.change_apres(etape.date.plus_jours(-1)), Some(etape.date));
        }
        prop_assert_eq!(Parcours::lire(&obtenu.ecrire()), obtenu);
    }

    #[test]
    fn the_order_of_the_contracts_does_not_matter(
        entree in un_jour(),
        contrats in proptest::collection::vec(un_contrat(), 0..5),
    ) {
        let session = Session::new(entree, entree.plus_jours(365)).unwrap();
        let uniques = un_par_debut(&contrats);
        let inverses: Vec<_> = uniques.iter().rev().copied().collect();
        prop_assert_eq!(parcours(session, &uniques, None), parcours(session, &inverses, None));
    }
}
