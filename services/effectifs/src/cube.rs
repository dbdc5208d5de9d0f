//! The enrolments that count, in memory, so that any figure at any date is one walk over a few megabytes.

use std::collections::HashMap;
use std::sync::Arc;

use base::Lecture;
use noyau::dates::{AnneeScolaire, DateCivile};
use tokio::sync::RwLock;
use web::{Erreur, Etat};

use crate::depot::indicateurs::{self, LigneComptee};
use crate::regles::situation::{Parcours, Situation};

/// Rows read at a time.
const LOT: i64 = 20_000;

/// A cube that changed is read again after this time (ms): public figures are at most so old.
const FRAICHEUR_MS: i64 = 5 * 60 * 1000;

/// Below so many enrolments reading again costs nothing: figures are those of now.
const PETIT: usize = 50_000;

/// An enrolment: where its timeline is, and what it can be counted by.
struct Ligne {
    debut: u32,
    nombre: u8,
    niveau: u8,
    annee: u32,
    centre: u32,
    formation: u32,
}

/// A training centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Centre {
    /// Its SIRET.
    pub siret: String,
    /// Its département.
    pub departement: String,
    /// When it first sent (ms since 1970); none when it never did.
    pub premiere: Option<i64>,
    /// Whether the directory expects its enrolments.
    pub attendu: bool,
    /// Its networks.
    pub reseaux: Vec<String>,
    /// Its name.
    pub nom: String,
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
}

impl Comptes {
    /// Everyone in training.
    pub fn apprenants(&self) -> i64 {
        self.apprentis + self.inscrits + self.rupturants
    }

