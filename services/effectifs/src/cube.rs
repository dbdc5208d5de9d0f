//! The enrolments that count, in memory, so that any figure at any date is one walk over a few megabytes.

mod atelier;
mod garde;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use noyau::dates::{AnneeScolaire, DateCivile};

pub use garde::Cubes;

use crate::publication::{Part, Publication};
use crate::regles::age::TrancheAge;
use crate::regles::situation::Situation;

/// Days whose public figures are kept ready.
const PUBLICATIONS: usize = 400;

/// An enrolment: where its timeline is, and what it can be counted by.
#[derive(Clone, Debug)]
pub struct Ligne {
    debut: u32,
    nombre: u8,
    /// European level; 0 when nobody knows.
    pub niveau: u8,
    /// Day of birth, in days since 1900.
    naissance: u32,
    /// Rank of the centre that teaches.
    pub centre: u32,
    /// Rank of the training.
    pub formation: u32,
}

/// A training centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Centre {
    /// Its SIRET.
    pub siret: String,
    /// Its département.
    pub departement: String,
    /// Its commune (INSEE); empty when nobody says.
    pub commune: String,
    /// Its bassin d'emploi; empty when nobody says.
    pub bassin: String,
    /// When it first sent (ms since 1970); none when it never did.
    pub premiere: Option<i64>,
    /// Whether the directory expects its enrolments.
    pub attendu: bool,
    /// Its networks.
    pub reseaux: Vec<String>,
    /// Its name.
    pub nom: String,
}

/// A training.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Formation {
    /// Its diploma, else its certification; empty when no code was recognised.
    pub code: String,
    /// Its name.
    pub libelle: String,
    /// Sectors it leads to: one bit for each rank of [`crate::regles::secteur::SECTEURS`].
    pub secteurs: u16,
}

/// The figures of one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comptes {
    /// Under contract, or at the end of their training.
    pub apprentis: i64,
    /// Without a contract yet.
    pub inscrits: i64,
    /// Without a contract any more.
    pub rupturants: i64,
    /// Gone.
    pub abandons: i64,
    /// Whose first contract began since the school year did.
    pub entrees: i64,
    /// Gone since the school year began.
    pub sorties: i64,
    /// Who lost a contract since the school year began.
    pub ruptures: i64,
    /// Those of them who are not under contract again.
    pub ruptures_nettes: i64,
}

/// What an enrolment adds to the figures of a day.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marque {
    situation: Option<Situation>,
    entree: bool,
    sortie: bool,
    rupture: bool,
    nette: bool,
}

impl Comptes {
    /// Everyone in training.
    pub fn apprenants(&self) -> i64 {
        self.apprentis + self.inscrits + self.rupturants
    }

    /// With those of another part.
    pub fn additionner(&mut self, autres: &Comptes) {
        self.apprentis += autres.apprentis;
        self.inscrits += autres.inscrits;
        self.rupturants += autres.rupturants;
        self.abandons += autres.abandons;
        self.entrees += autres.entrees;
        self.sorties += autres.sorties;
        self.ruptures += autres.ruptures;
        self.ruptures_nettes += autres.ruptures_nettes;
    }

    /// Counts one more.
    pub fn ajouter(&mut self, marque: Marque) {
        match marque.situation {
            Some(Situation::Apprenti | Situation::FinDeFormation) => self.apprentis += 1,
            Some(Situation::Inscrit) => self.inscrits += 1,
            Some(Situation::Rupturant) => self.rupturants += 1,
            Some(Situation::Abandon) => self.abandons += 1,
            None => {}
        }
        self.entrees += i64::from(marque.entree);
        self.sorties += i64::from(marque.sortie);
        self.ruptures += i64::from(marque.rupture);
        self.ruptures_nettes += i64::from(marque.nette);
    }
}

/// How much of the field the figures cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Couverture {
    /// Centres that the directory expects.
    pub attendus: i64,
    /// Those of them that had sent.
    pub transmetteurs: i64,
}

