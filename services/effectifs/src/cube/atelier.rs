//! Making a cube out of the database.

use std::collections::HashMap;

use base::Lecture;
use noyau::dates::DateCivile;
use noyau::identifiants::CodeCommune;
use noyau::territoires::Departement;
use referentiels::porte::{BassinsEmploi, Certifications, Communes};

use super::{Centre, Cube, Formation, Ligne, annee, coder, jours};
use crate::conformite::SUIVI_JOURS;
use crate::depot::agregats::{self, Agregat};
use crate::depot::indicateurs::{self, LigneComptee};
use crate::publication::Part;
use crate::regles::secteur;
use crate::regles::situation::Parcours;

/// Rows read at a time.
const LOT: i64 = 20_000;

/// A cube being made.
#[derive(Default)]
pub struct Atelier {
    /// What is made so far.
    pub cube: Cube,
    rangs: HashMap<String, u32>,
    formations: HashMap<(String, String), u32>,
}

impl Cube {
    /// Reads everything, as of today.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lire(db: &Lecture, aujourd_hui: DateCivile) -> anyhow::Result<Self> {
        let mut atelier = Atelier::default();
        atelier.cube.complet_depuis = Some(aujourd_hui.plus_jours(-i64::from(SUIVI_JOURS)));
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
        for agregat in agregats::tous(db).await? {
            atelier.garder(&agregat);
        }
        atelier.classer(&*Certifications::charger(db).await?);
        Ok(atelier.finir())
    }
}

impl Atelier {
    /// The centres that the directory expects: open, known for training apprentices, with a validated UAI.
    async fn attendre(&mut self, db: &Lecture) -> anyhow::Result<()> {
        let bassins = BassinsEmploi::charger(db).await?;
        let communes = Communes::charger(db).await?;
        for o in annuaire::porte::organismes(db).await? {
            let adresse = o.adresse.as_ref().map(|a| &a.valeur);
            let commune = adresse.and_then(|a| a.commune.clone()).unwrap_or_default();
            let code: Option<CodeCommune> = commune.parse().ok();
            let bassin = code.as_ref().and_then(|c| bassins.de(c)).unwrap_or_default().to_owned();
            if let Some(nom) = bassins.nom(&bassin) {
                self.cube.bassins.insert(bassin.clone(), nom.to_owned());
            }
            if let Some(connue) = code.as_ref().and_then(|c| communes.par_code(c)) {
                self.cube.communes.insert(commune.clone(), connue.nom.clone());
            }
            self.centre(Centre {
                siret: o.siret.to_string(),
                departement: adresse.and_then(|a| a.departement.clone()).unwrap_or_default(),
                commune,
                bassin,
                premiere: None,
                attendu: o.ouvert() && o.uai_validee().is_some(),
                nom: o.nom(),
                reseaux: o.reseaux,
            });
        }
        Ok(())
    }

    fn centre(&mut self, centre: Centre) -> u32 {
        let rang = suivant(&self.cube.centres);
        self.rangs.insert(centre.siret.clone(), rang);
        self.cube.centres.push(centre);
        rang
    }

    fn formation(&mut self, l: &LigneComptee) -> u32 {
        let code = l.cfd.as_ref().or(l.rncp.as_ref()).cloned().unwrap_or_default();
        let cle = (code, l.formation.clone());
        if let Some(rang) = self.formations.get(&cle) {
            return *rang;
        }
        let rang = suivant(&self.cube.formations);
        let (code, libelle) = cle.clone();
        self.cube.formations.push(Formation { code, libelle, secteurs: 0 });
        self.formations.insert(cle, rang);
        rang
    }

    /// Counts one enrolment.
    pub fn ajouter(&mut self, l: &LigneComptee) {
        let centre = match self.rangs.get(&l.siret) {
            Some(rang) => *rang,
            None => self.centre(Centre {
                siret: l.siret.clone(),
                departement: l.departement.clone(),
                nom: l.siret.clone(),
                ..Centre::default()
            }),
        };
        let formation = self.formation(l);
        let parcours = Parcours::lire(&l.parcours);
        let debut = suivant(&self.cube.etapes);
        self.cube.etapes.extend(parcours.etapes().iter().map(|e| coder(e.date, e.situation)));
        self.cube.lignes.entry(annee(&l.annee_scolaire)).or_default().push(Ligne {
            debut,
            nombre: u8::try_from(parcours.etapes().len()).unwrap_or(u8::MAX),
            niveau: l.niveau.and_then(|n| u8::try_from(n).ok()).unwrap_or_default(),
            naissance: l.naissance.parse().map(jours).unwrap_or_default(),
            centre,
            formation,
        });
    }

    /// Remembers figures of an end of month.
    fn garder(&mut self, agregat: &Agregat) {
        let Ok(jour) = agregat.jour.parse() else { return };
        let departements = Departement::tous();
        let rang = departements.iter().position(|d| d.code == agregat.departement);
        let parts = self.cube.agregats.entry(jour);
        let parts = parts.or_insert_with(|| vec![Part::default(); departements.len() + 1]);
        parts[rang.unwrap_or(departements.len())] = (agregat.comptes(), agregat.couverture());
    }

    /// Says which sectors each training leads to.
    fn classer(&mut self, certifications: &Certifications) {
        for formation in &mut self.cube.formations {
            formation.secteurs = secteur::de_la_certification(certifications, &formation.code);
        }
    }

    /// The cube, whole.
    pub fn finir(mut self) -> Cube {
        self.cube.etapes.shrink_to_fit();
        self.cube.lignes.values_mut().for_each(Vec::shrink_to_fit);
        self.cube
    }
}

/// Rank of what is added next.
fn suivant<T>(liste: &[T]) -> u32 {
    u32::try_from(liste.len()).unwrap_or(u32::MAX)
}
