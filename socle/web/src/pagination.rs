//! The links from page to page of a list.

/// One step of the list of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etape {
    /// Number of the page, from 1, or "…".
    pub libelle: String,
    /// Address of the page; none for "…".
    pub adresse: Option<String>,
    /// Whether it is the page being read.
    pub courante: bool,
    /// Whether a phone shows it too: the page being read and its neighbours.
    pub proche: bool,
}

/// The links shown under a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pagination {
    /// The page before.
    pub precedente: Option<String>,
    /// The page after.
    pub suivante: Option<String>,
    /// First, neighbours, last.
    pub etapes: Vec<Etape>,
}

impl Pagination {
    /// The links of a list of `pages` pages read at page `courante`, both counted from 0 as in
    /// addresses; `adresse` gives the address of a page.
    pub fn nouvelle(courante: u64, pages: u64, adresse: impl Fn(u64) -> String) -> Self {
        let derniere = pages.saturating_sub(1);
        Self {
            precedente: (courante > 0).then(|| adresse(courante.min(pages).saturating_sub(1))),
            suivante: (courante < derniere).then(|| adresse(courante + 1)),
            etapes: etapes(courante, derniere, &adresse),
        }
    }

    /// Whether there is more than one page.
    pub fn utile(&self) -> bool {
        self.etapes.len() > 1
    }
}

fn etapes(courante: u64, derniere: u64, adresse: &impl Fn(u64) -> String) -> Vec<Etape> {
    let mut visibles = vec![0, derniere];
    visibles.extend(courante.saturating_sub(1)..=courante.saturating_add(1).min(derniere));
    visibles.retain(|&page| page <= derniere);
    visibles.sort_unstable();
    visibles.dedup();
    let mut etapes = Vec::new();
    let mut precedente = None;
    for page in visibles {
        if precedente.is_some_and(|p| page > p + 1) {
            etapes.push(points());
        }
        etapes.push(Etape {
            libelle: (page + 1).to_string(),
            adresse: Some(adresse(page)),
            courante: page == courante,
            proche: page.abs_diff(courante) <= 1,
        });
        precedente = Some(page);
    }
    etapes
}

fn points() -> Etape {
    Etape { libelle: "…".to_owned(), adresse: None, courante: false, proche: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lire(courante: u64, pages: u64) -> String {
        let p = Pagination::nouvelle(courante, pages, |page| format!("?page={page}"));
        let etapes: Vec<String> = p
            .etapes
            .iter()
            .map(|e| if e.courante { format!("[{}]", e.libelle) } else { e.libelle.clone() })
            .collect();
        format!(
            "{} {} {}",
            p.precedente.unwrap_or_else(|| "-".to_owned()),
            etapes.join(" "),
            p.suivante.unwrap_or_else(|| "-".to_owned())
        )
    }

    #[test]
    fn the_list_keeps_both_ends_and_the_neighbours() {
        let cas = [
            ((0, 1), "- [1] -"),
            ((0, 2), "- [1] 2 ?page=1"),
            ((1, 3), "?page=0 1 [2] 3 ?page=2"),
            ((0, 9), "- [1] 2 … 9 ?page=1"),
            ((4, 9), "?page=3 1 … 4 [5] 6 … 9 ?page=5"),
            ((8, 9), "?page=7 1 … 8 [9] -"),
        ];
        for ((courante, pages), attendu) in cas {
            assert_eq!(lire(courante, pages), attendu);
        }
    }

    #[test]
    fn a_page_beyond_the_end_leads_back_to_the_last() {
        let p = Pagination::nouvelle(50, 3, |page| format!("?page={page}"));
        assert_eq!(p.precedente.as_deref(), Some("?page=2"));
        assert_eq!(p.suivante, None);
        assert_eq!(p.etapes.iter().filter(|e| e.courante).count(), 0);
    }
}
