//! The criteria of the public job API, and the searches that they ask of the engine.

use moteur::{Filtre, Lieu, Requete, Sens, Tri};
use noyau::geo::Point;
use noyau::identifiants::{Rncp, Rome};
use noyau::territoires::Departement;
use web::Erreur;
use web::parametres::Parametres;

use crate::pages::valeur_de_niveau;
use crate::plan::{OFFRE, RECRUTEUR};

/// Most results of each origin (public job API).
pub const PAR_ORIGINE: usize = 150;

/// What a client of the job API looks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CriteresEmploi {
    /// Circle: centre and radius in km.
    pub cercle: Option<(Point, f64)>,
    /// Level of diploma; offers that state none are kept.
    pub niveau: Option<u8>,
    /// Trades, any of them.
    pub romes: Vec<String>,
    /// Certification whose trades are added.
    pub rncp: Option<Rncp>,
    /// Opérateur de compétences.
    pub opco: Option<String>,
    /// Départements, any of them.
    pub departements: Vec<String>,
    /// Publishers whose offers are left out.
    pub exclus: Vec<String>,
}

/// Where results come from; the order of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Offers written on the State's service.
    Depot,
    /// Offers of partners.
    Partenaires,
    /// Companies likely to hire.
    Recruteurs,
}

impl CriteresEmploi {
    /// Reads the parameters; what is unknown is left aside, what is wrong is refused.
    ///
    /// # Errors
    /// 400 for a value that cannot be.
    pub fn lire(adresse: Option<&str>) -> Result<Self, Erreur> {
        let p = Parametres::lire(adresse);
        let rncp = p.texte("rncp").map(|t| t.parse().map_err(|_| forme("rncp", "RNCP37537")));
        Ok(CriteresEmploi {
            cercle: p.cercle()?,
            niveau: niveau(&p)?,
            romes: p.liste("romes").into_iter().map(rome).collect::<Result<_, _>>()?,
            rncp: rncp.transpose()?,
            opco: opco(&p)?,
            departements: p
                .liste("departements")
                .into_iter()
                .map(departement)
                .collect::<Result<_, _>>()?,
            exclus: p.liste("partners_to_exclude").into_iter().map(str::to_owned).collect(),
        })
    }

    /// The search of one origin. `metiers` are the trades looked for, none for every trade; `publies`
    /// the publishers to keep when some are left out.
    pub fn requete(
        &self,
        provenance: Provenance,
        metiers: &[String],
        publies: Option<Vec<String>>,
    ) -> Requete {
        let facette = |nom: &str, valeurs: Vec<String>, absents| Filtre::Facette {
            nom: nom.to_owned(),
            valeurs,
            absents,
        };
        let mut filtres = Vec::new();
        if let Some(sorte) = provenance.sous_type() {
            filtres.push(facette("sub_type", vec![sorte.to_owned()], false));
            filtres.extend(publies.map(|publies| facette("origine", publies, false)));
        }
        if !metiers.is_empty() {
            filtres.push(facette("rome", metiers.to_vec(), false));
        }
        if let Some(niveau) = self.niveau {
            filtres.push(facette("level", vec![valeur_de_niveau(niveau).to_owned()], true));
        }
        filtres.extend(self.opco.iter().map(|opco| facette("opco", vec![opco.clone()], false)));
        if !self.departements.is_empty() {
            filtres.push(facette("departement", self.departements.clone(), false));
        }
        Requete {
            lieu: self.lieu(),
            genres: vec![provenance.genre().to_owned()],
            filtres,
            tri: self.tri(provenance),
            par_page: PAR_ORIGINE,
            ..Requete::default()
        }
    }

    fn lieu(&self) -> Lieu {
        match self.cercle {
            Some((centre, rayon_km)) => Lieu::Cercle { centre, rayon_km },
            None => Lieu::Partout,
        }
    }

