//! The space of a centre: its requests, what waits first, its figures.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use futures::{StreamExt, TryStreamExt};
use noyau::texte::{accord, plier};
use web::ecran::{Bloc, Ecran, Lot, Rangee, Table};
use web::export::Format;
use web::formulaire::{Champ, Choix, Formulaire, Genre as GenreDeChamp, Saisie};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Cellule, Colonne, Erreur, Etat, Genre};

use super::modeles;
use super::{PAR_PAGE, Rendu, encoder, jour, nombre_de_pages, numero, page, quand, rendre, vers};
use crate::actes::{self, ReponseSaisie};
use crate::actions::{LIRE, REPONDRE, VOIR_LES_REGLAGES, portee, sirets};
use crate::depot::demandes::{self, Demande};
use crate::depot::listes::{self, Chiffres, Critere, Portee};
use crate::depot::suivi as depot_suivi;
use crate::regles::assiduite;
use crate::regles::motif;
use crate::regles::ouverture::JOUR_MS;
use crate::regles::portail::Portail;
use crate::regles::suivi::{Etat as EtatDeDemande, Reponse};

/// Path of the list.
pub const CHEMIN: &str = "/cfa/rendez-vous";

const TITRE: &str = "Demandes de rendez-vous";

/// What the address of the list asks for.
struct Voulu {
    mot: String,
    etat: Option<EtatDeDemande>,
    page: i64,
}

impl Voulu {
    fn lire(adresse: Option<&str>) -> Self {
        let lus = Parametres::lire(adresse);
        Voulu {
            mot: lus.texte("q").unwrap_or_default().chars().take(100).collect(),
            etat: lus.texte("etat").and_then(EtatDeDemande::lire),
            page: numero(lus.texte("page")),
        }
    }

    fn critere(&self, portee: Portee) -> Critere {
        Critere { portee, etats: self.etat.into_iter().collect(), mot: plier(&self.mot) }
    }

    fn suite(&self) -> String {
        let etat = self.etat.map_or("", EtatDeDemande::code);
        format!("q={}&etat={etat}", encoder(&self.mot))
    }
}

/// The list.
pub async fn list(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let voulu = Voulu::lire(adresse.as_deref());
    let portee = portee(&acteur, &LIRE);
    let critere = voulu.critere(portee.clone());
    let bornes = (PAR_PAGE, voulu.page * PAR_PAGE);
    let lues = listes::lister(etat.db.read(), &critere, bornes).await?;
    let nombre = listes::compter(etat.db.read(), &critere).await?;
    let toutes = Critere { portee, etats: Vec::new(), mot: String::new() };
    let maintenant = etat.horloge.maintenant().ms();
    let chiffres = listes::chiffres(etat.db.read(), &toutes, maintenant).await?;
    let mut ecran = Ecran::nouveau(page(&etat, TITRE, CHEMIN), &a_faire(&chiffres))
        .sous("Mon espace", "/espace");
    ecran.alerte = match fait(adresse.as_deref()) {
        Some(dit) => Some(("success", dit, String::new())),
        None => suspension(&etat, &acteur).await?,
    };
    ecran.filtres = Some(filtres(&voulu));
    ecran.sans_choix = "Tous les états";
    ecran = ecran.bloc(tableau(&acteur, &lues, nombre, &voulu, maintenant));
    ecran = ecran.bloc(statistiques(&chiffres)).bloc(reglages(&acteur));
    ecran.pagination = Pagination::nouvelle(
        u64::try_from(voulu.page).unwrap_or_default(),
        nombre_de_pages(nombre),
        |p| format!("{CHEMIN}?{}&page={p}", voulu.suite()),
    );
    rendre(&ecran)
}

fn a_faire(c: &Chiffres) -> String {
    match (c.en_attente, c.en_retard) {
        (0, _) => "Aucune demande n’attend de réponse.".to_owned(),
        (1, 0) => "Une demande attend votre réponse.".to_owned(),
        (n, 0) => format!("{n} demandes attendent votre réponse."),
        (n, r) => format!("Demandes qui attendent votre réponse : {n}, dont {r} en retard."),
    }
}

/// What was just done to several requests.
fn fait(adresse: Option<&str>) -> Option<String> {
    let nombre: i64 = Parametres::lire(adresse).texte("faites")?.parse().ok()?;
    let dit = match nombre {
        0 => return Some("Aucune demande choisie n’attendait de réponse.".to_owned()),
        1..=1_000 => accord(
            nombre,
            "demande est marquée comme répondue autrement.",
            "demandes sont marquées comme répondues autrement.",
        ),
        _ => return None,
    };
    Some(dit)
}

