//! One application, in the space of its employer.

use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ulid::Ulid;
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::recues::etat_dit;
use super::repondre::trop_tard;
use super::reponse::{choisir, corriger, ecrire, faite, lire, qui, relire, resume, se_nomme};
use super::{Rendu, discrete, ecran, page, quand, vers};
use crate::depot::candidatures::{self, Ligne};
use crate::depot::cv;
use crate::depot::notes::{self, Note};
use crate::envoi;
use crate::regles::reponse::Intention;
use crate::repondre::repondre;

/// Longest note.
const NOTE_MAX: usize = 1_000;

async fn trouver(etat: &Etat, id: &str) -> Result<Ligne, Erreur> {
    let trouvee = candidatures::trouver(etat.db.read(), id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette candidature n’existe plus."))
}

fn base(l: &Ligne) -> String {
    format!("/employeur/candidature/{}", l.id)
}

fn vue(etat: &Etat, l: &Ligne) -> Ecran {
    Ecran::nouveau(page(etat, &qui(l), "/employeur/candidature"), "")
        .sous("Mon espace", "/espace")
        .sous("Candidatures reçues", "/employeur/candidatures")
}

/// The application, and its answer or the way to it.
pub async fn show(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let voulue = Saisie::lire(requete.as_deref().unwrap_or_default());
    let modeles = notes::modeles(etat.db.read(), &l.siret, &l.role).await?;
    let mut vue = vue(&etat, &l);
    if voulue.coche("fait") {
        vue = vue.alerte("success", "C’est enregistré", "");
    }
    vue = vue.bloc(avec_le_cv(&etat, &l).await?);
    vue = match Intention::lire(voulue.texte("reponse")) {
        _ if l.intention.is_some() => {
            vue.bloc(faite(&base(&l), &l, etat.horloge.maintenant().ms()))
        }
        _ if !l.attend() => vue,
        Some(intention) => {
            let modele = modeles.iter().find(|m| m.id == voulue.texte("modele"));
            let saisie = modele.map(|m| Saisie::des([("texte".to_owned(), m.texte.clone())]));
            vue.bloc(ecrire(&base(&l), &l, intention, saisie.as_ref(), &modeles))
        }
        None => vue.bloc(choisir(&base(&l))),
    };
    let vue = vue.bloc(suivi(&etat, &l).await?).bloc(les_notes(&etat, &l).await?);
    Ok(discrete(ecran(&vue)?))
}

async fn avec_le_cv(etat: &Etat, l: &Ligne) -> Result<Bloc, Erreur> {
    let bloc = resume(l);
    let garde = se_nomme(l) && cv::existe(etat.db.read(), &l.id).await?;
    let adresse = format!("{}/cv", base(l));
    Ok(if garde {
        bloc.lien(&format!("Télécharger le CV ({})", l.cv_nom), adresse)
    } else {
        bloc
    })
}

async fn suivi(etat: &Etat, l: &Ligne) -> Result<Bloc, Erreur> {
    let pas = candidatures::pas(etat.db.read(), &l.id).await?;
    let faits = pas.into_iter().map(|(instant, quoi)| (quand(instant), quoi)).collect();
    let bloc = Bloc::nouveau("Suivi", &[etat_dit(l)]).faits(faits);
    if l.lue_le.is_some() {
        return Ok(bloc);
    }
    let formulaire = Formulaire::bouton(format!("{}/lue", base(l)), "Marquer comme lue");
    let dit = "Le candidat verra que sa candidature a été lue.";
    let mut bloc = bloc.formulaire(formulaire);
    bloc.paragraphes.push(dit.to_owned());
    Ok(bloc)
}

async fn les_notes(etat: &Etat, l: &Ligne) -> Result<Bloc, Erreur> {
    let notes = notes::de(etat.db.read(), &l.id).await?;
    let faits = notes.into_iter().map(|n| (quand(n.cree_le), n.texte)).collect();
    let dit = "Vos collègues les lisent ; le candidat peut en demander copie.";
    Ok(Bloc::nouveau("Notes", &[dit]).faits(faits).formulaire(formulaire_de_note(l)))
}

fn formulaire_de_note(l: &Ligne) -> Formulaire {
    let champ = Champ::new("note", "Ajouter une note", Genre::Zone);
    let mut formulaire =
        Formulaire::new(format!("{}/note", base(l)), "Enregistrer la note", vec![champ]);
    formulaire.principal = false;
    formulaire
}

/// Shows the mail that would leave. Changes nothing.
pub async fn apercu(State(etat): State<Etat>, Path(id): Path<String>, corps: String) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let modeles = notes::modeles(etat.db.read(), &l.siret, &l.role).await?;
    let vue = vue(&etat, &l);
    let vue = match lire(&mut saisie) {
        _ if !l.attend() => return Err(deja()),
        Some(reponse) => vue.bloc(relire(&base(&l), &l, &reponse)),
        None => corriger(vue, &base(&l), &l, &saisie, &modeles),
    };
    Ok(discrete(ecran(&vue)?))
}

