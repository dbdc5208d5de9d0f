//! The figures, as text.

use std::fmt::Write;

use benches::mesure::{Mesures, centile};

/// Our engine, and how many times faster than the other it is when there is one.
pub fn moteurs(nous: &Mesures, eux: Option<&Mesures>) -> String {
    eux.map_or_else(|| seul(nous), |eux| cote_a_cote(nous, eux))
}

fn seul(m: &Mesures) -> String {
    let mut texte = format!(
        "{:<24} {:>6} {:>10} {:>10} {:>10} {:>10}\n",
        "requêtes", "nombre", "p50 (ms)", "p95", "p99", "max"
    );
    for (genre, durees) in lignes(m) {
        let c = |part| centile(&durees, part);
        let _ = writeln!(
            texte,
            "{genre:<24} {:>6} {:>10.2} {:>10.2} {:>10.2} {:>10.2}",
            durees.len(),
            c(0.5),
            c(0.95),
            c(0.99),
            c(1.0)
        );
    }
    texte + &generalites("moteur", m)
}

fn cote_a_cote(nous: &Mesures, eux: &Mesures) -> String {
    let mut texte = format!(
        "{:<24} {:>6} | {:^26} | {:^26} | {:^14}\n{:<24} {:>6} | {:>8} {:>8} {:>8} | {:>8} {:>8} {:>8} | {:>6} {:>7}\n",
        "",
        "",
        "moteur (ms)",
        "PostgreSQL (ms)",
        "rapport",
        "requêtes",
        "nombre",
        "p50",
        "p95",
        "p99",
        "p50",
        "p95",
        "p99",
        "p50",
        "p99"
    );
    for ((genre, a), (_, b)) in lignes(nous).into_iter().zip(lignes(eux)) {
        let (x, y) =
            ([0.5, 0.95, 0.99].map(|p| centile(&a, p)), [0.5, 0.95, 0.99].map(|p| centile(&b, p)));
        let _ = writeln!(
            texte,
            "{genre:<24} {:>6} | {:>8.2} {:>8.2} {:>8.2} | {:>8.2} {:>8.2} {:>8.2} | {:>5.0}x {:>6.0}x",
            a.len(),
            x[0],
            x[1],
            x[2],
            y[0],
            y[1],
            y[2],
            rapport(y[0], x[0]),
            rapport(y[2], x[2])
        );
    }
    let _ = writeln!(
        texte,
        "\nindexation : {:.1} fois plus rapide",
        rapport(nous.rythme(), eux.rythme())
    );
    texte + &generalites("moteur", nous) + &generalites("PostgreSQL", eux)
}

/// The kinds of query, then all of them.
fn lignes(m: &Mesures) -> Vec<(String, Vec<f64>)> {
    let mut lignes: Vec<_> = m.durees.clone().into_iter().collect();
    lignes.push(("toutes".to_owned(), m.toutes()));
    lignes
}

fn rapport(grand: f64, petit: f64) -> f64 {
    grand / petit.max(0.001)
}

fn generalites(nom: &str, m: &Mesures) -> String {
    let mo = |octets: u64| octets as f64 / 1e6;
    format!(
        "{nom} : {} documents en {:.1} s ({:.0} par seconde), {:.0} Mo sur disque, {:.0} Mo de mémoire, \
         première réponse en {:.0} ms, {} résultats trouvés\n",
        m.documents,
        m.secondes,
        m.rythme(),
        mo(m.disque),
        mo(m.memoire),
        m.ouverture_ms,
        m.trouves
    )
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_ratio_is_theirs_over_ours() {
        let mesures = |ms| {
            let mut m = Mesures { documents: 10, secondes: 1.0, ..Mesures::default() };
            m.noter("ville", Duration::from_millis(ms));
            m
        };
        let texte = cote_a_cote(&mesures(2), &mesures(40));
        assert!(texte.lines().nth(2).unwrap().contains("20x"), "{texte}");
        assert!(seul(&mesures(2)).contains("2.00"));
    }
}
