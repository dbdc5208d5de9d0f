//! Given a UAI, a SIRET or both: which organisation is it, how sure are we, who else could it be.
//!
//! The order of the steps is that of the State's public API (`GET /organisme/v1/recherche`); the
//! numbers in the comments are theirs. The answer says which step decided.

mod regle;
#[cfg(test)]
mod tests;

use noyau::identifiants::{Siret, Uai};

use super::vocabulaire::GenreRelation;

pub use regle::Regle;

/// An organisation, as far as the search needs to know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ligne {
    /// Its SIRET.
    pub siret: Siret,
    /// Its validated UAI.
    pub uai: Option<Uai>,
    /// The UAI of the places where it teaches.
    pub lieux: Vec<Uai>,
    /// Not known to be closed.
    pub ouvert: bool,
    /// Its offer was collected: its nature is known.
    pub declare: bool,
    /// Its relations, seen from it.
    pub relations: Vec<(Siret, GenreRelation)>,
}

/// What is known of the UAI that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatUai {
    /// Nobody carries it.
    Inconnu,
    /// An organisation carries it, by itself or by a place.
    Ok,
}

/// What is known of the SIRET that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EtatSiret {
    /// The directory does not know it.
    Inconnu,
    /// It is closed.
    Ferme,
    /// It is open.
    Ok,
    /// The directory itself is not there: nothing can be said. (The API we follow says "unknown".)
    Indisponible,
}

/// How the organisation stands to the UAI that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParUai {
    /// It is its own, validated.
    pub lui_meme: bool,
    /// It is that of one of its places.
    pub son_lieu: bool,
}

/// How the organisation stands to the SIRET that was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParSiret {
    /// It is its own.
    pub lui_meme: bool,
    /// The SIRET teaches for it.
    pub son_formateur: bool,
    /// The SIRET is responsible for what it teaches.
    pub son_responsable: bool,
}

/// An organisation that answers, or could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piste {
    /// Its SIRET.
    pub siret: Siret,
    /// Its validated UAI.
    pub uai: Option<Uai>,
    /// Not known to be closed.
    pub ouvert: bool,
    /// Its offer was collected.
    pub declare: bool,
    /// Why it is here, by the UAI; none when no UAI was asked.
    pub par_uai: Option<ParUai>,
    /// Why it is here, by the SIRET; none when no SIRET was asked.
    pub par_siret: Option<ParSiret>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recherche {
    /// What is known of the UAI; none when it was not asked.
    pub uai: Option<EtatUai>,
    /// What is known of the SIRET; none when it was not asked.
    pub siret: Option<EtatSiret>,
    /// The organisation, when one step decides.
    pub resultat: Option<Piste>,
    /// The others that could be meant, in the order of SIRET.
    pub candidats: Vec<Piste>,
    /// The step that decided.
    pub regle: Regle,
}

/// What a step decides: the organisation if any, the other candidates, the rule.
type Issue<'a> = (Option<&'a Ligne>, Vec<&'a Ligne>, Regle);

/// Answers from the rows that may be concerned; other rows and their order change nothing.
pub fn rechercher(lignes: &[Ligne], uai: Option<&Uai>, siret: Option<&Siret>) -> Recherche {
    let question = Question { uai, siret };
    let mut triees: Vec<&Ligne> = lignes.iter().collect();
    triees.sort_by_key(|l| (l.siret, l.uai));
    let (resultat, mut candidats, regle) = question.decider(&triees);
    // 8. The result is never a candidate too, and nobody is one twice.
    candidats.sort_by_key(|l| (l.siret, l.uai));
    candidats.dedup_by_key(|l| (l.siret, l.uai));
    candidats.retain(|c| resultat.is_none_or(|r| (r.siret, r.uai) != (c.siret, c.uai)));
    Recherche {
        uai: question.etat_uai(&triees),
        siret: question.etat_siret(&triees),
        resultat: resultat.map(|l| question.piste(l)),
        candidats: candidats.into_iter().map(|l| question.piste(l)).collect(),
        regle,
    }
}

#[derive(Clone, Copy)]
struct Question<'q> {
    uai: Option<&'q Uai>,
    siret: Option<&'q Siret>,
}

