//! The same questions, of the same rows, asked of the figures in memory, of DuckDB and of PostgreSQL.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, ensure};
use base::Db;
use effectifs::porte::{Comptes, Cube, Demande, Parcours};
use noyau::dates::{AnneeScolaire, DateCivile};
use noyau::horloge::Horloge;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Executor, Row};

use crate::Site;
use benches::mesure::centile;

/// Questions asked of each.
const NOMBRE: usize = 500;

/// Rows read at a time.
const LOT: i64 = 20_000;

/// What is asked of both databases: how many enrolments in each situation, where and when.
const SCHEMA: &str = "DROP TABLE IF EXISTS periodes;
    CREATE TABLE periodes (centre TEXT, departement TEXT, niveau INT, annee TEXT, situation TEXT, du DATE, au DATE)";

const INDEX: &str = "CREATE INDEX ON periodes (annee, departement, niveau, du, au, situation);
    CREATE INDEX ON periodes (centre, annee, du, au, situation, niveau);
    CREATE INDEX ON periodes (annee, niveau, du, au, situation)";

const DUCKDB: &str = include_str!("../sql/effectifs_duckdb.py");

/// A question: a day, and at most one département, one centre, one level.
struct Question {
    genre: &'static str,
    jour: DateCivile,
    departement: Option<String>,
    centre: Option<String>,
    niveau: Option<u8>,
}

impl Question {
    fn sql(&self) -> String {
        let annee = AnneeScolaire::de(self.jour);
        let jour = self.jour;
        let mut ou = format!(
            "annee IN ('{annee}', '{0}-{0}') AND du <= DATE '{jour}' AND au > DATE '{jour}'",
            jour.annee()
        );
        let mut et = |colonne: &str, valeur: Option<String>| {
            if let Some(valeur) = valeur {
                ou += &format!(" AND {colonne} = '{valeur}'");
            }
        };
        et("departement", self.departement.clone());
        et("centre", self.centre.clone());
        et("niveau", self.niveau.map(|n| n.to_string()));
        format!("SELECT situation, COUNT(*) FROM periodes WHERE {ou} GROUP BY situation")
    }

    fn demande(&self, cube: &Cube) -> Demande {
        let choisi = self.departement.is_some() || self.centre.is_some();
        let centres = cube.centres.iter().map(|c| {
            self.departement.as_ref().is_none_or(|d| c.departement == *d)
                && self.centre.as_ref().is_none_or(|s| c.siret == *s)
        });
        Demande {
            niveau: self.niveau,
            centres: choisi.then(|| centres.collect()),
            ..Demande::default()
        }
    }
}

/// What an engine answered.
#[derive(Default)]
struct Reponses {
    durees: Vec<f64>,
    totaux: Vec<i64>,
}

/// Asks, and prints percentiles and ratios.
pub async fn comparer(site: &Site, duckdb: Option<&Path>) -> anyhow::Result<()> {
    let db = site.ouvrir().await?;
    let debut = Instant::now();
    let cube = Cube::lire(db.read(), Horloge::systeme().aujourd_hui()).await?;
    println!(
        "  {} inscriptions lues en mémoire en {:.1} s",
        cube.effectifs(),
        debut.elapsed().as_secs_f64()
    );
    let questions = questions(&cube);
    let nous = poser(&cube, &questions);
    let fichier = site.dossier.join("periodes.csv");
    if duckdb.is_some() || site.url.is_some() {
        ecrire(&db, &cube, &fichier).await?;
    }
    dire("en mémoire", &questions, &nous, None)?;
    if let Some(python) = duckdb {
        let eux = demander_a_duckdb(python, &site.dossier, &fichier, &questions)?;
        dire("DuckDB", &questions, &eux, Some(&nous))?;
    }
    if let Some(url) = &site.url {
        let eux = demander_a_postgres(url, &fichier, &questions).await?;
        dire("PostgreSQL", &questions, &eux, Some(&nous))?;
    }
    db.fermer().await;
    Ok(())
}

fn questions(cube: &Cube) -> Vec<Question> {
    let mut hasard = StdRng::seed_from_u64(1);
    let aujourd_hui = Horloge::systeme().aujourd_hui();
    let genres =
        ["France", "un département", "un centre", "un niveau", "un département, un niveau"];
    let connus: Vec<_> = cube.centres.iter().filter(|c| c.premiere.is_some()).collect();
    (0..NOMBRE)
        .map(|n| {
            let genre = genres[n % genres.len()];
            let centre = connus[hasard.random_range(0..connus.len())];
            let niveau = hasard.random_range(3..=7);
            let avec = |mot: &str| genre.contains(mot);
            Question {
                genre,
                jour: aujourd_hui.plus_jours(-hasard.random_range(0..700)),
                departement: avec("département").then(|| centre.departement.clone()),
                centre: avec("centre").then(|| centre.siret.clone()),
                niveau: avec("niveau").then_some(niveau),
            }
        })
        .collect()
}

fn poser(cube: &Cube, questions: &[Question]) -> Reponses {
    let mut reponses = Reponses::default();
    for question in questions {
        let debut = Instant::now();
        let c = cube.compter(question.jour, &question.demande(cube));
        reponses.durees.push(debut.elapsed().as_secs_f64() * 1_000.0);
        reponses.totaux.push(total(&c));
    }
    reponses
}

fn total(c: &Comptes) -> i64 {
    c.apprenants() + c.abandons
}

