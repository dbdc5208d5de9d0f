//! One line: the dates of an enrolment.

use std::borrow::Cow;
use std::fmt;

use noyau::dates::DateCivile;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, Visitor};

use super::LIGNE_MAX;
use crate::regles::annee;
use crate::regles::dossier::jour;
use crate::regles::historique::{self, Statut};
use crate::regles::situation::{Contrat, Parcours, Session, Situation, parcours};

/// What a good line gives.
#[derive(Debug)]
pub struct Reponse {
    /// Its timeline.
    pub parcours: Parcours,
    /// Its situation on the day of reference.
    pub en_cours: Situation,
}

/// The fields that count, as they were written. The others are left aside.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Champs<'a> {
    #[serde(borrow)]
    date_entree_formation: Champ<'a>,
    #[serde(borrow)]
    date_fin_formation: Champ<'a>,
    #[serde(borrow)]
    date_exclusion_formation: Champ<'a>,
    #[serde(borrow)]
    date_reference: Champ<'a>,
    #[serde(borrow)]
    contrat_date_debut: Champ<'a>,
    #[serde(borrow)]
    contrat_date_fin: Champ<'a>,
    #[serde(borrow)]
    contrat_date_rupture: Champ<'a>,
    #[serde(borrow)]
    contrat_date_debut_2: Champ<'a>,
    #[serde(borrow)]
    contrat_date_fin_2: Champ<'a>,
    #[serde(borrow)]
    contrat_date_rupture_2: Champ<'a>,
    #[serde(borrow)]
    contrat_date_debut_3: Champ<'a>,
    #[serde(borrow)]
    contrat_date_fin_3: Champ<'a>,
    #[serde(borrow)]
    contrat_date_rupture_3: Champ<'a>,
    #[serde(borrow)]
    contrat_date_debut_4: Champ<'a>,
    #[serde(borrow)]
    contrat_date_fin_4: Champ<'a>,
    #[serde(borrow)]
    contrat_date_rupture_4: Champ<'a>,
    // Before 2024, an enrolment had no days: years, and the statuses sent one after the other.
    annee_scolaire: Option<Cow<'a, str>>,
    periode_formation: Option<(i32, i32)>,
    historique_statut: Option<Vec<StatutRecu<'a>>>,
}

/// A status of before 2024.
#[derive(Deserialize)]
struct StatutRecu<'a> {
    valeur_statut: i64,
    #[serde(borrow)]
    date_statut: Champ<'a>,
}

/// A value where a date is expected.
#[derive(Default)]
enum Champ<'a> {
    /// Absent or null.
    #[default]
    Vide,
    /// A text.
    Texte(Cow<'a, str>),
    /// Anything else.
    Autre,
}

/// Reads a line; the error is what to tell its author.
pub fn lire(ligne: &[u8], aujourd_hui: DateCivile) -> Result<Reponse, String> {
    if ligne.len() as u64 > LIGNE_MAX {
        return Err(format!("La ligne est trop longue : {LIGNE_MAX} octets au plus."));
    }
    if ligne.iter().all(u8::is_ascii_whitespace) {
        return Err("La ligne est vide.".to_owned());
    }
    let objet = ligne.trim_ascii_start().first() == Some(&b'{');
    let champs = match serde_json::from_slice::<Champs<'_>>(ligne) {
        Ok(champs) if objet => champs,
        Ok(_) => return Err(illisible(0)),
        Err(e) => return Err(illisible(e.column())),
    };
    repondre(&champs, aujourd_hui)
}

fn illisible(caractere: usize) -> String {
    format!("La ligne n’est pas un objet JSON lisible (caractère {caractere}).")
}

fn repondre(champs: &Champs<'_>, aujourd_hui: DateCivile) -> Result<Reponse, String> {
    let reference = date("date_reference", &champs.date_reference)?.unwrap_or(aujourd_hui);
    let exclusion = date("date_exclusion_formation", &champs.date_exclusion_formation)?;
    let parcours = match (&champs.historique_statut, &champs.date_entree_formation) {
        (Some(statuts), Champ::Vide) => {
            let (contrats, abandon) = historique::lire(&statuts_lus(statuts)?);
            parcours(session_des_annees(champs)?, &contrats, exclusion.or(abandon))
        }
        _ => parcours(session(champs)?, &contrats(champs)?, exclusion),
    };
    Ok(Reponse { en_cours: parcours.le(reference), parcours })
}

