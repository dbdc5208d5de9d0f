//! The deliveries of trainings, and what each one changed.

use axum::extract::{Path, State};
use noyau::dates::Instant;
use noyau::texte::nombre;
use web::document::{Document, Section};
use web::page::Lien;
use web::{Erreur, Etat};

use super::statistiques::exports;
use super::{Rendu, encoder, fil, page, rendre};
use crate::depot::livraisons::{self, Livraison};
use crate::piece::{Catalogue, nom_du_jeu};
use crate::porte::{Differences, differences};

/// Deliveries listed.
pub(super) const LIVRAISONS: i64 = 100;

/// Rows shown of a list of changes.
const MONTREES: usize = 200;

/// The deliveries.
pub async fn list(State(etat): State<Etat>) -> Rendu {
    let toutes = livraisons::dernieres(etat.db.read(), LIVRAISONS).await?;
    let lien = |l: &Livraison| {
        let libelle = format!("{} : {} — {}", date(l), l.fichier, statut(l));
        Lien::new(libelle, format!("/catalogue/livraisons/{}", l.id))
    };
    let mut section = Section::texte("Dernières livraisons", &[]);
    section.liens = toutes.iter().map(lien).collect();
    let mut fichiers = Section::texte("Télécharger cette liste", &[]);
    fichiers.liens = exports("/catalogue/livraisons/export");
    let section = section.tableau(
        &["Date", "Livraison", "Fichier", "État", "Lignes lues", "Lignes gardées", "Rejets"],
        toutes.iter().map(ligne).collect(),
    );
    let chapo = "Chaque fichier reçu est contrôlé ligne à ligne, comparé au précédent, puis mis en service d’un coup.";
    let page = page(&etat, "Livraisons du catalogue", "/catalogue/livraisons");
    let mut document = Document::nouveau(page, chapo, vec![section, fichiers]);
    document.fil = fil();
    rendre(&document)
}

fn date(l: &Livraison) -> String {
    Instant::from_ms(l.debut).long()
}

pub(super) fn statut(l: &Livraison) -> &'static str {
    match l.statut.as_str() {
        "courante" => "en service",
        "remplacee" => "remplacée",
        "refusee" => "refusée par la garde",
        "interrompue" => "interrompue",
        _ => "en cours",
    }
}

fn ligne(l: &Livraison) -> Vec<String> {
    let jeu = nom_du_jeu(&l.jeu).to_owned();
    let comptes = [l.lus, l.stockes, l.rejetes].map(nombre);
    [vec![date(l), jeu, l.fichier.clone(), statut(l).to_owned()], comptes.to_vec()].concat()
}

/// What a delivery changed.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let introuvable = || Erreur::introuvable("Aucune livraison ne porte ce numéro.");
    let numero: i64 = id.parse().map_err(|_| introuvable())?;
    let livraison = livraisons::une(etat.db.read(), numero).await?.ok_or_else(introuvable)?;
    let lu = Catalogue::de(&etat).await?;
    let changements = differences(etat.db.read(), &lu.reperes, numero).await?;
    let rejets = livraisons::rejets(etat.db.read(), numero, MONTREES as i64).await?;
    let mut sections = vec![verdict(&livraison)];
    match &changements {
        Some(d) => sections.extend(dire(d)),
        None => sections.push(Section::texte(
            "Changements",
            &["La livraison précédente n’est plus en base, ou c’est la première : il n’y a rien à comparer."],
        )),
    }
    let lignes =
        rejets.into_iter().map(|r| vec![nombre(r.ligne), r.colonne, r.valeur, r.regle, r.message]);
    let titre = intitule("Valeurs rejetées", livraison.rejetes as usize);
    sections.push(
        Section::texte(titre, &[])
            .tableau(&["Ligne", "Colonne", "Valeur", "Règle", "Explication"], lignes.collect()),
    );
    let mut fichiers =
        Section::texte("Télécharger", &["Tout ce que la page compte, sans coupure."]);
    let rejets = exports(&format!("/catalogue/livraisons/{numero}/rejets"));
    let nommer = |quoi: &str, l: Lien| Lien::new(format!("{quoi} ({})", l.libelle), l.adresse);
    if changements.is_some() {
        let changements = exports(&format!("/catalogue/livraisons/{numero}/changements"));
        fichiers.liens = changements.into_iter().map(|l| nommer("Changements", l)).collect();
    }
    fichiers.liens.extend(rejets.into_iter().map(|l| nommer("Valeurs rejetées", l)));
    sections.push(fichiers);
    let titre = format!("Livraison {} du {}", livraison.fichier, date(&livraison));
    let chapo = format!("{} : {}.", nom_du_jeu(&livraison.jeu), statut(&livraison));
    let page = page(&etat, titre, &format!("/catalogue/livraisons/{numero}"));
    let mut document = Document::nouveau(page, &chapo, sections);
    document.fil = fil();
    document.fil.push(Lien::new("Livraisons", "/catalogue/livraisons"));
    rendre(&document)
}

fn verdict(l: &Livraison) -> Section {
    let dit = match &l.motif {
        Some(motif) => format!("La garde ou l’import a dit : {motif}"),
        None => "La garde contre les disparitions massives n’a rien trouvé d’anormal.".to_owned(),
    };
    Section::texte("Verdict", &[&dit]).tableau(
        &["Date", "Livraison", "Fichier", "État", "Lignes lues", "Lignes gardées", "Rejets"],
        vec![ligne(l)],
    )
}

/// « Formations ajoutées : 12 », with what is shown when that is not everything.
fn intitule(quoi: &str, combien: usize) -> String {
    let total = format!("{quoi} : {}", nombre(combien as i64));
    if combien > MONTREES { format!("{total} (les {MONTREES} premières)") } else { total }
}

fn dire(d: &Differences) -> Vec<Section> {
    let mut ajoutees = Section::texte(intitule("Formations ajoutées", d.ajoutees.len()), &[]);
    ajoutees.liens = d.ajoutees.iter().take(MONTREES).map(|id| lien(id)).collect();
    let champs = d.changees.iter().flat_map(|c| {
        let titre = c.titre.clone().unwrap_or_else(|| c.id.clone());
        c.champs.iter().map(move |champ| {
            let valeur = |v: &Option<String>| v.clone().unwrap_or_else(|| "(vide)".to_owned());
            vec![titre.clone(), champ.champ.to_owned(), valeur(&champ.avant), valeur(&champ.apres)]
        })
    });
    let lignes = champs.take(MONTREES).collect();
    let changees = Section::texte(intitule("Formations modifiées", d.changees.len()), &[])
        .tableau(&["Formation", "Champ", "Avant", "Après"], lignes);
    let disparues = d.disparues.iter().take(MONTREES).map(|id| vec![id.clone()]).collect();
    let disparues = Section::texte(intitule("Formations disparues", d.disparues.len()), &[])
        .tableau(&["Identifiant"], disparues);
    vec![ajoutees, changees, disparues]
}

fn lien(id: &str) -> Lien {
    Lien::new(id, format!("/catalogue/formation/{}", encoder(id)))
}
