//! What the services hold of the visitor, and what they may do with it.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use base::Transaction;
use conformite::Declarations;
use conformite::dossiers::{self, Dossier, Efface, Partie};
use conformite::journal::{self, Ligne};
use courrier::Depot;
use noyau::dates::Instant;
use noyau::texte::nombre;
use serde_json::json;
use web::formulaire::{Champ, Choix, Formulaire, Genre as GenreDeChamp, Saisie};
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::accueil::{avec_cookie, propre, sans_visite};
use super::{Rendu, jour, page, quand, refuser, rendre, vers, visiteur};
use crate::courriels;
use crate::depot::demandes::{self, Demande};
use crate::regles::demande::{Etape, Genre, Suivi};
use web::ecran::{Bloc, Ecran, Table};

/// Rows of one table shown in the page; the files hold them all.
const MONTREES: usize = 50;

/// Readings of the file shown.
const LECTURES: i64 = 100;

/// What the services declare.
pub fn declarations(etat: &Etat) -> Result<Arc<Declarations>, Erreur> {
    etat.piece::<Declarations>().ok_or_else(|| Erreur::indisponible("Le service démarre."))
}

/// The visitor of a form, or where to go.
async fn qui(etat: &Etat, entetes: &HeaderMap) -> Result<Option<String>, Erreur> {
    visiteur(etat.db.read(), entetes, etat.horloge.maintenant().ms()).await
}

/// The file.
pub async fn show(
    State(etat): State<Etat>,
    entetes: HeaderMap,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let Some(courriel) = qui(&etat, &entetes).await? else { return sans_visite() };
    let parametres = Parametres::lire(requete.as_deref());
    let mut ecran = ecran(&etat, &courriel, &Saisie::default()).await?;
    ecran.alerte = match parametres.texte("fait") {
        Some("correction") => Some(dit("C’est corrigé", "La nouvelle valeur est enregistrée.")),
        Some("demande") => Some(dit(
            "Votre demande est reçue",
            "Un courriel vous confirme son numéro et sa date limite.",
        )),
        _ => None,
    };
    rendre(&ecran)
}

fn dit(titre: &str, texte: &str) -> (&'static str, String, String) {
    ("success", titre.to_owned(), texte.to_owned())
}

async fn ecran(etat: &Etat, courriel: &str, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let declarations = declarations(etat)?;
    let parties = dossiers::lire(etat.db.read(), &declarations, courriel).await?;
    let sujet = conformite::sujet(&etat.reglages.coffre, courriel);
    let lectures = journal::de_la_personne(etat.db.read(), &sujet, LECTURES).await?;
    let page = page(etat, "Ce que nous détenons de vous", "/mes-donnees");
    let chapo = format!("Adresse prouvée : {courriel}");
    let mut ecran = Ecran::nouveau(page, &chapo).sous("Mes données", "/mes-donnees");
    ecran = ecran.bloc(emporter());
    for partie in &parties {
        ecran = ecran.bloc(bloc(partie, saisie));
    }
    let ecran = ecran.bloc(qui_a_lu(&lectures)).bloc(demander(saisie));
    Ok(ecran.bloc(effacer_tout(saisie)).bloc(quitter()))
}

fn emporter() -> Bloc {
    Bloc::nouveau(
        "Emporter vos données",
        &["Les fichiers contiennent tout ce que cette page montre, et la date de chaque chose."],
    )
    .lien("Télécharger mes données (JSON)", "/mes-donnees/fichier/json")
    .lien("Télécharger mes données (CSV, pour un tableur)", "/mes-donnees/fichier/csv")
}

fn bloc(partie: &Partie, saisie: &Saisie) -> Bloc {
    let colonnes: Vec<&str> = partie.colonnes.iter().map(|c| c.libelle).collect();
    let valeur = |(valeur, date): (&Option<String>, bool)| match (valeur, date) {
        (None, _) => "—".to_owned(),
        (Some(v), true) => v.parse().map_or_else(|_| v.clone(), quand),
        (Some(v), false) => (partie.dossier.mots)(v).map_or_else(|| v.clone(), str::to_owned),
    };
    let rangee = |ligne: &Vec<Option<String>>| {
        ligne.iter().zip(partie.colonnes.iter().map(|c| c.date)).map(valeur).collect()
    };
    let lignes = partie.lignes.iter().take(MONTREES).map(rangee).collect();
    let titre = partie.dossier.titre;
    let mut bloc = Bloc::nouveau(titre, &[]).table(Table::simple(titre, &colonnes, lignes));
    if partie.lignes.len() > MONTREES {
        let total = i64::try_from(partie.lignes.len()).unwrap_or(i64::MAX);
        bloc.paragraphes.push(format!(
            "Les {MONTREES} premières lignes sur {} ; les fichiers les contiennent toutes.",
            nombre(total)
        ));
    }
    if partie.gel.is_some() {
        bloc.paragraphes.push(
            "Ces données sont conservées pour un litige en cours et ne peuvent pas être effacées."
                .to_owned(),
        );
    }
    for (colonne, libelle) in partie.dossier.modifiables {
        bloc = bloc.formulaire(correction(&partie.dossier, colonne, libelle, saisie));
    }
    bloc
}

