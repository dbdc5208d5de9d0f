//! A result as the index keeps it and as the API gives it back: the `search_items` document that
//! partners know, with a few fields of ours.

use moteur::Document;
use noyau::dates::{DateCivile, Instant};
use noyau::geo::Point;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::plan::{FORMATION, OFFRE, RECRUTEUR};

/// Place of a document, as GeoJSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PointGeoJson {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub genre: String,
    /// Longitude, latitude.
    pub coordinates: [f64; 2],
}

impl PointGeoJson {
    /// The point of a place.
    pub fn de(point: Point) -> Self {
        PointGeoJson { genre: "Point".to_owned(), coordinates: [point.lon(), point.lat()] }
    }

    /// The place of the point.
    pub fn point(&self) -> Option<Point> {
        Point::new(self.coordinates[1], self.coordinates[0]).ok()
    }
}

/// A result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Hit {
    /// Identifier in the address of its sheet.
    pub url_id: String,
    /// `formation` or `offre`.
    #[serde(rename = "type")]
    pub genre: String,
    /// `formation`, `offres_emploi_lba`, `offres_emploi_partenaires` or `recruteurs_lba`.
    pub sub_type: String,
    /// Finer kind, as the filter of the former site names it.
    pub type_filter_label: String,
    /// One of the four plain kinds.
    pub nature: String,
    /// Title.
    pub title: String,
    /// Text, without markup.
    pub description: String,
    /// Company or training organisation.
    pub organization_name: String,
    /// Address on one line.
    pub address: String,
    /// Town and département: "Rennes (35)".
    pub ville: String,
    /// Place.
    pub location: Option<PointGeoJson>,
    /// Level aimed at: `3 (CAP...)` … `7 (Master, titre ingénieur...)`, or empty.
    pub level: String,
    /// Contracts: `Apprentissage`, `Professionnalisation`.
    pub contract_type: Vec<String>,
    /// Label of the NAF code.
    pub activity_sector: String,
    /// Labels of its trades.
    pub rome_labels: Vec<String>,
    /// ROME codes of its trades.
    pub rome_codes: Vec<String>,
    /// Words that describe it further.
    pub keywords: Vec<String>,
    /// Day of publication.
    pub publication_date: Option<String>,
    /// Day of start.
    pub start_date: Option<String>,
    /// `des_que_possible` or `precise_date`.
    pub start_type: Option<String>,
    /// Whether the start may move.
    pub is_start_flexible: bool,
    /// Length, in French: "2 ans".
    pub duree: String,
    /// Size of the company, in French.
    pub taille: String,
    /// Open to disabled people.
    pub is_disabled_elligible: bool,
    /// Applications can be sent from here.
    pub smart_apply: bool,
    /// Found by the forecast of hirings.
    pub is_algo_company: bool,
    /// Comes with its training.
    pub is_formation_included: bool,
    /// Applications received; `null` for a training.
    pub application_count: Option<i64>,
    /// Code of the département.
    pub departement: String,
    /// Code of the région.
    pub region: String,
    /// Opérateur de compétences of the company; only to filter by.
    #[serde(skip)]
    pub opco: String,
    /// Publisher of an offer; only to filter by.
    #[serde(skip)]
    pub origine: String,
}