fn session(champs: &Champs<'_>) -> Result<Session, String> {
    let entree = obligatoire("date_entree_formation", &champs.date_entree_formation)?;
    let fin = obligatoire("date_fin_formation", &champs.date_fin_formation)?;
    Session::new(entree, fin)
        .ok_or_else(|| "date_fin_formation : la formation finit avant d’avoir commencé.".to_owned())
}

fn session_des_annees(champs: &Champs<'_>) -> Result<Session, String> {
    let dites = champs.annee_scolaire.as_deref().and_then(annee::lire);
    let annees = champs.periode_formation.or_else(|| {
        let (debut, fin) = dites.as_deref()?.split_once('-')?;
        Some((debut.parse().ok()?, fin.parse().ok()?))
    });
    annees.and_then(|(premiere, derniere)| historique::session(premiere, derniere)).ok_or_else(
        || "periode_formation : deux années sont attendues, par exemple [2021, 2023].".to_owned(),
    )
}

fn statuts_lus(statuts: &[StatutRecu<'_>]) -> Result<Vec<(DateCivile, Statut)>, String> {
    let lu = |statut: &StatutRecu<'_>| {
        let quand = obligatoire("historique_statut.date_statut", &statut.date_statut)?;
        let quoi = Statut::lire(statut.valeur_statut)
            .ok_or("historique_statut.valeur_statut : 0, 2 ou 3 est attendu.")?;
        Ok((quand, quoi))
    };
    statuts.iter().map(lu).collect()
}

fn contrats(c: &Champs<'_>) -> Result<Vec<Contrat>, String> {
    let donnes = [
        ("", &c.contrat_date_debut, &c.contrat_date_fin, &c.contrat_date_rupture),
        ("_2", &c.contrat_date_debut_2, &c.contrat_date_fin_2, &c.contrat_date_rupture_2),
        ("_3", &c.contrat_date_debut_3, &c.contrat_date_fin_3, &c.contrat_date_rupture_3),
        ("_4", &c.contrat_date_debut_4, &c.contrat_date_fin_4, &c.contrat_date_rupture_4),
    ];
    let mut contrats = Vec::with_capacity(donnes.len());
    for (rang, debut, fin, rupture) in donnes {
        let debut = date_de("contrat_date_debut", rang, debut)?;
        let fin = date_de("contrat_date_fin", rang, fin)?;
        let rupture = date_de("contrat_date_rupture", rang, rupture)?;
        match debut {
            Some(debut) => contrats.push(Contrat { debut, fin, rupture }),
            None if fin.is_none() && rupture.is_none() => {}
            None => {
                return Err(format!(
                    "contrat_date_debut{rang} : champ obligatoire quand le contrat a une date de fin \
                     ou de rupture."
                ));
            }
        }
    }
    Ok(contrats)
}

fn obligatoire(nom: &str, champ: &Champ<'_>) -> Result<DateCivile, String> {
    date(nom, champ)?.ok_or_else(|| format!("{nom} : champ obligatoire."))
}

fn date(nom: &str, champ: &Champ<'_>) -> Result<Option<DateCivile>, String> {
    date_de(nom, "", champ)
}

fn date_de(nom: &str, rang: &str, champ: &Champ<'_>) -> Result<Option<DateCivile>, String> {
    let lue = match champ {
        Champ::Vide => return Ok(None),
        Champ::Texte(texte) if texte.trim().is_empty() => return Ok(None),
        Champ::Texte(texte) => jour(texte),
        Champ::Autre => None,
    };
    lue.map(Some).ok_or_else(|| format!("{nom}{rang} : date invalide, AAAA-MM-JJ est attendu."))
}

impl<'de: 'a, 'a> Deserialize<'de> for Champ<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LireChamp)
    }
}

struct LireChamp;

impl<'de> Visitor<'de> for LireChamp {
    type Value = Champ<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("une date")
    }

    fn visit_borrowed_str<E: Error>(self, texte: &'de str) -> Result<Self::Value, E> {
        Ok(Champ::Texte(Cow::Borrowed(texte)))
    }

    fn visit_str<E: Error>(self, texte: &str) -> Result<Self::Value, E> {
        Ok(Champ::Texte(Cow::Owned(texte.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Champ::Vide)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Champ::Autre)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Champ::Autre)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Champ::Autre)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Champ::Autre)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut a: A) -> Result<Self::Value, A::Error> {
        while a.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Champ::Autre)
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut a: A) -> Result<Self::Value, A::Error> {
        while a.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Champ::Autre)
    }
}