impl Couverture {
    /// What the pages say beside every number.
    pub fn phrase(&self) -> String {
        if self.attendus == 0 {
            return "aucun organisme attendu".to_owned();
        }
        format!("{} % ({} sur {})", self.taux(), self.transmetteurs, self.attendus)
    }

    /// In hundredths; 100 where nobody is expected.
    pub fn taux(&self) -> i64 {
        if self.attendus == 0 { 100 } else { 100 * self.transmetteurs / self.attendus }
    }

    /// Of two territories together.
    pub fn plus(self, autre: Self) -> Self {
        Couverture {
            attendus: self.attendus + autre.attendus,
            transmetteurs: self.transmetteurs + autre.transmetteurs,
        }
    }

    /// With one more centre, as it was at this instant (ms since 1970).
    pub fn avec(self, centre: &Centre, instant: i64) -> Self {
        let transmis = centre.premiere.is_some_and(|p| p <= instant);
        Couverture {
            attendus: self.attendus + i64::from(centre.attendu),
            transmetteurs: self.transmetteurs + i64::from(centre.attendu && transmis),
        }
    }
}

/// What is counted. Nothing chosen is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demande {
    /// Only this level.
    pub niveau: Option<u8>,
    /// Only the trainings that lead to the sector of this rank.
    pub secteur: Option<usize>,
    /// Only this age, on the day of the figures.
    pub age: Option<TrancheAge>,
    /// Only the trainings of this code.
    pub formation: Option<String>,
    /// Only these centres, by rank; none is all of them.
    pub centres: Option<Vec<bool>>,
}

/// The enrolments.
#[derive(Debug, Default)]
pub struct Cube {
    etapes: Vec<u32>,
    /// By school year.
    lignes: BTreeMap<u32, Vec<Ligne>>,
    /// The centres.
    pub centres: Vec<Centre>,
    /// The trainings.
    pub formations: Vec<Formation>,
    /// Names of the bassins d'emploi, by code.
    pub bassins: BTreeMap<String, String>,
    /// Names of the communes of the centres, by code.
    pub communes: BTreeMap<String, String>,
    /// Figures kept of ends of months, by département.
    agregats: BTreeMap<DateCivile, Vec<Part>>,
    /// Enrolments of before this day may be erased; none when nothing was read from a database.
    complet_depuis: Option<DateCivile>,
    publications: Mutex<HashMap<DateCivile, Arc<Publication>>>,
}

/// A change of situation in four bytes: days since 1900, then the rank of the situation.
fn coder(date: DateCivile, situation: Situation) -> u32 {
    let rang = Situation::TOUTES.iter().position(|s| *s == situation).unwrap_or_default();
    jours(date) << 3 | u32::try_from(rang).unwrap_or_default()
}

fn situation(etape: u32) -> Situation {
    Situation::TOUTES[(etape & 7) as usize]
}

fn jours(date: DateCivile) -> u32 {
    let origine = DateCivile::new(1900, 1, 1).unwrap_or(date);
    u32::try_from(origine.jours_jusqua(date)).unwrap_or_default()
}

/// School years in one number: `2024-2025` is even, `2024-2024` odd.
fn annee(texte: &str) -> u32 {
    let (debut, fin) = texte.split_once('-').unwrap_or_default();
    2 * debut.parse::<u32>().unwrap_or_default() + u32::from(debut == fin)
}

/// What the days of a question are, in the units of the cube.
struct Calendrier {
    annees: [u32; 2],
    /// First step of the school year.
    rentree: u32,
    /// Last step of the day.
    borne: u32,
}

