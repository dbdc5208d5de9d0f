//! What the search of certifications reads: one line for each certification that people look for.

use noyau::dates::DateCivile;
use noyau::niveau::NiveauDiplome;
use noyau::texte::{plier, titre_propre};

use super::{Certification, CertificationsApi};
use crate::regles::verdict::{Etat, etat};

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Ligne {
    /// Its place in the list of certifications.
    pub rang: usize,
    /// Name, as people read it.
    pub titre: String,
    /// Kind in short: CAP, BTS, TP; "Autre" when no publisher says.
    pub nature: String,
    /// European level.
    pub niveau: Option<NiveauDiplome>,
    /// Folded names and codes, for the search.
    plie: String,
}

/// What is asked of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demande {
    /// Words; each must be found.
    pub q: String,
    /// Level, 1 to 8.
    pub niveau: Option<u8>,
    /// State today.
    pub etat: Option<Etat>,
    /// Kind.
    pub nature: Option<String>,
}

/// What the list answers: lines in order, and for each filter the lines with every other filter.
#[derive(Debug, Default)]
pub struct Trouvees<'a> {
    /// The lines found, with their state: open ones first, then by name.
    pub lignes: Vec<(&'a Ligne, Etat)>,
    /// Lines by level.
    pub niveaux: Vec<(u8, u64)>,
    /// Lines by state.
    pub etats: Vec<(Etat, u64)>,
    /// Lines by kind, most frequent first.
    pub natures: Vec<(String, u64)>,
}

impl CertificationsApi {
    /// Searches the list; one pass over it.
    pub fn chercher(&self, demande: &Demande, jour: DateCivile) -> Trouvees<'_> {
        let plie = plier(&demande.q);
        let mots: Vec<&str> = plie.split_whitespace().collect();
        let mut trouvees = Trouvees::default();
        for ligne in &self.rayon {
            if !mots.iter().all(|mot| ligne.plie.contains(mot)) {
                continue;
            }
            let etat = self.etat(&self.liste[ligne.rang], jour);
            trouvees.compter(demande, ligne, etat);
        }
        trouvees.lignes.sort_by(|(a, x), (b, y)| (x, &a.titre).cmp(&(y, &b.titre)));
        trouvees.niveaux.sort_unstable();
        trouvees.etats.sort_unstable();
        trouvees.natures.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        trouvees
    }

    /// State of a certification on that day.
    pub fn etat(&self, certification: &Certification, jour: DateCivile) -> Etat {
        let diplome = certification.cfd.and_then(|c| self.table.diplome(&c));
        let fiche = certification.rncp.and_then(|r| self.table.fiche(&r));
        etat(diplome, fiche, jour)
    }

    /// One line for each pair, and for each code that is in no pair.
    pub(super) fn ranger_le_rayon(&mut self) {
        let seul = |c: &Certification| match (c.cfd, c.rncp) {
            (Some(_), Some(_)) => true,
            (Some(cfd), None) => self.de_cfd(&cfd).all(|autre| autre.rncp.is_none()),
            (None, Some(rncp)) => self.de_rncp(&rncp).all(|autre| autre.cfd.is_none()),
            (None, None) => false,
        };
        let mut rayon: Vec<Ligne> = Vec::new();
        for (rang, certification) in self.liste.iter().enumerate().filter(|(_, c)| seul(c)) {
            let meme = |ligne: &Ligne| {
                let avant = &self.liste[ligne.rang];
                (avant.cfd, avant.rncp) == (certification.cfd, certification.rncp)
            };
            if !rayon.last().is_some_and(meme) {
                rayon.push(self.ligne(rang, certification));
            }
        }
        self.rayon = rayon;
    }

    fn ligne(&self, rang: usize, certification: &Certification) -> Ligne {
        let diplome = certification.cfd.and_then(|c| self.table.diplome(&c));
        let fiche = certification.rncp.and_then(|r| self.table.fiche(&r));
        let long = diplome.map_or("", |d| d.libelle_long.as_str());
        let intitule = fiche.map_or("", |f| f.intitule.as_str());
        let titre = match (intitule.is_empty(), diplome) {
            (true, Some(d)) => titre_propre(&d.libelle_long),
            _ => intitule.to_owned(),
        };
        let sigle = diplome.map(|d| d.sigle.clone()).filter(|s| !s.is_empty());
        let abrege = fiche.and_then(|f| f.abrege.clone());
        let nature = abrege.or(sigle).unwrap_or_else(|| "Autre".to_owned());
        let codes =
            [certification.cfd.map(|c| c.to_string()), certification.rncp.map(|r| r.to_string())];
        let codes = codes.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let niveau = certification.cfd.and_then(|c| self.table.niveau(&c));
        Ligne {
            rang,
            plie: plier(&format!("{intitule} {long} {nature} {codes}")),
            niveau: niveau.or(fiche.and_then(|f| f.niveau)),
            titre,
            nature,
        }
    }
}

impl<'a> Trouvees<'a> {
    fn compter(&mut self, demande: &Demande, ligne: &'a Ligne, etat: Etat) {
        let numero = ligne.niveau.map(|n| n.numero());
        let niveau = demande.niveau.is_none_or(|n| numero == Some(n));
        let nature = demande.nature.as_ref().is_none_or(|n| *n == ligne.nature);
        let bon_etat = demande.etat.is_none_or(|e| e == etat);
        if nature
            && bon_etat
            && let Some(numero) = numero
        {
            ajouter(&mut self.niveaux, &numero);
        }
        if niveau && nature {
            ajouter(&mut self.etats, &etat);
        }
        if niveau && bon_etat {
            ajouter(&mut self.natures, &ligne.nature);
        }
        if niveau && nature && bon_etat {
            self.lignes.push((ligne, etat));
        }
    }
}

fn ajouter<T: PartialEq + Clone>(comptes: &mut Vec<(T, u64)>, valeur: &T) {
    match comptes.iter_mut().find(|(v, _)| v == valeur) {
        Some((_, nombre)) => *nombre += 1,
        None => comptes.push((valeur.clone(), 1)),
    }
}
