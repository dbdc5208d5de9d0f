//! The page of results.

use std::sync::Arc;

use axum::extract::{OriginalUri, RawQuery, State};
use web::page::{Compte, Page, Porte};
use web::pagination::Pagination;
use web::{Erreur, Etat};

use super::carte::carte;
use super::compris::{compris, formulaire, remarque, titre};
use super::filtres::{filtres, poses};
use super::issues::{alerte, rien};
use super::{Rendu, en_encart, rendre};
use crate::adresses;
use crate::comptes;
use crate::piece::{Recherche, Trouve};
use crate::regles::{Criteres, FRANCE, LieuCompris, PAR_PAGE, Portee};
use crate::vues::Resultats;

/// Shows the results of a search. Whatever the address says, a page opens: what it does not
/// understand is left aside.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let criteres = Criteres::lire(&adresse.unwrap_or_default(), false)?;
    let recherche = Recherche::de(&etat)?;
    let tels_quels = Criteres { par_page: None, ..criteres };
    let criteres = relire(&recherche, tels_quels.clone())?;
    let compris_lieu = adresses::comprendre(&etat, &recherche, &criteres).await;
    let formulaire = formulaire(&criteres, compris_lieu.as_ref());
    let lieu = compris_lieu.unwrap_or_else(LieuCompris::france);
    let trouve = recherche.chercher(&criteres, &lieu.portee)?;
    let voie = if en_encart(&ici) { "encart" } else { "site" };
    comptes::noter(&etat, &recherche, voie, &criteres, &lieu.portee, &trouve);
    if let Some(audience) = etat.piece::<offres::porte::Audience>() {
        trouve.hits.iter().for_each(|(hit, _)| audience.voir(&hit.url_id));
    }
    let mut vue = vue(&etat, &recherche, &criteres, &lieu, &trouve)?;
    if criteres.q != tels_quels.q {
        vue.remarque = format!(
            "« {} » a été lu comme un lieu. Pour chercher ces mots partout, écrivez « {FRANCE} » dans le champ Où.",
            criteres.lieu
        );
    }
    if !formulaire.erreur_lieu.is_empty() {
        // On a phone the form is folded: the error is said where it is seen too.
        vue.remarque.clone_from(&formulaire.erreur_lieu);
    }
    vue.formulaire = formulaire;
    vue.page.encart = en_encart(&ici);
    rendre(&vue)
}

/// A place typed in the field of the trade ("boulanger rennes") goes to its own field, when more is
/// found so. Naming the whole of France keeps the words as they are.
fn relire(recherche: &Recherche, criteres: Criteres) -> Result<Criteres, Erreur> {
    if !criteres.lieu.is_empty() || criteres.point.is_some() || !criteres.q.contains(' ') {
        return Ok(criteres);
    }
    let tables = recherche.tables();
    let Some((q, lieu)) = tables.lieux.a_la_fin(&criteres.q) else { return Ok(criteres) };
    let relus = Criteres { q: q.to_owned(), lieu: lieu.to_owned(), ..criteres.clone() };
    let Some(compris) = recherche.comprendre(&relus) else { return Ok(criteres) };
    let mieux = recherche.compter(&relus, &compris.portee)?
        > recherche.compter(&criteres, &Portee::France)?;
    Ok(if mieux { relus } else { criteres })
}

fn vue(
    etat: &Etat,
    recherche: &Arc<Recherche>,
    criteres: &Criteres,
    lieu: &LieuCompris,
    trouve: &Trouve,
) -> Result<Resultats, Erreur> {
    let maintenant = etat.horloge.maintenant();
    let total = trouve.reponse.total;
    let ici = criteres.adresse();
    let vide = if total == 0 { Some(rien(recherche, criteres, lieu, maintenant)?) } else { None };
    let pages = total.div_ceil(PAR_PAGE) as u64;
    let adresse_de = |page: u64| Criteres { page: page as usize, ..criteres.clone() }.adresse();
    let cartes = trouve.hits.iter().map(|(hit, km)| carte(hit, *km, maintenant, &ici));
    let cercle = trouve.cercle.map(|(centre, rayon)| (centre.lat(), centre.lon(), rayon));
    Ok(Resultats {
        page: page(etat, titre(criteres, lieu, total)),
        formulaire: formulaire(criteres, Some(lieu)),
        compris: compris(criteres, lieu, trouve),
        remarque: remarque(trouve),
        total: Compte(total as u64),
        filtres: filtres(criteres, trouve),
        poses: poses(criteres),
        sans_filtre: Criteres { mode: None, ..criteres.sans_filtre() }.adresse(),
        tris: Resultats::tris(criteres.tri.map_or("", |t| t.valeur())),
        cartes: cartes.collect(),
        pagination: Pagination::nouvelle(criteres.page as u64, pages, adresse_de),
        alerte: if vide.is_none() { alerte(criteres) } else { None },
        rien: vide,
        cercle,
    })
}

fn page(etat: &Etat, titre: String) -> Page {
    let mut page = Page::nouvelle(titre).sur(&etat.reglages.site);
    page.chemin = "/recherche".to_owned();
    page.recherche = false;
    page.indexable = false;
    page.avis = Some("recherche");
    page.porte = Some(Porte::Cherche);
    page
}
