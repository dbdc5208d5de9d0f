//! From the rows of five publishers to one table.

use std::collections::HashMap;
use std::hash::Hash;
use std::str::FromStr;

use base::Lecture;
use noyau::identifiants::{Cfd, Rncp, Rome};
use noyau::niveau::NiveauDiplome;

use super::{Certifications, Diplome, Enregistrement, Fiche};
use crate::depot::certifications as depot;
use crate::depot::{Champs, Rangees};

/// Tables of the BCN, the one that wins first.
const NOMENCLATURES: [&str; 3] = ["N", "V", "E51"];

pub async fn charger(db: &Lecture) -> anyhow::Result<Certifications> {
    let (diplomes, successeurs, mefs, fiches, romes, nsf, kit, certifinfo) = tokio::try_join!(
        depot::diplomes(db),
        depot::successeurs(db),
        depot::mefs(db),
        depot::fiches(db),
        depot::romes_des_fiches(db),
        depot::nsf_des_fiches(db),
        depot::correspondances(db),
        depot::certifinfo(db),
    )?;
    if diplomes.est_vide() && fiches.est_vide() && kit.est_vide() {
        return Ok(embarquees());
    }
    let mut tables = Certifications {
        diplomes: lire_diplomes(&diplomes),
        successeurs: ranger(&successeurs),
        mefs: grouper(&mefs),
        romes_des_fiches: grouper(&romes),
        nsf: grouper(&nsf),
        ..Certifications::default()
    };
    tables.fiches.extend(fiches.iter().filter_map(|mut c| fiche(&mut c)).map(|f| (f.rncp, f)));
    joindre_kit(&mut tables, &kit);
    joindre_certifinfo(&mut tables, &certifinfo);
    ordonner(&mut tables);
    Ok(tables)
}

fn lire_diplomes(rangees: &Rangees) -> HashMap<Cfd, Diplome> {
    let mut diplomes: HashMap<Cfd, (usize, Diplome)> = HashMap::new();
    for mut champs in rangees.iter() {
        let nomenclature = champs.texte();
        let rang = NOMENCLATURES.iter().position(|n| *n == nomenclature).unwrap_or(usize::MAX);
        let Some(diplome) = diplome(&mut champs) else { continue };
        match diplomes.get(&diplome.cfd) {
            Some((deja, _)) if *deja <= rang => {}
            _ => {
                diplomes.insert(diplome.cfd, (rang, diplome));
            }
        }
    }
    diplomes.into_iter().map(|(cfd, (_, diplome))| (cfd, diplome)).collect()
}

fn diplome(champs: &mut Champs<'_>) -> Option<Diplome> {
    Some(Diplome {
        cfd: champs.valeur()?,
        sigle: champs.texte().to_owned(),
        libelle: champs.texte().to_owned(),
        libelle_long: champs.texte().to_owned(),
        famille: champs.texte().to_owned(),
        niveau: champs.valeur(),
        ouverture: champs.valeur(),
        fermeture: champs.valeur(),
    })
}

fn fiche(champs: &mut Champs<'_>) -> Option<Fiche> {
    Some(Fiche {
        rncp: champs.valeur()?,
        intitule: champs.texte().to_owned(),
        abrege: Some(champs.texte()).filter(|t| !t.is_empty()).map(str::to_owned),
        niveau: champs.valeur(),
        active: champs.texte() == "1",
        enregistrement: champs.valeur().unwrap_or_default(),
        fin: champs.valeur(),
        voie_apprentissage: champs.texte() == "1",
    })
}

/// A key and a value on each row; values in their order.
fn grouper<C: FromStr + Hash + Eq, V: FromStr + Ord>(rangees: &Rangees) -> HashMap<C, Vec<V>> {
    let mut groupes: HashMap<C, Vec<V>> = HashMap::new();
    for mut champs in rangees.iter() {
        if let (Some(cle), Some(valeur)) = (champs.valeur(), champs.valeur()) {
            groupes.entry(cle).or_default().push(valeur);
        }
    }
    groupes.values_mut().for_each(|valeurs| valeurs.sort_unstable());
    groupes
}

/// A key, a rank and a value on each row; values in the order of the ranks.
fn ranger(rangees: &Rangees) -> HashMap<Cfd, Vec<Cfd>> {
    let mut groupes: HashMap<Cfd, Vec<(i64, Cfd)>> = HashMap::new();
    for mut champs in rangees.iter() {
        if let (Some(cle), Some(rang), Some(valeur)) =
            (champs.valeur(), champs.valeur(), champs.valeur())
        {
            groupes.entry(cle).or_default().push((rang, valeur));
        }
    }
    let trier = |(cle, mut valeurs): (Cfd, Vec<(i64, Cfd)>)| {
        valeurs.sort_unstable();
        (cle, valeurs.into_iter().map(|(_, valeur)| valeur).collect())
    };
    groupes.into_iter().map(trier).collect()
}

