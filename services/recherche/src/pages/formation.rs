//! The sheet of a training.

use axum::extract::{OriginalUri, Path, RawQuery, State};
use catalogue::porte::{self, Fiche, LesRendezVous, Session as Rentree};
use noyau::dates::DateCivile;
use noyau::texte;
use web::page::Lien;
use web::{Erreur, Etat};

use super::fiche::{self, Origine, autour_de, connus, paragraphes};
use super::{Rendu, en_encart, rendre};
use crate::piece::Recherche;
use crate::regles::Mode;
use crate::sources::{Sources, adresse_de_formation, ville_de_formation};
use crate::vues::{Action, Apres, Formation, Session};

/// Sessions shown.
const SESSIONS: usize = 6;

/// Shows a training.
pub async fn show(
    State(etat): State<Etat>,
    Path(chemin): Path<Vec<(String, String)>>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let id = chemin.into_iter().find(|(nom, _)| nom == "id").map(|(_, v)| v).unwrap_or_default();
    let recherche = Recherche::de(&etat)?;
    let sources = recherche.sources();
    let trouvee = porte::formation(etat.db.read(), sources.reperes(), &id).await?;
    let trouvee = trouvee.filter(|f| f.formation.publiee);
    let introuvable = || Erreur::introuvable("Cette formation n’existe pas ou n’est plus publiée.");
    let origine = Origine::lire(adresse.as_deref(), &recherche);
    let mut vue = vue(&etat, &recherche, &sources, &origine, trouvee.ok_or_else(introuvable)?)?;
    vue.page.encart = en_encart(&ici);
    vue.action = rendez_vous(&etat, &id).await?;
    rendre(&vue)
}

/// The way to meet the centre, when it takes requests.
async fn rendez_vous(etat: &Etat, formation: &str) -> Result<Option<Action>, Erreur> {
    let Some(rendez_vous) = etat.piece::<LesRendezVous>() else { return Ok(None) };
    let adresse = rendez_vous.adresse(etat, formation).await?;
    Ok(adresse.map(|adresse| Action {
        bouton: Lien::new("Demander un rendez-vous", adresse),
        suite: "Le centre vous répond par courriel ou par téléphone. Vous ne créez pas de compte."
            .to_owned(),
        externe: false,
    }))
}

fn vue(
    etat: &Etat,
    recherche: &Recherche,
    sources: &Sources,
    origine: &Origine,
    trouvee: Fiche,
) -> Result<Formation, Erreur> {
    let f = &trouvee.formation;
    let titre = f.titre().unwrap_or_else(|| format!("Formation {}", f.cfd));
    let ou = ville_de_formation(&f.lieu);
    let organisme = sources.organisme(&f.formateur);
    let metiers = sources.noms().metiers(&f.romes);
    let metier = metiers.first().cloned().unwrap_or_else(|| titre.clone());
    let emplois = autour_de(&metier, &ou, f.lieu.point, Mode::Emplois);
    let canonique = format!("/formation/{}/{}", encoder(&f.id), texte::slug(&titre));
    let titre_page = format!("{titre} à {ou} — {organisme}");
    let resume = resume(f);
    let date = trouvee.date.long();
    Ok(Formation {
        page: fiche::page(etat, titre_page, resume.clone(), &canonique),
        retour: origine.retour.clone(),
        resume,
        organisme,
        lieu: vec![adresse_de_formation(&f.lieu)],
        distance: origine.distance(f.lieu.point),
        point: f.lieu.point.map(|p| (p.lat(), p.lon())),
        essentiel: essentiel(f),
        sessions: sessions(f, etat.horloge.aujourd_hui()),
        entree: f.niveau_entree.iter().map(|n| format!("Niveau demandé : {n}")).collect(),
        contenu: contenu(f),
        apres: Apres::Inconnu(
            "Les chiffres d’insertion de cette formation ne sont pas encore repris ici.".to_owned(),
        ),
        metiers: fiche::liens_des_metiers(&metiers),
        autour: fiche::voisins(etat, recherche, &emplois)?,
        autour_tout: emplois.adresse(),
        action: None,
        contacts: f
            .onisep_url
            .iter()
            .map(|u| Lien::new("Le diplôme sur le site de l’Onisep", u.clone()))
            .collect(),
        provenance: fiche::provenance(etat, source(&trouvee.jeu), date, identifiants(f)),
        titre,
    })
}

