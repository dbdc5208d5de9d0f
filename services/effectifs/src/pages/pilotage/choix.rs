//! What a pilot chooses to look at: the day, a territory, whom.

use std::collections::BTreeSet;

use noyau::dates::DateCivile;
use noyau::territoires::{Academie, Departement, Region};
use url::form_urlencoded;
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::parametres::Parametres;

use super::ICI;
use crate::cube::{Centre, Cube, Demande};
use crate::regles::age::TrancheAge;
use crate::regles::secteur::{self, SECTEURS};

/// A territory smaller than what the agent answers for, with its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lieu {
    /// A région.
    Region(String),
    /// An académie.
    Academie(String),
    /// A département.
    Departement(String),
    /// A bassin d'emploi.
    Bassin(String),
    /// A commune.
    Commune(String),
}

impl Lieu {
    /// As addresses write it: `departement:35`.
    pub fn ecrire(&self) -> String {
        match self {
            Lieu::Region(c) => format!("region:{c}"),
            Lieu::Academie(c) => format!("academie:{c}"),
            Lieu::Departement(c) => format!("departement:{c}"),
            Lieu::Bassin(c) => format!("bassin:{c}"),
            Lieu::Commune(c) => format!("commune:{c}"),
        }
    }

    fn lire(texte: &str) -> Option<Self> {
        let (genre, code) = texte.split_once(':')?;
        let code = code.to_owned();
        Some(match genre {
            "region" => Lieu::Region(code),
            "academie" => Lieu::Academie(code),
            "departement" => Lieu::Departement(code),
            "bassin" => Lieu::Bassin(code),
            "commune" => Lieu::Commune(code),
            _ => return None,
        })
    }

    /// Whether a centre is in it.
    fn contient(&self, centre: &Centre) -> bool {
        let departement = || Departement::par_code(&centre.departement);
        match self {
            Lieu::Region(code) => departement().is_some_and(|d| d.region().code == code),
            Lieu::Academie(code) => {
                departement().and_then(|d| d.academie()).is_some_and(|a| a.code == code)
            }
            Lieu::Departement(code) => centre.departement == *code,
            Lieu::Bassin(code) => centre.bassin == *code,
            Lieu::Commune(code) => centre.commune == *code,
        }
    }

    /// What people read.
    fn nom(&self, cube: &Cube) -> String {
        let connu = match self {
            Lieu::Region(code) => Region::par_code(code).map(|r| r.nom.to_owned()),
            Lieu::Academie(code) => {
                Academie::par_code(code).map(|a| format!("Académie : {}", a.nom))
            }
            Lieu::Departement(code) => {
                Departement::par_code(code).map(|d| format!("{} ({code})", d.nom))
            }
            Lieu::Bassin(code) => {
                cube.bassins.get(code).map(|nom| format!("Bassin d’emploi : {nom}"))
            }
            Lieu::Commune(code) => cube.communes.get(code).cloned(),
        };
        connu.unwrap_or_else(|| self.ecrire())
    }
}

/// What was chosen.
#[derive(Clone, Debug)]
pub struct Choisis {
    /// The day of the figures; never to come.
    pub jour: DateCivile,
    /// The territory.
    pub lieu: Option<Lieu>,
    niveau: Option<u8>,
    secteur: Option<usize>,
    age: Option<TrancheAge>,
    reseau: Option<String>,
    formation: Option<String>,
    organisme: Option<String>,
}

impl Choisis {
    /// Reads the address; what says nothing known is as if it were not there.
    pub fn lire(parametres: &Parametres, aujourd_hui: DateCivile) -> Self {
        let dit: Option<DateCivile> = parametres.texte("date").and_then(|t| t.parse().ok());
        let texte = |nom| parametres.texte(nom).map(str::to_owned);
        Choisis {
            jour: dit.filter(|jour| *jour <= aujourd_hui).unwrap_or(aujourd_hui),
            lieu: parametres.texte("territoire").and_then(Lieu::lire),
            niveau: parametres.texte("niveau").and_then(|t| t.parse().ok()),
            secteur: parametres.texte("secteur").and_then(secteur::rang),
            age: parametres.texte("age").and_then(TrancheAge::par_code),
            reseau: texte("reseau"),
            formation: texte("formation"),
            organisme: texte("organisme"),
        }
    }

    /// The question to the cube, among the centres that the agent answers for.
    pub fn demande(&self, cube: &Cube, couvre: impl Fn(&Centre) -> bool) -> Demande {
        let dedans = |c: &Centre| {
            couvre(c)
                && self.lieu.as_ref().is_none_or(|l| l.contient(c))
                && self.reseau.as_ref().is_none_or(|r| c.reseaux.contains(r))
                && self.organisme.as_ref().is_none_or(|o| c.siret == *o)
        };
        Demande {
            niveau: self.niveau,
            secteur: self.secteur,
            age: self.age,
            formation: self.formation.clone(),
            centres: Some(cube.centres.iter().map(dedans).collect()),
        }
    }

