//! Handlers of the perimeters: load, decide, answer.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use noyau::territoires::Academie;
use noyau::texte::{nombre, titre_propre};
use url::form_urlencoded;
use web::page::{Compte, Lien, Page, Porte};
use web::{Erreur, Etat};

use super::piece::{Evaluee, Perimetres, Table, rang};
use super::simulation::{Changement, Demande, NIVEAUX, simuler as essayer};
use super::vues::{Bloc, Choix, LigneDeRegle, Liste, Pourquoi, Simulateur, UneFormation, UneRegle};
use crate::regles::perimetres::{Decision, Explication, Plateforme, Regle, Statut};

type Rendu = Result<Html<String>, Erreur>;

/// Trainings listed.
const LISTE: usize = 50;

/// The rules and their effect.
pub async fn liste(State(etat): State<Etat>) -> Rendu {
    let table = Perimetres::de(&etat).await?;
    let (debut, fin) = (table.campagne.debut.long(), table.campagne.fin.long());
    let vue = Liste {
        page: page(&etat, "Périmètres Parcoursup et Affelnet", "/catalogue/perimetres"),
        campagne: format!("Campagne en cours : rentrées du {debut} au {fin}."),
        total: Compte(table.formations.len() as u64),
        blocs: Plateforme::TOUTES.map(|p| bloc(&table, p)).to_vec(),
    };
    Ok(Html(vue.render()?))
}

/// One rule.
pub async fn regle(State(etat): State<Etat>, Path(numero): Path<String>) -> Rendu {
    let table = Perimetres::de(&etat).await?;
    let numero: Option<u32> = numero.parse().ok();
    let trouvee = table.regles.iter().find(|r| Some(r.numero) == numero);
    let regle = trouvee.ok_or_else(|| Erreur::introuvable("Aucune règle ne porte ce numéro."))?;
    let sienne = |e: &&Evaluee| e.resultats[rang(regle.plateforme)].regle == numero;
    let decidees: Vec<&Evaluee> = table.formations.iter().filter(sienne).collect();
    let titre = format!("Règle n° {}", regle.numero);
    let vue = UneRegle {
        page: page(&etat, &titre, &adresse_de_regle(regle.numero)),
        titre,
        nom: regle.nom.clone(),
        faits: faits(regle),
        total: Compte(decidees.len() as u64),
        formations: decidees.into_iter().take(LISTE).map(lien).collect(),
    };
    Ok(Html(vue.render()?))
}

/// Why a training stands where it does.
pub async fn formation(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let table = Perimetres::de(&etat).await?;
    let introuvable = || Erreur::introuvable("Cette formation n’existe pas ou n’est plus publiée.");
    let evaluee = table.formation(&id).ok_or_else(introuvable)?;
    let titre = evaluee.fiche.intitule.to_string();
    let expliquer = |p| pourquoi(&table, p, &table.expliquer(evaluee, p, &table.regles));
    let vue = UneFormation {
        page: page(&etat, &format!("{titre} : périmètres"), &lien(evaluee).adresse),
        titre,
        adresse: format!("/formation/{}", encoder(&id)),
        pourquoi: Plateforme::TOUTES.map(expliquer).to_vec(),
    };
    Ok(Html(vue.render()?))
}

/// What a rule would change.
pub async fn simuler(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let table = Perimetres::de(&etat).await?;
    let demande = Demande::lire(&requete.unwrap_or_default());
    let changements = demande.as_ref().map(|d| essayer(&table, d));
    let mut page = page(&etat, "Simuler une règle", "/catalogue/perimetres/simuler");
    page.indexable = false;
    let vue = simulateur(page, &table, demande.as_ref(), changements.as_deref());
    Ok(Html(vue.render()?))
}

fn page(etat: &Etat, titre: &str, chemin: &str) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = chemin.to_owned();
    page.porte = Some(Porte::Pilote);
    page
}

fn encoder(id: &str) -> String {
    form_urlencoded::byte_serialize(id.as_bytes()).collect()
}

fn adresse_de_regle(numero: u32) -> String {
    format!("/catalogue/perimetres/regle/{numero}")
}

