//! What waits for a decision in one's territory.

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use futures::future::BoxFuture;
use noyau::territoires::Departement;
use url::form_urlencoded::Serializer;
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::{Acteur, Erreur, Etat, Ressort};

use super::{Rendu, adresse_de, page, parametre, rendre, ville};
use crate::porte::{Organisme, Registre, Registres};
use crate::regles::attente::Attente;
use crate::regles::mandat::{self, VALIDER_UAI};
use crate::vues::{AValider, Choix, LigneAValider, Selection};

const CHEMIN: &str = "/organismes/uai-a-valider";

/// Organisations on a page.
const PAR_PAGE: usize = 20;

/// What is looked for.
#[derive(Clone, Debug, Default)]
struct Recherche {
    texte: String,
    departement: String,
    attente: String,
    page: usize,
}

impl Recherche {
    fn lire(adresse: &str) -> Self {
        Recherche {
            texte: parametre(adresse, "q"),
            departement: parametre(adresse, "departement"),
            attente: parametre(adresse, "attente"),
            page: parametre(adresse, "page").parse().unwrap_or(0).min(100_000),
        }
    }

    fn adresse(&self) -> String {
        let mut s = Serializer::new(String::new());
        let champs = [
            ("q", self.texte.clone()),
            ("departement", self.departement.clone()),
            ("attente", self.attente.clone()),
            ("page", if self.page > 0 { self.page.to_string() } else { String::new() }),
        ];
        champs.iter().filter(|(_, v)| !v.is_empty()).for_each(|(n, v)| {
            s.append_pair(n, v);
        });
        match s.finish() {
            vide if vide.is_empty() => CHEMIN.to_owned(),
            parametres => format!("{CHEMIN}?{parametres}"),
        }
    }
}

/// What was found, and what each choice would give.
#[derive(Default)]
struct Trouves<'r> {
    lignes: Vec<(Attente, &'r Organisme)>,
    par_departement: BTreeMap<String, u64>,
    par_attente: BTreeMap<Attente, u64>,
}

impl<'r> Trouves<'r> {
    /// An organisation that fails one choice only still counts in that choice.
    fn chercher(registre: &'r Registre, ressorts: &[Ressort], r: &Recherche) -> Self {
        let mut trouves = Trouves::default();
        for (attente, o) in en_attente(registre, ressorts, &r.texte) {
            let departement = departement(o);
            let ici = r.departement.is_empty() || r.departement == departement;
            let tel = r.attente.is_empty() || r.attente == attente.code();
            if tel && !departement.is_empty() {
                *trouves.par_departement.entry(departement).or_default() += 1;
            }
            if ici {
                *trouves.par_attente.entry(attente).or_default() += 1;
            }
            if ici && tel {
                trouves.lignes.push((attente, o));
            }
        }
        trouves.lignes.sort_by_key(|(attente, _)| *attente);
        trouves
    }
}

/// The organisations of these ressorts that wait for a decision, in the order of names.
fn en_attente<'r>(
    registre: &'r Registre,
    ressorts: &[Ressort],
    texte: &str,
) -> impl Iterator<Item = (Attente, &'r Organisme)> {
    registre.qui_disent(texte).filter_map(move |o| {
        let attente = Attente::de(o, partage(registre, o))?;
        let cible = mandat::cible(o);
        ressorts.iter().any(|r| r.couvre(&cible)).then_some((attente, o))
    })
}

/// Whether another open organisation has the same validated UAI.
fn partage(registre: &Registre, o: &Organisme) -> bool {
    let autre = |uai| registre.tenants(&uai).any(|a| a.siret != o.siret && a.ouvert());
    o.uai_validee().is_some_and(autre)
}

fn departement(o: &Organisme) -> String {
    o.adresse.as_ref().and_then(|a| a.valeur.departement.clone()).unwrap_or_default()
}

/// How many wait in the territory of this person.
pub fn a_faire<'a>(etat: &'a Etat, acteur: &'a Acteur) -> BoxFuture<'a, Result<i64, Erreur>> {
    Box::pin(async move {
        let registre = Registres::de(etat).await?;
        let nombre = en_attente(&registre, &acteur.ressorts(&VALIDER_UAI), "").count();
        Ok(i64::try_from(nombre).unwrap_or(i64::MAX))
    })
}

