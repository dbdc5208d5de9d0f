//! Judgements: what a search must find, and what it found.

use std::collections::BTreeMap;
use std::fmt;

use recherche::Hit;
use serde::Deserialize;

use crate::banc::Trouve;

/// Results shown for a search, and counted by the precision.
const MONTRES: usize = 5;

/// Faults shown for a search: one intruder says as much as a hundred.
const FAUTES_MONTREES: usize = 6;

#[derive(Deserialize)]
struct Fichier {
    recherche: Vec<Recherche>,
}

/// A search and its judgements; `README.md` says what each field means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recherche {
    pub demande: String,
    pourquoi: String,
    #[serde(default)]
    premiers: Vec<String>,
    #[serde(default)]
    ordre: Vec<String>,
    tete: Option<Tete>,
    #[serde(default)]
    presents: Vec<String>,
    #[serde(default)]
    absents: Vec<String>,
    #[serde(default)]
    avant: Vec<[String; 2]>,
    seulement: Option<Vec<String>>,
    total: Option<usize>,
    #[serde(default)]
    distances: BTreeMap<String, u32>,
}

/// The first results are all of this kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tete {
    combien: usize,
    parmi: Vec<String>,
}

/// Reads the judgements and refuses those that nothing could break.
pub fn lire(texte: &str, hits: &[Hit]) -> Vec<Recherche> {
    let recherches = toml::from_str::<Fichier>(texte).unwrap().recherche;
    for recherche in &recherches {
        let motifs = recherche.motifs();
        assert!(
            !motifs.is_empty() || recherche.total.is_some(),
            "{} : aucun jugement",
            recherche.demande
        );
        for motif in motifs {
            let connu = hits.iter().any(|h| repond(&h.url_id, motif));
            assert!(connu, "{} : « {motif} » n'est pas dans le corpus", recherche.demande);
        }
    }
    recherches
}

/// Whether an identifier is this one, or fits a pattern such as `*-coiff*`.
fn repond(id: &str, motif: &str) -> bool {
    let Some((debut, suite)) = motif.split_once('*') else { return id == motif };
    let Some(mut reste) = id.strip_prefix(debut) else { return false };
    let mut morceaux: Vec<&str> = suite.split('*').collect();
    let fin = morceaux.pop().unwrap_or_default();
    for morceau in morceaux {
        let Some((_, apres)) = reste.split_once(morceau) else { return false };
        reste = apres;
    }
    reste.ends_with(fin)
}

fn parmi(id: &str, motifs: &[String]) -> bool {
    motifs.iter().any(|m| repond(id, m))
}

impl Recherche {
    fn motifs(&self) -> Vec<&String> {
        let tete = self.tete.iter().flat_map(|t| &t.parmi);
        let listes = [&self.premiers, &self.ordre, &self.presents, &self.absents];
        let listes = listes.into_iter().flatten().chain(self.seulement.iter().flatten());
        listes.chain(tete).chain(self.avant.iter().flatten()).chain(self.distances.keys()).collect()
    }

    /// Confronts what was found with what was wanted.
    pub fn juger(&self, trouve: &Trouve) -> Verdict {
        let mut fautes = Vec::new();
        self.juger_la_tete(trouve, &mut fautes);
        self.juger_la_presence(trouve, &mut fautes);
        self.juger_les_nombres(trouve, &mut fautes);
        fautes.truncate(FAUTES_MONTREES);
        let montres = trouve.ids.iter().take(MONTRES).cloned().collect();
        Verdict {
            demande: self.demande.clone(),
            pourquoi: self.pourquoi.clone(),
            rang_du_bon: self
                .attend_une_tete()
                .then(|| trouve.ids.iter().position(|id| self.est_en_tete(id))),
            bons: self.attend_une_tete().then(|| self.part_de_bons(trouve)),
            fautes,
            montres,
            total: trouve.total,
        }
    }

    fn juger_la_tete(&self, trouve: &Trouve, fautes: &mut Vec<String>) {
        let rang = |id: &String| trouve.ids.iter().position(|t| t == id);
        for id in
            self.premiers.iter().filter(|id| rang(id).is_none_or(|r| r >= self.premiers.len()))
        {
            fautes.push(format!("{id} n'est pas parmi les {} premiers", self.premiers.len()));
        }
        if !trouve.ids.starts_with(&self.ordre) {
            fautes
                .push(format!("les premiers ne sont pas, dans l'ordre, {}", self.ordre.join(", ")));
        }
        for [a, b] in &self.avant {
            if rang(a).is_none_or(|a| rang(b).is_some_and(|b| b < a)) {
                fautes.push(format!("{a} n'est pas avant {b}"));
            }
        }
        let Some(tete) = &self.tete else { return };
        let intrus = trouve.ids.iter().take(tete.combien).filter(|id| !parmi(id, &tete.parmi));
        fautes.extend(intrus.map(|id| format!("{id} est parmi les {} premiers", tete.combien)));
        if trouve.ids.len() < tete.combien {
            fautes.push(format!("moins de {} résultats", tete.combien));
        }
    }