impl Calendrier {
    fn de(jour: DateCivile) -> Self {
        let scolaire = AnneeScolaire::de(jour);
        let civile = format!("{0}-{0}", jour.annee());
        let rentree = DateCivile::new(scolaire.premiere_annee(), 8, 1).unwrap_or(jour);
        Calendrier {
            annees: [annee(&scolaire.to_string()), annee(&civile)],
            rentree: jours(rentree) << 3,
            borne: jours(jour) << 3 | 7,
        }
    }

    fn marquer(&self, etapes: &[u32]) -> Marque {
        let passees = etapes.iter().take_while(|e| **e <= self.borne);
        let mut marque = Marque::default();
        let mut apprenti = false;
        for etape in passees {
            let (cette, recente) = (situation(*etape), *etape >= self.rentree);
            marque.entree |= recente && cette == Situation::Apprenti && !apprenti;
            marque.sortie |= recente && cette == Situation::Abandon;
            marque.rupture |= recente && cette == Situation::Rupturant;
            apprenti |= cette == Situation::Apprenti;
            marque.situation = Some(cette);
        }
        let sous_contrat =
            matches!(marque.situation, Some(Situation::Apprenti | Situation::FinDeFormation));
        marque.nette = marque.rupture && !sous_contrat;
        marque
    }
}

impl Cube {
    /// How many enrolments there are.
    pub fn effectifs(&self) -> usize {
        self.lignes.values().map(Vec::len).sum()
    }

    /// Shows each enrolment that the question is about, with what it adds to the figures of the day.
    pub fn parcourir(
        &self,
        jour: DateCivile,
        demande: &Demande,
        mut voir: impl FnMut(&Ligne, Marque),
    ) {
        let calendrier = Calendrier::de(jour);
        let formations = self.formations_de(demande);
        let naissances = demande.age.map(|age| {
            let (apres, jusqua) = age.naissances(jour);
            (apres.map_or(0, |d| jours(d) + 1), jours(jusqua))
        });
        let lignes = calendrier.annees.iter().filter_map(|a| self.lignes.get(a)).flatten();
        for ligne in lignes {
            let dehors = demande.niveau.is_some_and(|n| n != ligne.niveau)
                || demande.centres.as_ref().is_some_and(|c| !c[ligne.centre as usize])
                || formations.as_ref().is_some_and(|f| !f[ligne.formation as usize])
                || naissances.is_some_and(|(du, au)| !(du..=au).contains(&ligne.naissance));
            if dehors {
                continue;
            }
            let debut = ligne.debut as usize;
            let etapes = &self.etapes[debut..debut + usize::from(ligne.nombre)];
            voir(ligne, calendrier.marquer(etapes));
        }
    }

    /// The trainings that a question keeps, by rank; none when it keeps them all.
    fn formations_de(&self, demande: &Demande) -> Option<Vec<bool>> {
        if demande.secteur.is_none() && demande.formation.is_none() {
            return None;
        }
        let gardee = |f: &Formation| {
            demande.secteur.is_none_or(|s| f.secteurs >> s & 1 == 1)
                && demande.formation.as_ref().is_none_or(|code| *code == f.code)
        };
        Some(self.formations.iter().map(gardee).collect())
    }

    /// The figures of a day.
    pub fn compter(&self, jour: DateCivile, demande: &Demande) -> Comptes {
        let mut comptes = Comptes::default();
        self.parcourir(jour, demande, |_, marque| comptes.ajouter(marque));
        comptes
    }

    /// What the figures of a day cover, among these centres.
    pub fn couverture(&self, jour: DateCivile, dans: impl Fn(&Centre) -> bool) -> Couverture {
        let fin = jour.fin().ms();
        let ceux = self.centres.iter().filter(|c| dans(c));
        ceux.fold(Couverture::default(), |c, centre| c.avec(centre, fin))
    }

    /// The figures kept for a day whose enrolments may be erased: those of the last end of month until it.
    pub(crate) fn agregats_au(&self, jour: DateCivile) -> Option<(DateCivile, &[Part])> {
        self.complet_depuis.filter(|depuis| jour < *depuis)?;
        let (fin_de_mois, parts) = self.agregats.range(..=jour).next_back()?;
        Some((*fin_de_mois, parts))
    }

