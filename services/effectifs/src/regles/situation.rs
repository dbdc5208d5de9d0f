//! Where an enrolment stands, day by day.
//!
//! The rule is that of the dashboard in force (November 2025), written as intervals instead of a
//! table of days; the tests hold both readings against each other.

use noyau::dates::DateCivile;
use serde::{Deserialize, Serialize};

/// Days that someone may wait for a first contract; an abandon from the next one on.
///
/// Article L. 6222-12-1 of the Code du travail gives three months to find an employer.
pub const JOURS_SANS_CONTRAT: i64 = 90;

/// Days that someone may stay in training after a rupture; an abandon from the next one on.
///
/// Article L. 6222-18-2 of the Code du travail: the centre keeps the apprentice for six months.
pub const JOURS_APRES_RUPTURE: i64 = 180;

/// A last contract that ends naturally at most so many days before the training ends it: a contract
/// to 31 July and a session to 31 August must not show a rupture on 1 August.
pub const JOURS_DE_TOLERANCE_DE_FIN: i64 = 60;

/// The situation of an enrolment on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Situation {
    /// In training without a contract yet.
    Inscrit,
    /// Under contract.
    Apprenti,
    /// In training after a contract.
    Rupturant,
    /// Gone, or too long without a contract.
    Abandon,
    /// The training is over.
    FinDeFormation,
}

impl Situation {
    /// Every situation.
    pub const TOUTES: [Situation; 5] = [
        Situation::Inscrit,
        Situation::Apprenti,
        Situation::Rupturant,
        Situation::Abandon,
        Situation::FinDeFormation,
    ];

    /// Its stable code, in exchanges and in the database.
    pub fn code(self) -> &'static str {
        match self {
            Situation::Inscrit => "INSCRIT",
            Situation::Apprenti => "APPRENTI",
            Situation::Rupturant => "RUPTURANT",
            Situation::Abandon => "ABANDON",
            Situation::FinDeFormation => "FIN_DE_FORMATION",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Situation::Inscrit => "Inscrit sans contrat",
            Situation::Apprenti => "Apprenti",
            Situation::Rupturant => "En rupture de contrat",
            Situation::Abandon => "Sorti d’apprentissage",
            Situation::FinDeFormation => "Fin de formation",
        }
    }

    /// How it is computed, beside every number.
    pub fn definition(self) -> &'static str {
        match self {
            Situation::Inscrit => {
                "En formation sans avoir encore de contrat, depuis 90 jours au plus"
            }
            Situation::Apprenti => "Sous contrat d’apprentissage",
            Situation::Rupturant => {
                "En formation sans contrat après un contrat, depuis 180 jours au plus"
            }
            Situation::Abandon => {
                "Sortie déclarée, ou sans contrat au-delà de 90 jours (180 après un contrat)"
            }
            Situation::FinDeFormation => {
                "Formation terminée, ou dernier contrat mené à son terme dans les 60 jours qui la précèdent"
            }
        }
    }

    /// The situation that has this code.
    pub fn par_code(code: &str) -> Option<Self> {
        Situation::TOUTES.into_iter().find(|s| s.code() == code)
    }

    /// What people read of this code.
    pub fn libelle_de(code: &str) -> &'static str {
        Situation::par_code(code).map_or("Inconnue", Situation::libelle)
    }

    /// In training without a contract, and still expected to find one.
    fn sans_contrat(self) -> bool {
        matches!(self, Situation::Inscrit | Situation::Rupturant)
    }
}

/// The training that someone enrolled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// First day.
    pub entree: DateCivile,
    /// Last day.
    pub fin: DateCivile,
}

impl Session {
    /// A session; `None` when it would end before it begins.
    pub fn new(entree: DateCivile, fin: DateCivile) -> Option<Self> {
        (entree <= fin).then_some(Session { entree, fin })
    }
}

