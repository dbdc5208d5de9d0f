//! What a training centre asks of a mission locale, and what comes back.

use axum::extract::{Path, State};
use conformite::journal::{self, Acteur as Auteur, Fait};
use noyau::texte::accord;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::jeune::{TEXTE_MAX, historique};
use super::jeunes::issue;
use super::{Rendu, jour, quand, refuser, rendre, sirets, sous_l_accueil, vers};
use crate::actions::SUIVRE;
use crate::depot::jeunes::{self, LigneJeune};
use crate::depot::suivis::{self, Demande};
use crate::regles::accompagnement::{self, AUTRE, BESOINS};
use crate::regles::situation::Situation;
use crate::territoire::Missions;

/// Address of the list.
pub const ICI: &str = "/effectifs/collaborations";

/// What the sheet of an enrolment says of its mission locale; none when there is nothing to say nor to ask.
pub async fn bloc(etat: &Etat, id: &str, fiche: &str) -> Result<Option<Bloc>, Erreur> {
    let Some(ligne) = jeunes::un(etat.db.read(), id).await? else { return Ok(None) };
    let a_aider = a_aider(&ligne);
    if !a_aider && ligne.demande_le.is_none() && ligne.issue.is_empty() {
        return Ok(None);
    }
    let missions = Missions::de(etat).await?;
    let mut faits = vec![("Mission locale", nom(&missions, &ligne))];
    faits.extend(ligne.demande_le.map(|le| ("Aide demandée le", quand(le))));
    if let Some(le) = ligne.suivi_le {
        faits.push(("Dernier contact", issue(&ligne)));
        faits.push(("Noté le", quand(le)));
    }
    if !ligne.commentaire.is_empty() {
        faits.push(("Commentaire de la mission locale", ligne.commentaire.clone()));
    }
    if !ligne.rappel.is_empty() {
        faits.push(("Elle le rappellera le", jour(&ligne.rappel)));
    }
    let mut bloc = Bloc::nouveau("Mission locale", &[]).faits(faits);
    if a_aider && !ligne.commune.is_empty() {
        bloc = bloc.lien("Demander l’aide de la mission locale", format!("{fiche}/mission-locale"));
    }
    let faits = suivis::faits(etat.db.read(), id).await?;
    if !faits.is_empty() {
        bloc.table = historique(&faits).table;
    }
    Ok(Some(bloc))
}

fn a_aider(ligne: &LigneJeune) -> bool {
    accompagnement::SITUATIONS.iter().any(|s| s.code() == ligne.situation)
}

fn nom(missions: &Missions, ligne: &LigneJeune) -> String {
    if ligne.commune.is_empty() {
        return "Inconnue : transmettez le code postal de l’apprenant".to_owned();
    }
    let nom = missions.nom_de_celle_de(&ligne.commune);
    nom.unwrap_or("Celles de son département").to_owned()
}

/// The persons of a centre for whom something was asked or said.
pub async fn list(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    let lignes = jeunes::suivis(etat.db.read(), &sirets(&acteur, &SUIVRE)).await?;
    let chapo = "Les apprenants pour qui vous avez demandé l’aide d’une mission locale, ou qu’elle a contactés.";
    let ecran = sous_l_accueil(&etat, "Suivi avec les missions locales", ICI, chapo);
    if lignes.is_empty() {
        let phrase = "Aucun apprenant pour l’instant. L’aide se demande depuis la fiche d’un apprenant sans contrat.";
        let bloc = Bloc::nouveau("", &[phrase])
            .lien("Mes apprenants en rupture", "/effectifs/apprenants?situation=RUPTURANT")
            .lien("Mes apprenants sans contrat", "/effectifs/apprenants?situation=INSCRIT");
        return rendre(&ecran.bloc(bloc));
    }
    let rangees = lignes.iter().map(|l| Rangee {
        adresse: format!("/effectifs/apprenant/{}", l.id),
        cellules: vec![
            format!("{} {}", l.nom, l.prenom),
            Situation::libelle_de(&l.situation).to_owned(),
            l.demande_le.map_or_else(|| "Non demandée".to_owned(), quand),
            issue(l),
            l.suivi_le.map_or_else(String::new, quand),
        ],
    });
    let colonnes = ["Apprenant", "Situation", "Aide demandée le", "Dernier contact", "Noté le"];
    let total = i64::try_from(lignes.len()).unwrap_or_default();
    let table =
        Table::liens(&accord(total, "apprenant", "apprenants"), &colonnes, rangees.collect());
    rendre(&ecran.bloc(Bloc::default().table(table)))
}

