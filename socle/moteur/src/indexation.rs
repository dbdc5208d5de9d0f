//! From a document to what tantivy stores.

use std::fmt::Write;

use noyau::geo;
use tantivy::TantivyDocument;

use crate::document::Document;
use crate::erreur::Erreur;
use crate::interne::hacher;
use crate::langue::{Lexique, plier_mots};
use crate::plan::{Plan, Taille};
use crate::profils::{self, OUVRANT};
use crate::schema::{Champs, origine};

/// Key of a document without a place: after every place.
pub(crate) const SANS_PLACE: u64 = 1 << 32;

/// Between the two keys of a pair; never part of a word.
pub(crate) const LIAISON: char = '+';

/// Turns documents into tantivy's, reusing nothing but the plan.
pub(crate) struct Indexation<'a> {
    pub plan: &'a Plan,
    pub champs: &'a Champs,
    pub lexique: &'a Lexique,
}

impl Indexation<'_> {
    /// # Errors
    /// `Erreur::Document` when the document names what the plan does not declare.
    pub fn convertir(&self, document: &Document) -> Result<TantivyDocument, Erreur> {
        let mut sortie = TantivyDocument::default();
        let champs = self.champs;
        sortie.add_text(champs.id, &document.id);
        sortie.add_text(champs.genre, profils::propre(&document.genre));
        sortie.add_bytes(champs.charge, &document.charge);
        self.textes(document, &mut sortie);
        self.place(document, &mut sortie);
        self.proprietes(document, &mut sortie)?;
        Ok(sortie)
    }

    fn textes(&self, document: &Document, sortie: &mut TantivyDocument) {
        let titre = self.lexique.suite(&document.titre);
        let libelles: Vec<Vec<String>> =
            document.libelles.iter().map(|l| self.lexique.suite(l)).collect();
        let mots_cles: Vec<String> =
            document.mots_cles.iter().flat_map(|l| self.lexique.suite(l)).collect();
        let (ouvrants, indices) =
            if document.mots_cles_ouvrants { (mots_cles, vec![]) } else { (vec![], mots_cles) };
        sortie.add_u64(
            self.champs.titre,
            signature_du_titre(&self.lexique.essentiel(&document.titre)),
        );
        sortie.add_text(self.champs.mots, mots(&titre, &libelles, &ouvrants));
        sortie.add_text(self.champs.indices, indices.join(" "));
        sortie.add_text(self.champs.couples, couples(&titre, &libelles));
        sortie.add_text(self.champs.nom, plier_mots(&document.nom).join(" "));
        sortie.add_text(self.champs.corps, self.lexique.suite(&document.corps).join(" "));
    }

    fn place(&self, document: &Document, sortie: &mut TantivyDocument) {
        let cle = document.point.map_or(SANS_PLACE, |p| geo::cle(p).cast_unsigned());
        sortie.add_u64(self.champs.cle, cle);
        sortie.add_u64(self.champs.point, crate::espace::tasser(document.point));
    }

    fn proprietes(&self, document: &Document, sortie: &mut TantivyDocument) -> Result<(), Erreur> {
        let refus = |raison: String| Erreur::Document { id: document.id.clone(), raison };
        for (nom, _) in &document.facettes {
            self.plan.facette(nom).ok_or_else(|| refus(format!("facette « {nom} » inconnue")))?;
        }
        sortie.add_text(self.champs.profil, self.profil(document, &refus)?);
        for (facette, champ) in self.plan.grandes().zip(&self.champs.grandes) {
            let valeurs = valeurs_de(document, &facette.nom);
            if facette.taille == Taille::Territoire && valeurs.len() > 1 {
                return Err(refus(format!(
                    "plusieurs valeurs pour le territoire « {} »",
                    facette.nom
                )));
            }
            valeurs.iter().for_each(|v| sortie.add_text(*champ, v));
        }
        for (nom, valeur) in &document.cles {
            let rang =
                self.plan.cle(nom).ok_or_else(|| refus(format!("clé « {nom} » inconnue")))?;
            sortie.add_i64(self.champs.nombres[rang], i64::from(*valeur));
        }
        Ok(())
    }

    fn profil(
        &self,
        document: &Document,
        refus: &impl Fn(String) -> Erreur,
    ) -> Result<String, Erreur> {
        let mut drapeaux = if document.mots_cles_ouvrants { OUVRANT } else { 0 };
        for nom in &document.drapeaux {
            let rang = self
                .plan
                .drapeau(nom)
                .ok_or_else(|| refus(format!("drapeau « {nom} » inconnu")))?;
            drapeaux |= 1 << rang;
        }
        let petites = self.plan.facettes.iter().filter(|f| f.taille == Taille::Petite);
        let valeurs: Vec<Vec<&str>> = petites.map(|f| valeurs_de(document, &f.nom)).collect();
        Ok(profils::encoder(&document.genre, drapeaux, &valeurs))
    }
}