/// A contract of apprenticeship, as far as situations go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contrat {
    /// First day.
    pub debut: DateCivile,
    /// Last day agreed; that of the session when nobody said.
    pub fin: Option<DateCivile>,
    /// The day it was broken: the first day without a contract.
    pub rupture: Option<DateCivile>,
}

impl Contrat {
    /// The day that decides which contract is the last one.
    fn terme(&self, session: Session) -> DateCivile {
        self.rupture.or(self.fin).unwrap_or(session.fin)
    }

    /// Last day under contract.
    fn dernier_jour(&self, session: Session) -> DateCivile {
        match self.rupture {
            Some(rupture) => rupture.plus_jours(-1),
            None => self.fin.unwrap_or(session.fin),
        }
    }
}

/// A change of situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Etape {
    /// First day of the situation.
    pub date: DateCivile,
    /// The situation from that day on.
    pub situation: Situation,
}

/// The timeline of an enrolment: days strictly increasing, no situation twice in a row. The last one
/// lasts for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Parcours(Vec<Etape>);

impl Parcours {
    /// Its changes, in order. There is at least one.
    pub fn etapes(&self) -> &[Etape] {
        &self.0
    }

    /// The situation on a day; someone who has not begun is enrolled.
    pub fn le(&self, jour: DateCivile) -> Situation {
        situation_le(&self.0, jour).unwrap_or(Situation::Inscrit)
    }

    /// The first day after this one when the situation changes.
    pub fn change_apres(&self, jour: DateCivile) -> Option<DateCivile> {
        self.0.iter().map(|e| e.date).find(|date| *date > jour)
    }

    /// The day the situation of this day began; none when nothing had begun.
    pub fn depuis(&self, jour: DateCivile) -> Option<DateCivile> {
        self.0.iter().rev().map(|e| e.date).find(|date| *date <= jour)
    }

    /// As the database keeps it: `2024-09-01 INSCRIT|2024-10-01 APPRENTI`.
    pub fn ecrire(&self) -> String {
        let etapes = self.0.iter().map(|e| format!("{} {}", e.date, e.situation.code()));
        etapes.collect::<Vec<_>>().join("|")
    }

    /// As the database kept it; what does not read is left out.
    pub fn lire(texte: &str) -> Self {
        let etape = |morceau: &str| {
            let (date, code) = morceau.split_once(' ')?;
            Some(Etape { date: date.parse().ok()?, situation: Situation::par_code(code)? })
        };
        Parcours(texte.split('|').filter_map(etape).collect())
    }
}

/// The timeline of an enrolment from its session, its contracts in any order, and the day it was
/// ended if it was. Two contracts that start on the same day are one: the last given counts.
pub fn parcours(session: Session, contrats: &[Contrat], exclusion: Option<DateCivile>) -> Parcours {
    let contrats = un_par_debut(contrats);
    let premier = contrats.first().map_or(session.entree, |c| c.debut.min(session.entree));
    let mut etapes = jours_comptes(premier, session, &contrats, exclusion);
    let dernier = dernier_contrat(session, &contrats);
    let naturel = dernier.filter(|c| c.rupture.is_none() && exclusion.is_none());
    let finit = naturel.is_some() || finit_d_elle_meme(&etapes);
    if let Some(contrat) = naturel {
        achever_apres(&mut etapes, premier, session, contrat.terme(session));
    }
    if finit {
        etapes.push(Etape { date: session.fin, situation: Situation::FinDeFormation });
    }
    Parcours(sans_repetition(etapes))
}

/// The contracts by first day.
fn un_par_debut(contrats: &[Contrat]) -> Vec<Contrat> {
    let mut tries = contrats.to_vec();
    tries.sort_by_key(|c| c.debut);
    tries.dedup_by(|suivant, garde| {
        let meme = suivant.debut == garde.debut;
        if meme {
            *garde = *suivant;
        }
        meme
    });
    tries
}