    fn ajouter(&mut self, situation: Situation) {
        match situation {
            Situation::Apprenti | Situation::FinDeFormation => self.apprentis += 1,
            Situation::Inscrit => self.inscrits += 1,
            Situation::Rupturant => self.rupturants += 1,
            Situation::Abandon => self.abandons += 1,
        }
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
}

/// What is counted. Nothing chosen is everything.
#[derive(Clone, Debug, Default)]
pub struct Demande {
    /// Only this level.
    pub niveau: Option<u8>,
}

/// The enrolments.
#[derive(Default)]
pub struct Cube {
    etapes: Vec<u32>,
    lignes: Vec<Ligne>,
    /// The centres.
    pub centres: Vec<Centre>,
    /// Names of the trainings.
    pub formations: Vec<String>,
}

/// A change of situation in four bytes: days since 1900, then the rank of the situation.
fn coder(date: DateCivile, situation: Situation) -> u32 {
    let rang = Situation::TOUTES.iter().position(|s| *s == situation).unwrap_or_default();
    jours(date) << 3 | u32::try_from(rang).unwrap_or_default()
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

impl Cube {
    /// Reads everything.
    pub async fn lire(db: &Lecture) -> anyhow::Result<Self> {
        let mut atelier = Atelier::default();
        atelier.attendre(db).await?;
        let mut apres = String::new();
        loop {
            let lot = indicateurs::comptees(db, &apres, LOT).await?;
            let Some(derniere) = lot.last() else { break };
            apres.clone_from(&derniere.id);
            lot.iter().for_each(|ligne| atelier.ajouter(ligne));
        }
        for (siret, premiere) in indicateurs::transmetteurs(db).await? {
            if let Some(rang) = atelier.rangs.get(&siret) {
                atelier.cube.centres[*rang as usize].premiere = Some(premiere);
            }
        }
        Ok(atelier.cube)
    }

    /// How many enrolments there are.
    pub fn len(&self) -> usize {
        self.lignes.len()
    }

    /// The figures of a day for each value of `cle`, which gives the rank of a centre, a training or a level in a list of
    /// `nombre`; none leaves the enrolment out.
    pub fn compter(
        &self,
        jour: DateCivile,
        demande: &Demande,
        nombre: usize,
        cle: impl Fn(usize, usize, u8) -> Option<usize>,
    ) -> Vec<Comptes> {
        let borne = jours(jour) << 3 | 7;
        let scolaire = AnneeScolaire::de(jour).to_string();
        let annees = [annee(&scolaire), annee(&format!("{0}-{0}", jour.annee()))];
        let mut comptes = vec![Comptes::default(); nombre];
        for ligne in self.lignes.iter().filter(|l| annees.contains(&l.annee)) {
            if demande.niveau.is_some_and(|n| n != ligne.niveau) {
                continue;
            }
            let rang = cle(ligne.centre as usize, ligne.formation as usize, ligne.niveau);
            let Some(compte) = rang.and_then(|r| comptes.get_mut(r)) else { continue };
            let debut = ligne.debut as usize;
            let etapes = &self.etapes[debut..debut + usize::from(ligne.nombre)];
            if let Some(etape) = etapes.iter().rev().find(|e| **e <= borne) {
                compte.ajouter(Situation::TOUTES[(etape & 7) as usize]);
            }
        }
        comptes
    }

    /// What the figures of a day cover, among these centres.
    pub fn couverture(&self, jour: DateCivile, dans: impl Fn(&Centre) -> bool) -> Couverture {
        let fin = jour.fin().ms();
        let attendus = self.centres.iter().filter(|c| c.attendu && dans(c));
        attendus.fold(Couverture::default(), |c, centre| Couverture {
            attendus: c.attendus + 1,
            transmetteurs: c.transmetteurs + i64::from(centre.premiere.is_some_and(|p| p <= fin)),
        })
    }
}

/// A cube being made.
#[derive(Default)]
struct Atelier {
    cube: Cube,
    rangs: HashMap<String, u32>,
    formations: HashMap<String, u32>,
}

impl Atelier {
    /// The centres that the directory expects: open, known for training apprentices, with a validated UAI.
    async fn attendre(&mut self, db: &Lecture) -> anyhow::Result<()> {
        for o in annuaire::porte::organismes(db).await? {
            let departement = o.adresse.as_ref().and_then(|a| a.valeur.departement.clone());
            let centre = Centre {
                siret: o.siret.to_string(),
                departement: departement.unwrap_or_default(),
                premiere: None,
                attendu: o.ouvert() && o.uai_validee().is_some(),
                nom: o.nom(),
                reseaux: o.reseaux,
            };
            self.centre(centre);
        }
        Ok(())
    }

    fn centre(&mut self, centre: Centre) -> u32 {
        let rang = u32::try_from(self.cube.centres.len()).unwrap_or(u32::MAX);
        self.rangs.insert(centre.siret.clone(), rang);
        self.cube.centres.push(centre);
        rang
    }

    fn ajouter(&mut self, l: &LigneComptee) {
        let inconnu = || Centre {
            siret: l.siret.clone(),
            departement: l.departement.clone(),
            premiere: None,
            attendu: false,
            reseaux: Vec::new(),
            nom: l.siret.clone(),
        };
        let centre = match self.rangs.get(&l.siret) {
            Some(rang) => *rang,
            None => self.centre(inconnu()),
        };
        let formation = match self.formations.get(&l.formation) {
            Some(rang) => *rang,
            None => {
                let rang = u32::try_from(self.cube.formations.len()).unwrap_or(u32::MAX);
                self.formations.insert(l.formation.clone(), rang);
                self.cube.formations.push(l.formation.clone());
                rang
            }
        };
        let parcours = Parcours::lire(&l.parcours);
        let debut = u32::try_from(self.cube.etapes.len()).unwrap_or(u32::MAX);
        self.cube.etapes.extend(parcours.etapes().iter().map(|e| coder(e.date, e.situation)));
        self.cube.lignes.push(Ligne {
            debut,
            nombre: u8::try_from(parcours.etapes().len()).unwrap_or(u8::MAX),
            niveau: l.niveau.and_then(|n| u8::try_from(n).ok()).unwrap_or_default(),
            annee: annee(&l.annee_scolaire),
            centre,
            formation,
        });
    }
}

/// A cube with what it was read from.
struct Lu {
    position: i64,
    le: i64,
    cube: Arc<Cube>,
}

/// The cube of this node, read again when enrolments were received.
#[derive(Default)]
pub struct Cubes(RwLock<Option<Lu>>);

impl Cubes {
    /// The cube of the moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn de(etat: &Etat) -> Result<Arc<Cube>, Erreur> {
        let piece = etat.piece::<Cubes>();
        let piece =
            piece.ok_or_else(|| Erreur::indisponible("Les indicateurs ne sont pas prêts."))?;
        let db = etat.db.read();
        let maintenant = etat.horloge.maintenant().ms();
        let position =
            base::evenements::derniere_position_de(db, &["effectifs", "organismes"]).await?;
        let bon = |lu: &Lu| {
            let attend = lu.cube.len() > PETIT && maintenant - lu.le < FRAICHEUR_MS;
            lu.position == position || attend
        };
        if let Some(lu) = piece.0.read().await.as_ref().filter(|lu| bon(lu)) {
            return Ok(lu.cube.clone());
        }
        let mut garde = piece.0.write().await;
        if let Some(lu) = garde.as_ref().filter(|lu| bon(lu)) {
            return Ok(lu.cube.clone());
        }
        let cube = Arc::new(Cube::lire(db).await?);
        *garde = Some(Lu { position, le: maintenant, cube: cube.clone() });
        Ok(cube)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ligne(annee: &str, parcours: &str) -> LigneComptee {
        LigneComptee {
            id: String::new(),
            siret: "1".to_owned(),
            departement: "35".to_owned(),
            annee_scolaire: annee.to_owned(),
            niveau: Some(3),
            formation: "CAP".to_owned(),
            parcours: parcours.to_owned(),
        }
    }

    fn cube(lignes: &[(&str, &str)]) -> Cube {
        let mut atelier = Atelier::default();
        lignes.iter().for_each(|(annee, parcours)| atelier.ajouter(&ligne(annee, parcours)));
        atelier.cube
    }

    fn comptes(cube: &Cube, jour: &str, niveau: Option<u8>) -> [i64; 5] {
        let c = cube.compter(jour.parse().unwrap(), &Demande { niveau }, 1, |_, _, _| Some(0))[0];
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
    fn coverage_is_a_share_of_those_expected() {
        let centre = |premiere, attendu| Centre {
            siret: String::new(),
            departement: "35".to_owned(),
            premiere,
            attendu,
            reseaux: Vec::new(),
            nom: String::new(),
        };
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
