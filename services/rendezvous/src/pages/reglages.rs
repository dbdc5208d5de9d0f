//! The settings of a centre: channels, and who receives the requests of each training.

use axum::extract::{Path, RawQuery, State};
use conformite::journal::{self, Fait};
use noyau::identifiants::Courriel;
use noyau::texte::plier;
use serde_json::json;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat, Role};

use super::service::{boutons, etat_en_mots, situation};
use super::{PAR_PAGE, Rendu, cfa, choix, encoder, nombre_de_pages, numero, page, rendre, vers};
use crate::actes;
use crate::actions::{REGLER, REPONDRE};
use crate::depot::formations::{self, Cle, Formation};
use crate::depot::gestionnaires::{self, Gestionnaire};
use crate::depot::suivi;
use crate::regles::contact::Provenance;
use crate::regles::portail::Canal;
use crate::taches::annoncer_l_ouverture;

fn chemin(siret: &str) -> String {
    format!("{}/{siret}/reglages", cfa::CHEMIN)
}

fn chemin_de(siret: &str, formation: &str) -> String {
    format!("{}/{siret}/formation/{}", cfa::CHEMIN, encoder(formation))
}

/// The settings of an organisation.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(siret): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Rendu {
    let lus = Parametres::lire(adresse.as_deref());
    let mot: String = lus.texte("q").unwrap_or_default().chars().take(100).collect();
    let numero = numero(lus.texte("page"));
    let db = etat.db.read();
    let plie = plier(&mot);
    let bornes = (PAR_PAGE, numero * PAR_PAGE);
    let lues = formations::de_l_organisme(db, &siret, &plie, bornes).await?;
    let nombre = formations::compter_de(db, &siret, &plie).await?;
    let gestionnaire = gestionnaires::trouver(db, &siret).await?;
    let titre = "Réglages des demandes de rendez-vous";
    let ici = chemin(&siret);
    let nom = nom(&acteur, &siret, gestionnaire.as_ref());
    let mut ecran = cfa::sous_la_liste(Ecran::nouveau(page(&etat, titre, cfa::CHEMIN), &nom));
    if suivi::suspendue(db, &siret).await?.is_some() {
        let texte = "Répondez à l’une des demandes qui attendent pour le rétablir.";
        ecran = ecran.alerte("warning", "Le service est suspendu", texte);
    }
    let modifie = acteur.peut_quelque_part(&REGLER).is_ok();
    let champ = Champ::ligne("q", "Formation ou ville").valeur(&mot);
    ecran.filtres = Some(Formulaire::new(&ici, "Chercher", vec![champ]));
    ecran = ecran.bloc(tableau(&siret, &lues));
    ecran = ecran.bloc(canaux(&etat, gestionnaire.as_ref(), &ici, modifie).await?);
    let courante = u64::try_from(numero).unwrap_or_default();
    let adresse = |p| format!("{ici}?q={}&page={p}", encoder(&mot));
    ecran.pagination = Pagination::nouvelle(courante, nombre_de_pages(nombre), adresse);
    rendre(&ecran)
}

fn nom(acteur: &Acteur, siret: &str, g: Option<&Gestionnaire>) -> String {
    let tenu = acteur.habilitations.iter().find(|h| h.ressort.code() == siret);
    let tenu = tenu.map(|h| h.organisme.clone()).filter(|n| !n.is_empty());
    tenu.or_else(|| g.map(|g| g.nom.clone())).unwrap_or_else(|| format!("SIRET {siret}"))
}

async fn canaux(
    etat: &Etat,
    g: Option<&Gestionnaire>,
    ici: &str,
    modifie: bool,
) -> Result<Bloc, Erreur> {
    let Some(g) = g else {
        let phrase = "Cet organisme ne répond lui-même d’aucune formation publiée : l’ouverture du service revient à l’organisme gestionnaire de chacune.";
        return Ok(Bloc::nouveau("D’où viennent les demandes", &[phrase]));
    };
    let mut bloc = Bloc::nouveau(
        "D’où viennent les demandes",
        &["Votre choix vaut pour toutes les formations dont vous êtes gestionnaire."],
    );
    for canal in Canal::TOUS.into_iter().filter(|c| g.concernees(*c) > 0) {
        let situation = situation(etat, &g.siret, canal).await?;
        bloc = bloc.faits(vec![(canal.libelle(), etat_en_mots(&situation))]);
        if modifie {
            let siens = boutons(ici, &situation, canal);
            bloc = siens.into_iter().fold(bloc, Bloc::formulaire);
        }
    }
    Ok(bloc)
}