    fn juger_la_presence(&self, trouve: &Trouve, fautes: &mut Vec<String>) {
        let present = |motif: &&String| trouve.ids.iter().any(|id| repond(id, motif));
        let voulus = self.presents.iter().chain(self.seulement.iter().flatten());
        fautes.extend(voulus.filter(|m| !present(m)).map(|m| format!("{m} manque")));
        let intrus = trouve.ids.iter().filter(|id| parmi(id, &self.absents));
        fautes.extend(intrus.map(|id| format!("{id} ne devrait pas être là")));
        let Some(seulement) = &self.seulement else { return };
        let intrus = trouve.ids.iter().filter(|id| !parmi(id, seulement));
        fautes.extend(intrus.map(|id| format!("{id} est de trop")));
    }

    fn juger_les_nombres(&self, trouve: &Trouve, fautes: &mut Vec<String>) {
        if let Some(total) = self.total.filter(|t| *t != trouve.total) {
            fautes.push(format!("{} résultats au lieu de {total}", trouve.total));
        }
        for (id, km) in &self.distances {
            let rang = trouve.ids.iter().position(|t| t == id);
            let distance = rang.and_then(|r| trouve.distances[r]);
            if distance != Some(*km) {
                fautes.push(format!("{id} à {distance:?} km au lieu de {km}"));
            }
        }
    }

    fn attend_une_tete(&self) -> bool {
        !self.premiers.is_empty() || !self.ordre.is_empty() || self.tete.is_some()
    }

    fn est_en_tete(&self, id: &str) -> bool {
        let tete = self.tete.as_ref().is_some_and(|t| parmi(id, &t.parmi));
        tete || parmi(id, &self.premiers) || self.ordre.first().is_some_and(|premier| premier == id)
    }

    /// Share of the first results that some judgement wanted.
    fn part_de_bons(&self, trouve: &Trouve) -> f64 {
        let motifs: Vec<String> =
            self.motifs().into_iter().filter(|m| !self.absents.contains(m)).cloned().collect();
        let vus = trouve.ids.iter().take(MONTRES).collect::<Vec<_>>();
        let bons = vus.iter().filter(|id| parmi(id, &motifs)).count();
        bons as f64 / vus.len().max(1) as f64
    }
}

/// What became of a search.
pub struct Verdict {
    demande: String,
    pourquoi: String,
    fautes: Vec<String>,
    montres: Vec<String>,
    total: usize,
    /// Rank of the first good result, when a first one was judged.
    rang_du_bon: Option<Option<usize>>,
    bons: Option<f64>,
}

impl Verdict {
    /// Every judgement held.
    pub fn ok(&self) -> bool {
        self.fautes.is_empty()
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signe = if self.ok() { "OK" } else { "KO" };
        let demande = self.demande.as_str();
        write!(f, "{signe}  {demande:<44} {:>4}  {}", self.total, self.montres.join(", "))?;
        if !self.ok() {
            write!(
                f,
                "\n    attendu : {}\n    faute : {}",
                self.pourquoi,
                self.fautes.join(" ; ")
            )?;
        }
        Ok(())
    }
}

/// Figures over all the searches.
pub struct Figures {
    recherches: usize,
    ok: usize,
    jugees_en_tete: usize,
    premier_bon: f64,
    rang_reciproque: f64,
    bons_parmi_cinq: f64,
}

impl Figures {
    /// Counts them.
    pub fn de(verdicts: &[Verdict]) -> Self {
        let rangs: Vec<Option<usize>> = verdicts.iter().filter_map(|v| v.rang_du_bon).collect();
        let jugees_en_tete = rangs.len();
        let moyenne = |valeurs: &mut dyn Iterator<Item = f64>| {
            valeurs.sum::<f64>() / jugees_en_tete.max(1) as f64
        };
        Figures {
            recherches: verdicts.len(),
            ok: verdicts.iter().filter(|v| v.ok()).count(),
            jugees_en_tete,
            premier_bon: moyenne(&mut rangs.iter().map(|r| f64::from(u8::from(*r == Some(0))))),
            rang_reciproque: moyenne(
                &mut rangs.iter().map(|r| r.map_or(0.0, |r| 1.0 / (r + 1) as f64)),
            ),
            bons_parmi_cinq: moyenne(&mut verdicts.iter().filter_map(|v| v.bons)),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} recherches, {} OK", self.recherches, self.ok)?;
        writeln!(f, "tête jugée dans {} recherches :", self.jugees_en_tete)?;
        writeln!(f, "  premier résultat bon      {:.1} %", 100.0 * self.premier_bon)?;
        writeln!(f, "  rang réciproque moyen     {:.3}", self.rang_reciproque)?;
        write!(f, "  bons parmi les 5 premiers {:.1} %", 100.0 * self.bons_parmi_cinq)
    }
}