/// What the register itself says of a sheet wins over what the kit repeats of it.
fn joindre_kit(tables: &mut Certifications, kit: &Rangees) {
    for mut champs in kit.iter() {
        let Some(cfd) = champs.valeur() else { continue };
        let Some(fiche) = fiche(&mut champs) else { continue };
        lier(tables, cfd, fiche.rncp);
        tables.fiches.entry(fiche.rncp).or_insert(fiche);
    }
}

/// Certif Info tells the trades of diplomas, and those of sheets that name none.
fn joindre_certifinfo(tables: &mut Certifications, certifinfo: &Rangees) {
    let mut des_fiches: HashMap<Rncp, Vec<Rome>> = HashMap::new();
    for mut champs in certifinfo.iter() {
        let (cfd, rncp, rome): (Option<Cfd>, Option<Rncp>, Option<Rome>) =
            (champs.valeur(), champs.valeur(), champs.valeur());
        if let (Some(cfd), Some(rncp)) = (cfd, rncp) {
            lier(tables, cfd, rncp);
        }
        if let (Some(cfd), Some(rome)) = (cfd, rome) {
            ajouter(tables.romes_des_diplomes.entry(cfd).or_default(), rome);
        }
        if let (Some(rncp), Some(rome)) = (rncp, rome) {
            ajouter(des_fiches.entry(rncp).or_default(), rome);
        }
    }
    for (rncp, romes) in des_fiches {
        tables.romes_des_fiches.entry(rncp).or_insert(romes);
    }
}

fn lier(tables: &mut Certifications, cfd: Cfd, rncp: Rncp) {
    ajouter(tables.rncps.entry(cfd).or_default(), rncp);
    ajouter(tables.cfds.entry(rncp).or_default(), cfd);
}

fn ajouter<T: PartialEq>(liste: &mut Vec<T>, valeur: T) {
    if !liste.contains(&valeur) {
        liste.push(valeur);
    }
}

/// Active sheets first, then the latest; everything else in its own order, so that two loads of the
/// same data give the same answers.
fn ordonner(tables: &mut Certifications) {
    let Certifications { rncps, cfds, fiches, romes_des_diplomes, romes_des_fiches, .. } = tables;
    for liste in rncps.values_mut() {
        let active = |rncp: &Rncp| fiches.get(rncp).is_some_and(|f| f.active);
        liste.sort_by_key(|rncp| std::cmp::Reverse((active(rncp), rncp.numero())));
    }
    cfds.values_mut().for_each(|liste| liste.sort_unstable());
    let romes = romes_des_diplomes.values_mut().chain(romes_des_fiches.values_mut());
    romes.for_each(|liste| liste.sort_unstable());
}

/// The table that comes with the program: real codes, without dates.
fn embarquees() -> Certifications {
    let mut tables = Certifications::default();
    for d in donnees::diplomes() {
        let (Ok(cfd), Ok(rncp)) = (d.cfd.parse::<Cfd>(), d.rncp.parse::<Rncp>()) else { continue };
        let niveau = NiveauDiplome::new(d.niveau).ok();
        let romes: Vec<Rome> = d.romes.iter().filter_map(|r| r.parse().ok()).collect();
        lier(&mut tables, cfd, rncp);
        tables.romes_des_diplomes.insert(cfd, romes.clone());
        tables.romes_des_fiches.insert(rncp, romes);
        tables.diplomes.insert(cfd, diplome_embarque(d, cfd, niveau));
        tables.fiches.insert(rncp, fiche_embarquee(d, rncp, niveau));
    }
    ordonner(&mut tables);
    tables
}

fn diplome_embarque(d: &donnees::Diplome, cfd: Cfd, niveau: Option<NiveauDiplome>) -> Diplome {
    Diplome {
        cfd,
        sigle: d.sigle.to_owned(),
        libelle: d.intitule.to_owned(),
        libelle_long: d.intitule_long.to_owned(),
        famille: d.diplome.to_owned(),
        niveau,
        ouverture: None,
        fermeture: None,
    }
}

/// Only certifications that are prepared in apprenticeship are in that table.
fn fiche_embarquee(d: &donnees::Diplome, rncp: Rncp, niveau: Option<NiveauDiplome>) -> Fiche {
    Fiche {
        rncp,
        intitule: d.intitule.to_owned(),
        abrege: Some(d.sigle.to_owned()),
        niveau,
        active: true,
        enregistrement: Enregistrement::SurDemande,
        fin: None,
        voie_apprentissage: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_joins_diplomas_sheets_and_trades() {
        let tables = embarquees();
        assert_eq!(tables.diplomes.len(), donnees::diplomes().len());
        for d in tables.diplomes() {
            let rncp = tables.rncps(&d.cfd).first().unwrap();
            assert!(tables.cfds(rncp).contains(&d.cfd));
            assert!(tables.fiche(rncp).unwrap().eligible_apprentissage());
            assert!(!tables.romes(&d.cfd).is_empty(), "{}", d.cfd);
        }
    }
}
