//! The flow of offers that France Travail takes from its partners: a CSV of 123 columns separated by
//! `|`, in UTF-8, of which a partner fills those that it knows. Names and values are those of the flow
//! that the former service delivered each night.

use std::io::Write;

use base::Lecture;
use csv::WriterBuilder;
use noyau::dates::{DateCivile, Instant};
use noyau::niveau::NiveauDiplome;
use referentiels::porte::code_ogr;

use crate::depot::deposees::Deposee;
use crate::depot::gestion;
use crate::regles::Contrat;

/// The name under which France Travail knows the flow.
const PARTENAIRE: &str = "LABONNEALTERNANCE";

/// An offer that nobody touched for so long is not sent any more, in days.
const FRAICHEUR_JOURS: i64 = 60;

/// Longest description of the job, and of the company, in characters.
const DESCRIPTION_MAX: usize = 4_000;
const ENTREPRISE_MAX: usize = 500;

/// Hours a week of an apprentice (Code du travail, L. 3121-27).
const HEURES: &str = "35";

/// The columns, in the order of the flow.
pub const COLONNES: &str = "Par_ref_offre|Par_cle|Par_nom|Par_URL_offre|Code_rome|Code_OGR|Libelle_metier_OGR|Description|Off_experience_duree_min|Off_experience_duree_max|Exp_cle|Exp_libelle|Dur_cle_experience|Dur_libelle_experience|Off_experience_commentaire|Qua_cle|Qua_libelle|SCN_cle|SCN_libelle|Tfm_cle_1|Tfm_libelle_1|Dfm_cle_1|Dfm_libelle_1|Dfm_exi_cle_1|Dfm_exi_libelle_1|Tfm_cle_2|Tfm_libelle_2|Dfm_cle_2|Dfm_libelle_2|Dfm_exi_cle_2|Dfm_exi_libelle_2|Lan_cle_1|Lan_libelle_1|NVL_cle_1|NVL_libelle_1|Lan_exi_cle_1|Lan_exi_libelle_1|Lan_cle_2|Lan_libelle_2|NVL_cle_2|NVL_libelle_2|Lan_exi_cle_2|Lan_exi_libelle_2|TSA_cle|TSA_libelle|Off_salaire_min|Off_salaire_max|UMO_cle|UMO_libelle|Off_salaire_nb_mois|Off_salaire_cpt_commentaire|Off_travail_hebdo_nb_hh|Off_travail_hebdo_nb_mi|THO_cle|THO_libelle|Off_THO_commentaire|NTC_cle|NTC_libelle|TCO_cle|TCO_libelle|Off_contrat_duree_MO|Off_contrat_duree_JO|Off_adr_id|Off_adr_norme|Off_adr_compl_1|Off_adr_compl_2|Off_adr_no_voie|Off_adr_nom_voie|CPO_cle|COM_cle|COM_libelle|DEP_cle|DEP_libelle|REG_cle|REG_libelle|Pay_cle|Pay_libelle|CON_cle|CON_libelle|Coordonnee_geo_loc_1|Coordonnee_geo_loc_2|PCO_cle_1|PCO_libelle_1|PCO_exi_cle_1|PCO_exi_libelle_1|PCO_cle_2|PCO_libelle_2|PCO_exi_cle_2|PCO_exi_libelle_2|Off_date_creation|Off_date_modification|OST_poste_restant_nb|Off_client_final_siret|Off_client_final_nom|Off_etab_enseigne|Col_cle|Col_nom|Col_URL_offre|Version|Type_mouvement|Date_debut_contrat|Motif_suppression|Description_entreprise|Off_etab_siret|Id_recruteur|Civ_correspondant|Nom_correspondant|Prenom_correspondant|Tel_correspondant|Mail_correspondant|Libelle_etab|Num_voie_etab|Type_voie_etab|Lib_voie_etab|Cplt_adresse_1|Cplt_adresse_2|Code_postal_etab|Code_commune_etab|Service|Mode_diffusion|Rappel|Mode_presentation|Emploi_metier_isco";

/// Writes the offers of employers that people see; how many lines.
///
/// # Errors
/// When the database or whoever reads refuses.
pub async fn ecrire(
    db: &Lecture,
    site: &str,
    maintenant: Instant,
    sortie: impl Write,
) -> anyhow::Result<i64> {
    let mut lignes = WriterBuilder::new().delimiter(b'|').from_writer(sortie);
    lignes.write_record(COLONNES.split('|'))?;
    let depuis = maintenant.ms() - FRAICHEUR_JOURS * crate::poste::JOUR_MS;
    let (mut apres, mut nombre) = (String::new(), 0);
    loop {
        let page = gestion::a_diffuser(db, &apres, (depuis, maintenant.ms())).await?;
        let Some(derniere) = page.last() else { break };
        apres.clone_from(&derniere.offre.id);
        for d in &page {
            let ogr = ogr(db, d).await?;
            for contrat in &d.offre.contrats {
                if let Some(mut remplies) = remplir(d, *contrat, site) {
                    remplies.push(("Code_OGR", ogr.clone()));
                    lignes.write_record(ranger(&remplies))?;
                    nombre += 1;
                }
            }
        }
    }
    lignes.flush()?;
    Ok(nombre)
}

/// The code of the appellation that its employer chose; empty when the ROME was not imported.
async fn ogr(db: &Lecture, d: &Deposee) -> anyhow::Result<String> {
    let Some(rome) = d.offre.romes.first() else { return Ok(String::new()) };
    let code = code_ogr(db, rome, &d.appellation).await?;
    Ok(code.map(|ogr| ogr.to_string()).unwrap_or_default())
}