fn tableau(siret: &str, lues: &[Formation]) -> Bloc {
    let titre = "Qui reçoit les demandes";
    if lues.is_empty() {
        return Bloc::nouveau(titre, &["Aucune formation publiée ne correspond."]);
    }
    let rangee = |f: &Formation| Rangee {
        adresse: chemin_de(siret, &f.id),
        cellules: vec![
            format!("{}, {}", f.titre, f.lieu_localite),
            recepteur(f),
            origine(f),
            etat_de(f).to_owned(),
        ],
    };
    let regle = "Par défaut : l’adresse publiée avec la formation, sinon celle du formateur, sinon celle du gestionnaire, sinon la plus fréquente de ses formations. Une adresse que vous choisissez n’est jamais remplacée.";
    let colonnes = ["Formation", "Adresse", "D’où elle vient", "Service"];
    let rangees = lues.iter().map(rangee).collect();
    Bloc::nouveau(titre, &[regle]).table(Table::liens(titre, &colonnes, rangees).en_fiches())
}

fn recepteur(f: &Formation) -> String {
    f.courriel.clone().unwrap_or_else(|| "Aucune adresse".to_owned())
}

fn origine(f: &Formation) -> String {
    match f.provenance.as_str() {
        "" => "—".to_owned(),
        "injoignable" => "l’adresse ne reçoit plus de courriels".to_owned(),
        code => Provenance::lire(code).map_or("—", Provenance::libelle).to_owned(),
    }
}

fn etat_de(f: &Formation) -> &'static str {
    match (f.fermee, f.suspendue, &f.courriel) {
        (1, ..) => "Fermé par vous ou par l’administration",
        (_, 1, _) => "Suspendu",
        (.., None) => "Fermé : personne à qui écrire",
        _ => "Prêt",
    }
}

/// A manager opens or closes a channel.
pub async fn decider(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(siret): Path<String>,
    corps: String,
) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let canal = Canal::lire(saisie.texte("canal"));
    let canal = canal.ok_or_else(|| Erreur::parametre("canal", "ce canal n’existe pas"))?;
    let oui = choix(&saisie)?;
    let g = gestionnaires::trouver(etat.db.read(), &siret).await?;
    let g = g.ok_or_else(|| Erreur::introuvable("Cet organisme ne répond d’aucune formation."))?;
    let mut tx = etat.db.write().await?;
    if actes::decider(&etat, &mut tx, &siret, canal, oui).await?.is_ok() {
        if oui {
            annoncer_l_ouverture(&etat, &mut tx, &g, canal).await?;
        }
        let details = json!({"canal": canal.code(), "ouvert": oui});
        consigner(&etat, &mut tx, &acteur, ("organisme", &siret), details).await?;
        tx.commit().await?;
    }
    Ok(vers(&chemin(&siret)))
}