fn valeurs_de<'d>(document: &'d Document, facette: &str) -> Vec<&'d str> {
    let valeurs = document.facettes.iter().filter(|(nom, v)| *nom == facette && !v.is_empty());
    valeurs.map(|(_, valeur)| valeur.as_str()).collect()
}

/// Hash of the set of keys of a title (32 bits), then their number (8 bits).
pub(crate) fn signature_du_titre(suite: &[String]) -> u64 {
    let mut cles: Vec<&str> = suite.iter().map(String::as_str).collect();
    cles.sort_unstable();
    cles.dedup();
    let longueur = cles.len().min(255) as u64;
    (hacher(cles.join(" ").as_bytes()) & 0xFFFF_FFFF) << 8 | longueur
}

/// Each key of title, labels and keywords, written as many times as the sum of its origins.
fn mots(titre: &[String], libelles: &[Vec<String>], mots_cles: &[String]) -> String {
    let de = |origine: u32| move |cle| (cle, origine);
    let cles = titre.iter().map(de(origine::TITRE));
    let cles = cles.chain(libelles.iter().flatten().map(de(origine::LIBELLE)));
    repeter(cles.chain(mots_cles.iter().map(de(origine::MOT_CLE))).collect())
}

/// Each pair of neighbouring keys, as above.
fn couples(titre: &[String], libelles: &[Vec<String>]) -> String {
    let paires = |suite: &[String]| -> Vec<String> {
        suite.windows(2).map(|p| couple(&p[0], &p[1])).collect()
    };
    let du_titre = paires(titre);
    let des_libelles: Vec<String> = libelles.iter().flat_map(|l| paires(l)).collect();
    let tous = du_titre.iter().map(|c| (c, origine::TITRE));
    repeter(tous.chain(des_libelles.iter().map(|c| (c, origine::LIBELLE))).collect())
}

/// A pair as written in the dictionary.
pub(crate) fn couple(gauche: &str, droite: &str) -> String {
    format!("{gauche}{LIAISON}{droite}")
}

fn repeter(mut cles: Vec<(&String, u32)>) -> String {
    cles.sort_unstable();
    let mut texte = String::new();
    for groupe in cles.chunk_by(|a, b| a.0 == b.0) {
        let somme = groupe.iter().fold(0, |s, (_, origine)| s | origine);
        for _ in 0..somme {
            // Writing to a String cannot fail.
            let _ = write!(texte, "{} ", groupe[0].0);
        }
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(mots: &str) -> Vec<String> {
        mots.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_frequency_tells_the_origin() {
        let texte = mots(&suite("boulanger paris"), &[suite("boulanger pain")], &suite("pain"));
        let frequence = |mot: &str| texte.split(' ').filter(|m| *m == mot).count();
        assert_eq!((frequence("boulanger"), frequence("paris"), frequence("pain")), (6, 4, 3));
    }

    #[test]
    fn pairs_do_not_cross_labels() {
        let texte = couples(&suite("agent securit"), &[suite("agent securit"), suite("vigil")]);
        assert_eq!(texte.split_whitespace().filter(|c| *c == "agent+securit").count(), 6);
        assert!(!texte.contains("securit+vigil"));
    }

    #[test]
    fn a_title_is_recognised_in_any_order() {
        let a = signature_du_titre(&suite("cuisinier domicil cuisinier"));
        assert_eq!(a, signature_du_titre(&suite("domicil cuisinier")));
        assert_ne!(a, signature_du_titre(&suite("cuisinier")));
        assert_eq!(a & 0xFF, 2);
    }
}
