//! Taking an enrolment out, seeing what was taken out, putting it back.

use axum::extract::{Path, RawQuery, State};
use noyau::texte::accord;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::{
    PAR_PAGE, Rendu, numero, paginer, quand, refuser, rendre, sirets, sous_l_accueil, vers,
};
use crate::actions::SUIVRE;
use crate::archivage::{self, Motif};
use crate::depot::archives::{self, Archive};
use crate::depot::effectifs::{self, Effectif};
use crate::regles::motif::{self, AUTRE, MOTIFS, PRECISION_MAX, RETABLIR_JOURS};

/// Address of the list.
pub const ICI: &str = "/effectifs/archives";

/// What can still be put back.
pub async fn list(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let siens = sirets(&acteur, &SUIVRE);
    let depuis = archivage::depuis(etat.horloge.maintenant().ms());
    let db = etat.db.read();
    let total = archives::compter(db, &siens, depuis).await?;
    let lignes = archives::lister(db, &siens, depuis, (rang, PAR_PAGE)).await?;
    let chapo = format!(
        "Les dossiers que vous avez retirés ou fusionnés depuis {RETABLIR_JOURS} jours. Ensuite, ils ne peuvent plus être rétablis."
    );
    let mut ecran = sous_l_accueil(&etat, "Dossiers retirés", ICI, &chapo);
    ecran.pagination = paginer(ICI, "", rang, total);
    if lignes.is_empty() {
        let bloc = Bloc::nouveau("", &["Aucun dossier n’a été retiré récemment."]);
        return rendre(&ecran.bloc(bloc));
    }
    let rangees = lignes.iter().map(|a| Rangee {
        adresse: format!("{ICI}/{}", a.id),
        cellules: vec![
            format!("{} {}", a.nom, a.prenom),
            a.id_erp.clone(),
            a.annee_scolaire.clone(),
            pourquoi(a),
            quand(a.archive_le),
        ],
    });
    let colonnes = ["Apprenant", "Identifiant", "Année scolaire", "Pourquoi", "Retiré le"];
    let legende = accord(total, "dossier retiré", "dossiers retirés");
    let table = Table::liens(&legende, &colonnes, rangees.collect());
    rendre(&ecran.bloc(Bloc::default().table(table)))
}

fn pourquoi(a: &Archive) -> String {
    match a.precision_motif.as_str() {
        "" => motif::libelle(&a.raison).to_owned(),
        precision => format!("{} : {precision}", motif::libelle(&a.raison)),
    }
}

/// What was taken out.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let a = trouver(&etat, &id).await?;
    let titre = format!("Dossier retiré : {} {}", a.prenom, a.nom);
    let chemin = format!("{ICI}/{}", a.id);
    let ecran = sous_l_accueil(&etat, &titre, &chemin, "").sous("Dossiers retirés", ICI);
    let mut dossier = Bloc::nouveau("Le dossier", &[]).faits(vec![
        ("Identifiant dans votre logiciel", a.id_erp.clone()),
        ("Année scolaire", a.annee_scolaire.clone()),
        ("Pourquoi", pourquoi(&a)),
        ("Retiré le", quand(a.archive_le)),
    ]);
    if !a.garde.is_empty() {
        dossier = dossier
            .lien("Le dossier gardé à sa place", format!("/effectifs/apprenant/{}", a.garde));
    }
    let phrase = if a.garde.is_empty() {
        "Le dossier reprend sa place dans vos effectifs, tel qu’il était ; votre logiciel le mettra de nouveau à jour."
    } else {
        "Le dossier reprend sa place. Celui qui a été gardé redevient ce qu’il était, sauf si un envoi l’a modifié depuis."
    };
    let retablir = Bloc::nouveau("Rétablir ce dossier", &[phrase])
        .formulaire(Formulaire::bouton(format!("{chemin}/retablir"), "Rétablir"));
    rendre(&ecran.bloc(dossier).bloc(retablir))
}

async fn trouver(etat: &Etat, id: &str) -> Result<Archive, Erreur> {
    let depuis = archivage::depuis(etat.horloge.maintenant().ms());
    let trouvee = archives::trouver(etat.db.read(), id).await?;
    let trouvee = trouvee.filter(|a| a.archive_le >= depuis);
    trouvee.ok_or_else(|| Erreur::introuvable("Ce dossier ne peut plus être rétabli."))
}

/// Puts it back.
pub async fn retablir(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let a = trouver(&etat, &id).await?;
    archivage::retablir(&etat, &acteur, &a).await?;
    Ok(vers(&format!("/effectifs/apprenant/{}", a.effectif)))
}

/// Asks why an enrolment is taken out.
pub async fn demander(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    rendre(&formulaire(&etat, &un(&etat, &id).await?, &Saisie::default()))
}

async fn un(etat: &Etat, id: &str) -> Result<Effectif, Erreur> {
    let trouve = effectifs::trouver(etat.db.read(), id).await?;
    trouve.ok_or_else(|| Erreur::introuvable("Cet apprenant n’existe pas."))
}

fn formulaire(etat: &Etat, e: &Effectif, saisie: &Saisie) -> Ecran {
    let fiche = format!("/effectifs/apprenant/{}", e.id);
    let chemin = format!("{fiche}/retirer");
    let choix = MOTIFS.iter().map(|(code, libelle)| Choix::new(*code, *libelle)).collect();
    let champs = vec![
        Champ::new("motif", "Pourquoi ?", Genre::Radios(choix)),
        Champ::ligne("precision", "Précision")
            .aide(format!("{PRECISION_MAX} caractères au plus. À remplir si la raison est autre."))
            .facultatif(),
    ];
    let mut formulaire = Formulaire::new(&chemin, "Retirer ce dossier", champs);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let titre = format!("Retirer le dossier de {} {}", e.prenom, e.nom);
    let chapo = format!(
        "Le dossier sort de vos effectifs et des chiffres, et votre logiciel ne le fera pas revenir. Vous pouvez le rétablir pendant {RETABLIR_JOURS} jours. Une rupture ou une fin de formation ne se déclare pas ici, mais dans votre logiciel."
    );
    sous_l_accueil(etat, &titre, &chemin, &chapo)
        .sous("Mes apprenants", super::apprenants::ICI)
        .sous(&format!("{} {}", e.prenom, e.nom), &fiche)
        .bloc(Bloc::default().formulaire(formulaire))
}

/// Takes it out.
pub async fn retirer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Rendu {
    let e = un(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let code = saisie.texte("motif").to_owned();
    if !MOTIFS.iter().any(|(c, _)| *c == code) {
        saisie.refuser("motif", "Choisissez une raison.");
    }
    let minimum = usize::from(code == AUTRE);
    let precision = saisie.borne("precision", minimum, PRECISION_MAX);
    if !saisie.bonne() {
        return refuser(&formulaire(&etat, &e, &saisie));
    }
    let motif = Motif { code: &code, precision: &precision };
    archivage::supprimer(&etat, &acteur, &e, &motif).await?;
    Ok(vers(ICI))
}
