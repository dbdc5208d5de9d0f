//! From offers and companies to results.

use noyau::texte;
use offres::porte::{Contrat, Employeur, Localisation, Offre, Recruteur, TypeDebut};

use super::Noms;
use crate::hit::{Hit, PointGeoJson};
use crate::vues::Nature;

/// Labels kept for a company: beyond the first trades, everything would match everything.
const METIERS_D_UN_RECRUTEUR: usize = 6;

/// The result of an offer.
pub fn offre(o: Offre, noms: &Noms) -> Hit {
    let nature = if o.formation_incluse { Nature::OffreFormation } else { Nature::Offre };
    let jour = |instant: noyau::dates::Instant| instant.date().to_string();
    Hit {
        url_id: o.id.clone(),
        genre: "offre".to_owned(),
        sub_type: o.sous_type().to_owned(),
        origine: o.origine.clone(),
        type_filter_label: o.nature().filtre().to_owned(),
        nature: nature.libelle().to_owned(),
        rome_labels: noms.metiers(&o.romes),
        rome_codes: o.romes.iter().map(|r| r.to_string()).collect(),
        keywords: o.competences.clone(),
        level: o
            .niveau
            .map(|n| crate::pages::valeur_de_niveau(n.numero()))
            .unwrap_or_default()
            .to_owned(),
        contract_type: o.contrats.iter().map(|c| c.code().to_owned()).collect(),
        publication_date: o.publication.map(jour),
        start_date: o.debut.map(|d| d.to_string()),
        start_type: o.type_debut.map(|t| t.code().to_owned()).or_else(|| sans_date(&o)),
        is_start_flexible: o.debut_souple,
        duree: o.duree_mois.map(duree_en_mois).unwrap_or_default(),
        is_disabled_elligible: o.handicap,
        smart_apply: o.candidature.est_simple(),
        is_formation_included: o.formation_incluse,
        application_count: Some(o.candidature.recues),
        description: o.description,
        title: o.titre,
        ..ou_et_qui(o.lieu, o.employeur)
    }
}

/// An offer that says nothing of its start is to be filled now.
fn sans_date(o: &Offre) -> Option<String> {
    o.debut.is_none().then(|| TypeDebut::DesQuePossible.code().to_owned())
}

/// The result of a company.
pub fn recruteur(r: Recruteur, noms: &Noms) -> Hit {
    let metiers = &r.romes[..r.romes.len().min(METIERS_D_UN_RECRUTEUR)];
    let contrats = [Contrat::Apprentissage, Contrat::Professionnalisation];
    Hit {
        url_id: r.siret.to_string(),
        genre: "offre".to_owned(),
        sub_type: r.sous_type().to_owned(),
        type_filter_label: r.nature().filtre().to_owned(),
        nature: Nature::Entreprise.libelle().to_owned(),
        title: r.employeur.nom.clone(),
        rome_labels: noms.metiers(metiers),
        rome_codes: metiers.iter().map(|m| m.to_string()).collect(),
        contract_type: contrats.iter().map(|c| c.code().to_owned()).collect(),
        is_disabled_elligible: r.handicap,
        smart_apply: r.candidature.est_simple(),
        is_algo_company: true,
        application_count: Some(r.candidature.recues),
        description: r.employeur.presentation.clone().unwrap_or_default(),
        ..ou_et_qui(r.lieu, r.employeur)
    }
}

fn ou_et_qui(lieu: Localisation, employeur: Employeur) -> Hit {
    Hit {
        ville: ville(&lieu),
        location: lieu.point.map(PointGeoJson::de),
        departement: lieu.departement.unwrap_or_default(),
        region: lieu.region.unwrap_or_default(),
        address: lieu.adresse,
        organization_name: employeur.nom,
        opco: employeur.opco.unwrap_or_default(),
        activity_sector: employeur.secteur.unwrap_or_default(),
        taille: employeur.taille.map(|t| t.libelle()).unwrap_or_default(),
        ..Hit::default()
    }
}

/// "Rennes (35)"; the territory alone when the publisher gave no more.
pub fn ville(lieu: &Localisation) -> String {
    match (&lieu.ville, &lieu.departement) {
        (Some(ville), Some(departement)) => format!("{ville} ({departement})"),
        (Some(ville), None) => ville.clone(),
        (None, _) => lieu.adresse.clone(),
    }
}

/// "2 ans" for whole years, "18 mois" otherwise.
pub fn duree_en_mois(mois: i64) -> String {
    match (mois / 12, mois % 12) {
        (ans, 0) if ans > 0 => texte::pluriel(ans, "an"),
        _ => format!("{mois} mois"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_in_french() {
        for (mois, attendue) in
            [(6, "6 mois"), (12, "1\u{a0}an"), (18, "18 mois"), (24, "2\u{a0}ans")]
        {
            assert_eq!(
                duree_en_mois(mois).replace(['\u{202f}', ' '], "\u{a0}"),
                attendue.replace(' ', "\u{a0}")
            );
        }
    }
}