fn deja() -> Erreur {
    let dit = "Cette candidature a déjà reçu une réponse, ou n’en attend plus.";
    Erreur::nouvelle(StatusCode::CONFLICT, "candidature.repondue", dit)
}

/// Sends the answer, once.
pub async fn confirmer(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let Some(reponse) = lire(&mut saisie) else {
        let vue = corriger(vue(&etat, &l), &base(&l), &l, &saisie, &[]);
        return Ok(discrete(ecran(&vue)?));
    };
    let mut tx = etat.db.write().await?;
    if !repondre(&mut tx, &etat, &l, &reponse, &acteur.personne).await? {
        return Err(deja());
    }
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=oui", base(&l))))
}

/// Takes the answer back, before it leaves.
pub async fn annuler(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let mut tx = etat.db.write().await?;
    if !crate::repondre::annuler(&mut tx, &etat, &l).await? {
        return Err(trop_tard());
    }
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=oui", base(&l))))
}

/// Notes that it was read.
pub async fn marquer(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if candidatures::lire(&mut tx, &l.id, maintenant).await? {
        candidatures::noter(&mut tx, &l.id, "Lue par l’employeur", maintenant).await?;
    }
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=oui", base(&l))))
}

/// Adds a note.
pub async fn annoter(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    acteur: Acteur,
    corps: String,
) -> Rendu {
    let l = trouver(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let texte = saisie.borne("note", 2, NOTE_MAX);
    if !saisie.bonne() {
        let bloc = Bloc::nouveau("Notes", &[]).formulaire(formulaire_de_note(&l).avec(&saisie));
        return Ok(discrete(ecran(&vue(&etat, &l).bloc(bloc))?));
    }
    let cree_le = etat.horloge.maintenant().ms();
    let note = Note { auteur: acteur.personne, texte, cree_le };
    let mut tx = etat.db.write().await?;
    notes::ajouter(&mut tx, (&Ulid::new().to_string(), &l.id), &note).await?;
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=oui", base(&l))))
}

/// The CV, for whoever may know its candidate. The guard writes the reading in the journal.
pub async fn telecharger(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let l = trouver(&etat, &id).await?;
    let absent = || Erreur::introuvable("Ce CV n’est pas, ou n’est plus, à votre disposition.");
    if !se_nomme(&l) {
        return Err(absent());
    }
    let piece = envoi::ouvrir(etat.db.read(), &etat.reglages.coffre, &l.id).await?;
    let piece = piece.ok_or_else(absent)?;
    let extension = piece.nom.rsplit('.').next().unwrap_or("pdf").to_owned();
    let disposition = format!("attachment; filename=\"cv-{}.{extension}\"", l.id);
    let entetes = [(header::CONTENT_TYPE, piece.genre), (header::CONTENT_DISPOSITION, disposition)];
    Ok(discrete((entetes, piece.octets).into_response()))
}
