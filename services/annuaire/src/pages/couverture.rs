//! How many organisations have a validated UAI, by académie.

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use futures::{StreamExt, stream};
use noyau::territoires::Academie;
use url::form_urlencoded::byte_serialize;
use web::export::{self, Format};
use web::jeu::{Cellule, Colonne, Genre};
use web::page::{Compte, Lien};
use web::{Erreur, Etat};

use super::{Rendu, fil, page, parametre, rendre};
use crate::porte::{Organisme, Registre, Registres};
use crate::regles::situation::Situation;
use crate::regles::vocabulaire::Nature;
use crate::vues::{Choix, Couverture, LigneCouverture};

const CHEMIN: &str = "/organismes/couverture";

const INCONNUE: &str = "Académie inconnue";

const NATURES: [Nature; 4] =
    [Nature::Responsable, Nature::Formateur, Nature::ResponsableFormateur, Nature::Inconnue];

/// Validated, to check, to identify.
type Parts = [u64; 3];

/// Shows the table.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery) -> Rendu {
    let nature = nature(adresse.as_deref());
    let registre = Registres::de(&etat).await?;
    let (france, academies) = compter(&registre, nature);
    let suite = nature.map(|n| format!("?nature={}", n.code())).unwrap_or_default();
    rendre(&Couverture {
        page: page(&etat, "Couverture des UAI par académie", CHEMIN),
        fil: fil(),
        natures: natures(&registre, nature),
        france: ligne("France", france, nature),
        lignes: academies.iter().map(|(nom, parts)| ligne(nom, *parts, nature)).collect(),
        exports: vec![
            Lien::new("CSV", format!("/organismes/couverture.csv{suite}")),
            Lien::new("tableur (XLSX)", format!("/organismes/couverture.xlsx{suite}")),
        ],
    })
}

/// The table as a CSV file.
pub async fn csv(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Csv).await
}

/// The table as a spreadsheet.
pub async fn xlsx(etat: State<Etat>, adresse: RawQuery) -> Result<Response, Erreur> {
    fichier(etat, adresse, Format::Xlsx).await
}

const COLONNES: &[Colonne] = &[
    Colonne {
        nom: "academie",
        genre: Genre::Texte,
        description: "Nom de l’académie",
        exemple: "Rennes",
    },
    compte("total", "Organismes ouverts et certifiés Qualiopi pour l’apprentissage"),
    compte("valides", "Dont l’UAI est validé"),
    compte("a_verifier", "Dont une source au moins donne un UAI"),
    compte("a_identifier", "Auxquels aucune source ne donne d’UAI"),
];

const fn compte(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Entier, description, exemple: "12" }
}

async fn fichier(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    format: Format,
) -> Result<Response, Erreur> {
    let registre = Registres::de(&etat).await?;
    let (france, academies) = compter(&registre, nature(adresse.as_deref()));
    let toutes = academies.into_iter().chain([("France".to_owned(), france)]);
    let lignes = toutes.map(|(nom, parts)| {
        let nombres = [parts.iter().sum(), parts[0], parts[1], parts[2]];
        let mut ligne = vec![Cellule::Texte(nom)];
        ligne.extend(nombres.map(|n| Cellule::Entier(n.cast_signed())));
        Ok(ligne)
    });
    let lignes: Vec<_> = lignes.collect();
    export::repondre(format, "couverture-uai", COLONNES, stream::iter(lignes).boxed()).await
}

fn nature(adresse: Option<&str>) -> Option<Nature> {
    parametre(adresse.unwrap_or_default(), "nature").parse().ok()
}

/// Open organisations that hold the Qualiopi certificate (référentiel UAI–SIRET, perimeter of the
/// validation): the country, then each académie in the order of names.
pub(crate) fn compter(
    registre: &Registre,
    nature: Option<Nature>,
) -> (Parts, BTreeMap<String, Parts>) {
    let mut france = Parts::default();
    let mut academies: BTreeMap<String, Parts> = BTreeMap::new();
    let retenus = registre.organismes.iter().filter(|o| perimetre(o));
    for o in retenus.filter(|o| nature.is_none_or(|n| o.nature() == n)) {
        let rang = Situation::de(o) as usize;
        let code = o.adresse.as_ref().and_then(|a| a.valeur.academie.as_deref());
        let nom = code.and_then(Academie::par_code).map_or(INCONNUE, |a| a.nom);
        france[rang] += 1;
        academies.entry(nom.to_owned()).or_default()[rang] += 1;
    }
    (france, academies)
}

/// Whether an organisation is one of those whose UAI must be validated.
pub(crate) fn perimetre(o: &Organisme) -> bool {
    o.ouvert() && o.qualiopi.as_ref().is_some_and(|q| q.valeur)
}

fn natures(registre: &Registre, choisie: Option<Nature>) -> Vec<Choix> {
    let une = |nature: Nature| Choix {
        valeur: nature.code().to_owned(),
        libelle: nature.libelle().to_owned(),
        compte: Compte(compter(registre, Some(nature)).0.iter().sum()),
        choisi: choisie == Some(nature),
    };
    NATURES.into_iter().map(une).collect()
}

fn ligne(nom: &str, parts: Parts, nature: Option<Nature>) -> LigneCouverture {
    let total: u64 = parts.iter().sum();
    let lieu = match nom {
        INCONNUE => "anomalie=sans_adresse".to_owned(),
        "France" => String::new(),
        _ => format!(
            "lieu={}",
            byte_serialize(format!("Académie de {nom}").as_bytes()).collect::<String>()
        ),
    };
    let nature = nature.map(|n| format!("&nature={}", n.code())).unwrap_or_default();
    LigneCouverture {
        nom: nom.to_owned(),
        adresse: format!("/organismes?{lieu}&qualiopi=oui&etat=actif{nature}"),
        total: Compte(total),
        parts: parts.map(Compte),
        pourcent: (parts[0] * 100).checked_div(total).unwrap_or(0),
    }
}
