//! From the rows of the publishers to the list of certifications.

use std::collections::HashMap;
use std::hash::Hash;

use base::Lecture;
use noyau::identifiants::{Cfd, Rncp};

use super::details::{self, DetailFiche};
use super::{Certification, Certifications, CertificationsApi};
use crate::depot::details as depot;
use crate::porte::Enregistrement;
use crate::regles::continuite::Lignees;
use crate::regles::couverture::{Intervalle, a_decouvert};

pub async fn charger(db: &Lecture) -> anyhow::Result<CertificationsApi> {
    let table = Certifications::charger(db).await?;
    let (diplomes, niveaux, metiers, bcn, rncp, kit) = tokio::try_join!(
        depot::diplomes(db),
        depot::niveaux(db),
        depot::metiers(db),
        depot::filiations_bcn(db),
        depot::filiations_rncp(db),
        depot::paires(db),
    )?;
    let suites: Vec<(Rncp, Rncp)> = details::liens(&rncp);
    let mut registre = CertificationsApi {
        table,
        diplomes: details::diplomes(&diplomes),
        fiches: charger_fiches(db).await?,
        niveaux: details::libelles(&niveaux),
        metiers: details::libelles(&metiers),
        lignees_cfd: Lignees::nouvelles(details::liens(&bcn)),
        lignees_rncp: Lignees::nouvelles(suites.iter().copied()),
        suites_rncp: suivantes(&suites),
        ..CertificationsApi::default()
    };
    let mut paires = Vec::new();
    for mut champs in kit.iter() {
        let (Some(cfd), Some(rncp)) = (champs.valeur(), champs.valeur()) else { continue };
        let fiche: &mut DetailFiche = registre.fiches.entry(rncp).or_default();
        fiche.debut_parcours = fiche.debut_parcours.or(champs.valeur());
        paires.push((cfd, rncp));
    }
    if paires.is_empty() {
        paires = liens_connus(&registre.table);
    }
    completer(&mut registre, paires);
    registre.ranger_le_rayon();
    Ok(registre)
}

async fn charger_fiches(db: &Lecture) -> anyhow::Result<HashMap<Rncp, DetailFiche>> {
    let (activations, voies, blocs, nsf, formacodes, conventions, certificateurs) = tokio::try_join!(
        depot::activations(db),
        depot::voies(db),
        depot::blocs(db),
        depot::nsf(db),
        depot::formacodes(db),
        depot::conventions(db),
        depot::certificateurs(db),
    )?;
    let mut fiches = HashMap::new();
    details::ajouter_activations(&mut fiches, &activations);
    details::ajouter_voies(&mut fiches, &voies);
    details::ajouter_blocs(&mut fiches, &blocs);
    details::ajouter_nsf(&mut fiches, &nsf);
    details::ajouter_formacodes(&mut fiches, &formacodes);
    details::ajouter_conventions(&mut fiches, &conventions);
    details::ajouter_certificateurs(&mut fiches, &certificateurs);
    Ok(fiches)
}

/// Without a kit, what the other sources join.
fn liens_connus(table: &Certifications) -> Vec<(Cfd, Rncp)> {
    let cfds = table.diplomes().map(|d| d.cfd);
    cfds.flat_map(|cfd| table.rncps(&cfd).iter().map(move |rncp| (cfd, *rncp))).collect()
}

/// Pairs, then each identifier alone for the days that no pair of its own covers.
fn completer(registre: &mut CertificationsApi, mut paires: Vec<(Cfd, Rncp)>) {
    paires.retain(|(_, rncp)| registre.table.fiche(rncp).is_some());
    paires.sort_unstable();
    paires.dedup();
    let mut des_cfds: HashMap<Cfd, Vec<Intervalle>> = HashMap::new();
    let mut des_rncps: HashMap<Rncp, Vec<Intervalle>> = HashMap::new();
    let mut liste = Vec::new();
    for (cfd, rncp) in paires {
        let periode = registre.vie_de_cfd(&cfd).commun(registre.vie_de_rncp(&rncp));
        des_cfds.entry(cfd).or_default().push(periode);
        des_rncps.entry(rncp).or_default().push(periode);
        liste.push(Certification { cfd: Some(cfd), rncp: Some(rncp), periode });
    }
    let cfds = registre.table.diplomes().map(|d| d.cfd);
    liste.extend(
        seuls(cfds, &des_cfds, |cfd| registre.vie_de_cfd(cfd))
            .map(|(cfd, periode)| Certification { cfd: Some(cfd), rncp: None, periode }),
    );
    let rncps = registre.table.fiches().map(|f| f.rncp);
    let rncps = rncps.filter(|rncp| des_rncps.contains_key(rncp) || registre.en_alternance(rncp));
    liste.extend(
        seuls(rncps, &des_rncps, |rncp| registre.vie_de_rncp(rncp))
            .map(|(rncp, periode)| Certification { cfd: None, rncp: Some(rncp), periode }),
    );
    liste.sort_by_key(|c| (c.cfd.is_none(), c.cfd, c.rncp.is_none(), c.rncp, c.periode.debut));
    registre.par_cfd = ranger(&liste, |c| c.cfd);
    registre.par_rncp = ranger(&liste, |c| c.rncp);
    registre.liste = liste;
}

fn seuls<C: Copy + Eq + Hash>(
    codes: impl Iterator<Item = C>,
    paires: &HashMap<C, Vec<Intervalle>>,
    vie: impl Fn(&C) -> Intervalle,
) -> impl Iterator<Item = (C, Intervalle)> {
    codes.flat_map(move |code| {
        let siennes = paires.get(&code).map_or(&[][..], Vec::as_slice);
        a_decouvert(vie(&code), siennes).into_iter().map(move |periode| (code, periode))
    })
}

fn ranger<C: Eq + Hash>(
    liste: &[Certification],
    cle: fn(&Certification) -> Option<C>,
) -> HashMap<C, Vec<usize>> {
    let mut rangs: HashMap<C, Vec<usize>> = HashMap::new();
    for (rang, certification) in liste.iter().enumerate() {
        if let Some(cle) = cle(certification) {
            rangs.entry(cle).or_default().push(rang);
        }
    }
    rangs
}

impl CertificationsApi {
    /// Whether a sheet that no diploma goes with is prepared under a contract: by right, or by one
    /// of the two ways that are contracts. The others of the register are left out.
    fn en_alternance(&self, rncp: &Rncp) -> bool {
        let Some(fiche) = self.table.fiche(rncp) else { return false };
        let voies = self.fiches.get(rncp).and_then(|f| f.voies);
        let contrat = voies.is_some_and(|v| v.apprentissage || v.contrat_professionnalisation);
        contrat || fiche.voie_apprentissage || fiche.enregistrement == Enregistrement::DeDroit
    }
}

/// Successors of each, in the order of the codes.
fn suivantes(liens: &[(Rncp, Rncp)]) -> HashMap<Rncp, Vec<Rncp>> {
    let mut suites: HashMap<Rncp, Vec<Rncp>> = HashMap::new();
    for (ancien, nouveau) in liens {
        suites.entry(*ancien).or_default().push(*nouveau);
    }
    suites.values_mut().for_each(|suite| suite.sort_unstable());
    suites
}