/// The contract that ends last; of two that end on the same day, the one that was broken.
fn dernier_contrat(session: Session, contrats: &[Contrat]) -> Option<&Contrat> {
    contrats.iter().max_by_key(|c| (c.terme(session), c.rupture.is_some()))
}

/// The changes that come from counting days, up to the end of the session.
fn jours_comptes(
    premier: DateCivile,
    session: Session,
    contrats: &[Contrat],
    exclusion: Option<DateCivile>,
) -> Vec<Etape> {
    let lendemain = session.fin.plus_jours(1);
    let arret = exclusion.unwrap_or(lendemain).clamp(premier, lendemain);
    let mut etapes = Vec::with_capacity(2 * contrats.len() + 4);
    let (mut jour, mut attente) = (premier, Situation::Inscrit);
    for contrat in contrats {
        let apres = contrat.dernier_jour(session).plus_jours(1).min(arret);
        if apres <= contrat.debut {
            continue;
        }
        attendre(&mut etapes, attente, jour, contrat.debut);
        etapes.push(Etape { date: contrat.debut, situation: Situation::Apprenti });
        (jour, attente) = (jour.max(apres), Situation::Rupturant);
    }
    attendre(&mut etapes, attente, jour, arret);
    if arret < lendemain {
        etapes.push(Etape { date: arret, situation: Situation::Abandon });
    }
    etapes
}

/// The days without a contract from `jour` to the eve of `avant`: a wait, then an abandon.
fn attendre(etapes: &mut Vec<Etape>, attente: Situation, jour: DateCivile, avant: DateCivile) {
    if jour >= avant {
        return;
    }
    etapes.push(Etape { date: jour, situation: attente });
    let duree =
        if attente == Situation::Inscrit { JOURS_SANS_CONTRAT } else { JOURS_APRES_RUPTURE };
    let abandon = jour.plus_jours(duree);
    if abandon < avant {
        etapes.push(Etape { date: abandon, situation: Situation::Abandon });
    }
}

/// Someone still under contract, or still looking for a first one, ends with the session.
fn finit_d_elle_meme(etapes: &[Etape]) -> bool {
    let derniere = etapes.last().map(|e| e.situation);
    matches!(derniere, Some(Situation::Inscrit | Situation::Apprenti))
}

/// When the last contract ends naturally near the end of the session, the days after it are the end of
/// the training and no rupture.
fn achever_apres(
    etapes: &mut Vec<Etape>,
    premier: DateCivile,
    session: Session,
    terme: DateCivile,
) {
    let lendemain = terme.plus_jours(1).max(premier);
    if terme.jours_jusqua(session.fin) > JOURS_DE_TOLERANCE_DE_FIN || lendemain > session.fin {
        return;
    }
    let commencee = situation_le(etapes, lendemain).is_some_and(Situation::sans_contrat);
    for etape in etapes.iter_mut().filter(|e| e.date >= lendemain && e.situation.sans_contrat()) {
        etape.situation = Situation::FinDeFormation;
    }
    if commencee {
        etapes.push(Etape { date: lendemain, situation: Situation::FinDeFormation });
        etapes.sort_by_key(|e| e.date);
    }
}

/// The situation on a day, if the timeline has begun.
fn situation_le(etapes: &[Etape], jour: DateCivile) -> Option<Situation> {
    etapes.iter().rev().find(|e| e.date <= jour).map(|e| e.situation)
}

/// Of two changes on the same day the last counts; a change to the same situation is none.
fn sans_repetition(etapes: Vec<Etape>) -> Vec<Etape> {
    let mut utiles: Vec<Etape> = Vec::with_capacity(etapes.len());
    for etape in etapes {
        utiles.pop_if(|derniere| derniere.date == etape.date);
        if utiles.last().is_none_or(|derniere| derniere.situation != etape.situation) {
            utiles.push(etape);
        }
    }
    utiles
}

#[cfg(test)]
mod tests;