fn encoder(id: &str) -> String {
    url::form_urlencoded::byte_serialize(id.as_bytes()).collect()
}

/// Diploma and level in plain words.
fn resume(f: &porte::Formation) -> String {
    let famille = f.diplome.as_deref().map(texte::titre_propre).filter(|d| !d.is_empty());
    let niveau = f.niveau.map(|n| format!("niveau {} ({})", n.numero(), n.libelle()));
    let quoi = famille.unwrap_or_else(|| "Une certification".to_owned());
    match (niveau, f.duree) {
        (Some(niveau), Some(ans)) => {
            let duree = texte::pluriel(ans, "an");
            format!("{quoi}, {niveau}, en {duree} entre le centre et l’entreprise.")
        }
        (Some(niveau), None) => format!("{quoi}, {niveau}, entre le centre et l’entreprise."),
        (None, _) => format!("{quoi}, entre le centre et l’entreprise."),
    }
}

fn essentiel(f: &porte::Formation) -> Vec<(String, String)> {
    let annee = f.annee.as_deref().filter(|a| a.chars().all(|c| c.is_ascii_digit()));
    let mode = if f.a_distance { "Entièrement à distance" } else { "Au centre et en entreprise" };
    connus(vec![
        ("Niveau préparé", f.niveau.map(|n| n.libelle().to_owned()).unwrap_or_default()),
        ("Durée", f.duree.map(|ans| texte::pluriel(ans, "an")).unwrap_or_default()),
        ("Entrée", annee.map(|a| format!("en année {a} du diplôme")).unwrap_or_default()),
        ("Places", f.capacite.filter(|n| *n > 0).map(|n| n.to_string()).unwrap_or_default()),
        ("Enseignement", mode.to_owned()),
        ("Parcoursup", f.parcoursup_statut.clone().filter(|s| s == "publié").unwrap_or_default()),
        ("Affelnet", f.affelnet_statut.clone().filter(|s| s == "publié").unwrap_or_default()),
    ])
}

/// The starts to come.
fn sessions(f: &porte::Formation, jour: DateCivile) -> Vec<Session> {
    let a_venir = f.sessions.iter().filter(|s| s.debut >= jour).take(SESSIONS);
    a_venir.map(session).collect()
}

fn session(rentree: &Rentree) -> Session {
    let dire = |d: DateCivile| if rentree.au_jour { d.long() } else { d.mois_long() };
    let places = rentree.capacite.filter(|n| *n > 0);
    Session {
        debut: dire(rentree.debut),
        fin: rentree.fin.map(dire).unwrap_or_default(),
        places: places.map(|n| texte::pluriel(n, "place")).unwrap_or_default(),
    }
}

fn contenu(f: &porte::Formation) -> Vec<String> {
    let textes = f.objectif.iter().chain(&f.contenu);
    textes.flat_map(|t| paragraphes(t)).collect()
}

fn source(jeu: &str) -> &'static str {
    match jeu {
        "formations/rco" => "Réseau des Carif-Oref",
        _ => "Catalogue des formations en apprentissage",
    }
}

fn identifiants(f: &porte::Formation) -> Vec<(&'static str, String)> {
    let uai = f.lieu.uai.as_ref().or(f.formateur.uai.as_ref());
    vec![
        ("Clé ministère éducatif", f.cle_me.as_ref().map(|c| c.to_string()).unwrap_or_default()),
        ("Diplôme (CFD)", f.cfd.to_string()),
        ("Certification (RNCP)", f.rncp.as_ref().map(|r| r.to_string()).unwrap_or_default()),
        ("SIRET du centre", f.formateur.siret.to_string()),
        ("UAI", uai.map(|u| u.to_string()).unwrap_or_default()),
    ]
}