    /// Nearest first around a point; else the most recent offers first.
    fn tri(&self, provenance: Provenance) -> Tri {
        match (self.cercle, provenance) {
            (Some(_), _) => Tri::Proximite { origine: None },
            (None, Provenance::Recruteurs) => Tri::Pertinence,
            (None, _) => Tri::Cle {
                nom: "publication".to_owned(),
                sens: Sens::Decroissant,
                genres_en_dernier: Vec::new(),
            },
        }
    }
}

impl Provenance {
    fn genre(self) -> &'static str {
        match self {
            Provenance::Recruteurs => RECRUTEUR,
            Provenance::Depot | Provenance::Partenaires => OFFRE,
        }
    }

    fn sous_type(self) -> Option<&'static str> {
        match self {
            Provenance::Depot => Some("offres_emploi_lba"),
            Provenance::Partenaires => Some("offres_emploi_partenaires"),
            Provenance::Recruteurs => None,
        }
    }
}

fn forme(nom: &str, exemple: &str) -> Erreur {
    Erreur::parametre(nom, &format!("« {exemple} » est un exemple de ce qui est attendu"))
}

fn rome(texte: &str) -> Result<String, Erreur> {
    let lu: Rome = texte.parse().map_err(|_| forme("romes", "D1102,D1104"))?;
    Ok(lu.to_string())
}

fn departement(texte: &str) -> Result<String, Erreur> {
    let connu = Departement::par_code(texte);
    Ok(connu.ok_or_else(|| forme("departements", "35"))?.code.to_owned())
}

fn niveau(p: &Parametres) -> Result<Option<u8>, Erreur> {
    let Some(texte) = p.texte("target_diploma_level") else { return Ok(None) };
    match texte.parse() {
        Ok(niveau @ 3..=7) => Ok(Some(niveau)),
        _ => Err(Erreur::parametre("target_diploma_level", "3, 4, 5, 6 ou 7 est attendu")),
    }
}

fn opco(p: &Parametres) -> Result<Option<String>, Erreur> {
    let Some(texte) = p.texte("opco") else { return Ok(None) };
    if donnees::opcos().any(|nom| nom == texte) {
        return Ok(Some(texte.to_owned()));
    }
    let noms: Vec<&str> = donnees::opcos().collect();
    Err(Erreur::parametre("opco", &format!("un de ces noms est attendu : {}", noms.join(" ; "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_that_cannot_be_are_refused_by_name() {
        let cas = [
            ("", None),
            ("romes=D1102,%20D1104&rncp=RNCP37537&departements=35&departements[]=2A", None),
            ("opco=ATLAS&target_diploma_level=3&inconnu=1", None),
            ("romes=D11", Some("romes")),
            ("rncp=37537X", Some("rncp")),
            ("opco=Autre", Some("opco")),
            ("target_diploma_level=2", Some("target_diploma_level")),
            ("departements=99", Some("departements")),
            ("latitude=48", Some("longitude")),
        ];
        for (adresse, faute) in cas {
            let lu = CriteresEmploi::lire(Some(adresse)).err().map(|e| e.message);
            match faute {
                None => assert_eq!(lu, None, "{adresse}"),
                Some(nom) => assert!(lu.unwrap().starts_with(nom), "{adresse}"),
            }
        }
    }

    #[test]
    fn each_origin_has_its_search() {
        let criteres =
            CriteresEmploi::lire(Some("target_diploma_level=4&departements=35,22")).unwrap();
        let partenaires = criteres.requete(
            Provenance::Partenaires,
            &["D1102".to_owned()],
            Some(vec!["X".to_owned()]),
        );
        assert_eq!(partenaires.genres, [OFFRE]);
        assert_eq!(partenaires.filtres.len(), 5);
        let recruteurs = criteres.requete(Provenance::Recruteurs, &[], Some(Vec::new()));
        assert_eq!(recruteurs.genres, [RECRUTEUR]);
        assert_eq!((recruteurs.filtres.len(), recruteurs.tri), (2, Tri::Pertinence));
    }
}