/// Notes that the requests chosen were answered by phone or by mail, in one transaction. Those of others, and those that
/// wait for nothing, are left as they are.
pub async fn plusieurs(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let portee = portee(&acteur, &REPONDRE);
    let autrement = ReponseSaisie {
        reponse: Reponse::AutreCanal,
        message: String::new(),
        convenu_le: None,
        convenu_ou: String::new(),
    };
    let maintenant = etat.horloge.maintenant().ms();
    let mut choisies = Vec::new();
    for id in Lot::choisis(&saisie) {
        let trouvee = demandes::trouver(etat.db.read(), id).await?;
        choisies.extend(trouvee.filter(|d| portee.contient(&d.gestionnaire, &d.formateur)));
    }
    let mut tx = etat.db.write().await?;
    let mut faites = 0;
    for d in &choisies {
        let site = &etat.reglages.adresse;
        let faite = actes::repondre(&mut tx, site, d, &autrement, maintenant).await?;
        faites += i64::from(faite.is_ok());
    }
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}?faites={faites}")))
}

type Message = Option<(&'static str, String, String)>;

/// Says that the form of one of the person's centres is suspended.
async fn suspension(etat: &Etat, acteur: &Acteur) -> Result<Message, Erreur> {
    for siret in sirets(acteur, &VOIR_LES_REGLAGES) {
        if let Some(depuis) = depot_suivi::suspendue(etat.db.read(), &siret).await? {
            let texte = format!(
                "Depuis le {}, parce que les {} dernières demandes sont restées sans réponse. Répondez à l’une d’elles pour rétablir le service.",
                jour(depuis),
                assiduite::SUSPENSION
            );
            let titre = "Vos formations ne reçoivent plus de demandes".to_owned();
            return Ok(Some(("warning", titre, texte)));
        }
    }
    Ok(None)
}

fn filtres(voulu: &Voulu) -> Formulaire {
    let etats = EtatDeDemande::TOUS.map(|e| Choix::new(e.code(), e.libelle())).to_vec();
    let champs = vec![
        Champ::ligne("q", "Nom, formation ou adresse").valeur(&voulu.mot),
        Champ::new("etat", "État", GenreDeChamp::Liste(etats))
            .valeur(voulu.etat.map_or("", EtatDeDemande::code)),
    ];
    Formulaire::new(CHEMIN, "Chercher", champs)
}

fn tableau(acteur: &Acteur, lues: &[Demande], nombre: i64, voulu: &Voulu, maintenant: i64) -> Bloc {
    if lues.is_empty() {
        let phrase = match (voulu.mot.is_empty(), voulu.etat) {
            (true, None) => "Personne n’a encore demandé de rendez-vous.",
            _ => "Aucune demande ne correspond à cette recherche.",
        };
        return Bloc::nouveau("Les demandes", &[phrase]);
    }
    let miens = sirets(acteur, &VOIR_LES_REGLAGES);
    let rangee = |d: &Demande| Rangee {
        adresse: fiche(d, &miens),
        cellules: vec![
            d.qui(),
            d.etat().libelle().to_owned(),
            reponse_le(d, maintenant),
            d.intitule.clone(),
            jour(d.deposee_le),
        ],
    };
    let titre = "Les demandes";
    let colonnes = ["Qui", "État", "Réponse avant, ou donnée, le", "Formation", "Demandé le"];
    let table = Table::liens(titre, &colonnes, lues.iter().map(rangee).collect());
    Bloc::nouveau(titre, &[]).table(table.en_fiches().lot(lot(acteur, lues))).lien(
        &format!("Télécharger ces demandes (CSV, {nombre})"),
        format!("{CHEMIN}/export.csv?{}", voulu.suite()),
    )
}

/// When an answer is due, or was given.
fn reponse_le(d: &Demande, maintenant: i64) -> String {
    match d.etat().ouvert() {
        true if d.due_le < maintenant => format!("{} (en retard)", jour(d.due_le)),
        true => jour(d.due_le),
        false => quand(d.repondue_le),
    }
}

/// What whoever answers can do to several of the requests that wait.
fn lot(acteur: &Acteur, lues: &[Demande]) -> Option<Lot> {
    let repond = acteur.peut_quelque_part(&REPONDRE).is_ok();
    let attendent = lues.iter().any(|d| d.etat().ouvert());
    let choix = |d: &Demande| {
        let id = if d.etat().ouvert() { d.id.as_str() } else { "" };
        Choix::new(id, format!("la demande de {}", d.qui()))
    };
    (repond && attendent).then(|| Lot {
        action: format!("{CHEMIN}/lot"),
        boutons: vec![Choix::new("autrement", "J’ai répondu autrement aux demandes choisies")],
        choix: lues.iter().map(choix).collect(),
    })
}

/// Address of a request, for the organisation that the person acts for.
fn fiche(d: &Demande, miens: &[String]) -> String {
    let sien = [&d.formateur, &d.gestionnaire].into_iter().find(|s| miens.contains(s));
    format!("{CHEMIN}/{}/demande/{}", sien.unwrap_or(&d.formateur), d.id)
}

fn statistiques(c: &Chiffres) -> Bloc {
    let taux = assiduite::taux(c.repondues, c.dues).map(|t| format!("{t} %")).unwrap_or_default();
    let delai = c.delai.map(|ms| {
        let heures = ms / (JOUR_MS / 24);
        match heures {
            0 => "moins d’une heure".to_owned(),
            1..48 => format!("{heures} h"),
            _ => format!("{} jours", heures / 24),
        }
    });
    Bloc::nouveau("Vos chiffres", &["Le taux compte les demandes répondues, ici ou autrement, parmi celles dont le délai est passé ou qui ont une réponse."]).faits(vec![
        ("Demandes reçues", c.total.to_string()),
        ("En attente", c.en_attente.to_string()),
        ("Taux de réponse", taux),
        ("Délai moyen de réponse", delai.unwrap_or_default()),
    ])
}

fn reglages(acteur: &Acteur) -> Bloc {
    let bloc = Bloc::nouveau(
        "Réglages",
        &["Qui reçoit les demandes de chaque formation, et depuis quels sites."],
    );
    let noms = acteur.habilitations.iter();
    let repond = acteur.peut_quelque_part(&REPONDRE).is_ok();
    let bloc = if repond { bloc.lien("Mes modèles de réponse", modeles::CHEMIN) } else { bloc };
    sirets(acteur, &VOIR_LES_REGLAGES).into_iter().fold(bloc, |bloc, siret| {
        let nom = noms.clone().find(|h| h.ressort.code() == siret).map(|h| h.organisme.clone());
        let nom = nom.filter(|n| !n.is_empty()).unwrap_or_else(|| format!("SIRET {siret}"));
        bloc.lien(&format!("Régler le service de {nom}"), format!("{CHEMIN}/{siret}/reglages"))
    })
}

/// A page under the list.
pub fn sous_la_liste(ecran: Ecran) -> Ecran {
    ecran.sous("Mon espace", "/espace").sous(TITRE, CHEMIN)
}

const fn texte(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple: "" }
}

