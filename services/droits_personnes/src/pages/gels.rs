//! Legal holds.

use axum::extract::State;
use conformite::journal::{self, Fait};
use conformite::retention::{self, Gel};
use serde_json::json;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::demandes::auteur;
use super::dossier::declarations;
use super::{Rendu, page, quand, refuser, rendre, vers};
use web::ecran::{Bloc, Ecran, Table};

const ICI: &str = "/dpo/gels";

/// The holds, and the form of a new one.
pub async fn show(State(etat): State<Etat>) -> Rendu {
    rendre(&ecran(&etat, &Saisie::default()).await?)
}

async fn ecran(etat: &Etat, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let gels = retention::gels(etat.db.read()).await?;
    let chapo = "Un gel suspend l’effacement automatique, et l’effacement par la personne, le temps d’un litige ou d’un contrôle.";
    let ecran = Ecran::nouveau(page(etat, "Conservation pour litige", ICI), chapo);
    Ok(ecran.bloc(liste(&gels)).bloc(nouveau(etat, saisie)?))
}

fn liste(gels: &[Gel]) -> Bloc {
    if gels.is_empty() {
        return Bloc::nouveau("Gels", &["Aucun gel : tout s’efface à son échéance."]);
    }
    let rangee = |g: &Gel| {
        let fin = g.fin.map_or_else(|| "en cours".to_owned(), quand);
        let cle = g.cle.clone().unwrap_or_else(|| "toutes les lignes".to_owned());
        vec![g.traitement.clone(), cle, g.motif.clone(), quand(g.debut), fin]
    };
    let colonnes = ["Traitement", "Ligne", "Motif", "Depuis le", "Jusqu’au"];
    let table = Table::simple("Gels", &colonnes, gels.iter().map(rangee).collect());
    let mut bloc = Bloc::nouveau("Gels", &[]).table(table);
    for gel in gels.iter().filter(|g| g.fin.is_none()) {
        let mut formulaire = Formulaire::bouton(ICI, format!("Lever le gel « {} »", gel.motif));
        formulaire.champs = vec![Champ::cache("lever", gel.id.as_str())];
        bloc = bloc.formulaire(formulaire);
    }
    bloc
}

fn nouveau(etat: &Etat, saisie: &Saisie) -> Result<Bloc, Erreur> {
    let declarations = declarations(etat)?;
    let choix = declarations.traitements.iter().map(|t| Choix::new(t.code, t.nom)).collect();
    let champs = vec![
        Champ::new("traitement", "Données à garder", Genre::Liste(choix)),
        Champ::ligne("motif", "Motif")
            .aide("Numéro de l’affaire ou du contrôle, sans nommer personne."),
    ];
    let formulaire = Formulaire::new(ICI, "Geler", champs).avec(saisie);
    Ok(Bloc::nouveau("Nouveau gel", &[]).formulaire(formulaire))
}

/// Sets or lifts a hold.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant().ms();
    let lever = saisie.texte("lever").to_owned();
    let mut tx = etat.db.write().await?;
    let (acte, objet, motif) = if lever.is_empty() {
        let motif = saisie.borne("motif", 5, 300);
        let traitement = saisie.texte("traitement").to_owned();
        if !declarations(&etat)?.traitements.iter().any(|t| t.code == traitement) {
            saisie.refuser("traitement", "Choisissez les données à garder.");
        }
        if !saisie.bonne() {
            drop(tx);
            return refuser(&ecran(&etat, &saisie).await?);
        }
        let id = retention::geler(&mut tx, &traitement, None, &motif, maintenant).await?;
        ("droits.gels.poser", id, motif)
    } else {
        retention::lever(&mut tx, &lever, maintenant).await?;
        ("droits.gels.lever", lever, String::new())
    };
    let fait = Fait {
        acte,
        acteur: auteur(&acteur),
        objet_genre: "gel",
        objet_id: objet,
        sujet: None,
        motif,
        details: json!({}),
    };
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    Ok(vers(ICI))
}
