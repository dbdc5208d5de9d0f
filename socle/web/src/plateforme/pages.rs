//! The pages made from the services' declarations, and the legal ones.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Html;

use super::{Fiche, Registre, pages_de_la_plateforme};
use crate::document::{Document, Section};
use crate::erreur::Erreur;
use crate::etat::Etat;
use crate::page::Page;
use crate::route::Finalite;

pub(super) type Rendu = Result<Html<String>, Erreur>;

pub(super) fn rendre(
    etat: &Etat,
    titre: &str,
    chemin: &str,
    chapo: &str,
    sections: Vec<Section>,
) -> Rendu {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.description = chapo.to_owned();
    page.chemin = chemin.to_owned();
    Ok(Html(Document::nouveau(page, chapo, sections).render()?))
}

pub(super) fn registre_de(etat: &Etat) -> Result<Arc<Registre>, Erreur> {
    etat.piece::<Registre>().ok_or_else(|| Erreur::indisponible("Le service démarre."))
}

/// The rights matrix: every route, who may call it, how often and why.
pub async fn droits(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let mut sections: Vec<Section> = matrice(&registre).into_iter().collect();
    let services = registre.services.iter().filter(|s| !s.routes.is_empty());
    sections.extend(services.map(|s| droits_du_service(&registre, s)));
    let chapo = "Chaque adresse de ce site, qui peut l’appeler, à quel rythme et pour quoi faire. \
                 Cette page est produite par le programme lui-même.";
    rendre(&etat, "Qui peut faire quoi", "/droits", chapo, sections)
}

/// Roles × actions: each cell says how far, and what stays hidden.
fn matrice(registre: &Registre) -> Option<Section> {
    let actions: Vec<_> = registre.services.iter().flat_map(|s| s.actions.iter()).collect();
    let lignes = actions.iter().flat_map(|action| {
        action.regles.iter().map(|regle| {
            let exige = regle.role.exige_double() || action.nominative;
            let preuve = if exige { "Oui" } else { "Non" };
            let trace = if action.nominative || action.ecrit { "Oui" } else { "Non" };
            let role = regle.role.libelle().to_owned();
            vec![
                action.libelle.to_owned(),
                role,
                regle.libelle(),
                preuve.to_owned(),
                trace.to_owned(),
            ]
        })
    });
    let colonnes = ["Action", "Rôle", "Étendue", "Second facteur", "Inscrite au journal"];
    let lignes: Vec<_> = lignes.collect();
    (!lignes.is_empty()).then(|| {
        let phrases = ["Ce que chaque habilitation permet. Ce qui n’est pas écrit ici est refusé. Le second facteur est demandé aux administrateurs, au support et au délégué à la protection des données, et à quiconque voit des noms dans tout le pays."];
        Section::texte("Les habilitations", &phrases).tableau(&colonnes, lignes)
    })
}

fn droits_du_service(registre: &Registre, service: &Fiche) -> Section {
    let lignes = service.routes.iter().map(|route| {
        let rythme = route.debit.libelle();
        let finalite = match route.finalite {
            Finalite::SansDonneePersonnelle(quoi) => quoi.to_owned(),
            Finalite::Traitement(code) => {
                registre.traitement(code).map_or(code, |t| t.nom).to_owned()
            }
        };
        let droit = route.droit.libelle().to_owned();
        vec![route.adresse.clone(), droit, rythme, finalite, route.reponses.clone()]
    });
    let colonnes = ["Adresse", "Qui", "Rythme", "Pour quoi faire", "Réponses"];
    Section::texte(service.titre, &[]).tableau(&colonnes, lignes.collect())
}