/// One row for each time that an enrolment spent in a situation.
async fn ecrire(db: &Db, cube: &Cube, chemin: &Path) -> anyhow::Result<()> {
    let mut sortie = BufWriter::new(File::create(chemin)?);
    let departements: std::collections::HashMap<&str, &str> =
        cube.centres.iter().map(|c| (c.siret.as_str(), c.departement.as_str())).collect();
    let sql = "SELECT id, siret, niveau, annee_scolaire, parcours FROM effectifs
               WHERE id > $1 AND fiable = 1 ORDER BY id LIMIT $2";
    let mut apres = String::new();
    loop {
        let lignes = sqlx::query(sql).bind(&apres).bind(LOT).fetch_all(db.read().pool()).await?;
        let Some(derniere) = lignes.last() else { break };
        apres = derniere.try_get(0)?;
        for ligne in &lignes {
            let siret: String = ligne.try_get(1)?;
            let niveau: Option<i64> = ligne.try_get(2)?;
            let annee: String = ligne.try_get(3)?;
            let parcours = Parcours::lire(&ligne.try_get::<String, _>(4)?);
            let departement = departements.get(siret.as_str()).copied().unwrap_or_default();
            let niveau = niveau.unwrap_or_default();
            let etapes = parcours.etapes();
            for (n, etape) in etapes.iter().enumerate() {
                let au = etapes.get(n + 1).map_or("9999-01-01".to_owned(), |e| e.date.to_string());
                let (du, situation) = (etape.date, etape.situation.code());
                writeln!(sortie, "{siret},{departement},{niveau},{annee},{situation},{du},{au}")?;
            }
        }
    }
    Ok(sortie.flush()?)
}

fn demander_a_duckdb(
    python: &Path,
    dossier: &Path,
    fichier: &Path,
    questions: &[Question],
) -> anyhow::Result<Reponses> {
    let (script, demandes): (PathBuf, PathBuf) =
        (dossier.join("questions.py"), dossier.join("questions.json"));
    fs::write(&script, DUCKDB)?;
    let sql: Vec<String> = questions.iter().map(Question::sql).collect();
    fs::write(&demandes, json!(sql).to_string())?;
    let sortie = Command::new(python).arg(&script).arg(fichier).arg(&demandes).output()?;
    ensure!(sortie.status.success(), "{}", String::from_utf8_lossy(&sortie.stderr));
    let lu: serde_json::Value = serde_json::from_slice(&sortie.stdout)?;
    let liste = |nom: &str| lu[nom].as_array().cloned().unwrap_or_default();
    Ok(Reponses {
        durees: liste("durees").iter().filter_map(serde_json::Value::as_f64).collect(),
        totaux: liste("totaux").iter().filter_map(serde_json::Value::as_i64).collect(),
    })
}

async fn demander_a_postgres(
    url: &str,
    fichier: &Path,
    questions: &[Question],
) -> anyhow::Result<Reponses> {
    let mut base: PgConnection = url.parse::<PgConnectOptions>()?.connect().await?;
    base.execute(sqlx::raw_sql(SCHEMA)).await?;
    let mut copie = base.copy_in_raw("COPY periodes FROM STDIN WITH (FORMAT csv)").await?;
    copie.send(fs::read(fichier)?).await?;
    copie.finish().await?;
    base.execute(sqlx::raw_sql(INDEX)).await?;
    base.execute("VACUUM ANALYZE periodes").await?;
    let mut reponses = Reponses::default();
    for tour in 0..2 {
        for question in questions {
            let sql = question.sql();
            let debut = Instant::now();
            let lignes = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).fetch_all(&mut base).await?;
            let duree = debut.elapsed().as_secs_f64() * 1_000.0;
            // The first round only warms the server.
            if tour == 1 {
                let nombres = lignes.iter().map(|l| l.try_get::<i64, _>(1));
                reponses.durees.push(duree);
                reponses.totaux.push(nombres.sum::<Result<i64, _>>()?);
            }
        }
    }
    Ok(reponses)
}

/// Percentiles by kind of question; every engine must have found the same.
fn dire(
    nom: &str,
    questions: &[Question],
    reponses: &Reponses,
    nous: Option<&Reponses>,
) -> anyhow::Result<()> {
    if let Some(nous) = nous {
        let faux = nous.totaux.iter().zip(&reponses.totaux).position(|(a, b)| a != b);
        if let Some(n) = faux {
            let (a, b) = (nous.totaux[n], reponses.totaux[n]);
            anyhow::bail!("{nom}: {} found {b}, we found {a}", questions[n].sql());
        }
    }
    let mut genres: Vec<&str> = questions.iter().map(|q| q.genre).collect();
    genres.sort_unstable();
    genres.dedup();
    let des = |genre: Option<&str>, r: &Reponses| -> Vec<f64> {
        let durees = questions.iter().zip(&r.durees);
        durees.filter(|(q, _)| genre.is_none_or(|g| g == q.genre)).map(|(_, d)| *d).collect()
    };
    let lignes = genres.into_iter().map(Some).chain([None]);
    for genre in lignes {
        let siennes = des(genre, reponses);
        let c = |part| centile(&siennes, part);
        let rapport = nous.map(|nous| {
            let notres = des(genre, nous);
            format!(
                ", rapport p50 {:.1}, p99 {:.1}",
                c(0.5) / centile(&notres, 0.5),
                c(0.99) / centile(&notres, 0.99)
            )
        });
        println!(
            "  {nom:<11} {:<26} p50 {:>8.3} ms, p99 {:>8.3}{}",
            genre.unwrap_or("toutes"),
            c(0.5),
            c(0.99),
            rapport.unwrap_or_default()
        );
    }
    reponses.totaux.iter().max().context("no question")?;
    Ok(())
}
