//! The sheet of someone whom a mission locale may help, and what it says of them.

use axum::extract::{Path, State};
use conformite::journal::{self, Acteur as Auteur, Fait};
use noyau::dates::DateCivile;
use noyau::identifiants::{Siret, Telephone};
use web::ecran::{Bloc, Ecran, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::jeunes::{self, ICI, Suivi};
use super::{Rendu, jour, quand, refuser, rendre, vers};
use crate::depot::suivis::{self, DEMANDE, FaitDuSuivi, Reponse};
use crate::regles::accompagnement::{self, AUTRE, BESOINS, ISSUES};
use crate::regles::situation::Situation;

/// Longest comment, in characters.
pub const TEXTE_MAX: usize = 500;

/// Furthest day to call again.
const RAPPEL_JOURS: i64 = 366;

/// The sheet.
pub async fn show(State(etat): State<Etat>, chemin: Path<(String, String)>) -> Rendu {
    let suivi = jeunes::un(&etat, &chemin).await?;
    rendre(&fiche(&etat, &suivi, &Saisie::default()).await?)
}

async fn fiche(etat: &Etat, s: &Suivi, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let l = &s.ligne;
    let titre = format!("{} {}", l.prenom, l.nom);
    let chemin = format!("{ICI}/{}/{}", s.mission, l.id);
    let situation = Situation::par_code(&l.situation);
    let chapo = format!(
        "{} depuis le {}.",
        situation.map_or("Situation inconnue", Situation::libelle),
        s.jeune.depuis.court()
    );
    let faits = suivis::faits(etat.db.read(), &l.id).await?;
    let mut ecran = jeunes::ecran(etat, &titre, &chemin, &chapo).sous("Jeunes à accompagner", ICI);
    if let Some(le) = l.demande_le {
        ecran = ecran.bloc(demande(s, le));
    }
    let ecran =
        ecran.bloc(joindre(s)).bloc(formation(etat, s).await?).bloc(reponse(s, &chemin, saisie));
    Ok(if faits.is_empty() { ecran } else { ecran.bloc(historique(&faits)) })
}

fn demande(s: &Suivi, le: i64) -> Bloc {
    let mut faits = vec![
        ("Demandée le", quand(le)),
        ("Pour l’aider à", accompagnement::libelle(&BESOINS, &s.ligne.besoin).to_owned()),
    ];
    if !s.ligne.message.is_empty() {
        faits.push(("Le CFA précise", s.ligne.message.clone()));
    }
    Bloc::nouveau("Son CFA demande votre aide", &[]).faits(faits)
}

fn joindre(s: &Suivi) -> Bloc {
    let l = &s.ligne;
    let telephone = s.detail("tel_apprenant");
    let telephone = telephone.parse::<Telephone>().map_or(telephone, |t| t.affichage());
    let connu = |texte: String| if texte.is_empty() { "Non transmis".to_owned() } else { texte };
    let adresse = [s.detail("adresse_apprenant"), s.detail("code_postal_apprenant")].join(" ");
    let mut faits = vec![
        ("Téléphone", connu(telephone)),
        ("Adresse électronique", connu(l.courriel.clone().unwrap_or_default())),
        ("Adresse", connu(adresse.trim().to_owned())),
        ("Né le", format!("{} ({} ans)", jour(&l.naissance), s.jeune.age)),
    ];
    if s.jeune.rqth {
        faits.push(("Reconnaissance de travailleur handicapé", "Oui".to_owned()));
    }
    Bloc::nouveau("Le joindre", &[]).faits(faits)
}

async fn formation(etat: &Etat, s: &Suivi) -> Result<Bloc, Erreur> {
    let siret: Result<Siret, _> = s.ligne.siret.parse();
    let organisme = match siret {
        Ok(siret) => annuaire::porte::organisme(etat.db.read(), &siret).await?,
        Err(_) => None,
    };
    let nom = organisme.map_or_else(|| format!("SIRET {}", s.ligne.siret), |o| o.nom());
    Ok(Bloc::nouveau("Sa formation", &[])
        .faits(vec![("Formation", s.ligne.formation.clone()), ("CFA", nom)]))
}

fn reponse(s: &Suivi, chemin: &str, saisie: &Saisie) -> Bloc {
    let l = &s.ligne;
    let choix = ISSUES.iter().map(|(code, libelle)| Choix::new(*code, *libelle)).collect();
    let champs = vec![
        Champ::new("issue", "Ce qu’a donné le contact", Genre::Radios(choix)).valeur(&l.issue),
        Champ::new("rappel", "À rappeler le", Genre::Jour).facultatif().valeur(&l.rappel),
        Champ::new("commentaire", "Commentaire", Genre::Zone)
            .aide("Le CFA le lira. N’y écrivez rien de la santé ni de la vie privée du jeune.")
            .facultatif()
            .valeur(&l.commentaire),
    ];
    let mut formulaire = Formulaire::new(chemin, "Enregistrer", champs);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let phrase = "Le CFA voit la réponse sur la fiche de son apprenant, et l’apprend par courriel le lendemain matin.";
    let mut bloc = Bloc::nouveau("Votre réponse", &[phrase]).formulaire(formulaire);
    if let Some(le) = l.suivi_le {
        bloc = bloc.faits(vec![("Dernière réponse", quand(le))]);
    }
    bloc
}

/// What was done, the last first.
pub fn historique(faits: &[FaitDuSuivi]) -> Bloc {
    let lignes = faits.iter().map(|f| {
        let (qui, quoi) = match f.acte.as_str() {
            DEMANDE => ("CFA", "Aide demandée"),
            issue => ("Mission locale", accompagnement::libelle(&ISSUES, issue)),
        };
        vec![quand(f.fait_le), qui.to_owned(), quoi.to_owned()]
    });
    let table = Table::simple("Échanges", &["Quand", "Qui", "Quoi"], lignes.collect());
    Bloc::nouveau("Échanges", &[]).table(table)
}

/// Notes what became of a contact.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    chemin: Path<(String, String)>,
    corps: String,
) -> Rendu {
    let suivi = jeunes::un(&etat, &chemin).await?;
    let mut saisie = Saisie::lire(&corps);
    let issue = saisie.texte("issue").to_owned();
    if !ISSUES.iter().any(|(code, _)| *code == issue) {
        saisie.refuser("issue", "Choisissez dans la liste.");
    }
    let minimum = usize::from(issue == AUTRE);
    let commentaire = saisie.borne("commentaire", minimum, TEXTE_MAX);
    let rappel = rappel(&mut saisie, etat.horloge.aujourd_hui());
    if !saisie.bonne() {
        return refuser(&fiche(&etat, &suivi, &saisie).await?);
    }
    let reponse = Reponse {
        effectif: &suivi.ligne.id,
        siret: &suivi.ligne.siret,
        courriel: suivi.ligne.courriel.as_deref(),
        mission: &suivi.mission,
        par: &acteur.personne,
        issue: &issue,
        commentaire: &commentaire,
        rappel: &rappel,
    };
    let maintenant = etat.horloge.maintenant().ms();
    let fait = Fait {
        acte: "effectifs.accompagner.repondre",
        acteur: Auteur::compte(acteur.personne.as_str()),
        objet_genre: "effectif",
        objet_id: suivi.ligne.id.clone(),
        sujet: None,
        motif: issue.clone(),
        details: serde_json::json!({}),
    };
    let mut tx = etat.db.write().await?;
    suivis::repondre(&mut tx, &reponse, maintenant).await?;
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("{ICI}/{}/{}", suivi.mission, suivi.ligne.id)))
}

fn rappel(saisie: &mut Saisie, aujourd_hui: DateCivile) -> String {
    let dit = saisie.texte("rappel").to_owned();
    if dit.is_empty() {
        return dit;
    }
    let lu: Option<DateCivile> = dit.parse().ok();
    let bornes = aujourd_hui..=aujourd_hui.plus_jours(RAPPEL_JOURS);
    match lu.filter(|jour| bornes.contains(jour)) {
        Some(jour) => jour.to_string(),
        None => {
            saisie.refuser("rappel", "Choisissez un jour, d’aujourd’hui à dans un an.");
            dit
        }
    }
}
