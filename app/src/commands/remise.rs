//! `compagnon handover`: the data of services as files, to hand them over, and their way back into an empty instance.
//!
//! One file of objects for each table, and `manifest.json` that says which migrations made the tables, how many rows each
//! has, and the digest of each file.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, bail, ensure};
use base::sqlx::any::{AnyRow, AnyTypeInfoKind, AnyValueRef};
use base::sqlx::{self, AssertSqlSafe, Column, Row, TypeInfo, ValueRef};
use base::{Migrations, Moteur, Transaction};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::TryStreamExt;
use noyau::horloge::Horloge;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
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

/// A table, and which rows of it.
struct Portee {
    table: String,
    /// Condition on the rows; empty for all of them.
    ou: String,
}

/// Writes the tables of these services in a folder that does not exist yet.
pub async fn exporter(config: &Config, noms: &[String], dossier: &Path) -> anyhow::Result<u8> {
    ensure!(!dossier.exists(), "{} existe déjà", dossier.display());
    let services = choisir(noms)?;
    let db = assembly::ouvrir(config, &Horloge::systeme()).await?;
    creer(dossier)?;
    let mut lecture = db.read().pool().begin().await?;
    if db.moteur() == Moteur::Postgres {
        sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            .execute(&mut *lecture)
            .await?;
    }
    let mut manifeste = Manifeste {
        programme: env!("CARGO_PKG_VERSION").to_owned(),
        services: services.iter().map(decrire).collect(),
        tables: Vec::new(),
    };
    for portee in portees(&services) {
        let mut sortie = BufWriter::new(File::create(fichier(dossier, &portee.table))?);
        let (mut lignes, mut empreinte) = (0, Sha256::new());
        let sql = format!("SELECT * FROM {} {}", portee.table, portee.ou);
        let mut rangees = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *lecture);
        while let Some(rangee) = rangees.try_next().await? {
            let mut ligne = serde_json::to_vec(&objet(&rangee)?)?;
            ligne.push(b'\n');
            empreinte.update(&ligne);
            sortie.write_all(&ligne)?;
            lignes += 1;
        }
        drop(rangees);
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
        let sql = format!("SELECT COUNT(*) FROM {}", table.nom);
        let deja: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *tx).await?;
        ensure!(deja == 0, "la table « {} » n'est pas vide : {deja} lignes", table.nom);
        charger(&mut tx, dossier, table).await?;
        println!("{:<36} {:>9} lignes", table.nom, table.lignes);
    }
    recaler(&mut tx, &services).await?;
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
    let tables = services.iter().filter_map(|s| s.migrations.as_ref()).flat_map(tables);
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

/// The tables that migrations leave, in order.
fn tables(migrations: &Migrations) -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    for ligne in migrations.fichiers.iter().flat_map(|f| f.sql.lines()) {
        let mots: Vec<&str> = ligne.split_whitespace().collect();
        match mots.as_slice() {
            ["CREATE", "TABLE", nom, ..] => tables.push((*nom).to_owned()),
            ["DROP", "TABLE", nom, ..] => tables.retain(|t| t != nom.trim_end_matches(';')),
            ["ALTER", "TABLE", avant, "RENAME", "TO", apres, ..] => {
                let renommees = tables.iter_mut().filter(|t| t == avant);
                renommees.for_each(|t| *t = apres.trim_end_matches(';').to_owned());
            }
            _ => {}
        }
    }
    tables.sort();
    tables.dedup();
    tables
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

fn objet(rangee: &AnyRow) -> anyhow::Result<Map<String, Value>> {
    let mut objet = Map::new();
    for colonne in rangee.columns() {
        let brute = rangee.try_get_raw(colonne.ordinal())?;
        objet.insert(colonne.name().to_owned(), valeur(rangee, colonne.ordinal(), &brute)?);
    }
    Ok(objet)
}