/// The columns that we fill; none for an offer that the flow cannot place or class.
fn remplir(d: &Deposee, contrat: Contrat, site: &str) -> Option<Vec<(&'static str, String)>> {
    let o = &d.offre;
    let (rome, point, commune) = (o.romes.first()?, o.lieu.point?, o.lieu.commune.as_ref()?);
    let qualification = qualification(o.niveau?)?;
    let nature = match contrat {
        Contrat::Apprentissage => "E2",
        Contrat::Professionnalisation => "FS",
    };
    let texte = |t: &Option<String>| t.clone().unwrap_or_default();
    let debut = o.debut.or(o.publication.map(Instant::date));
    let presentation = sans_lignes(&texte(&o.employeur.presentation), ENTREPRISE_MAX);
    Some(vec![
        ("Par_ref_offre", format!("{nature}-{}", o.id)),
        ("Par_cle", PARTENAIRE.to_owned()),
        ("Par_nom", PARTENAIRE.to_owned()),
        ("Par_URL_offre", format!("{site}/offre/{}", o.id)),
        ("Code_rome", rome.to_string()),
        ("Libelle_metier_OGR", d.appellation.clone()),
        ("Description", sans_lignes(&o.description, DESCRIPTION_MAX)),
        ("Exp_cle", "D".to_owned()),
        ("Qua_cle", qualification.to_owned()),
        ("SCN_cle", o.employeur.naf.map(|n| n.to_string()).unwrap_or_default()),
        ("SCN_libelle", texte(&o.employeur.secteur)),
        ("Off_travail_hebdo_nb_hh", HEURES.to_owned()),
        ("THO_cle", "HAN".to_owned()),
        ("NTC_cle", nature.to_owned()),
        ("TCO_cle", "CDD".to_owned()),
        ("Off_contrat_duree_MO", o.duree_mois.map(|n| n.to_string()).unwrap_or_default()),
        ("Off_adr_nom_voie", voie(&o.lieu.adresse, o.lieu.code_postal.as_ref().map(AsRef::as_ref))),
        ("COM_cle", commune.to_string()),
        ("DEP_cle", texte(&o.lieu.departement)),
        ("REG_cle", texte(&o.lieu.region)),
        ("Coordonnee_geo_loc_1", point.lat().to_string()),
        ("Coordonnee_geo_loc_2", point.lon().to_string()),
        ("Off_date_creation", o.publication.map(|p| jour(p.date())).unwrap_or_default()),
        ("Off_date_modification", jour(Instant::from_ms(d.modifiee_le).date())),
        ("OST_poste_restant_nb", o.postes.to_string()),
        ("Off_client_final_siret", o.siret.map(|s| s.to_string()).unwrap_or_default()),
        ("Off_client_final_nom", o.employeur.nom.clone()),
        ("Off_etab_enseigne", o.employeur.nom.clone()),
        ("Type_mouvement", "C".to_owned()),
        ("Date_debut_contrat", debut.map(jour).unwrap_or_default()),
        ("Description_entreprise", presentation),
        ("Mode_diffusion", "O".to_owned()),
    ])
}

fn ranger(remplies: &[(&'static str, String)]) -> Vec<String> {
    let valeur = |colonne: &str| {
        let trouvee = remplies.iter().find(|(nom, _)| *nom == colonne);
        trouvee.map(|(_, valeur)| valeur.clone()).unwrap_or_default()
    };
    COLONNES.split('|').map(valeur).collect()
}

/// The qualification that a level prepares for, in the nomenclature of the flow.
fn qualification(niveau: NiveauDiplome) -> Option<&'static str> {
    match niveau.numero() {
        3 | 4 => Some("6"),
        5 => Some("7"),
        6 => Some("8"),
        7 => Some("9"),
        _ => None,
    }
}

fn sans_lignes(texte: &str, max: usize) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(max).collect()
}

/// The street of an address: what comes before its postal code.
fn voie(adresse: &str, code_postal: Option<&str>) -> String {
    let avant = code_postal.and_then(|code| adresse.split_once(code)).map(|(avant, _)| avant);
    avant.unwrap_or_default().trim_matches([' ', ',']).to_owned()
}

fn jour(d: DateCivile) -> String {
    let iso = d.to_string();
    let parties: Vec<&str> = iso.split('-').rev().collect();
    parties.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filled_column_is_one_of_the_flow() {
        let toutes: Vec<&str> = COLONNES.split('|').collect();
        assert_eq!(toutes.len(), 123);
        let rangees = ranger(&[("Par_cle", "x".to_owned()), ("Mode_diffusion", "O".to_owned())]);
        assert_eq!(rangees.len(), toutes.len());
        assert_eq!(rangees.iter().filter(|v| !v.is_empty()).count(), 2);
    }

    #[test]
    fn values_as_the_flow_writes_them() {
        assert_eq!(jour("2026-09-01".parse().unwrap()), "01/09/2026");
        assert_eq!(voie("4 place des Lices, 35000 Rennes", Some("35000")), "4 place des Lices");
        assert_eq!(voie("Rennes", None), "");
        assert_eq!(sans_lignes("un\n deux\ttrois", 7), "un deux");
        let niveaux = [(3, Some("6")), (5, Some("7")), (7, Some("9")), (8, None)];
        for (n, attendu) in niveaux {
            assert_eq!(qualification(NiveauDiplome::new(n).unwrap()), attendu, "{n}");
        }
    }
}