async fn consigner(
    etat: &Etat,
    tx: &mut base::Transaction,
    acteur: &Acteur,
    (genre, id): (&'static str, &str),
    details: serde_json::Value,
) -> Result<(), Erreur> {
    let pour = acteur.habilitations.first().map_or("", |h| h.role.libelle());
    let fait = Fait {
        acte: REGLER.code,
        acteur: journal::Acteur::compte(acteur.personne.as_str()).au_nom_de(pour),
        objet_genre: genre,
        objet_id: id.to_owned(),
        sujet: None,
        motif: String::new(),
        details,
    };
    journal::consigner(tx, &fait, etat.horloge.maintenant().ms()).await?;
    Ok(())
}

async fn trouver(etat: &Etat, formation: &str) -> Result<Formation, Erreur> {
    let trouvee = formations::trouver(etat.db.read(), Cle::Formation(formation)).await?;
    trouvee.ok_or_else(|| crate::refus::Refus::FormationInconnue.erreur())
}

/// The settings of a training.
pub async fn formation(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path((siret, formation)): Path<(String, String)>,
) -> Rendu {
    let f = trouver(&etat, &formation).await?;
    rendre(&ecran(&etat, &acteur, &siret, &f, None).await?)
}

async fn ecran(
    etat: &Etat,
    acteur: &Acteur,
    siret: &str,
    f: &Formation,
    saisie: Option<&Saisie>,
) -> Result<Ecran, Erreur> {
    let titre = format!("Rendez-vous : {}", f.titre);
    let ecran = cfa::sous_la_liste(Ecran::nouveau(page(etat, titre, cfa::CHEMIN), &f.lieu()))
        .sous("Réglages", &chemin(siret));
    let bloc = Bloc::default().faits(vec![
        ("Clé ministère éducatif", f.cle_me.clone().unwrap_or_default()),
        ("Numéro Parcoursup", f.id_parcoursup.clone().unwrap_or_default()),
        ("Gestionnaire", f.gestionnaire_nom.clone()),
        ("Formateur", f.formateur_nom.clone()),
        ("Reçoit les demandes", recepteur(f)),
        ("D’où vient l’adresse", origine(f)),
        ("Service", etat_de(f).to_owned()),
    ]);
    let ecran = ecran.bloc(bloc);
    if acteur.peut_quelque_part(&REGLER).is_err() {
        return Ok(ecran);
    }
    let choisie = formations::choix_de(etat.db.read(), &f.id).await?.is_some();
    Ok(ecran.bloc(choix_de_l_adresse(siret, f, choisie, saisie)).bloc(ouverture(siret, f)))
}

fn choix_de_l_adresse(siret: &str, f: &Formation, choisie: bool, saisie: Option<&Saisie>) -> Bloc {
    let action = format!("{}/adresse", chemin_de(siret, &f.id));
    let champ = Champ::new("courriel", "Adresse qui reçoit les demandes", Genre::Courriel)
        .aide("Format attendu : nom@domaine.fr. Elle n’est pas publiée.")
        .valeur(f.courriel.clone().unwrap_or_default());
    let formulaire = Formulaire::new(action.as_str(), "Choisir cette adresse", vec![champ]);
    let formulaire = saisie.map_or(formulaire.clone(), |s| formulaire.avec(s));
    let bloc = Bloc::nouveau("Changer l’adresse", &[]).formulaire(formulaire);
    if !choisie {
        return bloc;
    }
    let rendre = Formulaire {
        champs: vec![Champ::cache("rendre", "oui")],
        ..Formulaire::bouton(action, "Revenir à l’adresse publiée")
    };
    bloc.formulaire(rendre)
}

fn ouverture(siret: &str, f: &Formation) -> Bloc {
    let action = format!("{}/service", chemin_de(siret, &f.id));
    let (libelle, choix) = match f.fermee {
        1 => ("Recevoir de nouveau des demandes pour cette formation", "oui"),
        _ => ("Ne plus recevoir de demandes pour cette formation", "non"),
    };
    let bouton = Formulaire {
        champs: vec![Champ::cache("choix", choix)],
        ..Formulaire::bouton(action, libelle)
    };
    Bloc::nouveau("Ouvrir ou fermer", &[]).formulaire(bouton)
}

/// In whose name a setting is changed: a centre's member acts for the centre, whoever else may
/// change it is the administration.
fn au_nom_de(acteur: &Acteur) -> Provenance {
    let du_centre = acteur.a_le_role(Role::Cfa) && acteur.peut_quelque_part(&REPONDRE).is_ok();
    if du_centre { Provenance::Cfa } else { Provenance::Administrateur }
}

/// Someone chooses who receives the requests of a training, or gives the choice back to the rule.
pub async fn choisir(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path((siret, formation)): Path<(String, String)>,
    corps: String,
) -> Rendu {
    let f = trouver(&etat, &formation).await?;
    let mut saisie = Saisie::lire(&corps);
    if saisie.texte("rendre") == "oui" {
        return rendre_a_la_regle(&etat, &acteur, &siret, &f).await;
    }
    let courriel = saisie.valeur::<Courriel>("courriel");
    let mortes = courrier::porte::mortes(etat.db.read()).await?;
    if courriel.as_ref().is_some_and(|c| mortes.contains(c.as_str())) {
        saisie.refuser("courriel", "Cette adresse ne reçoit plus de courriels.");
    }
    let (Some(courriel), true) = (courriel, saisie.bonne()) else {
        return rendre(&ecran(&etat, &acteur, &siret, &f, Some(&saisie)).await?);
    };
    let maintenant = etat.horloge.maintenant().ms();
    let par = au_nom_de(&acteur);
    let mut tx = etat.db.write().await?;
    formations::choisir(&mut tx, &f.id, courriel.as_str(), par, maintenant).await?;
    let details = json!({"adresse": "choisie", "par": par.code()});
    consigner(&etat, &mut tx, &acteur, ("formation", &f.id), details).await?;
    tx.commit().await?;
    Ok(vers(&chemin_de(&siret, &f.id)))
}

async fn rendre_a_la_regle(etat: &Etat, acteur: &Acteur, siret: &str, f: &Formation) -> Rendu {
    let trouvee = crate::alimentation::adresse_publiee(etat.db.read(), f).await?;
    let mut tx = etat.db.write().await?;
    formations::ne_plus_choisir(&mut tx, &f.id).await?;
    let (courriel, provenance) = match &trouvee {
        Some((courriel, provenance)) => (Some(courriel.as_str()), provenance.code()),
        None => (None, ""),
    };
    formations::donner(&mut tx, &f.id, courriel, provenance).await?;
    let details = json!({"adresse": "publiee"});
    consigner(etat, &mut tx, acteur, ("formation", &f.id), details).await?;
    tx.commit().await?;
    Ok(vers(&chemin_de(siret, &f.id)))
}

/// Someone opens or closes the form of a training.
pub async fn ouvrir_ou_fermer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path((siret, formation)): Path<(String, String)>,
    corps: String,
) -> Rendu {
    let f = trouver(&etat, &formation).await?;
    let oui = choix(&Saisie::lire(&corps))?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    match oui {
        true => formations::rouvrir(&mut tx, &f.id).await?,
        false => formations::fermer(&mut tx, &f.id, au_nom_de(&acteur), maintenant).await?,
    }
    consigner(&etat, &mut tx, &acteur, ("formation", &f.id), json!({"ouverte": oui})).await?;
    tx.commit().await?;
    Ok(vers(&chemin_de(&siret, &f.id)))
}
