//! Jobs: where each stands, its history, and a way to start it.

use axum::extract::{Path, State};
use axum::response::Response;
use noyau::dates::Instant;
use serde_json::json;
use taches::{Course, ECHECS_MAX, HISTOIRE_JOURS, Sante, Suivi, Tache, courses, demander, suivis};
use web::formulaire::Formulaire;
use web::page::Lien;
use web::pagination::Pagination;
use web::plateforme::Registre;
use web::{Acteur, Erreur, Etat};

use super::{Rendu, cadre, html, quand, vers};
use crate::actions::TACHES_LANCER;
use crate::trace::{self, Trace};
use crate::vues::{Badge, Fiche, Tableau};

/// Address of the list.
pub const CHEMIN: &str = "/administration/taches";

/// Runs shown.
const COURSES: i64 = 50;

fn badge(sante: Sante) -> Badge {
    match sante {
        Sante::Attend => Badge::new("En ordre", "fr-badge--success"),
        Sante::EnCours => Badge::new("En cours", "fr-badge--info"),
        Sante::Reprise => Badge::new("Sera reprise", "fr-badge--warning"),
        Sante::Abandonnee => Badge::new("En échec", "fr-badge--error"),
        Sante::EnRetard => Badge::new("En retard", "fr-badge--error"),
    }
}

/// Where every job stands: those that run here, and those of the database. A job that no node has
/// seen yet is shown with its next hour.
async fn tous(etat: &Etat) -> Result<(Vec<Suivi>, Vec<Tache>), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut lus = suivis(etat.db.read()).await?;
    let taches: Vec<Tache> = match etat.piece::<Registre>() {
        Some(registre) => registre.taches().copied().collect(),
        None => Vec::new(),
    };
    for tache in taches.iter().filter(|t| !lus.iter().any(|s| s.nom == t.nom)).collect::<Vec<_>>() {
        lus.push(Suivi {
            nom: tache.nom.to_owned(),
            prochaine: taches::prochaine(tache.quand, maintenant).unwrap_or(maintenant),
            bail: 0,
            derniere: None,
            resultat: String::new(),
            echecs: 0,
        });
    }
    lus.sort_by(|a, b| a.nom.cmp(&b.nom));
    Ok((lus, taches))
}

/// Every job.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let (lus, taches) = tous(&etat).await?;
    let titre = |nom: &str| {
        let tache = taches.iter().find(|t| t.nom == nom);
        tache.map_or_else(|| nom.to_owned(), |t| t.titre.to_owned())
    };
    let mortes = lus.iter().filter(|s| s.sante(maintenant) == Sante::Abandonnee).count();
    let ligne = |s: &Suivi| {
        let etat = badge(s.sante(maintenant)).libelle;
        let suite = vec![etat, quand(s.derniere), court(&s.resultat), quand(Some(s.prochaine))];
        (Lien::new(titre(&s.nom), format!("{CHEMIN}/{}", s.nom)), suite)
    };
    let toutes = Tableau {
        legende: "Tâches".to_owned(),
        colonnes: vec!["Tâche", "État", "Dernière fin", "Résultat", "Prochaine fois"],
        lignes: lus.iter().map(ligne).collect(),
        vide: "Aucune tâche n’est encore inscrite : le programme les inscrit à son démarrage.",
    };
    let derniers = courses(etat.db.read(), "", COURSES).await?;
    let rates: Vec<Course> = derniers.into_iter().filter(|c| c.echec == 1).collect();
    let cadre = cadre(&etat, &acteur, "Tâches", CHEMIN);
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: Badge::default(),
        alerte: (mortes > 0).then(|| alerte(mortes)),
        faits: Vec::new(),
        tableaux: vec![toutes, histoire("Échecs récents", &rates, maintenant, true)],
        actes: None,
        formulaires: Vec::new(),
        liens: Vec::new(),
        pagination: Pagination::default(),
    })
}

fn alerte(mortes: usize) -> (&'static str, String, String) {
    let titre = noyau::texte::accord(
        i64::try_from(mortes).unwrap_or(0),
        "tâche en échec",
        "tâches en échec",
    );
    let texte = format!(
        "Après {ECHECS_MAX} échecs de suite, une tâche n’est plus reprise avant son heure. Ouvrez-la pour lire la cause, puis lancez-la."
    );
    ("error", titre, texte)
}

fn court(texte: &str) -> String {
    if texte.is_empty() {
        return "—".to_owned();
    }
    let debut: String = texte.chars().take(120).collect();
    if debut.len() < texte.len() { format!("{debut}…") } else { debut }
}