    /// Since when every enrolment is still there.
    pub fn complet_depuis(&self) -> Option<DateCivile> {
        self.complet_depuis
    }

    /// The public figures of a day, made once.
    pub fn publication(&self, jour: DateCivile) -> Arc<Publication> {
        let mut pretes = self.publications.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(prete) = pretes.get(&jour) {
            return Arc::clone(prete);
        }
        if pretes.len() >= PUBLICATIONS {
            pretes.clear();
        }
        let faite = Arc::new(crate::publication::publier(self, jour));
        pretes.insert(jour, Arc::clone(&faite));
        faite
    }
}

#[cfg(test)]
mod tests {
    use super::atelier::Atelier;
    use super::*;
    use crate::depot::indicateurs::LigneComptee;

    fn ligne(annee: &str, parcours: &str) -> LigneComptee {
        LigneComptee {
            id: String::new(),
            siret: "1".to_owned(),
            departement: "35".to_owned(),
            annee_scolaire: annee.to_owned(),
            niveau: Some(3),
            formation: "CAP".to_owned(),
            parcours: parcours.to_owned(),
            naissance: "2006-03-12".to_owned(),
            ..LigneComptee::default()
        }
    }

    fn cube(lignes: &[(&str, &str)]) -> Cube {
        let mut atelier = Atelier::default();
        lignes.iter().for_each(|(annee, parcours)| atelier.ajouter(&ligne(annee, parcours)));
        atelier.finir()
    }

    fn comptes(cube: &Cube, jour: &str, niveau: Option<u8>) -> [i64; 5] {
        let demande = Demande { niveau, ..Demande::default() };
        let c = cube.compter(jour.parse().unwrap(), &demande);
        [c.apprentis, c.inscrits, c.rupturants, c.abandons, c.apprenants()]
    }

    #[test]
    fn a_day_counts_each_enrolment_once_in_its_situation() {
        let jour = "2025-03-06";
        let mut lignes = Vec::new();
        for (nombre, code) in [
            (5, "INSCRIT"),
            (5, "APPRENTI"),
            (10, "RUPTURANT"),
            (15, "ABANDON"),
            (2, "FIN_DE_FORMATION"),
        ] {
            let parcours = format!("2024-09-01 {code}");
            lignes.extend((0..nombre).map(|_| parcours.clone()));
        }
        let lignes: Vec<_> = lignes.iter().map(|p| ("2024-2025", p.as_str())).collect();
        let cube = cube(&lignes);
        assert_eq!(comptes(&cube, jour, None), [7, 5, 10, 15, 22]);
        assert_eq!(comptes(&cube, jour, Some(3)), [7, 5, 10, 15, 22]);
        assert_eq!(comptes(&cube, jour, Some(4)), [0; 5]);
        assert_eq!(comptes(&cube, "2024-08-31", None), [0; 5], "nobody has begun");
    }

    #[test]
    fn only_the_school_years_of_the_day_count() {
        let parcours = "2023-01-01 APPRENTI";
        let cube =
            cube(&[("2022-2023", parcours), ("2023-2024", parcours), ("2023-2023", parcours)]);
        assert_eq!(comptes(&cube, "2023-07-31", None)[0], 2);
        assert_eq!(comptes(&cube, "2023-08-01", None)[0], 2);
        assert_eq!(comptes(&cube, "2024-02-01", None)[0], 1);
    }

