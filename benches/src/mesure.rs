//! Times and memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

/// What was measured of an engine.
#[derive(Debug, Default)]
pub struct Mesures {
    /// Documents loaded.
    pub documents: u64,
    /// Seconds to load and index them.
    pub secondes: f64,
    /// Bytes on disk.
    pub disque: u64,
    /// Bytes of memory once the queries have run.
    pub memoire: u64,
    /// Milliseconds from opening to the first answer.
    pub ouverture_ms: f64,
    /// Milliseconds of each query, by kind.
    pub durees: BTreeMap<String, Vec<f64>>,
    /// Results found by all queries together.
    pub trouves: u64,
}

impl Mesures {
    /// Notes how long a query of this kind took.
    pub fn noter(&mut self, genre: &str, duree: Duration) {
        self.durees.entry(genre.to_owned()).or_default().push(duree.as_secs_f64() * 1_000.0);
    }

    /// Every duration, whatever the kind.
    pub fn toutes(&self) -> Vec<f64> {
        self.durees.values().flatten().copied().collect()
    }

    /// Documents a second.
    pub fn rythme(&self) -> f64 {
        self.documents as f64 / self.secondes.max(0.001)
    }

    /// For another process.
    pub fn en_json(&self) -> Value {
        json!({
            "documents": self.documents, "secondes": self.secondes, "disque": self.disque,
            "memoire": self.memoire, "ouverture_ms": self.ouverture_ms, "durees": self.durees,
            "trouves": self.trouves,
        })
    }

    /// From another process; a missing figure reads as zero.
    pub fn de_json(lu: &Value) -> Self {
        let nombres = |liste: &Value| -> Vec<f64> {
            liste.as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
        };
        let durees = lu["durees"].as_object().into_iter().flatten();
        Mesures {
            documents: lu["documents"].as_u64().unwrap_or_default(),
            secondes: lu["secondes"].as_f64().unwrap_or_default(),
            disque: lu["disque"].as_u64().unwrap_or_default(),
            memoire: lu["memoire"].as_u64().unwrap_or_default(),
            ouverture_ms: lu["ouverture_ms"].as_f64().unwrap_or_default(),
            durees: durees.map(|(genre, liste)| (genre.clone(), nombres(liste))).collect(),
            trouves: lu["trouves"].as_u64().unwrap_or_default(),
        }
    }
}

/// The value under which this share (0 to 1) of the values lies.
pub fn centile(valeurs: &[f64], part: f64) -> f64 {
    let mut triees = valeurs.to_vec();
    triees.sort_by(f64::total_cmp);
    let rang = (part * triees.len() as f64).ceil() as usize;
    triees.get(rang.saturating_sub(1)).copied().unwrap_or_default()
}

/// Resident memory of a process, in bytes.
pub fn memoire_de(processus: u32) -> u64 {
    let statut = fs::read_to_string(format!("/proc/{processus}/status")).unwrap_or_default();
    champ_en_octets(&statut, "VmRSS:")
}

/// Memory of the server that one of its processes belongs to, each shared page counted once. Zero
/// when the server is on another machine.
pub fn memoire_de_postgres(processus: i32) -> u64 {
    let serveur = parent(Path::new("/proc").join(processus.to_string()).as_path());
    let Some(serveur) = serveur else { return 0 };
    let tous = fs::read_dir("/proc").into_iter().flatten().flatten().map(|p| p.path());
    let siens = tous.filter(|p| parent(p) == Some(serveur) || p.ends_with(serveur.to_string()));
    let part = |p: PathBuf| fs::read_to_string(p.join("smaps_rollup")).unwrap_or_default();
    siens.map(|p| champ_en_octets(&part(p), "Pss:")).sum()
}

/// The process that started another, by its folder in `/proc`.
fn parent(processus: &Path) -> Option<u32> {
    let statut = fs::read_to_string(processus.join("status")).ok()?;
    statut.lines().find_map(|l| l.strip_prefix("PPid:"))?.trim().parse().ok()
}

/// `Pss:   1234 kB` → bytes.
fn champ_en_octets(texte: &str, nom: &str) -> u64 {
    let ligne = texte.lines().find_map(|l| l.strip_prefix(nom)).unwrap_or_default();
    ligne.split_whitespace().next().and_then(|n| n.parse::<u64>().ok()).unwrap_or_default() * 1_024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles() {
        let cent: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!(
            (centile(&cent, 0.5), centile(&cent, 0.99), centile(&cent, 1.0)),
            (50.0, 99.0, 100.0)
        );
        assert_eq!((centile(&[7.0], 0.5), centile(&[], 0.5)), (7.0, 0.0));
    }

    #[test]
    fn figures_survive_the_journey_between_processes() {
        let mut mesures = Mesures { documents: 3, secondes: 1.5, ..Mesures::default() };
        mesures.noter("place", Duration::from_millis(2));
        let lues = Mesures::de_json(&mesures.en_json());
        assert_eq!((lues.documents, lues.rythme(), lues.toutes()), (3, 2.0, vec![2.0]));
    }

    #[test]
    fn memory_is_read() {
        assert_eq!(champ_en_octets("Rss: 1 kB\nPss:   12 kB\n", "Pss:"), 12_288);
        assert!(memoire_de(std::process::id()) > 100_000);
    }
}