/// A training, leading to its explanation.
fn lien(evaluee: &Evaluee) -> Lien {
    let fiche = &evaluee.fiche;
    let ou = if fiche.departement.is_empty() { "" } else { " — département " };
    Lien::new(
        format!("{}{ou}{}", fiche.intitule, fiche.departement),
        format!("/catalogue/formation/{}/perimetres", encoder(&fiche.id)),
    )
}

fn compter(n: usize) -> String {
    nombre(i64::try_from(n).unwrap_or(i64::MAX))
}

fn bloc(table: &Table, plateforme: Plateforme) -> Bloc {
    let mut statuts: BTreeMap<Statut, usize> = BTreeMap::new();
    let mut decidees: BTreeMap<u32, u64> = BTreeMap::new();
    for evaluee in &table.formations {
        let resultat = evaluee.resultats[rang(plateforme)];
        *statuts.entry(resultat.apres).or_default() += 1;
        if let Some(numero) = resultat.regle {
            *decidees.entry(numero).or_default() += 1;
        }
    }
    let connus = Statut::TOUS.into_iter().filter_map(|s| Some((s, *statuts.get(&s)?)));
    let mut niveaux: BTreeMap<u8, Vec<LigneDeRegle>> = BTreeMap::new();
    for regle in table.regles.iter().filter(|r| r.plateforme == plateforme) {
        let compte = decidees.get(&regle.numero).copied().unwrap_or_default();
        niveaux.entry(regle.niveau).or_default().push(ligne(regle, compte));
    }
    Bloc {
        nom: plateforme.libelle(),
        ancre: plateforme.code(),
        statuts: connus.map(|(s, n)| vec![s.libelle().to_owned(), compter(n)]).collect(),
        niveaux: niveaux.into_iter().map(|(n, r)| (format!("Niveau {n}"), r)).collect(),
    }
}

fn nommer(regle: &Regle) -> Lien {
    Lien::new(format!("n° {} : {}", regle.numero, regle.nom), adresse_de_regle(regle.numero))
}

fn ligne(regle: &Regle, compte: u64) -> LigneDeRegle {
    LigneDeRegle {
        lien: nommer(regle),
        dit: format!("{}, {}", regle.condition.libelle(), regle.statut.libelle()),
        compte: Compte(compte),
    }
}

fn academie(code: &str) -> String {
    Academie::par_code(code).map_or(code, |a| a.nom).to_owned()
}

fn faits(regle: &Regle) -> Vec<(String, String)> {
    let clauses = regle.clauses.iter().map(|c| c.dire()).collect::<Vec<_>>().join(" ; ");
    let academies = regle.academies.iter();
    let academies = academies.map(|(a, s)| format!("{} : {}", academie(a), s.libelle()));
    let fin = regle.fin.map_or("sans fin".to_owned(), |f| format!("au {}", f.long()));
    let faits = [
        ("Plateforme", regle.plateforme.libelle().to_owned()),
        ("Niveau", regle.niveau.to_string()),
        ("Type de diplôme", regle.diplome.as_deref().map(titre_propre).unwrap_or_default()),
        ("Condition", regle.condition.libelle().to_owned()),
        ("Statut donné", regle.statut.libelle().to_owned()),
        ("Académie", regle.academie.as_deref().map(academie).unwrap_or_default()),
        ("Selon l’académie", academies.collect::<Vec<_>>().join(" ; ")),
        ("Durée", regle.duree.map(|d| format!("{d} an(s)")).unwrap_or_default()),
        ("Année d’entrée", regle.annee.clone().unwrap_or_default()),
        ("Autres clauses", clauses),
        ("En vigueur", format!("du {}, {fin}", regle.debut.long())),
        ("Auteur", regle.auteur.clone()),
    ];
    let connus = faits.into_iter().filter(|(_, v)| !v.is_empty());
    connus.map(|(terme, valeur)| (terme.to_owned(), valeur)).collect()
}