    #[test]
    fn entries_and_exits_are_those_of_the_school_year() {
        let annee = "2024-2025";
        let cube = cube(&[
            (
                annee,
                "2024-08-20 INSCRIT|2024-10-01 APPRENTI|2025-02-01 RUPTURANT|2025-03-01 APPRENTI",
            ),
            (annee, "2023-09-01 APPRENTI"),
            (annee, "2024-09-01 INSCRIT|2024-11-30 ABANDON"),
            (annee, "2023-09-01 INSCRIT|2024-07-31 ABANDON"),
        ]);
        for (jour, flux) in [("2024-08-31", (0, 0)), ("2024-10-01", (1, 0)), ("2025-03-06", (1, 1))]
        {
            let c = cube.compter(jour.parse().unwrap(), &Demande::default());
            assert_eq!((c.entrees, c.sorties), flux, "{jour}");
        }
    }

    #[test]
    fn a_broken_contract_counts_gross_and_net() {
        let annee = "2024-2025";
        let cube = cube(&[
            (annee, "2024-09-01 APPRENTI|2024-12-01 RUPTURANT|2025-02-01 APPRENTI"),
            (annee, "2024-09-01 APPRENTI|2024-12-15 RUPTURANT"),
            (annee, "2024-09-01 APPRENTI|2024-10-01 RUPTURANT|2025-03-30 ABANDON"),
            (annee, "2023-09-01 APPRENTI|2024-06-01 RUPTURANT"),
            (annee, "2024-09-01 INSCRIT"),
        ]);
        for (jour, attendu) in [
            ("2024-09-30", (0, 0)),
            ("2024-11-01", (1, 1)),
            ("2024-12-31", (3, 3)),
            ("2025-02-01", (3, 2)),
            ("2025-04-01", (3, 2)),
        ] {
            let c = cube.compter(jour.parse().unwrap(), &Demande::default());
            assert_eq!((c.ruptures, c.ruptures_nettes), attendu, "{jour}");
        }
    }

    #[test]
    fn a_question_keeps_what_it_names() {
        let cube = {
            let mut atelier = Atelier::default();
            for (siret, cfd, naissance) in [
                ("1", Some("50022137"), "2007-03-06"),
                ("1", Some("32033422"), "2007-03-07"),
                ("2", None, "1998-01-01"),
            ] {
                let connue = LigneComptee {
                    siret: siret.to_owned(),
                    cfd: cfd.map(str::to_owned),
                    naissance: naissance.to_owned(),
                    ..ligne("2024-2025", "2024-09-01 APPRENTI")
                };
                atelier.ajouter(&connue);
            }
            atelier.cube.formations[0].secteurs = 1 << 3;
            atelier.finir()
        };
        let tout = Demande::default;
        let cas = [
            (tout(), 3),
            (Demande { secteur: Some(3), ..tout() }, 1),
            (Demande { secteur: Some(4), ..tout() }, 0),
            (Demande { formation: Some("32033422".to_owned()), ..tout() }, 1),
            (Demande { centres: Some(vec![true, false]), ..tout() }, 2),
            (Demande { centres: Some(vec![false, false]), ..tout() }, 0),
            (Demande { age: Some(TrancheAge::Mineurs), ..tout() }, 1),
            (Demande { age: Some(TrancheAge::De18a20), ..tout() }, 1),
            (Demande { age: Some(TrancheAge::Des26), ..tout() }, 1),
        ];
        for (demande, attendus) in cas {
            let c = cube.compter("2025-03-06".parse().unwrap(), &demande);
            assert_eq!(c.apprentis, attendus, "{demande:?}");
        }
    }

    #[test]
    fn coverage_is_a_share_of_those_expected() {
        let centre = |premiere, attendu| Centre { premiere, attendu, ..Centre::default() };
        let centres = vec![
            centre(Some(0), true),
            centre(None, true),
            centre(None, true),
            centre(Some(i64::MAX), true),
            centre(Some(0), false),
        ];
        let cube = Cube { centres, ..Cube::default() };
        let jour = "2025-03-06".parse().unwrap();
        assert_eq!(cube.couverture(jour, |_| true).taux(), 25);
        assert_eq!(cube.couverture(jour, |_| false).taux(), 100);
    }
}
