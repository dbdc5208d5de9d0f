//! The offers that employers proposed to a training centre, in its space.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use noyau::dates::Instant;
use noyau::texte::pluriel;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::Saisie;
use web::page::Lien;
use web::{Acteur, Erreur, Etat, Ressort};

use super::proposition::{choisir, ecran, garder, lire};
use super::{page, pagination, rang, vers};
use crate::actions::RECEVOIR;
use crate::depot::delegations::{self, Delegation, Recue};
use crate::depot::deposees::{self, Deposee};
use crate::refus;
use crate::regles::delegation::Reponse;
use crate::regles::vie::Etat as EtatDOffre;

/// The page.
pub const CHEMIN: &str = "/cfa/offres-proposees";

/// Its title.
pub const TITRE: &str = "Offres proposées à mon CFA";

/// Rows of a page.
const PAR_PAGE: i64 = 30;

/// SIRET of the centres of the person.
fn centres(acteur: &Acteur) -> Vec<String> {
    let siens = acteur.ressorts(&RECEVOIR).into_iter();
    let siret = |r: Ressort| match r {
        Ressort::Organisme(siret) if !siret.is_empty() => Some(siret),
        _ => None,
    };
    siens.filter_map(siret).collect()
}

/// How many offers that people see were not answered.
///
/// # Errors
/// When the database refuses.
pub async fn compter(etat: &Etat, acteur: &Acteur) -> Result<i64, Erreur> {
    Ok(delegations::sans_reponse(etat.db.read(), &centres(acteur)).await?)
}

/// The list, those without an answer first.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let rang = rang(&saisie);
    let centres = centres(&acteur);
    let total = delegations::compter_les_recues(db, &centres).await?;
    let recues = delegations::recues(db, &centres, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let mut vue = Ecran::nouveau(
        page(&etat, TITRE, CHEMIN),
        "Des employeurs ont choisi votre centre parmi ceux qui forment au métier de leur offre.",
    );
    vue.fil = vec![Lien::new("Mon espace", "/espace")];
    vue.pagination = pagination((rang, total, PAR_PAGE), |n| format!("{CHEMIN}?page={n}"));
    let bloc = match recues.as_slice() {
        [] => Bloc::nouveau("", &["Aucune offre ne vous a été proposée pour le moment."]),
        recues => Bloc::nouveau("Offres", &[&format!("{}.", pluriel(total, "offre"))])
            .table(table(recues)),
    };
    Ok(Html(vue.bloc(bloc).render()?).into_response())
}

fn table(recues: &[Recue]) -> Table {
    let rangee = |r: &Recue| Rangee {
        adresse: format!("{CHEMIN}/{}/{}", r.centre, r.offre),
        cellules: vec![
            r.titre.clone(),
            format!("{} ({})", r.nom, r.ville),
            Instant::from_ms(r.proposee_le).date().court(),
            EtatDOffre::lire(&r.etat).map_or("", EtatDOffre::libelle).to_owned(),
            Reponse::lire(&r.reponse).map_or("À donner", Reponse::libelle).to_owned(),
        ],
    };
    let colonnes = ["Offre", "Entreprise", "Proposée le", "État", "Votre réponse"];
    Table::liens("Offres", &colonnes, recues.iter().map(rangee).collect())
}

/// The offer of the path, as it was proposed to this centre.
///
/// # Errors
/// 404 when it was not.
async fn trouver(
    etat: &Etat,
    (centre, offre): (&str, &str),
) -> Result<(Deposee, Delegation), Erreur> {
    let db = etat.db.read();
    let proposee = delegations::une(db, (offre, centre)).await?.ok_or_else(refus::introuvable)?;
    let d = deposees::trouver(db, offre).await?.ok_or_else(refus::introuvable)?;
    Ok((d, proposee))
}

fn ici(centre: &str, offre: &str) -> String {
    format!("{CHEMIN}/{centre}/{offre}")
}

/// One offer.
pub async fn une(
    State(etat): State<Etat>,
    Path((centre, offre)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let trouvee = trouver(&etat, (&centre, &offre)).await?;
    let mut vue = ecran(&etat, &trouvee, &ici(&centre, &offre)).await?;
    vue.0.intitule = format!("Offre proposée à votre centre : {}", trouvee.0.offre.titre);
    vue.0.page.titre.clone_from(&vue.0.intitule);
    vue.0.fil = vec![Lien::new("Mon espace", "/espace"), Lien::new(TITRE, CHEMIN)];
    vue.montrer()
}

/// The centre opens the contact.
pub async fn ouvrir(
    State(etat): State<Etat>,
    Path((centre, offre)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let (_, proposee) = trouver(&etat, (&centre, &offre)).await?;
    lire(&etat, &proposee).await?;
    Ok(vers(&ici(&centre, &offre)))
}

/// The centre answers.
pub async fn submit(
    State(etat): State<Etat>,
    Path((centre, offre)): Path<(String, String)>,
    corps: String,
) -> Result<Response, Erreur> {
    let trouvee = trouver(&etat, (&centre, &offre)).await?;
    garder(&etat, &trouvee, &Saisie::lire(&corps)).await?;
    Ok(vers(&ici(&centre, &offre)))
}

/// The centre stops, or wants offers again.
pub async fn arreter(
    State(etat): State<Etat>,
    Path((centre, offre)): Path<(String, String)>,
    corps: String,
) -> Result<Response, Erreur> {
    trouver(&etat, (&centre, &offre)).await?;
    choisir(&etat, &centre, &Saisie::lire(&corps)).await?;
    Ok(vers(&ici(&centre, &offre)))
}