fn pourquoi(table: &Table, plateforme: Plateforme, dite: &Explication) -> Pourquoi {
    let trouver = |numero: u32| table.regles.iter().find(|r| r.numero == numero);
    let regle = match dite.decision {
        Decision::Regle { numero, .. } => trouver(numero),
        _ => None,
    };
    let essais =
        dite.essais.iter().filter_map(|e| Some((nommer(trouver(e.regle)?), e.manques.join(" ; "))));
    let suites: Vec<&str> = dite.apres.suites_manuelles().iter().map(|s| s.libelle()).collect();
    Pourquoi {
        plateforme: plateforme.libelle(),
        statut: dite.apres.libelle(),
        avant: dite.avant.map_or("non dit", Statut::libelle),
        raisons: raisons(&dite.decision),
        regle: regle.map(nommer),
        essais: essais.collect(),
        suites: suites.join(", "),
    }
}

fn raisons(decision: &Decision) -> Vec<String> {
    match decision {
        Decision::Intouchable => {
            vec!["Ce statut a été décidé par une personne ou par la plateforme : les règles ne le changent pas.".to_owned()]
        }
        Decision::Obstacles(obstacles) => obstacles.clone(),
        Decision::AucuneRegle => vec!["Aucune règle ne fait entrer cette formation.".to_owned()],
        Decision::Regle { numero, academie, garde } => {
            let mut raisons = vec![format!("La règle n° {numero} s’applique.")];
            if *academie {
                raisons.push("L’académie a fixé son propre statut.".to_owned());
            }
            if *garde {
                raisons.push("La publication est déjà engagée : elle le reste.".to_owned());
            }
            raisons
        }
    }
}

fn choix(valeur: impl Into<String>, libelle: impl Into<String>, choisi: bool) -> Choix {
    Choix { valeur: valeur.into(), libelle: libelle.into(), choisi }
}

fn simulateur(
    page: Page,
    table: &Table,
    demande: Option<&Demande>,
    changements: Option<&[Changement<'_>]>,
) -> Simulateur {
    let est = |test: &dyn Fn(&Demande) -> bool| demande.is_some_and(test);
    let mut kinds: Vec<&str> = table.formations.iter().map(|e| &*e.fiche.diplome).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.retain(|d| !d.is_empty());
    let mut diplomes = vec![choix("", "Tous", est(&|d| d.diplome.is_empty()))];
    diplomes.extend(kinds.iter().map(|k| choix(*k, titre_propre(k), est(&|d| d.diplome == *k))));
    let mut academies = vec![choix("", "Toute la France", est(&|d| d.academie.is_empty()))];
    academies.extend(
        Academie::toutes().iter().map(|a| choix(a.code, a.nom, est(&|d| d.academie == a.code))),
    );
    let donnes = [
        Statut::APublier,
        Statut::SousHabilitation,
        Statut::VerifierAcces,
        Statut::ValidationRecteur,
        Statut::ADefinir,
        Statut::NonPubliable,
    ];
    let liste = changements.unwrap_or_default();
    Simulateur {
        page,
        plateformes: Plateforme::TOUTES
            .map(|p| choix(p.code(), p.libelle(), est(&|d| d.plateforme == p)))
            .to_vec(),
        niveaux: NIVEAUX
            .map(|n| choix(n.to_string(), format!("Niveau {n}"), est(&|d| d.niveau == n)))
            .to_vec(),
        diplomes,
        academies,
        statuts: donnes.map(|s| choix(s.libelle(), s.libelle(), est(&|d| d.statut == s))).to_vec(),
        total: changements.map(|c| Compte(c.len() as u64)),
        bilan: bilan(liste),
        formations: liste
            .iter()
            .take(LISTE)
            .map(|c| (lien(c.evaluee), format!("{} → {}", c.avant.libelle(), c.apres.libelle())))
            .collect(),
    }
}

fn bilan(changements: &[Changement<'_>]) -> Vec<Vec<String>> {
    let mut comptes: BTreeMap<(Statut, Statut), usize> = BTreeMap::new();
    for c in changements {
        *comptes.entry((c.avant, c.apres)).or_default() += 1;
    }
    let dire = |((avant, apres), n): ((Statut, Statut), usize)| {
        vec![avant.libelle().to_owned(), apres.libelle().to_owned(), compter(n)]
    };
    comptes.into_iter().map(dire).collect()
}