fn histoire(legende: &str, lues: &[Course], maintenant: i64, nommees: bool) -> Tableau {
    let ligne = |c: &Course| {
        let adresse = if nommees { format!("{CHEMIN}/{}", c.nom) } else { String::new() };
        let mut cellules = vec![duree(c, maintenant), issue(c), court(&c.resultat)];
        if nommees {
            cellules.insert(0, c.nom.clone());
        }
        (Lien::new(Instant::from_ms(c.debut).long(), adresse), cellules)
    };
    let colonnes = ["Début", "Tâche", "Durée", "Issue", "Résultat"];
    Tableau {
        legende: legende.to_owned(),
        colonnes: colonnes.into_iter().filter(|c| nommees || *c != "Tâche").collect(),
        lignes: lues.iter().map(ligne).collect(),
        vide: "Aucun échec parmi les dernières exécutions.",
    }
}

fn issue(c: &Course) -> String {
    match (c.fin, c.echec) {
        (None, _) => "Sans fin connue",
        (Some(_), 1) => "Échec",
        (Some(_), _) => "Réussite",
    }
    .to_owned()
}

fn duree(c: &Course, maintenant: i64) -> String {
    let ms = c.fin.unwrap_or(maintenant) - c.debut;
    if ms < 1_000 {
        return format!("{} ms", ms.max(0));
    }
    format!("{} s", noyau::texte::nombre(ms / 1_000))
}

/// One job and its history.
pub async fn fiche(State(etat): State<Etat>, acteur: Acteur, Path(nom): Path<String>) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let (lus, taches) = tous(&etat).await?;
    let suivi = lus.into_iter().find(|s| s.nom == nom).ok_or_else(absente)?;
    let tache = taches.into_iter().find(|t| t.nom == nom);
    let lues = courses(etat.db.read(), &nom, COURSES).await?;
    let sante = suivi.sante(maintenant);
    let lancer = acteur.peut_quelque_part(&TACHES_LANCER).is_ok() && sante != Sante::EnCours;
    let bouton = Formulaire::bouton(format!("{CHEMIN}/{nom}/lancer"), "Lancer maintenant");
    let titre = tache.map_or_else(|| nom.clone(), |t| t.titre.to_owned());
    let mut histoire = histoire("Dernières exécutions", &lues, maintenant, false);
    histoire.vide = "Cette tâche n’a pas encore été exécutée.";
    let cadre = cadre(&etat, &acteur, titre, CHEMIN).sous("Tâches");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: badge(sante),
        alerte: None,
        faits: faits(&suivi, tache, maintenant),
        tableaux: vec![histoire],
        actes: None,
        formulaires: if lancer { vec![bouton] } else { Vec::new() },
        liens: Vec::new(),
        pagination: Pagination::default(),
    })
}

fn absente() -> Erreur {
    Erreur::introuvable("Aucune tâche ne porte ce nom.")
}

fn faits(s: &Suivi, tache: Option<Tache>, maintenant: i64) -> Vec<(String, String)> {
    let bail = if s.bail > maintenant { quand(Some(s.bail)) } else { "Libre".to_owned() };
    let regle = tache.map_or("—", |t| t.quand);
    let resultat = if s.resultat.is_empty() { "—" } else { &s.resultat };
    let faits = [
        ("Nom", s.nom.clone()),
        ("Quand (cron, heure de Paris)", regle.to_owned()),
        ("Prochaine fois", quand(Some(s.prochaine))),
        ("Dernière fin", quand(s.derniere)),
        ("Dernier résultat", resultat.to_owned()),
        ("Échecs de suite", s.echecs.to_string()),
        ("Tenue par un serveur jusqu’à", bail),
        ("Historique gardé", format!("{HISTOIRE_JOURS} jours")),
    ];
    faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec()
}

/// Asks that a job run without waiting for its hour.
pub async fn lancer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(nom): Path<String>,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if !demander(&mut tx, &nom, maintenant).await? {
        return Err(Erreur::introuvable(
            "Aucune tâche libre ne porte ce nom : si elle est en cours, attendez sa fin.",
        ));
    }
    let trace = Trace {
        acte: "administration.taches.lancer",
        genre: "tache",
        id: &nom,
        sujet: None,
        motif: "",
        details: json!({}),
    };
    trace::noter(&mut tx, &acteur.personne, trace::au_nom_de(&acteur), trace, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}/{nom}")))
}
