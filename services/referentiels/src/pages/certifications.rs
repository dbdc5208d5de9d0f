//! `/certifications`: searching diplomas and titles, and taking the list away.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use futures::{StreamExt, stream};
use noyau::niveau::NiveauDiplome;
use noyau::texte::nombre;
use url::form_urlencoded;
use web::page::{Compte, Page, Porte};
use web::pagination::Pagination;
use web::{Erreur, Etat as Programme, export};

use super::{Rendu, adresse, badge, en_mots, rendre};
use crate::jeux;
use crate::porte::{CertificationsApi, Demande, Ligne, Registre, Trouvees};
use crate::regles::verdict::Etat;
use crate::vues::{Certifications, Choix, Resultat};

/// Lines of a page.
const PAR_PAGE: usize = 20;

/// Kinds offered.
const NATURES: usize = 40;

/// Characters of a search.
const TEXTE_MAX: usize = 200;

/// Shows a page of the list.
pub async fn show(State(etat): State<Programme>, RawQuery(requete): RawQuery) -> Rendu {
    let registre = Registre::de(&etat)?;
    let (demande, numero) = lire(&requete.unwrap_or_default());
    let trouvees = registre.chercher(&demande, etat.horloge.aujourd_hui());
    rendre(&vue(&etat, &registre, &demande, numero, &trouvees))
}

/// Gives the whole list as a file.
pub async fn exporter(
    State(etat): State<Programme>,
    Path(format): Path<String>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let inconnu = || Erreur::introuvable("Les formats proposés sont csv, xlsx et ndjson.");
    let format = export::Format::lire(&format).ok_or_else(inconnu)?;
    let registre = Registre::de(&etat)?;
    let (demande, _) = lire(&requete.unwrap_or_default());
    let trouvees = registre.chercher(&demande, etat.horloge.aujourd_hui());
    let rangs: Vec<usize> = trouvees.lignes.iter().map(|(ligne, _)| ligne.rang).collect();
    drop(trouvees);
    let lignes = stream::iter(rangs).map(move |rang| Ok(jeux::certification(&registre, rang)));
    export::repondre(format, "certifications", jeux::CERTIFICATIONS, lignes.boxed()).await
}

/// What is asked, and the number of the page from 0; what is not understood is left aside.
fn lire(requete: &str) -> (Demande, usize) {
    let mut demande = Demande::default();
    let mut page = 0;
    for (nom, valeur) in form_urlencoded::parse(requete.as_bytes()) {
        match nom.as_ref() {
            "q" => demande.q = valeur.chars().take(TEXTE_MAX).collect(),
            "niveau" => demande.niveau = valeur.parse().ok().filter(|n| (1..=8).contains(n)),
            "etat" => demande.etat = Etat::TOUS.into_iter().find(|e| e.code() == valeur),
            "nature" => demande.nature = Some(valeur.into_owned()).filter(|n| !n.is_empty()),
            "page" => page = valeur.parse().unwrap_or(0),
            _ => {}
        }
    }
    (demande, page)
}

/// The search as an address writes it.
fn ecrire(demande: &Demande) -> String {
    let mut champs = form_urlencoded::Serializer::new(String::new());
    let niveau = demande.niveau.map(|n| n.to_string());
    let valeurs = [
        ("q", Some(demande.q.as_str()).filter(|q| !q.is_empty())),
        ("niveau", niveau.as_deref()),
        ("etat", demande.etat.map(Etat::code)),
        ("nature", demande.nature.as_deref()),
    ];
    for (nom, valeur) in valeurs {
        if let Some(valeur) = valeur {
            champs.append_pair(nom, valeur);
        }
    }
    champs.finish()
}