impl Question<'_> {
    fn porte_uai(&self, ligne: &Ligne) -> bool {
        self.uai.is_some_and(|u| ligne.uai.as_ref() == Some(u))
    }

    fn a_ce_lieu(&self, ligne: &Ligne) -> bool {
        self.uai.is_some_and(|u| ligne.lieux.contains(u))
    }

    fn est_siret(&self, ligne: &Ligne) -> bool {
        self.siret.is_some_and(|s| ligne.siret == *s)
    }

    fn decider<'a>(&self, lignes: &[&'a Ligne]) -> Issue<'a> {
        if self.uai.is_none() && self.siret.is_none() {
            return (None, Vec::new(), Regle::AucunCritere); // 1
        }
        let parmi = |voulue: &dyn Fn(&Ligne) -> bool| -> Vec<&'a Ligne> {
            lignes.iter().copied().filter(|l| voulue(l)).collect()
        };
        let exacts = parmi(&|l| self.est_siret(l) && self.porte_uai(l));
        let par_siret = parmi(&|l| self.est_siret(l) && !self.porte_uai(l));
        let par_uai = parmi(&|l| !self.est_siret(l) && self.porte_uai(l));
        let par_lieu = parmi(&|l| self.a_ce_lieu(l) && l.ouvert && l.uai.is_some());
        // 3. The couple itself.
        if let Some(exact) = exacts.first().copied() {
            if exact.ouvert {
                return (Some(exact), Vec::new(), Regle::CoupleExact);
            }
            if self.a_ce_lieu(exact) {
                return (Some(exact), Vec::new(), Regle::CoupleFermeSurPlace);
            }
        }
        let (resultat, mut candidats, regle) = match par_siret.as_slice() {
            [] if par_uai.is_empty() => lieu_seul(par_lieu), // 5
            [] => self.par_uai(par_uai),                     // 4
            [seul] => self.par_siret(seul, par_uai, par_lieu),
            _ => (None, [par_siret, par_uai].concat(), Regle::SiretMultiple), // 6
        };
        candidats.extend(exacts);
        (resultat, candidats, regle)
    }

    /// 4. Only the UAI leads somewhere.
    fn par_uai<'a>(&self, porteurs: Vec<&'a Ligne>) -> Issue<'a> {
        let actifs = porteurs.iter().copied().filter(|l| l.ouvert && l.declare);
        let actifs: Vec<&Ligne> = actifs.collect();
        let (resultat, regle) = match actifs.as_slice() {
            [] => (None, Regle::UaiSansOrganismeActif),
            [seul] => (Some(*seul), Regle::UaiUnique),
            _ => match seul(actifs.iter().copied().filter(|l| self.a_ce_lieu(l))) {
                Some(sur_place) => (Some(sur_place), Regle::UaiUniqueSurPlace),
                None => (None, Regle::UaiPartagee),
            },
        };
        (resultat, porteurs, regle)
    }

    /// 6 and 7. The SIRET is known, under another UAI or none.
    fn par_siret<'a>(
        &self,
        lui: &'a Ligne,
        par_uai: Vec<&'a Ligne>,
        par_lieu: Vec<&'a Ligne>,
    ) -> Issue<'a> {
        let mut candidats = par_uai;
        candidats.push(lui);
        if self.uai.is_none() {
            return (Some(lui), candidats, Regle::SiretSeul);
        }
        if self.a_ce_lieu(lui) {
            return (Some(lui), candidats, Regle::SiretSurPlace);
        }
        let Some(lieu) = seul(par_lieu.iter().copied()) else {
            candidats.extend(par_lieu);
            return (None, candidats, Regle::SiretSansAppui);
        };
        let enseigne_pour_lui = lieu.relations.contains(&(lui.siret, GenreRelation::FormateurDe));
        if self.porte_uai(lieu) {
            return (Some(lieu), candidats, Regle::LieuPorteUai);
        }
        if enseigne_pour_lui {
            return (Some(lui), candidats, Regle::SiretResponsableDuLieu);
        }
        (Some(lieu), candidats, Regle::LieuSansLien)
    }

    /// 9.
    fn etat_uai(&self, lignes: &[&Ligne]) -> Option<EtatUai> {
        self.uai?;
        let connue = lignes.iter().any(|l| self.porte_uai(l) || self.a_ce_lieu(l));
        Some(if connue { EtatUai::Ok } else { EtatUai::Inconnu })
    }

    /// 9. Open as soon as one row says so.
    fn etat_siret(&self, lignes: &[&Ligne]) -> Option<EtatSiret> {
        self.siret?;
        let etats = lignes.iter().filter(|l| self.est_siret(l)).map(|l| l.ouvert);
        Some(match etats.max() {
            None => EtatSiret::Inconnu,
            Some(false) => EtatSiret::Ferme,
            Some(true) => EtatSiret::Ok,
        })
    }

    fn piste(&self, ligne: &Ligne) -> Piste {
        let lie = |siret: &Siret, genre| ligne.relations.contains(&(*siret, genre));
        Piste {
            siret: ligne.siret,
            uai: ligne.uai,
            ouvert: ligne.ouvert,
            declare: ligne.declare,
            par_uai: self.uai.map(|_| ParUai {
                lui_meme: self.porte_uai(ligne),
                son_lieu: self.a_ce_lieu(ligne),
            }),
            par_siret: self.siret.map(|s| ParSiret {
                lui_meme: ligne.siret == *s,
                son_formateur: lie(s, GenreRelation::ResponsableDe),
                son_responsable: lie(s, GenreRelation::FormateurDe),
            }),
        }
    }
}

/// 5. Only a place leads somewhere.
fn lieu_seul(par_lieu: Vec<&Ligne>) -> Issue<'_> {
    match par_lieu.as_slice() {
        [] => (None, par_lieu, Regle::Inconnu),
        [lieu] => (Some(*lieu), Vec::new(), Regle::LieuUnique),
        _ => (None, par_lieu, Regle::LieuPartage),
    }
}

/// The only one of a list; none when it is empty or has several.
fn seul<'a>(mut liste: impl Iterator<Item = &'a Ligne>) -> Option<&'a Ligne> {
    let premier = liste.next()?;
    liste.next().is_none().then_some(premier)
}