fn correction(
    dossier: &Dossier,
    colonne: &'static str,
    libelle: &str,
    saisie: &Saisie,
) -> Formulaire {
    let mut formulaire =
        Formulaire::bouton("/mes-donnees/corriger", format!("Corriger : {libelle}"));
    let champ = Champ::ligne(colonne, format!("{libelle} exact"));
    formulaire.champs =
        vec![Champ::cache("table", dossier.table), Champ::cache("colonne", colonne), champ];
    if saisie.texte("colonne") == colonne { formulaire.avec(saisie) } else { formulaire }
}

fn qui_a_lu(lectures: &[Ligne]) -> Bloc {
    let titre = "Qui a consulté ou modifié vos données";
    let autres: Vec<&Ligne> = lectures.iter().filter(|l| l.acteur_genre != "personne").collect();
    if autres.is_empty() {
        return Bloc::nouveau(titre, &["Personne d’autre que vous, depuis trois ans."]);
    }
    let lignes = autres.iter().map(|l| {
        let genre = match l.acteur_genre.as_str() {
            "compte" => "Un agent habilité",
            "cle" => "Un partenaire",
            _ => "Le programme",
        };
        let qui = l.au_nom_de.clone().unwrap_or_else(|| genre.to_owned());
        vec![quand(l.instant), qui, l.acte.clone(), l.motif.clone()]
    });
    let table = Table::simple(titre, &["Date", "Qui", "Acte", "Pourquoi"], lignes.collect());
    Bloc::nouveau(titre, &[]).table(table)
}

fn demander(saisie: &Saisie) -> Bloc {
    let choix = Genre::TOUS.map(|g| Choix::new(g.code(), g.libelle())).to_vec();
    let champs = vec![
        Champ::new("genre", "Que demandez-vous ?", GenreDeChamp::Radios(choix)),
        Champ::new("texte", "Expliquez votre demande", GenreDeChamp::Zone).aide(
            "2 000 caractères au plus. N’écrivez rien sur votre santé ni sur d’autres personnes.",
        ),
    ];
    let mut formulaire = Formulaire::new("/mes-donnees/demander", "Envoyer ma demande", champs);
    formulaire.principal = false;
    let formulaire =
        if saisie.texte("colonne").is_empty() { formulaire.avec(saisie) } else { formulaire };
    Bloc::nouveau(
        "Demander autre chose",
        &["Le délégué à la protection des données vous répond sous 30 jours."],
    )
    .formulaire(formulaire)
}

fn effacer_tout(saisie: &Saisie) -> Bloc {
    let case = Champ::new(
        "confirmer",
        "J’ai compris que cet effacement est définitif",
        GenreDeChamp::Case,
    );
    let mut formulaire =
        Formulaire::new("/mes-donnees/effacer", "Effacer toutes mes données", vec![case]);
    formulaire.principal = false;
    let formulaire =
        if saisie.erreur("confirmer").is_empty() { formulaire } else { formulaire.avec(saisie) };
    Bloc::nouveau(
        "Tout effacer",
        &[
            "Tout ce que cette page montre est effacé d’un coup, sauf ce que la loi ou un litige oblige à garder ; vous recevez un reçu.",
            "Vos demandes en cours sont closes sans réponse.",
        ],
    )
    .formulaire(formulaire)
}

fn quitter() -> Bloc {
    Bloc::nouveau("Quitter", &["Sur un appareil partagé, quittez cette page avant de partir."])
        .formulaire(Formulaire::bouton("/mes-donnees/fermer", "Quitter mes données"))
}

/// Corrects one value.
pub async fn corriger(State(etat): State<Etat>, entetes: HeaderMap, corps: String) -> Rendu {
    let Some(courriel) = qui(&etat, &entetes).await? else { return sans_visite() };
    let mut saisie = Saisie::lire(&corps);
    let declarations = declarations(&etat)?;
    let (table, colonne) = (saisie.texte("table").to_owned(), saisie.texte("colonne").to_owned());
    let dossier = declarations
        .dossiers
        .iter()
        .find(|d| d.table == table && d.modifiables.iter().any(|(nom, _)| *nom == colonne));
    let Some(dossier) = dossier else {
        return Err(Erreur::parametre("colonne", "cette donnée ne se corrige pas ici"));
    };
    let valeur = saisie.borne(&colonne, 1, 200);
    if !saisie.bonne() {
        return refuser(&ecran(&etat, &courriel, &saisie).await?);
    }
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    dossiers::corriger(&mut tx, dossier, &courriel, &colonne, &valeur).await?;
    let details = json!({"table": table, "colonne": colonne});
    let fait = propre(&etat, "droits.dossier.corriger", &courriel, details);
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    Ok(vers("/mes-donnees/dossier?fait=correction"))
}