fn vue(
    etat: &Programme,
    registre: &CertificationsApi,
    demande: &Demande,
    numero: usize,
    trouvees: &Trouvees<'_>,
) -> Certifications {
    let total = Compte(trouvees.lignes.len() as u64);
    let pages = trouvees.lignes.len().div_ceil(PAR_PAGE);
    let numero = numero.min(pages.saturating_sub(1));
    let requete = ecrire(demande);
    let lien = |n: u64| format!("/certifications?{requete}&page={n}");
    let lignes = trouvees.lignes.iter().skip(numero * PAR_PAGE).take(PAR_PAGE);
    let quoi = if demande.q.is_empty() { "Certifications" } else { &demande.q };
    let mut page = Page::nouvelle(format!("{quoi} — {total} certification{}", total.s()))
        .sur(&etat.reglages.site);
    page.description = "Diplômes et titres préparés en apprentissage.".to_owned();
    page.chemin = "/certifications".to_owned();
    page.porte = Some(Porte::Forme);
    let formats = [("CSV", "csv"), ("Excel", "xlsx"), ("NDJSON", "ndjson")];
    Certifications {
        page,
        q: demande.q.clone(),
        niveaux: niveaux(demande, trouvees),
        etats: etats(demande, trouvees),
        natures: natures(demande, trouvees),
        total,
        resultats: lignes.map(|(ligne, e)| resultat(registre, ligne, *e)).collect(),
        filtree: !requete.is_empty(),
        exports: formats
            .map(|(nom, code)| (nom, format!("/certifications/export/{code}?{requete}")))
            .to_vec(),
        pagination: Pagination::nouvelle(numero as u64, pages as u64, lien),
    }
}

fn resultat(registre: &CertificationsApi, ligne: &Ligne, etat: Etat) -> Resultat {
    let certification = &registre.liste()[ligne.rang];
    let cfd = certification.cfd.map(|c| format!("CFD {c}"));
    let codes = [cfd, certification.rncp.map(|r| r.to_string())];
    Resultat {
        titre: ligne.titre.clone(),
        adresse: adresse(certification),
        faits: en_mots(&ligne.nature, ligne.niveau),
        codes: codes.into_iter().flatten().collect::<Vec<_>>().join(", "),
        etat: badge(etat),
    }
}

/// A choice; its count is that of the list it leads to.
fn choix(valeur: String, libelle: &str, compte: u64, choisi: bool) -> Choix {
    let compte = nombre(i64::try_from(compte).unwrap_or(i64::MAX));
    Choix { valeur, libelle: format!("{libelle} ({compte})"), choisi }
}

fn tous(libelle: &str, choisi: bool) -> Choix {
    Choix { valeur: String::new(), libelle: libelle.to_owned(), choisi }
}

fn niveaux(demande: &Demande, trouvees: &Trouvees<'_>) -> Vec<Choix> {
    let mut liste = vec![tous("Tous les niveaux", demande.niveau.is_none())];
    for (numero, compte) in &trouvees.niveaux {
        let mots = NiveauDiplome::new(*numero).map(NiveauDiplome::libelle).unwrap_or_default();
        let libelle = format!("{numero} : {mots}");
        let choisi = demande.niveau == Some(*numero);
        liste.push(choix(numero.to_string(), &libelle, *compte, choisi));
    }
    liste
}

fn etats(demande: &Demande, trouvees: &Trouvees<'_>) -> Vec<Choix> {
    let mut liste = vec![tous("Tous les états", demande.etat.is_none())];
    for (etat, compte) in &trouvees.etats {
        let choisi = demande.etat == Some(*etat);
        liste.push(choix(etat.code().to_owned(), etat.libelle(), *compte, choisi));
    }
    liste
}

fn natures(demande: &Demande, trouvees: &Trouvees<'_>) -> Vec<Choix> {
    let mut liste = vec![tous("Toutes les natures", demande.nature.is_none())];
    for (nature, compte) in trouvees.natures.iter().take(NATURES) {
        let choisi = demande.nature.as_ref() == Some(nature);
        liste.push(choix(nature.clone(), nature, *compte, choisi));
    }
    liste
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_search() {
        let cas = [
            ("", "", 0),
            ("q=boulanger&etat=ouverte", "q=boulanger&etat=ouverte", 0),
            ("niveau=3&nature=CAP&page=2", "niveau=3&nature=CAP", 2),
            ("niveau=9&etat=x&page=-1&autre=1&q=", "", 0),
        ];
        for (requete, ecrite, page) in cas {
            let (demande, lue) = lire(requete);
            assert_eq!((ecrire(&demande).as_str(), lue), (ecrite, page), "{requete}");
        }
    }
}