impl Hit {
    /// Genre of the index.
    pub fn genre_d_index(&self) -> &'static str {
        match self.sub_type.as_str() {
            "formation" => FORMATION,
            "recruteurs_lba" => RECRUTEUR,
            _ => OFFRE,
        }
    }

    /// Identifier in the index.
    pub fn id(&self) -> String {
        format!("{}:{}", self.genre_d_index(), self.url_id)
    }

    /// The document that the engine indexes; it carries this hit as its payload.
    pub fn document(self) -> anyhow::Result<Document> {
        let charge = serde_json::to_vec(&self)?;
        let genre = self.genre_d_index();
        let mut mots_cles = self.keywords.clone();
        mots_cles.push(self.activity_sector.clone());
        // The title of a company is its name, which is never looked for with a mistake.
        let titre = if genre == RECRUTEUR { String::new() } else { self.title.clone() };
        Ok(Document {
            id: self.id(),
            genre: genre.to_owned(),
            point: self.location.as_ref().and_then(PointGeoJson::point),
            facettes: self.facettes(),
            drapeaux: self.drapeaux(),
            cles: self.cles(),
            titre,
            libelles: self.rome_labels,
            nom: self.organization_name,
            mots_cles,
            corps: self.description,
            mots_cles_ouvrants: genre == RECRUTEUR,
            charge,
        })
    }

    fn facettes(&self) -> Vec<(&'static str, String)> {
        let seules = [
            ("type", &self.genre),
            ("sub_type", &self.sub_type),
            ("type_filter_label", &self.type_filter_label),
            ("nature", &self.nature),
            ("level", &self.level),
            ("activity_sector", &self.activity_sector),
            ("organization_name", &self.organization_name),
            ("departement", &self.departement),
            ("region", &self.region),
            ("opco", &self.opco),
            ("origine", &self.origine),
        ];
        let seules = seules.into_iter().filter(|(_, v)| !v.is_empty());
        let contrats = self.contract_type.iter().map(|c| ("contract_type", c));
        let metiers = self.rome_codes.iter().map(|m| ("rome", m));
        seules.chain(contrats).chain(metiers).map(|(nom, valeur)| (nom, valeur.clone())).collect()
    }

    fn drapeaux(&self) -> Vec<&'static str> {
        let urgent = self.start_type.as_deref() == Some("des_que_possible");
        let etats = [
            ("is_disabled_elligible", self.is_disabled_elligible),
            ("urgent", urgent),
            ("smart_apply", self.smart_apply),
            ("is_algo_company", self.is_algo_company),
            ("is_formation_included", self.is_formation_included),
            ("is_start_flexible", self.is_start_flexible),
        ];
        etats.into_iter().filter(|(_, etat)| *etat).map(|(nom, _)| nom).collect()
    }

    fn cles(&self) -> Vec<(&'static str, i32)> {
        let jour = |texte: &Option<String>| texte.as_deref().and_then(jour_depuis_1970);
        let candidatures = self.application_count.and_then(|n| i32::try_from(n).ok());
        let cles = [
            ("publication", jour(&self.publication_date)),
            ("debut", jour(&self.start_date)),
            ("candidatures", candidatures),
        ];
        cles.into_iter().filter_map(|(nom, valeur)| Some((nom, valeur?))).collect()
    }
}

/// Days since 1970 of a civil date.
pub fn jours_depuis_1970(date: DateCivile) -> i32 {
    let epoque = Instant::from_ms(0).date();
    i32::try_from(epoque.jours_jusqua(date)).unwrap_or(i32::MAX)
}

fn jour_depuis_1970(texte: &str) -> Option<i32> {
    texte.parse().ok().map(jours_depuis_1970)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(jour_depuis_1970("1970-01-01"), Some(0));
        assert_eq!(jour_depuis_1970("2026-11-24"), Some(20_781));
        assert_eq!(jour_depuis_1970("demain"), None);
    }

    #[test]
    fn a_hit_survives_its_stay_in_the_index() {
        let hit = Hit {
            url_id: "12".to_owned(),
            sub_type: "recruteurs_lba".to_owned(),
            title: "Boulangerie".to_owned(),
            location: Some(PointGeoJson::de(Point::new(48.0, -1.5).unwrap())),
            start_type: Some("des_que_possible".to_owned()),
            application_count: Some(3),
            ..Hit::default()
        };
        let document = hit.clone().document().unwrap();
        assert_eq!(document.id, "recruteur:12");
        assert!(document.mots_cles_ouvrants);
        assert_eq!(document.drapeaux, ["urgent"]);
        assert_eq!(document.cles, [("candidatures", 3)]);
        assert_eq!(serde_json::from_slice::<Hit>(&document.charge).unwrap(), hit);
    }
}
