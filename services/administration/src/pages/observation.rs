//! The support looks through the eyes of someone.

use axum::extract::{Path, State};
use axum::response::Response;
use comptes::porte::administration::{self, Decision, Objet};
use comptes::porte::observation::{self, DUREE_MS, Observe, Refus};
use noyau::dates::Instant;
use serde_json::json;
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{Rendu, agir, cadre, html, personnes, refaire, vers};
use crate::courriels;
use crate::trace::{self, Trace};

fn formulaire(id: &str) -> Formulaire {
    let motif = Champ::new("motif", "Pourquoi ?", Genre::Zone)
        .aide("La demande reçue ou le problème à comprendre. Les gestionnaires de l’organisation le liront.");
    Formulaire::new(
        format!("/administration/observer/{id}"),
        "Commencer l’observation",
        vec![motif],
    )
}

fn vue(
    etat: &Etat,
    acteur: &Acteur,
    observe: &Observe,
    verdict: Result<(), Refus>,
    formulaire: Formulaire,
) -> PageFormulaire {
    let titre = format!("Observer le service à la place de {}", observe.nom);
    let cadre = cadre(etat, acteur, titre, personnes::CHEMIN).sous("Personnes");
    let chapo = [
        "Pendant 15 minutes, vous verrez le service comme cette personne le voit, en lecture seule : rien ne peut être modifié ni envoyé.",
        "L’observation est inscrite au journal à son début et à sa fin. Les gestionnaires de son organisation en sont informés par courriel.",
    ];
    let mut page = PageFormulaire::new(cadre.page, cadre.fil, &chapo, formulaire);
    page.liens =
        vec![Lien::new("Revenir à la fiche", format!("{}/{}", personnes::CHEMIN, observe.id))];
    if let Err(refus) = verdict {
        page.formulaire = None;
        page = page.alerte("error", "Ce compte ne s’observe pas", &refus.to_string());
    }
    page
}

/// Asks for the reason.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let (observe, verdict) =
        observation::observable_par(etat.db.read(), &acteur, &id, maintenant).await?;
    html(&vue(&etat, &acteur, &observe, verdict, formulaire(&id)))
}

/// Begins.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let db = etat.db.read();
    let (observe, verdict) = observation::observable_par(db, &acteur, &id, maintenant).await?;
    let mut saisie = Saisie::lire(&corps);
    let motif = saisie.borne("motif", 10, 300);
    if verdict.is_err() || !saisie.bonne() {
        let mut page = vue(&etat, &acteur, &observe, verdict, formulaire(&id).avec(&saisie));
        page.page.titre = format!("Erreur — {}", page.page.titre);
        return refaire(&page);
    }
    commencer(&etat, &acteur, &observe, &motif, maintenant).await?;
    Ok(vers("/espace"))
}

async fn commencer(
    etat: &Etat,
    acteur: &Acteur,
    observe: &Observe,
    motif: &str,
    maintenant: i64,
) -> Result<(), Erreur> {
    let prevenus = observation::a_prevenir(etat.db.read(), observe, maintenant).await?;
    let pour = trace::au_nom_de(acteur);
    let mut tx = etat.db.write().await?;
    let fin = observation::commencer(&mut tx, acteur, observe, maintenant).await?;
    let decision = Decision { par: &acteur.personne, motif, maintenant };
    let noter = (Objet::Personne, observe.id.as_str(), "active");
    administration::noter(&mut tx, noter, &decision).await?;
    let trace = Trace {
        acte: "administration.observation.commencer",
        genre: "personne",
        id: &observe.id,
        sujet: Some(conformite::sujet(&etat.reglages.coffre, &observe.courriel)),
        motif,
        details: json!({ "minutes": DUREE_MS / 60_000 }),
    };
    trace::noter(&mut tx, &acteur.personne, pour, trace, maintenant).await?;
    let jusqua = Instant::from_ms(fin).long();
    for adresse in &prevenus {
        let contenu = courriels::observation(&observe.nom, motif, &jusqua);
        let modele = "administration.observation";
        agir::ecrire(&mut tx, modele, adresse, contenu, maintenant).await?;
    }
    Ok(tx.commit().await?)
}

/// Ceases, before its time. Once its time is over the session is already that of its holder.
pub async fn finir(State(etat): State<Etat>, acteur: Acteur) -> Result<Response, Erreur> {
    let Some(en_cours) = acteur.observation.clone() else { return Ok(vers("/espace")) };
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    observation::cesser(&mut tx, &acteur).await?;
    let trace = Trace {
        acte: "administration.observation.finir",
        genre: "personne",
        id: &acteur.personne,
        sujet: Some(conformite::sujet(&etat.reglages.coffre, &acteur.courriel)),
        motif: "",
        details: json!({}),
    };
    trace::noter(&mut tx, &en_cours.par, "Support", trace, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("{}/{}", personnes::CHEMIN, acteur.personne)))
}