fn valeur(rangee: &AnyRow, rang: usize, brute: &AnyValueRef<'_>) -> anyhow::Result<Value> {
    if brute.is_null() {
        return Ok(Value::Null);
    }
    let genre = brute.type_info();
    Ok(match genre.kind() {
        AnyTypeInfoKind::Null => Value::Null,
        AnyTypeInfoKind::SmallInt | AnyTypeInfoKind::Integer | AnyTypeInfoKind::BigInt => {
            rangee.try_get::<i64, _>(rang)?.into()
        }
        AnyTypeInfoKind::Real | AnyTypeInfoKind::Double => rangee.try_get::<f64, _>(rang)?.into(),
        AnyTypeInfoKind::Text => rangee.try_get::<String, _>(rang)?.into(),
        AnyTypeInfoKind::Blob => {
            json!({ "base64": STANDARD.encode(rangee.try_get::<Vec<u8>, _>(rang)?) })
        }
        AnyTypeInfoKind::Bool => bail!("un booléen : {}", genre.name()),
    })
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
        inserer(tx, &table.nom, &objet).await?;
    }
    Ok(())
}

/// A null is in the text of the statement: as a parameter it would need a type.
async fn inserer(
    tx: &mut Transaction,
    table: &str,
    objet: &Map<String, Value>,
) -> anyhow::Result<()> {
    let dits: Vec<(&String, &Value)> = objet.iter().filter(|(_, v)| !v.is_null()).collect();
    let colonnes: Vec<String> = dits.iter().map(|(nom, _)| format!("\"{nom}\"")).collect();
    let rangs: Vec<String> = (1..=dits.len()).map(|n| format!("${n}")).collect();
    let (colonnes, rangs) = (colonnes.join(", "), rangs.join(", "));
    let sql = format!("INSERT INTO {table} ({colonnes}) VALUES ({rangs})");
    let mut requete = sqlx::query(AssertSqlSafe(sql));
    for (nom, valeur) in dits {
        requete = match valeur {
            Value::Number(n) => match n.as_i64() {
                Some(entier) => requete.bind(entier),
                None => requete.bind(n.as_f64()),
            },
            Value::String(texte) => requete.bind(texte.as_str()),
            Value::Object(octets) => {
                let dits = octets.get("base64").and_then(Value::as_str).unwrap_or_default();
                requete.bind(STANDARD.decode(dits).with_context(|| format!("{table}.{nom}"))?)
            }
            autre => bail!("{table}.{nom} : {autre}"),
        };
    }
    requete.execute(&mut **tx).await?;
    Ok(())
}

/// PostgreSQL numbers go on after those that were loaded.
async fn recaler(tx: &mut Transaction, services: &[Service]) -> anyhow::Result<()> {
    if tx.moteur() != Moteur::Postgres {
        return Ok(());
    }
    let fichiers = services.iter().filter_map(|s| s.migrations).flat_map(|m| m.fichiers);
    let mut numerotees = vec![("versions".to_owned(), "id".to_owned())];
    let mut table = String::new();
    for ligne in fichiers.flat_map(|f| f.sql.lines()) {
        let mots: Vec<&str> = ligne.split_whitespace().collect();
        match mots.as_slice() {
            ["CREATE", "TABLE", nom, ..] => table = (*nom).to_owned(),
            [colonne, "CLE_AUTO" | "CLE_AUTO,"] => {
                numerotees.push((table.clone(), (*colonne).to_owned()));
            }
            _ => {}
        }
    }
    for (table, colonne) in numerotees {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{colonne}'),
             (SELECT COALESCE(MAX({colonne}), 0) + 1 FROM {table}), false)"
        );
        sqlx::query(AssertSqlSafe(sql)).execute(&mut **tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use base::Migration;

    use super::*;

    #[test]
    fn tables_are_those_that_the_migrations_leave() {
        const FICHIERS: &[Migration] = &[
            Migration { nom: "1", sql: "CREATE TABLE a (\n  id TEXT\n);\nCREATE TABLE b (\n);" },
            Migration { nom: "2", sql: "DROP TABLE a;\nALTER TABLE b RENAME TO c;" },
        ];
        let migrations = Migrations { service: "essai", fichiers: FICHIERS };
        assert_eq!(tables(&migrations), ["c"]);
    }

    #[test]
    fn every_service_has_its_tables() {
        for service in assembly::services() {
            if let Some(migrations) = &service.migrations {
                assert!(!tables(migrations).is_empty(), "{}", service.nom);
            }
        }
    }
}
