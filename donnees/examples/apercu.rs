//! Times the generator and shows a few rows: `cargo run --release -p donnees --example apercu -- france`.

use std::time::Instant;

use chrono::NaiveDate;
use donnees::demo::{Demo, Echelle, Graine};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let echelle: Echelle = std::env::args().nth(1).unwrap_or_else(|| "petit".to_owned()).parse()?;
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap_or_default();
    let demo = Demo::new(&echelle, Graine(1), day);
    time("communes", demo.communes());
    time("organismes", demo.organismes());
    time("formations", demo.formations());
    time("offres", demo.offres());
    time("recruteurs", demo.recruteurs());
    Ok(())
}

fn time(name: &str, rows: impl Iterator<Item = String>) {
    let start = Instant::now();
    let (mut count, mut bytes, mut shown) = (0u64, 0usize, String::new());
    for row in rows {
        count += 1;
        bytes += row.len();
        if count % 997 == 0 {
            shown = row;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{name}: {count} rows, {bytes} bytes, {seconds:.2} s, {:.0} rows/s\n{shown}\n",
        count as f64 / seconds
    );
}
