//! `compagnon config`, and the documents generated from the services.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use web::{Finalite, Service};

use crate::assembly::services;
use crate::config::Config;

/// Prints the configuration.
pub fn executer(config: &Config) -> anyhow::Result<u8> {
    for (nom, valeur) in config.masquee() {
        println!("{nom}={valeur}");
    }
    Ok(0)
}

/// Writes `openapi.json`, `droits.md` and `registre.md`.
pub fn docs(_config: &Config, dossier: &Path) -> anyhow::Result<u8> {
    let services = services();
    fs::create_dir_all(dossier)?;
    let openapi = web::openapi::document(&services, "/").to_pretty_json()?;
    fs::write(dossier.join("openapi.json"), openapi + "\n")?;
    fs::write(dossier.join("droits.md"), droits(&services))?;
    fs::write(dossier.join("registre.md"), registre(&services))?;
    Ok(0)
}

fn droits(services: &[Service]) -> String {
    let mut texte = String::from(
        "# Matrice des droits\n\n| service | adresse | qui | rythme | finalité | réponses |\n|---|---|---|---|---|---|\n",
    );
    for (service, route) in services.iter().flat_map(|s| s.routes.iter().map(move |r| (s, r))) {
        let rythme = route.debit.libelle();
        let (Finalite::SansDonneePersonnelle(finalite) | Finalite::Traitement(finalite)) =
            route.finalite;
        let statuts: Vec<String> = route.reponses.iter().map(|(s, _)| s.to_string()).collect();
        let _ = writeln!(
            texte,
            "| {} | `{} {}` | {} | {rythme} | {finalite} | {} |",
            service.nom,
            route.methode,
            route.chemin,
            route.droit.libelle(),
            statuts.join(" ")
        );
    }
    texte
}

fn registre(services: &[Service]) -> String {
    let mut texte = String::from("# Registre des traitements\n\n");
    for traitement in services.iter().flat_map(|s| &s.traitements) {
        let _ = writeln!(
            texte,
            "## {}\n\n- Code : `{}`\n- Finalité : {}\n- Base légale : {}\n- Personnes : {}\n- Données : {}\n- Destinataires : {}\n- Conservation : {} jours à compter de {}\n",
            traitement.nom,
            traitement.code,
            traitement.finalite,
            traitement.base.libelle(),
            traitement.personnes,
            traitement.donnees.join(", "),
            traitement.destinataires.join(", "),
            traitement.conservation.jours,
            traitement.conservation.depuis
        );
    }
    texte
}
