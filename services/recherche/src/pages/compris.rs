//! What was understood of a search, in words.

use crate::piece::Trouve;
use crate::regles::{Criteres, LieuCompris, Portee, RAYON_KM};
use crate::vues::{Compris, Formulaire};

/// "Boulanger · Rennes · 30 km", each part with the field that changes it.
pub fn compris(criteres: &Criteres, lieu: &LieuCompris, trouve: &Trouve) -> Vec<Compris> {
    let metier = (!criteres.q.is_empty()).then(|| majuscule(&criteres.q));
    let rayon = trouve.cercle.map(|(_, rayon)| format!("{} km", noyau::texte::decimal(rayon, 0)));
    let parts = [
        (metier, "q", "Changer le métier"),
        (Some(lieu.court.clone()), "lieu", "Changer le lieu"),
        (rayon, "radius", "Changer la distance"),
    ];
    let dites = parts
        .into_iter()
        .filter_map(|(libelle, champ, action)| Some(Compris { libelle: libelle?, champ, action }));
    dites.collect()
}

/// The form, filled with the search. A place given by its coordinates keeps them.
pub fn formulaire(criteres: &Criteres, lieu: Option<&LieuCompris>) -> Formulaire {
    let rayon = criteres.rayon.unwrap_or(RAYON_KM);
    let autour = lieu.is_some_and(|l| matches!(l.portee, Portee::Autour(_)));
    let texte = match lieu {
        Some(l) if l.portee != Portee::France => l.libelle.clone(),
        _ => criteres.lieu.clone(),
    };
    Formulaire {
        q: criteres.q.clone(),
        lieu: texte,
        point: criteres.point.map(|p| (p.lat().to_string(), p.lon().to_string())),
        rayons: if autour { Formulaire::rayons(&rayon.to_string()) } else { Vec::new() },
        caches: caches(criteres),
        erreur_lieu: if lieu.is_none() { inconnu(&criteres.lieu) } else { String::new() },
    }
}

fn inconnu(lieu: &str) -> String {
    format!(
        "Nous ne connaissons pas « {lieu} ». Écrivez une commune, un code postal, un département \
         ou une région. En attendant, voici les résultats de toute la France."
    )
}

/// What no field of the page shows.
fn caches(criteres: &Criteres) -> Vec<(&'static str, String)> {
    let invisibles = ["organization_name", "type_filter_label", "sub_type", "departement"];
    let mut caches = Vec::new();
    for nom in invisibles {
        caches.extend(criteres.valeurs(nom).iter().map(|v| (nom, v.clone())));
    }
    caches.extend(criteres.mode.map(|m| ("mode", m.valeur().to_owned())));
    caches.extend(criteres.genre.clone().map(|g| ("type", g)));
    caches.extend(criteres.debut.map(|d| ("start_date", d.to_string())));
    caches
}

/// Title of the page: "Boulanger à Rennes — 42 résultats".
pub fn titre(criteres: &Criteres, lieu: &LieuCompris, total: usize) -> String {
    let combien = match total {
        0 => "aucun résultat".to_owned(),
        n => noyau::texte::pluriel(n as i64, "résultat"),
    };
    format!("{} — {combien}", resume(criteres, lieu))
}

/// "Boulanger à Rennes".
pub fn resume(criteres: &Criteres, lieu: &LieuCompris) -> String {
    let quoi =
        if criteres.q.is_empty() { "Apprentissage".to_owned() } else { majuscule(&criteres.q) };
    let ou = match &lieu.portee {
        Portee::France => "en France".to_owned(),
        Portee::Autour(_) if lieu.court == "Autour de moi" => "autour de moi".to_owned(),
        Portee::Autour(_) => format!("à {}", lieu.court),
        Portee::Departement(_) | Portee::Region(_) => format!("en {}", lieu.court),
    };
    format!("{quoi} {ou}")
}

/// Words that stood in for those typed.
pub fn remarque(trouve: &Trouve) -> String {
    let corrigees = trouve.reponse.corrections.iter();
    let corrigees = corrigees.filter_map(|(mot, autres)| Some((mot, autres.first()?)));
    let dites: Vec<String> =
        corrigees.map(|(mot, autre)| format!("« {mot} » a été lu « {autre} »")).collect();
    if dites.is_empty() { String::new() } else { format!("{}.", dites.join(", ")) }
}

fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres.next().map_or_else(String::new, |c| c.to_uppercase().chain(lettres).collect())
}
