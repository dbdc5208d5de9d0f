//! The public figures of the wishes: by académie, small counts hidden, coverage beside.

use base::{Db, Lecture};
use noyau::dates::{DateCivile, Instant};
use noyau::horloge::Horloge;
use noyau::territoires::Academie;

use crate::croisement::{Croisement, rentree};
use crate::cube::Couverture;
use crate::depot::chiffres_voeux::{self as depot, LigneChiffres};
use crate::depot::voeux::{self, De};
use crate::regles::secret::masquer_les_lignes;
use crate::regles::voeux::Bilan;

/// What the figures mean, beside them.
pub const DEFINITION: &str = "Un élève compte une fois par académie, par celui de ses vœux qui est le plus près d’un contrat. Il est reconnu dans les effectifs à son INE, sinon à son nom et son premier prénom dans le CFA de son vœu : l’élève d’un CFA qui n’a rien transmis compte parmi les « pas inscrits ». La couverture est la part des CFA de ces vœux qui ont transmis des effectifs de cette rentrée.";

/// The figures of an académie, or of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Code; empty for all of them.
    pub code: &'static str,
    /// Name.
    pub nom: &'static str,
    /// What may be said; none when a number of it is small, or would give back one that is.
    pub bilan: Option<Bilan>,
    /// What it covers.
    pub couverture: Couverture,
}

/// The figures of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campagne {
    /// Year of the start of the school year that the wishes are for.
    pub annee: i64,
    /// The day the file was imported.
    pub importe: DateCivile,
    /// The day the figures were counted.
    pub jour: DateCivile,
    /// All the académies of the file.
    pub ensemble: Part,
    /// Each of them.
    pub academies: Vec<Part>,
}

/// Counts the wishes of the file in force by académie, and keeps that: how many académies. Those of a file whose wishes
/// are erased stay as they were.
///
/// # Errors
/// Those of the database.
pub async fn garder(db: &Db, horloge: &Horloge) -> anyhow::Result<usize> {
    let mut lignes = Vec::new();
    for code in voeux::academies(db.read()).await? {
        let croisement =
            Croisement::charger(db.read(), &[De::Academies(vec![code.clone()])]).await?;
        lignes.extend(compter(code, &croisement, horloge.aujourd_hui()));
    }
    if let Some(campagne) = lignes.first().map(|l| l.campagne) {
        let mut tx = db.write().await?;
        depot::garder(&mut tx, campagne, &lignes).await?;
        tx.commit().await?;
    }
    Ok(lignes.len())
}

fn compter(academie: String, croisement: &Croisement, jour: DateCivile) -> Option<LigneChiffres> {
    let importe = croisement.importe?;
    let bilan = croisement.bilan();
    Some(LigneChiffres {
        campagne: i64::from(rentree(importe).annee()),
        academie,
        importe_le: importe.ms(),
        jour: jour.to_string(),
        eleves: bilan.eleves,
        apprentis: bilan.apprentis,
        sans_contrat: bilan.sans_contrat,
        non_inscrits: bilan.non_inscrits,
        attendus: croisement.couverture.attendus,
        transmetteurs: croisement.couverture.transmetteurs,
    })
}

/// The figures of the last campaign, as everyone may read them; none when no file was ever imported and counted.
///
/// # Errors
/// Those of the database.
pub async fn derniere(db: &Lecture) -> anyhow::Result<Option<Campagne>> {
    Ok(publier(&depot::derniers(db).await?))
}

fn publier(lignes: &[LigneChiffres]) -> Option<Campagne> {
    let premiere = lignes.first()?;
    let nombres: Vec<[i64; 4]> = lignes.iter().map(nombres).collect();
    let (somme, montres) = masquer_les_lignes(&nombres);
    let couverture =
        |l: &LigneChiffres| Couverture { attendus: l.attendus, transmetteurs: l.transmetteurs };
    let academies = lignes.iter().zip(montres).filter_map(|(ligne, montre)| {
        let academie = Academie::par_code(&ligne.academie)?;
        let bilan = montre.map(bilan);
        Some(Part { code: academie.code, nom: academie.nom, bilan, couverture: couverture(ligne) })
    });
    Some(Campagne {
        annee: premiere.campagne,
        importe: Instant::from_ms(premiere.importe_le).date(),
        jour: premiere.jour.parse().ok()?,
        ensemble: Part {
            code: "",
            nom: "Ensemble",
            bilan: somme.map(bilan),
            couverture: lignes.iter().map(couverture).fold(Couverture::default(), Couverture::plus),
        },
        academies: academies.collect(),
    })
}

fn nombres(l: &LigneChiffres) -> [i64; 4] {
    [l.eleves, l.apprentis, l.sans_contrat, l.non_inscrits]
}

fn bilan([eleves, apprentis, sans_contrat, non_inscrits]: [i64; 4]) -> Bilan {
    Bilan { eleves, apprentis, sans_contrat, non_inscrits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ligne(academie: &str, [apprentis, sans_contrat, non_inscrits]: [i64; 3]) -> LigneChiffres {
        LigneChiffres {
            campagne: 2026,
            academie: academie.to_owned(),
            importe_le: 1_781_000_000_000,
            jour: "2026-11-24".to_owned(),
            eleves: apprentis + sans_contrat + non_inscrits,
            apprentis,
            sans_contrat,
            non_inscrits,
            attendus: 4,
            transmetteurs: 3,
        }
    }

    #[test]
    fn an_academie_with_a_small_number_is_hidden_whole_and_not_alone() {
        let lignes =
            [ligne("10", [50, 20, 30]), ligne("14", [3, 40, 60]), ligne("17", [200, 80, 90])];
        let campagne = publier(&lignes).unwrap();
        let dits: Vec<_> = campagne.academies.iter().map(|a| a.bilan.map(|b| b.eleves)).collect();
        assert_eq!(dits, [None, None, Some(370)]);
        assert_eq!(campagne.ensemble.bilan.unwrap().apprentis, 253);
        assert_eq!(campagne.ensemble.couverture.phrase(), "75 % (9 sur 12)");
        assert_eq!(publier(&lignes[1..2]).unwrap().ensemble.bilan, None, "alone, it is the whole");
        assert_eq!(publier(&[]), None);
    }
}
