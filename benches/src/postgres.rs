//! PostgreSQL, as somebody who knows it well would set it up.

use std::path::Path;
use std::time::Instant;

use recherche::Hit;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, Postgres, Row};

use crate::documents::{GENRES, lire};
use crate::requetes::questions;
use crate::sql::{Instruction, Lie, ecrire};
use benches::mesure::{Mesures, memoire_de_postgres};

const SCHEMA: &str = include_str!("../sql/schema.sql");
const INDEX: &str = include_str!("../sql/index.sql");

/// Columns that are loaded, in order.
const COLONNES: &str = "genre, type, sub_type, type_filter_label, nature, contract_type, level, activity_sector, \
    organization_name, departement, region, is_disabled_elligible, urgent, smart_apply, is_algo_company, \
    is_formation_included, is_start_flexible, publication, debut, candidatures, lieu, titre, metiers, mots_cles, charge";

/// Bytes sent together.
const TAMPON: usize = 1 << 20;

/// Loads the documents and runs the queries.
pub async fn mesurer(dossier: &Path, adresse: &str, combien: usize) -> anyhow::Result<Mesures> {
    let options: PgConnectOptions = adresse.parse()?;
    let mut base = options.connect().await?;
    let mut mesures = Mesures::default();
    charger(&mut base, dossier, &mut mesures).await?;
    // Plans made for any value would not know that a trade is rare.
    base.execute("SET plan_cache_mode = force_custom_plan").await?;
    let instructions: Vec<(&str, Instruction)> = questions(combien)?
        .iter()
        .map(|q| Ok((q.genre, ecrire(&q.requete)?)))
        .collect::<anyhow::Result<_>>()?;
    let debut = Instant::now();
    for (n, (_, instruction)) in instructions.iter().enumerate() {
        chercher(&mut base, instruction).await?;
        if n == 0 {
            mesures.ouverture_ms = debut.elapsed().as_secs_f64() * 1_000.0;
        }
    }
    for (genre, instruction) in &instructions {
        let debut = Instant::now();
        let total = chercher(&mut base, instruction).await?;
        mesures.noter(genre, debut.elapsed());
        mesures.trouves += total;
    }
    let moi: i32 = sqlx::query_scalar("SELECT pg_backend_pid()").fetch_one(&mut base).await?;
    mesures.memoire = memoire_de_postgres(moi);
    let taille: i64 = sqlx::query_scalar("SELECT pg_total_relation_size('documents')")
        .fetch_one(&mut base)
        .await?;
    mesures.disque = taille.unsigned_abs();
    Ok(mesures)
}

async fn charger(
    base: &mut PgConnection,
    dossier: &Path,
    mesures: &mut Mesures,
) -> anyhow::Result<()> {
    base.execute(sqlx::raw_sql(SCHEMA)).await?;
    let debut = Instant::now();
    let mut copie = base.copy_in_raw(&format!("COPY documents ({COLONNES}) FROM STDIN")).await?;
    for genre in GENRES {
        let mut tampon = String::with_capacity(TAMPON + 10_000);
        for hit in lire(dossier, genre)? {
            ligne(&mut tampon, hit?)?;
            mesures.documents += 1;
            if tampon.len() >= TAMPON {
                copie.send(tampon.as_bytes()).await?;
                tampon.clear();
            }
        }
        copie.send(tampon.as_bytes()).await?;
    }
    copie.finish().await?;
    base.execute(sqlx::raw_sql(INDEX)).await?;
    base.execute("VACUUM ANALYZE documents").await?;
    mesures.secondes = debut.elapsed().as_secs_f64();
    Ok(())
}

/// A document in the text format of `COPY`.
fn ligne(sortie: &mut String, hit: Hit) -> anyhow::Result<()> {
    let document = hit.clone().document()?;
    let drapeau = |nom: &str| if document.drapeaux.contains(&nom) { "t" } else { "f" };
    let cle = |nom: &str| document.cles.iter().find(|(n, _)| *n == nom).map(|(_, v)| v.to_string());
    let lieu = document.point.map(|p| format!("SRID=4326;POINT({} {})", p.lon(), p.lat()));
    let contrats: Vec<String> = hit.contract_type.iter().map(|c| format!("\"{c}\"")).collect();
    let champs = [
        Some(document.genre.clone()),
        Some(hit.genre),
        Some(hit.sub_type),
        Some(hit.type_filter_label),
        Some(hit.nature),
        Some(format!("{{{}}}", contrats.join(","))),
        Some(hit.level),
        Some(hit.activity_sector),
        Some(hit.organization_name),
        Some(hit.departement),
        Some(hit.region),
        Some(drapeau("is_disabled_elligible").to_owned()),
        Some(drapeau("urgent").to_owned()),
        Some(drapeau("smart_apply").to_owned()),
        Some(drapeau("is_algo_company").to_owned()),
        Some(drapeau("is_formation_included").to_owned()),
        Some(drapeau("is_start_flexible").to_owned()),
        cle("publication"),
        cle("debut"),
        cle("candidatures"),
        lieu,
        Some(document.titre),
        Some(document.libelles.join(" ; ")),
        Some(document.mots_cles.join(" ; ")),
        Some(String::from_utf8(document.charge)?),
    ];
    for (n, champ) in champs.iter().enumerate() {
        sortie.push_str(if n == 0 { "" } else { "\t" });
        match champ {
            Some(texte) => echapper(sortie, texte),
            None => sortie.push_str("\\N"),
        }
    }
    sortie.push('\n');
    Ok(())
}

fn echapper(sortie: &mut String, texte: &str) {
    for lettre in texte.chars() {
        match lettre {
            '\\' => sortie.push_str("\\\\"),
            '\t' => sortie.push_str("\\t"),
            '\n' => sortie.push_str("\\n"),
            '\r' => sortie.push_str("\\r"),
            autre => sortie.push(autre),
        }
    }
}

/// Runs a query and reads its answer; returns how many documents were found.
async fn chercher(base: &mut PgConnection, instruction: &Instruction) -> anyhow::Result<u64> {
    let mut requete: Query<'_, Postgres, PgArguments> =
        sqlx::query(AssertSqlSafe(instruction.sql.as_str()));
    for valeur in &instruction.lies {
        requete = match valeur {
            Lie::Texte(texte) => requete.bind(texte),
            Lie::Textes(textes) => requete.bind(textes),
            Lie::Reel(nombre) => requete.bind(nombre),
        };
    }
    let ligne: PgRow = requete.fetch_one(base).await?;
    let total: Option<i64> = ligne.try_get("total")?;
    for colonne in ["page", "facettes", "contrats"] {
        ligne.try_get::<Option<&str>, _>(colonne)?;
    }
    Ok(total.unwrap_or_default().unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_copy_would_misread_is_escaped() {
        let mut sortie = String::new();
        echapper(&mut sortie, "a\tb\\c\nd");
        assert_eq!(sortie, "a\\tb\\\\c\\nd");
    }

    #[test]
    fn a_line_has_a_field_for_each_column() {
        let mut sortie = String::new();
        ligne(&mut sortie, Hit { title: "Boulanger".to_owned(), ..Hit::default() }).unwrap();
        assert_eq!(sortie.split('\t').count(), COLONNES.split(',').count());
        assert!(sortie.contains("\\N") && sortie.ends_with('\n'));
    }
}