/// Leaves a request for the officer.
pub async fn demander_au_delegue(
    State(etat): State<Etat>,
    entetes: HeaderMap,
    corps: String,
) -> Rendu {
    let Some(courriel) = qui(&etat, &entetes).await? else { return sans_visite() };
    let mut saisie = Saisie::lire(&corps);
    let texte = saisie.borne("texte", 10, 2_000);
    let genre = Genre::lire(saisie.texte("genre"));
    if genre.is_none() {
        saisie.refuser("genre", "Choisissez ce que vous demandez.");
    }
    let (Some(genre), true) = (genre, saisie.bonne()) else {
        return refuser(&ecran(&etat, &courriel, &saisie).await?);
    };
    let maintenant = etat.horloge.maintenant().ms();
    let demande = nouvelle(&etat, genre, &courriel, texte, maintenant);
    let mut tx = etat.db.write().await?;
    demandes::ajouter(&mut tx, &demande).await?;
    let details = json!({"demande": demande.id, "genre": genre.code()});
    let fait = propre(&etat, "droits.demandes.deposer", &courriel, details);
    journal::consigner(&mut tx, &fait, maintenant).await?;
    let contenu = courriels::accuse(&demande.id, Instant::from_ms(demande.echeance));
    poster(&mut tx, courriels::ACCUSE, &courriel, contenu, maintenant).await?;
    tx.commit().await?;
    Ok(vers("/mes-donnees/dossier?fait=demande"))
}

fn nouvelle(etat: &Etat, genre: Genre, courriel: &str, texte: String, maintenant: i64) -> Demande {
    Demande {
        id: ulid::Ulid::new().to_string(),
        genre: genre.code().to_owned(),
        courriel: courriel.to_owned(),
        sujet: conformite::sujet(&etat.reglages.coffre, courriel),
        texte,
        etape: Etape::Recue.code().to_owned(),
        recue_le: maintenant,
        echeance: Suivi::recue(maintenant).echeance,
        motif: String::new(),
        issue: None,
        reponse: String::new(),
        close_le: None,
    }
}

/// Queues a mail.
pub async fn poster(
    tx: &mut Transaction,
    modele: &'static str,
    a: &str,
    contenu: courrier::Contenu,
    maintenant: i64,
) -> Result<(), Erreur> {
    let depot = Depot { modele, a, contenu, cle: None, liste: None, a_partir_de: 0 };
    courrier::deposer(tx, &depot, maintenant).await?;
    Ok(())
}

/// Erases everything, in one transaction.
pub async fn effacer(State(etat): State<Etat>, entetes: HeaderMap, corps: String) -> Rendu {
    let Some(courriel) = qui(&etat, &entetes).await? else { return sans_visite() };
    let mut saisie = Saisie::lire(&corps);
    if !saisie.coche("confirmer") {
        saisie.refuser("confirmer", "Cochez cette case pour confirmer.");
        return refuser(&ecran(&etat, &courriel, &saisie).await?);
    }
    let maintenant = etat.horloge.maintenant().ms();
    let declarations = declarations(&etat)?;
    let mut tx = etat.db.write().await?;
    demandes::clore_celles_de(&mut tx, &courriel, maintenant).await?;
    let faits = dossiers::effacer(&mut tx, etat.db.read(), &declarations, &courriel).await?;
    let tables: Vec<_> =
        faits.iter().map(|f| json!([f.dossier.table, f.lignes, f.conserve.is_some()])).collect();
    let fait = propre(&etat, "droits.dossier.effacer", &courriel, json!({ "tables": tables }));
    journal::consigner(&mut tx, &fait, maintenant).await?;
    poster(&mut tx, courriels::RECU, &courriel, recu(&faits, maintenant), maintenant).await?;
    tx.commit().await?;
    Ok(avec_cookie(&etat, "", 0, "/mes-donnees/efface"))
}

fn recu(faits: &[Efface], maintenant: i64) -> courrier::Contenu {
    let lignes = |n: u64| match n {
        1 => "1 ligne".to_owned(),
        n => format!("{} lignes", nombre(i64::try_from(n).unwrap_or(i64::MAX))),
    };
    let effaces = faits.iter().filter(|f| f.conserve.is_none());
    let effaces = effaces.map(|f| (f.dossier.titre.to_owned(), lignes(f.lignes))).collect();
    let gardes: Vec<String> = faits
        .iter()
        .filter_map(|f| {
            f.conserve.as_ref().map(|pourquoi| format!("{} : {pourquoi}", f.dossier.titre))
        })
        .collect();
    courriels::recu(effaces, &gardes, Instant::from_ms(maintenant))
}

/// Everything is erased.
pub async fn efface(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let page = page(&etat, "Vos données sont effacées", "/mes-donnees/efface");
    let texte =
        format!("Un reçu part à votre adresse. Fait le {}.", jour(etat.horloge.maintenant().ms()));
    rendre(
        &Ecran::nouveau(page, "")
            .sous("Mes données", "/mes-donnees")
            .alerte("success", "C’est effacé", &texte)
            .bloc(Bloc::default().lien("Retour à l’accueil", "/")),
    )
}