const COLONNES: &[Colonne] = &[
    texte("demande_le", "Date de la demande"),
    texte("formation", "Formation"),
    texte("lieu", "Lieu"),
    texte("prenom", "Prénom"),
    texte("nom", "Nom"),
    texte("courriel", "Adresse électronique"),
    texte("telephone", "Téléphone"),
    texte("sujets", "Ce dont la personne veut parler"),
    texte("message", "Message"),
    texte("depuis", "Site d’où vient la demande"),
    texte("destinataire", "Adresse qui a reçu la demande"),
    texte("etat", "État"),
    texte("repondue_le", "Date de la réponse"),
    texte("rendez_vous_le", "Date du rendez-vous"),
];

/// The list as a file.
pub async fn export(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let critere = Voulu::lire(adresse.as_deref()).critere(portee(&acteur, &LIRE));
    let lignes = listes::flux(etat.db.read(), &critere);
    let lignes = lignes.map_err(anyhow::Error::from).map_ok(ligne).boxed();
    web::export::repondre(Format::Csv, "rendez-vous", COLONNES, lignes).await
}

fn ligne(d: Demande) -> Vec<Cellule> {
    let motifs: Vec<&str> = motif::du_texte(&d.motifs).into_iter().map(|m| m.libelle).collect();
    let portail = Portail::lire(&d.portail).unwrap_or(Portail::Site).libelle();
    let etat = d.etat().libelle();
    let textes = [
        quand(Some(d.deposee_le)),
        d.intitule,
        d.lieu,
        d.prenom,
        d.nom,
        d.courriel,
        d.telephone,
        motifs.join(", "),
        d.message,
        portail.to_owned(),
        d.destinataire,
        etat.to_owned(),
        quand(d.repondue_le),
        quand(d.convenu_le),
    ];
    textes.into_iter().map(|t| Cellule::from(t.as_str())).collect()
}