    /// What is looked at, in words.
    pub fn ou(&self, cube: &Cube, portee: &str) -> String {
        let lieu = self.lieu.as_ref().map(|l| l.nom(cube));
        let organisme = self.organisme.as_ref().map(|siret| {
            let centre = cube.centres.iter().find(|c| c.siret == *siret);
            centre.map_or_else(|| siret.clone(), |c| c.nom.clone())
        });
        let formation = self.formation.as_ref().map(|code| {
            let formation = cube.formations.iter().find(|f| f.code == *code);
            formation.map_or_else(|| code.clone(), |f| f.libelle.clone())
        });
        let ou = lieu.unwrap_or_else(|| portee.to_owned());
        [Some(ou), organisme, formation].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// The address of the same page with one more choice.
    pub fn avec(&self, nom: &str, valeur: &str) -> String {
        let autres = self.parametres().into_iter().filter(|(n, _)| *n != nom);
        let mut requete = form_urlencoded::Serializer::new(String::new());
        requete.extend_pairs(autres).append_pair(nom, valeur);
        format!("{ICI}?{}", requete.finish())
    }

    /// The address of the same tables as a file.
    pub fn fichier(&self, extension: &str) -> String {
        let mut requete = form_urlencoded::Serializer::new(String::new());
        format!("{ICI}.{extension}?{}", requete.extend_pairs(self.parametres()).finish())
    }

    fn parametres(&self) -> Vec<(&'static str, String)> {
        let niveau = self.niveau.map(|n| n.to_string());
        let secteur = self.secteur.map(|rang| SECTEURS[rang].0.to_string());
        let dits = [
            ("date", Some(self.jour.to_string())),
            ("territoire", self.lieu.as_ref().map(Lieu::ecrire)),
            ("niveau", niveau),
            ("secteur", secteur),
            ("age", self.age.map(|a| a.code().to_owned())),
            ("reseau", self.reseau.clone()),
            ("formation", self.formation.clone()),
            ("organisme", self.organisme.clone()),
        ];
        dits.into_iter().filter_map(|(nom, valeur)| Some((nom, valeur?))).collect()
    }

    /// The filters.
    pub fn formulaire(&self, cube: &Cube, couvre: impl Fn(&Centre) -> bool) -> Formulaire {
        let miens: Vec<&Centre> = cube.centres.iter().filter(|c| couvre(c)).collect();
        let valeurs = self.parametres();
        let valeur = |nom: &str| {
            let dite = valeurs.iter().find(|(n, _)| *n == nom);
            dite.map(|(_, v)| v.clone()).unwrap_or_default()
        };
        let liste = |nom: &'static str, libelle: &str, choix: Vec<Choix>| {
            Champ::new(nom, libelle, Genre::Liste(choix)).facultatif().valeur(valeur(nom))
        };
        let niveaux = (3..=8u8).map(|n| Choix::new(n.to_string(), format!("Niveau {n}")));
        let secteurs = SECTEURS.iter().map(|(lettre, nom)| Choix::new(lettre.to_string(), *nom));
        let ages = TrancheAge::TOUTES.map(|t| Choix::new(t.code(), t.libelle()));
        let mut champs = vec![
            Champ::new("date", "Date", Genre::Jour).facultatif().valeur(self.jour.to_string()),
            liste("territoire", "Territoire", self.territoires(cube, &miens)),
            liste("niveau", "Niveau de diplôme", niveaux.collect()),
            liste("secteur", "Secteur", secteurs.collect()),
            liste("age", "Âge", ages.to_vec()),
            liste("reseau", "Réseau", reseaux(&miens)),
        ];
        // Chosen from the tables below; kept when another filter changes.
        for nom in ["formation", "organisme"] {
            if !valeur(nom).is_empty() {
                champs.push(Champ::cache(nom, valeur(nom)));
            }
        }
        Formulaire::new(ICI, "Afficher", champs)
    }

    /// Régions, académies and départements of the agent; what was drilled down to comes last.
    fn territoires(&self, cube: &Cube, miens: &[&Centre]) -> Vec<Choix> {
        let codes: BTreeSet<&str> = miens.iter().map(|c| c.departement.as_str()).collect();
        let departements: Vec<&Departement> =
            codes.iter().filter_map(|code| Departement::par_code(code)).collect();
        let regions: BTreeSet<&str> = departements.iter().map(|d| d.region().code).collect();
        let academies: BTreeSet<&str> =
            departements.iter().filter_map(|d| d.academie()).map(|a| a.code).collect();
        let mut lieux: Vec<Lieu> = Vec::new();
        if regions.len() > 1 {
            lieux.extend(regions.into_iter().map(|c| Lieu::Region(c.to_owned())));
        }
        if academies.len() > 1 {
            lieux.extend(academies.into_iter().map(|c| Lieu::Academie(c.to_owned())));
        }
        lieux.extend(departements.iter().map(|d| Lieu::Departement(d.code.to_owned())));
        lieux.extend(self.lieu.clone().filter(|l| !lieux.contains(l)));
        lieux.iter().map(|lieu| Choix::new(lieu.ecrire(), lieu.nom(cube))).collect()
    }
}

fn reseaux(miens: &[&Centre]) -> Vec<Choix> {
    let codes: BTreeSet<&str> =
        miens.iter().flat_map(|c| c.reseaux.iter().map(String::as_str)).collect();
    codes.into_iter().map(|code| Choix::new(code, code)).collect()
}
