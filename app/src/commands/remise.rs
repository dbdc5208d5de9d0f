//! `compagnon handover`: the data of services as files, to hand them over, and their way back into an empty instance.
//!
//! One file of objects for each table, and `manifest.json` that says which migrations made the tables, how many rows each
//! has, and the digest of each file.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use base::Transaction;
use base::remise::{self, Portee};
use noyau::horloge::Horloge;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use web::Service;

use crate::assembly;
use crate::config::Config;

/// What a bundle is made of.
#[derive(Debug, Serialize, Deserialize)]
struct Manifeste {
    /// Version of the program that wrote it.
    programme: String,
    services: Vec<ServiceRemis>,
    tables: Vec<TableRemise>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ServiceRemis {
    nom: String,
    /// Name and digest of each migration, in order.
    migrations: Vec<(String, String)>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TableRemise {
    nom: String,
    lignes: u64,
    /// SHA-256 of its file.
    empreinte: String,
}

/// Writes the tables of these services in a folder that does not exist yet.
pub async fn exporter(config: &Config, noms: &[String], dossier: &Path) -> anyhow::Result<u8> {
    ensure!(!dossier.exists(), "{} existe déjà", dossier.display());
    let services = choisir(noms)?;
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    creer(dossier)?;
    let mut photo = remise::photographier(db.read()).await?;
    let mut manifeste = Manifeste {
        programme: env!("CARGO_PKG_VERSION").to_owned(),
        services: services.iter().map(decrire).collect(),
        tables: Vec::new(),
    };
    for portee in portees(&services) {
        let mut sortie = BufWriter::new(File::create(fichier(dossier, &portee.table))?);
        let (mut lignes, mut empreinte) = (0, Sha256::new());
        photo
            .lire(&portee, |objet| {
                let mut ligne = serde_json::to_vec(&objet)?;
                ligne.push(b'\n');
                empreinte.update(&ligne);
                lignes += 1;
                sortie.write_all(&ligne)
            })
            .await?;
        sortie.flush()?;
        println!("{:<36} {lignes:>9} lignes", portee.table);
        let empreinte = hex::encode(empreinte.finalize());
        manifeste.tables.push(TableRemise { nom: portee.table, lignes, empreinte });
    }
    fs::write(dossier.join("manifest.json"), serde_json::to_string_pretty(&manifeste)?)?;
    println!(
        "Ces fichiers contiennent des données personnelles en clair : chiffrez ce qui les porte."
    );
    Ok(0)
}

/// Loads a bundle into an instance where these tables are empty, all of it or nothing.
pub async fn importer(config: &Config, dossier: &Path) -> anyhow::Result<u8> {
    let texte = fs::read_to_string(dossier.join("manifest.json"));
    let texte = texte.with_context(|| format!("{}/manifest.json", dossier.display()))?;
    let manifeste: Manifeste = serde_json::from_str(&texte).context("manifest.json")?;
    let noms: Vec<String> = manifeste.services.iter().map(|s| s.nom.clone()).collect();
    let services = choisir(&noms)?;
    for (service, remis) in services.iter().zip(&manifeste.services) {
        ensure!(
            decrire(service) == *remis,
            "« {} » n'a pas ici les mêmes tables : prenez le programme {}",
            remis.nom,
            manifeste.programme
        );
    }
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    let mut tx = db.write().await?;
    let connues: Vec<String> = portees(&services).into_iter().map(|p| p.table).collect();
    for table in &manifeste.tables {
        ensure!(
            connues.contains(&table.nom),
            "la table « {} » n'est pas d'un de ces services",
            table.nom
        );
        verifier(dossier, table)?;
        let deja = remise::compter(&mut tx, &table.nom).await?;
        ensure!(deja == 0, "la table « {} » n'est pas vide : {deja} lignes", table.nom);
        charger(&mut tx, dossier, table).await?;
        println!("{:<36} {:>9} lignes", table.nom, table.lignes);
    }
    let migrations: Vec<_> = services.iter().filter_map(|s| s.migrations).collect();
    remise::recaler(&mut tx, &migrations).await?;
    tx.commit().await?;
    Ok(0)
}

fn choisir(noms: &[String]) -> anyhow::Result<Vec<Service>> {
    let mut connus: Vec<Service> = assembly::services();
    connus.retain(|s| s.migrations.is_some());
    let dits = || connus.iter().map(|s| s.nom).collect::<Vec<_>>().join(", ");
    if let Some(inconnu) = noms.iter().find(|nom| connus.iter().all(|s| s.nom != **nom)) {
        bail!("le service « {inconnu} » n'existe pas ou n'a pas de table ; services : {}", dits());
    }
    connus.retain(|s| noms.iter().any(|nom| nom == s.nom));
    Ok(connus)
}

fn decrire(service: &Service) -> ServiceRemis {
    let fichiers = service.migrations.map_or(&[][..], |m| m.fichiers);
    let migrations =
        fichiers.iter().map(|f| (f.nom.to_owned(), hex::encode(Sha256::digest(f.sql)))).collect();
    ServiceRemis { nom: service.nom.to_owned(), migrations }
}

/// The tables of these services, and what they imported.
fn portees(services: &[Service]) -> Vec<Portee> {
    let tables = services.iter().filter_map(|s| s.migrations.as_ref()).flat_map(remise::tables);
    let mut portees: Vec<Portee> =
        tables.map(|table| Portee { table, ou: String::new() }).collect();
    let mut sources: Vec<&str> =
        services.iter().flat_map(|s| &s.importeurs).map(|i| i.source).collect();
    sources.sort_unstable();
    sources.dedup();
    if !sources.is_empty() {
        let ou = format!("WHERE source IN ('{}')", sources.join("', '"));
        portees.push(Portee { table: "versions".to_owned(), ou });
    }
    portees
}

fn fichier(dossier: &Path, table: &str) -> std::path::PathBuf {
    dossier.join(format!("{table}.ndjson"))
}

/// A folder that only its owner opens.
fn creer(dossier: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(dossier)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dossier, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// A file that was cut or touched is refused before anything is loaded.
fn verifier(dossier: &Path, table: &TableRemise) -> anyhow::Result<()> {
    let chemin = fichier(dossier, &table.nom);
    let mut lu = File::open(&chemin).with_context(|| format!("{}", chemin.display()))?;
    let mut empreinte = Sha256::new();
    std::io::copy(&mut lu, &mut empreinte)?;
    let trouvee = hex::encode(empreinte.finalize());
    ensure!(trouvee == table.empreinte, "{} n'est pas celui du manifeste", chemin.display());
    Ok(())
}

async fn charger(tx: &mut Transaction, dossier: &Path, table: &TableRemise) -> anyhow::Result<()> {
    let lecture = BufReader::new(File::open(fichier(dossier, &table.nom))?);
    for (n, ligne) in lecture.lines().enumerate() {
        let objet: Map<String, Value> = serde_json::from_str(&ligne?)
            .with_context(|| format!("{}, ligne {}", table.nom, n + 1))?;
        remise::inserer(tx, &table.nom, &objet).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_has_its_tables() {
        for service in assembly::services() {
            if let Some(migrations) = &service.migrations {
                assert!(!remise::tables(migrations).is_empty(), "{}", service.nom);
            }
        }
    }
}