/// Asks what help is needed.
pub async fn demander(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let ligne = un(&etat, &id).await?;
    rendre(&formulaire(&etat, &ligne, &Saisie::default()).await?)
}

async fn un(etat: &Etat, id: &str) -> Result<LigneJeune, Erreur> {
    let trouvee = jeunes::un(etat.db.read(), id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cet apprenant n’existe pas."))
}

async fn formulaire(etat: &Etat, l: &LigneJeune, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let fiche = format!("/effectifs/apprenant/{}", l.id);
    let chemin = format!("{fiche}/mission-locale");
    let titre = format!("Demander de l’aide pour {} {}", l.prenom, l.nom);
    let missions = Missions::de(etat).await?;
    let chapo = "La mission locale verra sa fiche en tête de sa liste, avec ses coordonnées, et vous dira ce que le contact a donné.";
    let ecran = sous_l_accueil(etat, &titre, &chemin, chapo)
        .sous(&format!("{} {}", l.prenom, l.nom), &fiche);
    if !a_aider(l) || l.commune.is_empty() {
        let phrase = "L’aide se demande pour un apprenant sans contrat ou en rupture, dont vous avez transmis l’adresse.";
        return Ok(ecran.bloc(Bloc::nouveau("", &[phrase]).lien("Revenir à sa fiche", fiche)));
    }
    let besoins = BESOINS.iter().map(|(code, libelle)| Choix::new(*code, *libelle)).collect();
    let champs = vec![
        Champ::new("besoin", "Pour l’aider à", Genre::Radios(besoins)),
        Champ::new("message", "Précisions", Genre::Zone)
            .aide("Ce qui aidera la mission locale, et qui contacter chez vous. Rien de sa santé ni de sa vie privée.")
            .facultatif(),
        Champ::new("accord", "L’apprenant sait que je demande cette aide pour lui", Genre::Case),
    ];
    let mut formulaire = Formulaire::new(chemin, "Envoyer à la mission locale", champs);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let bloc = Bloc::nouveau("", &[]).faits(vec![("Mission locale", nom(&missions, l))]);
    Ok(ecran.bloc(bloc.formulaire(formulaire)))
}

/// Sends the request.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Rendu {
    let ligne = un(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let besoin = saisie.texte("besoin").to_owned();
    if !BESOINS.iter().any(|(code, _)| *code == besoin) {
        saisie.refuser("besoin", "Choisissez dans la liste.");
    }
    let message = saisie.borne("message", usize::from(besoin == AUTRE), TEXTE_MAX);
    if !saisie.coche("accord") {
        saisie.refuser("accord", "Prévenez d’abord l’apprenant.");
    }
    if !saisie.bonne() || !a_aider(&ligne) || ligne.commune.is_empty() {
        return refuser(&formulaire(&etat, &ligne, &saisie).await?);
    }
    let demande = Demande {
        effectif: &ligne.id,
        siret: &ligne.siret,
        courriel: ligne.courriel.as_deref(),
        par: &acteur.personne,
        besoin: &besoin,
        message: &message,
    };
    let maintenant = etat.horloge.maintenant().ms();
    let fait = Fait {
        acte: "effectifs.aide.demander",
        acteur: Auteur::compte(acteur.personne.as_str()),
        objet_genre: "effectif",
        objet_id: ligne.id.clone(),
        sujet: None,
        motif: besoin.clone(),
        details: serde_json::json!({}),
    };
    let mut tx = etat.db.write().await?;
    suivis::demander(&mut tx, &demande, maintenant).await?;
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("/effectifs/apprenant/{id}")))
}