/// The processing register, and how to exercise one's rights.
pub async fn registre(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let mut sections = vec![Section::texte(
        "Ce qu’il faut savoir",
        &[
            "Chercher ne demande ni compte ni adresse électronique. Aucun cookie n’est déposé, aucun traceur n’est présent, rien n’est transmis à un tiers.",
            "Vos recherches récentes restent dans votre navigateur ; vous pouvez les effacer depuis la page de recherche.",
        ],
    )];
    for traitement in registre.services.iter().flat_map(|s| &s.traitements) {
        let conservation = format!(
            "{} jours à compter de {}",
            traitement.conservation.jours, traitement.conservation.depuis
        );
        let lignes = [
            ("Pour quoi faire", traitement.finalite.to_owned()),
            ("Ce qui l’autorise", traitement.base.libelle().to_owned()),
            ("Qui est concerné", traitement.personnes.to_owned()),
            ("Données", traitement.donnees.join(", ")),
            ("Qui les reçoit", traitement.destinataires.join(", ")),
            ("Durée", conservation),
        ];
        let lignes = lignes.map(|(quoi, valeur)| vec![quoi.to_owned(), valeur]).to_vec();
        sections
            .push(Section::texte(traitement.nom, &[]).tableau(&["Rubrique", "Réponse"], lignes));
    }
    sections.extend(colonnes_personnelles(&registre));
    let chapo = "Le registre des traitements de données personnelles (RGPD, article 30), tenu par le programme lui-même.";
    rendre(&etat, "Données personnelles", "/donnees-personnelles", chapo, sections)
}

fn colonnes_personnelles(registre: &Registre) -> Option<Section> {
    let colonnes =
        registre.services.iter().flat_map(|s| s.personnes.iter().map(move |p| (s.titre, p)));
    let lignes: Vec<Vec<String>> = colonnes
        .map(|(service, p)| {
            vec![format!("{}.{}", p.table, p.colonne), p.nature.to_owned(), service.to_owned()]
        })
        .collect();
    let titre = "Où se trouvent ces données";
    (!lignes.is_empty())
        .then(|| Section::texte(titre, &[]).tableau(&["Colonne", "Nature", "Service"], lignes))
}

/// Every page.
pub async fn plan(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let des_services = registre.services.iter().filter(|s| !s.plan.is_empty());
    let mut sections: Vec<Section> = des_services
        .map(|s| Section { liens: s.plan.clone(), ..Section::texte(s.titre, &[]) })
        .collect();
    let site = pages_de_la_plateforme();
    sections.push(Section { liens: site, ..Section::texte("Le site", &[]) });
    rendre(&etat, "Plan du site", "/plan-du-site", "Toutes les pages du site.", sections)
}

/// Accessibility statement (law of 11 February 2005, article 47).
pub async fn accessibilite(State(etat): State<Etat>) -> Rendu {
    let site = &etat.reglages.site;
    let sections = site.accessibilite.sections(&site.nom, site.contact.as_deref());
    let chapo = "Ce site doit pouvoir être utilisé par tout le monde.";
    rendre(&etat, "Accessibilité", "/accessibilite", chapo, sections)
}

/// Legal notice.
pub async fn mentions(State(etat): State<Etat>) -> Rendu {
    let contact = etat.reglages.site.contact.clone();
    let editeur = contact.map_or_else(
        || "L’exploitant de ce site n’a pas encore renseigné son identité (réglage COMPAGNON_SITE__CONTACT).".to_owned(),
        |c| format!("Contact : {c}."),
    );
    let mut qui = Section::texte("Éditeur", &[]);
    qui.paragraphes.push(editeur);
    let quoi = Section::texte(
        "Contenus",
        &[
            "Les données publiques sont sous Licence Ouverte 2.0 (Etalab) ; leur source est indiquée sur chaque fiche.",
            "Le programme est un logiciel libre.",
        ],
    );
    let chapo = "Qui édite ce site et sous quelle licence.";
    rendre(&etat, "Mentions légales", "/mentions-legales", chapo, vec![qui, quoi])
}

/// Source code and the services it holds.
pub async fn code(State(etat): State<Etat>) -> Rendu {
    let registre = registre_de(&etat)?;
    let lignes = registre.services.iter().map(|s| vec![s.titre.to_owned(), s.source.libelle()]);
    let quoi = Section::texte("Ce que contient ce programme", &[])
        .tableau(&["Service", "Origine"], lignes.collect());
    let licence = Section::texte("Licence", &["Le code est sous licence MIT."]);
    let chapo = "Un seul programme, libre, que chacun peut faire tourner.";
    rendre(&etat, "Code source", "/code-source", chapo, vec![quoi, licence])
}
