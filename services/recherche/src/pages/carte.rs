//! From a result to its card.

use noyau::dates::{DateCivile, Instant};
use noyau::texte;
use url::form_urlencoded::byte_serialize;

use crate::hit::{Hit, PointGeoJson};
use crate::vues::{Badge, Carte, Nature};

/// Kind of a result. Each result has exactly one.
pub fn nature(hit: &Hit) -> Nature {
    match (hit.sub_type.as_str(), hit.is_formation_included) {
        ("formation", _) => Nature::Formation,
        ("recruteurs_lba", _) => Nature::Entreprise,
        (_, true) => Nature::OffreFormation,
        _ => Nature::Offre,
    }
}

/// Address of the sheet of a result.
pub fn adresse(hit: &Hit) -> String {
    let id: String = byte_serialize(hit.url_id.as_bytes()).collect();
    let slug = texte::slug(&hit.title);
    match hit.sub_type.as_str() {
        "formation" => format!("/formation/{id}/{slug}"),
        "recruteurs_lba" => format!("/entreprise/{id}/{slug}"),
        _ => format!("/offre/{id}/{slug}"),
    }
}

/// The card of a result. `retour` is the search it belongs to, carried by the link so that the
/// sheet can lead back; empty for none.
pub fn carte(hit: &Hit, distance: Option<u32>, maintenant: Instant, retour: &str) -> Carte {
    let nature = nature(hit);
    let mut adresse = adresse(hit);
    if !retour.is_empty() {
        let retour: String = byte_serialize(retour.as_bytes()).collect();
        adresse = format!("{adresse}?from={retour}");
    }
    Carte {
        id: hit.id().replace([':', '#'], "-"),
        nature,
        titre: hit.title.clone(),
        adresse,
        qui: qui(hit, nature),
        ou: hit.ville.clone(),
        distance: distance.map(|km| format!("à {km} km")),
        faits: faits(hit, nature),
        fraicheur: fraicheur(hit, maintenant),
        badge: badge(hit),
        point: hit.location.as_ref().and_then(PointGeoJson::point).map(|p| (p.lat(), p.lon())),
    }
}

/// The organisation; for a company, whose name is the title, what it does.
fn qui(hit: &Hit, nature: Nature) -> String {
    match nature {
        Nature::Entreprise => hit.activity_sector.clone(),
        _ => hit.organization_name.clone(),
    }
}

/// The two facts that decide.
fn faits(hit: &Hit, nature: Nature) -> Vec<String> {
    let contrat = || match (hit.contract_type.len(), hit.duree.is_empty()) {
        (1, true) => hit.contract_type[0].clone(),
        (1, false) => format!("{}, {}", hit.contract_type[0], hit.duree),
        (_, true) => String::new(),
        (_, false) => hit.duree.clone(),
    };
    let faits = match nature {
        Nature::Formation => [niveau(&hit.level), hit.duree.clone()],
        Nature::Entreprise => [hit.taille.clone(), metier(hit)],
        Nature::Offre | Nature::OffreFormation => [debut(hit), contrat()],
    };
    faits.into_iter().filter(|f| !f.is_empty()).collect()
}

fn metier(hit: &Hit) -> String {
    let premier = hit.rome_labels.first().map(String::as_str).unwrap_or_default();
    premier.split(" / ").next().unwrap_or_default().to_owned()
}

/// Plain words of a level: "CAP, BEP".
pub fn niveau(level: &str) -> String {
    let lu = noyau::niveau::NiveauDiplome::lire(level).ok().flatten();
    lu.map(|n| format!("Niveau {}", n.libelle())).unwrap_or_default()
}

/// "Dès que possible", "Début le 1 septembre 2027".
pub fn debut(hit: &Hit) -> String {
    if hit.start_type.as_deref() == Some("des_que_possible") {
        return "Dès que possible".to_owned();
    }
    let date: Option<DateCivile> = hit.start_date.as_deref().and_then(|d| d.parse().ok());
    date.map(|d| format!("Début le {}", d.long())).unwrap_or_default()
}

fn fraicheur(hit: &Hit, maintenant: Instant) -> Option<String> {
    let date: DateCivile = hit.publication_date.as_deref()?.parse().ok()?;
    (hit.genre == "offre").then(|| format!("Publiée {}", date.debut().relatif(maintenant)))
}

/// The badge of simple applications waits for the day when applications leave from here.
fn badge(hit: &Hit) -> Option<Badge> {
    hit.is_disabled_elligible.then_some(Badge::OuvertAuHandicap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(sub_type: &str, incluse: bool) -> Hit {
        Hit {
            url_id: "a b#1".to_owned(),
            genre: if sub_type == "formation" { "formation" } else { "offre" }.to_owned(),
            sub_type: sub_type.to_owned(),
            title: "CAP Boulanger".to_owned(),
            is_formation_included: incluse,
            level: "3 (CAP...)".to_owned(),
            publication_date: Some("2026-11-22".to_owned()),
            ..Hit::default()
        }
    }

    #[test]
    fn each_result_has_one_kind_and_its_own_sheet() {
        let cas = [
            ("formation", false, Nature::Formation, "/formation/a+b%231/cap-boulanger"),
            ("recruteurs_lba", false, Nature::Entreprise, "/entreprise/a+b%231/cap-boulanger"),
            ("offres_emploi_lba", false, Nature::Offre, "/offre/a+b%231/cap-boulanger"),
            (
                "offres_emploi_partenaires",
                true,
                Nature::OffreFormation,
                "/offre/a+b%231/cap-boulanger",
            ),
        ];
        for (sub_type, incluse, attendue, adresse_attendue) in cas {
            let hit = hit(sub_type, incluse);
            assert_eq!(nature(&hit), attendue);
            assert_eq!(adresse(&hit), adresse_attendue);
        }
    }

    #[test]
    fn a_card_says_what_decides() {
        let maintenant = "2026-11-24".parse::<DateCivile>().unwrap().debut();
        let formation = carte(&hit("formation", false), Some(4), maintenant, "");
        assert_eq!(formation.faits, ["Niveau CAP, BEP"]);
        assert_eq!(formation.distance.as_deref(), Some("à 4 km"));
        assert_eq!(formation.fraicheur, None);
        let offre = carte(&hit("offres_emploi_lba", false), None, maintenant, "/recherche?q=a");
        assert_eq!(offre.fraicheur.as_deref(), Some("Publiée il y a 2 jours"));
        assert!(offre.adresse.ends_with("?from=%2Frecherche%3Fq%3Da"));
    }
}