/// Shows them, most urgent first.
pub async fn show(State(etat): State<Etat>, RawQuery(adresse): RawQuery, acteur: Acteur) -> Rendu {
    let recherche = Recherche::lire(&adresse.unwrap_or_default());
    let registre = Registres::de(&etat).await?;
    let ressorts = acteur.ressorts(&VALIDER_UAI);
    let trouves = Trouves::chercher(&registre, &ressorts, &recherche);
    let total = trouves.lignes.len();
    let montres = trouves.lignes.iter().skip(recherche.page * PAR_PAGE).take(PAR_PAGE);
    let pages = total.div_ceil(PAR_PAGE) as u64;
    let de_page = |p: u64| Recherche { page: p as usize, ..recherche.clone() }.adresse();
    let ici = recherche.adresse();
    let mut page = page(&etat, &format!("UAI à valider — {}", Compte(total as u64)), CHEMIN);
    page.indexable = false;
    rendre(&AValider {
        page,
        fil: vec![Lien::new("Accueil", "/"), Lien::new("Mon espace", "/espace")],
        territoires: territoires(&ressorts),
        selections: vec![attentes(&trouves, &recherche), departements(&trouves, &recherche)],
        total: Compte(total as u64),
        filtre: recherche.adresse() != CHEMIN,
        lignes: montres.map(|(attente, o)| ligne(*attente, o, &ici)).collect(),
        pagination: Pagination::nouvelle(recherche.page as u64, pages, de_page),
        texte: recherche.texte,
    })
}

/// "Académie de Rennes, Bretagne".
fn territoires(ressorts: &[Ressort]) -> String {
    let mut noms: Vec<String> = ressorts.iter().map(Ressort::libelle).collect();
    noms.dedup();
    noms.join(", ")
}

fn attentes(trouves: &Trouves<'_>, recherche: &Recherche) -> Selection {
    let choix = Attente::TOUTES.iter().map(|a| Choix {
        valeur: a.code().to_owned(),
        libelle: a.libelle().to_owned(),
        compte: Compte(trouves.par_attente.get(a).copied().unwrap_or(0)),
        choisi: a.code() == recherche.attente,
    });
    Selection { nom: "attente", titre: "Ce qui attend", choix: choix.collect() }
}

fn departements(trouves: &Trouves<'_>, recherche: &Recherche) -> Selection {
    let mut comptes = trouves.par_departement.clone();
    if Departement::par_code(&recherche.departement).is_some() {
        comptes.entry(recherche.departement.clone()).or_default();
    }
    let un = |(code, n): (&String, &u64)| {
        let nom = Departement::par_code(code).map_or(code.as_str(), |d| d.nom);
        Choix {
            valeur: code.clone(),
            libelle: format!("{nom} ({code})"),
            compte: Compte(*n),
            choisi: *code == recherche.departement,
        }
    };
    let choix = comptes.iter().map(un).collect();
    Selection { nom: "departement", titre: "Département", choix }
}

fn ligne(attente: Attente, o: &Organisme, ici: &str) -> LigneAValider {
    let suite: String = url::form_urlencoded::byte_serialize(ici.as_bytes()).collect();
    LigneAValider {
        adresse: format!("{}/uai?suite={suite}", adresse_de(&o.siret)),
        nom: o.nom(),
        ou: [format!("SIRET {}", o.siret.affichage()), ville(o)]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        attente: attente.libelle(),
        candidats: candidats(o),
    }
}

/// "0350000K (probable) et 2 autres".
fn candidats(o: &Organisme) -> String {
    let Some(premier) = o.uais.first() else { return String::new() };
    let premier = format!("{} ({})", premier.uai, premier.statut.libelle().to_lowercase());
    match o.uais.len() - 1 {
        0 => premier,
        1 => format!("{premier} et un autre"),
        n => format!("{premier} et {n} autres"),
    }
}
