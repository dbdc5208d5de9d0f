//! A plan, documents in one line each, and searches that give back identifiers.

use moteur::{Departage, Document, Facette, Filtre, Index, Lieu, MotsVides, Plan, Requete, Taille};
use noyau::geo::Point;
use tempfile::TempDir;

pub fn plan() -> Plan {
    let facette = |nom: &str, taille| Facette { nom: nom.into(), taille };
    let groupes: [&[&str]; 4] = [
        &["vigile", "agent de sécurité", "agent de prévention"],
        &["esf", "économie sociale familiale"],
        &["rh", "ressources humaines"],
        &["technicien son", "ingénieur du son"],
    ];
    Plan {
        facettes: vec![
            facette("sorte", Taille::Petite),
            facette("contrat", Taille::Petite),
            facette("niveau", Taille::Petite),
            facette("secteur", Taille::Grande),
            facette("metiers", Taille::Grande),
            facette("departement", Taille::Territoire),
        ],
        drapeaux: vec!["handi".into(), "simple".into()],
        cles: vec!["date".into(), "debut".into(), "compteur".into()],
        mots_vides: MotsVides {
            vides: [
                "de du des la le les l d en et à au un une h f hf ne",
                "apprenti alternant alternance apprentissage",
            ]
            .map(String::from)
            .to_vec(),
            diplomes: ["bac bachelor bp bts but cap deust diplome dut licence pro master mastere"]
                .map(String::from)
                .to_vec(),
        },
        synonymes: groupes.iter().map(|g| g.iter().map(|p| (*p).to_owned()).collect()).collect(),
        departage: Departage {
            drapeau: Some("simple".into()),
            moins: Some("compteur".into()),
            plus: Some("date".into()),
        },
        ..Plan::default()
    }
}

pub struct Essai {
    pub dossier: TempDir,
    pub index: Index,
}

/// An index of these documents, one genre after the other.
pub fn index(documents: Vec<Document>) -> Essai {
    let dossier = tempfile::tempdir().unwrap();
    let index = Index::open(dossier.path(), plan()).unwrap();
    let mut ecrivain = index.ecrivain().unwrap();
    let mut genres: Vec<String> = documents.iter().map(|d| d.genre.clone()).collect();
    genres.sort();
    genres.dedup();
    for genre in genres {
        let siens = documents.iter().filter(|d| d.genre == genre).cloned();
        ecrivain.remplacer_genre(&genre, siens.map(Ok), 0).unwrap();
    }
    Essai { dossier, index }
}

impl Essai {
    pub fn ids(&self, requete: &Requete) -> Vec<String> {
        self.index.search(requete).unwrap().resultats.into_iter().map(|r| r.id).collect()
    }

    pub fn texte(&self, texte: &str) -> Vec<String> {
        self.ids(&texte_seul(texte))
    }
}

pub fn texte_seul(texte: &str) -> Requete {
    Requete { texte: texte.into(), ..Requete::default() }
}

pub fn offre(id: &str, titre: &str) -> Document {
    Document {
        id: id.into(),
        genre: "offre".into(),
        titre: titre.into(),
        charge: id.as_bytes().to_vec(),
        ..Document::default()
    }
}

pub fn formation(id: &str, titre: &str) -> Document {
    Document { genre: "formation".into(), ..offre(id, titre) }
}

/// A company: no title, trades as labels, found by a keyword alone.
pub fn entreprise(id: &str, nom: &str, libelles: &[&str]) -> Document {
    Document {
        genre: "entreprise".into(),
        nom: nom.into(),
        libelles: libelles.iter().map(|l| (*l).to_owned()).collect(),
        mots_cles_ouvrants: true,
        ..offre(id, "")
    }
}

pub fn a(lat: f64, lon: f64, document: Document) -> Document {
    Document { point: Some(Point::new(lat, lon).unwrap()), ..document }
}

pub fn cercle(lat: f64, lon: f64, rayon_km: f64) -> Lieu {
    Lieu::Cercle { centre: Point::new(lat, lon).unwrap(), rayon_km }
}

pub fn une_de(nom: &str, valeurs: &[&str], absents: bool) -> Filtre {
    Filtre::Facette {
        nom: nom.into(),
        valeurs: valeurs.iter().map(|v| (*v).to_owned()).collect(),
        absents,
    }
}
