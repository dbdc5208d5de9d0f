//! Invented companies: a trade, a sector, a name, a place, a size.

use std::sync::LazyLock;

use super::Demo;
use super::json::Objet;
use super::redaction::{a_ville, adresse_web, capitales, de_ville, majuscule, remplir};
use super::sirene::{ENTREPRISES, base_entreprise, siren, siret, telephone};
use super::territoire::{Lieu, lieu, strate};
use super::tirage::{Serie, Tirage};
use crate::communes::Commune;
use crate::metiers::{Metier, metier_par_rome, metiers};
use crate::noms::noms;
use crate::secteurs::{Secteur, secteur, secteurs};

/// Bakeries placed at and around Rennes at the small scale, so that the first search of a newcomer finds some.
const BOULANGERIES_DE_RENNES: u32 = 40;
const RENNES: (f64, f64) = (48.111, -1.680);
const ALENTOUR_KM: f64 = 25.0;
/// Draws before giving up looking for a commune where a trade exists.
const ESSAIS: usize = 60;

/// A company.
pub(crate) struct Entreprise {
    pub(crate) siret: String,
    pub(crate) nom: String,
    pub(crate) metier: &'static Metier,
    pub(crate) secteur: &'static Secteur,
    pub(crate) lieu: Lieu,
    pub(crate) telephone: String,
    pub(crate) taille: &'static str,
}

// Running totals of trade frequencies, by stratum.
static FREQUENCES: LazyLock<[Vec<u64>; 3]> = LazyLock::new(|| [0, 1, 2].map(running_frequencies));

impl Demo {
    /// Companies of this scale: those of the hidden market, and as many that only publish offers.
    pub(super) fn nombre_entreprises(&self) -> u32 {
        self.effectifs.recruteurs.saturating_mul(2).min(500_000)
    }

    /// The ranks whose trade is imposed, so that every trade exists at every scale.
    pub(super) fn entreprises_imposees(&self) -> u32 {
        let trades = u32::try_from(metiers().len()).unwrap_or_default();
        trades + if self.accent_rennes { BOULANGERIES_DE_RENNES } else { 0 }
    }

    /// The company of this rank.
    pub(super) fn entreprise(&self, rang: u32) -> Entreprise {
        // Past the SIREN kept for companies come second establishments: same name and sector, other place.
        let principale = rang % ENTREPRISES;
        let numero = 1 + rang / ENTREPRISES;
        let mut tirage = Tirage::new(self.graine, Serie::Entreprise, principale);
        let (commune, metier) = self.commune_et_metier(principale, &mut tirage);
        let secteur = secteur(tirage.mot(&metier.naf)).unwrap_or(&secteurs()[0]);
        let nom = nom(secteur, commune, &mut tirage);
        let commune = if numero > 1 { self.territoire.commune(&mut tirage) } else { commune };
        Entreprise {
            siret: siret(&siren(base_entreprise(self.graine.0, principale)), numero),
            nom,
            metier,
            secteur,
            telephone: telephone(commune.region, tirage.entre(0, 9_999)),
            lieu: lieu(commune, &mut tirage),
            taille: taille(secteur.taille, &mut tirage),
        }
    }

    fn commune_et_metier(
        &self,
        rang: u32,
        tirage: &mut Tirage,
    ) -> (&'static Commune, &'static Metier) {
        if let Some(metier) = metiers().get(rang as usize) {
            return (self.commune_du_metier(metier, tirage), metier);
        }
        if rang < self.entreprises_imposees()
            && let Some(boulanger) = metier_par_rome("D1102")
        {
            return (self.commune_autour_de_rennes(tirage), boulanger);
        }
        let commune = self.territoire.commune(tirage);
        (commune, metier_de(commune, tirage))
    }

    fn commune_du_metier(&self, metier: &Metier, tirage: &mut Tirage) -> &'static Commune {
        let mut commune = self.territoire.commune(tirage);
        for _ in 0..ESSAIS {
            if metier.frequence[strate(commune)] > 0 {
                break;
            }
            commune = self.territoire.commune(tirage);
        }
        commune
    }

    fn commune_autour_de_rennes(&self, tirage: &mut Tirage) -> &'static Commune {
        let proches = self.territoire.autour(RENNES.0, RENNES.1, ALENTOUR_KM);
        let rennes = proches.iter().copied().find(|c| c.code == "35238");
        match rennes {
            Some(rennes) if tirage.chance(40) => rennes,
            _ => tirage.parmi(&proches).copied().unwrap_or_else(|| self.territoire.commune(tirage)),
        }
    }
}

impl Entreprise {
    /// The `workplace` object of the public job API.
    pub(super) fn workplace(&self, description: Option<&str>) -> Objet {
        let mut location = Objet::new();
        location.champ("address", self.lieu.adresse()).champ("geopoint", self.lieu.point());
        let mut o = Objet::new();
        o.champ("name", &self.nom).champ("description", description);
        o.champ("website", self.site()).champ("siret", &self.siret).champ("location", location);
        o.champ("brand", &self.nom).champ("legal_name", capitales(&self.nom));
        o.champ("size", self.taille).champ("domain", self.domaine());
        o
    }

    /// A name for sentences, without the town it may end with.
    pub(super) fn ville(&self) -> &'static str {
        self.lieu.commune.ville()
    }

    // Small firms rarely have a site.
    fn site(&self) -> Option<String> {
        (self.secteur.taille > 1)
            .then(|| format!("https://{}.exemple.invalid", adresse_web(&self.nom)))
    }

    fn domaine(&self) -> Objet {
        let mut naf = Objet::new();
        naf.champ("code", self.secteur.code).champ("label", self.secteur.libelle);
        let mut o = Objet::new();
        o.champ("idcc", self.secteur.idcc).champ("opco", self.secteur.opco).champ("naf", naf);
        o
    }
}

fn metier_de(commune: &Commune, tirage: &mut Tirage) -> &'static Metier {
    let index = tirage.pondere(&FREQUENCES[strate(commune)]);
    metiers().get(index).unwrap_or(&metiers()[0])
}

fn running_frequencies(strate: usize) -> Vec<u64> {
    let frequences = metiers().iter().map(|m| u64::from(m.frequence[strate]));
    frequences
        .scan(0, |total, frequence| {
            *total += frequence;
            Some(*total)
        })
        .collect()
}

fn nom(secteur: &Secteur, commune: &Commune, tirage: &mut Tirage) -> String {
    let n = noms();
    let ville = commune.ville();
    let marque = format!("{}{}", tirage.mot(&n.marque_debut), tirage.mot(&n.marque_fin));
    let valeurs = [
        ("nom", tirage.mot(&n.nom)),
        ("prenom", tirage.mot(&n.prenom)),
        ("lieu", tirage.mot(&n.lieu)),
        ("lieux", tirage.mot(&n.lieux)),
        ("tech", marque.as_str()),
        ("ville", ville),
        ("de_ville", &de_ville(ville)),
        ("a_ville", &a_ville(ville)),
    ];
    majuscule(&remplir(tirage.mot(&secteur.enseignes), &valeurs))
}

fn taille(classe: u8, tirage: &mut Tirage) -> &'static str {
    let tranches: &[&str] = match classe {
        1 => &["0", "1-2", "1-2", "3-5", "3-5", "6-9"],
        2 => &["3-5", "6-9", "10-19", "10-19", "20-49"],
        3 => &["20-49", "50-99", "100-199"],
        _ => &["100-199", "200-249", "250-499", "500-999"],
    };
    tirage.parmi(tranches).copied().unwrap_or("0")
}
