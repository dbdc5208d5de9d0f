//! API keys: made, listed, ended.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use noyau::dates::{DateCivile, Instant};
use partenaires::porte::{self, CleConnue, DUREE, Etat as EtatDeCle};
use serde_json::json;
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::pagination::Pagination;
use web::{Acteur, Erreur, Etat, Portee};

use super::{Rendu, cadre, html, refaire, vers};
use crate::actions::CLES_GERER;
use crate::trace::{self, Trace};
use crate::vues::{Badge, CleNeuve, Fiche, Tableau};

/// Address of the list.
pub const CHEMIN: &str = "/administration/cles";

/// Name of the field, scope, label.
const PORTEES: [(&str, Portee, &str); 3] = [
    ("offres", Portee::Offres, "Publier des offres"),
    ("rendezvous", Portee::RendezVous, "Demander des rendez-vous"),
    ("candidatures", Portee::Candidatures, "Envoyer des candidatures"),
];

fn formulaire(aujourd_hui: DateCivile) -> Formulaire {
    let fin = aujourd_hui.plus_jours(DUREE).to_string();
    let mut champs = vec![
        Champ::ligne("nom", "Pour qui ?")
            .aide("Le partenaire et l’usage : « Portail Bretagne, production »."),
        Champ::new("fin", "Valable jusqu’au", Genre::Jour).valeur(fin),
    ];
    let portee = |(nom, _, libelle): &(&'static str, Portee, &str)| {
        Champ::new(nom, *libelle, Genre::Case).facultatif()
    };
    champs.extend(PORTEES.iter().map(portee));
    Formulaire::new(CHEMIN, "Créer la clé", champs)
}

/// The keys.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    html(&vue(&etat, &acteur, formulaire(etat.horloge.aujourd_hui())).await?)
}

async fn vue(etat: &Etat, acteur: &Acteur, formulaire: Formulaire) -> Result<Fiche, Erreur> {
    let cles = porte::lister(etat.db.read(), etat.horloge.maintenant()).await?;
    let ligne = |c: &CleConnue| {
        let portees: Vec<&str> = c.portees.iter().map(|p| p.code()).collect();
        let vue = c.vue_le.map_or_else(|| "Jamais".to_owned(), Instant::long);
        let suite = vec![
            etat_de(c).libelle,
            format!("…{}", c.fin),
            portees.join(", "),
            c.expire_le.date().long(),
            vue,
        ];
        (Lien::new(c.nom.clone(), format!("{CHEMIN}/{}", c.id)), suite)
    };
    let gere = acteur.peut_quelque_part(&CLES_GERER).is_ok();
    let cadre = cadre(etat, acteur, "Clés d’API", CHEMIN);
    Ok(Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: Badge::default(),
        alerte: None,
        faits: Vec::new(),
        tableaux: vec![Tableau {
            legende: "Clés".to_owned(),
            colonnes: vec![
                "Pour qui",
                "État",
                "Fin de la clé",
                "Portées",
                "Valable jusqu’au",
                "Dernier usage",
            ],
            lignes: cles.iter().map(ligne).collect(),
            vide: "Aucune clé n’a encore été créée.",
        }],
        actes: None,
        formulaires: if gere { vec![formulaire] } else { Vec::new() },
        liens: Vec::new(),
        pagination: Pagination::default(),
    })
}

fn etat_de(cle: &CleConnue) -> Badge {
    match cle.etat {
        EtatDeCle::Valide => Badge::new("Valide", "fr-badge--success"),
        EtatDeCle::Expiree => Badge::new("Expirée", "fr-badge--warning"),
        EtatDeCle::Revoquee => Badge::new("Révoquée", "fr-badge--error"),
    }
}

/// Makes a key, and shows it for the only time.
pub async fn creer(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let mut saisie = Saisie::lire(&corps);
    let nom = saisie.borne("nom", 3, 80);
    let fin: Option<DateCivile> = saisie.valeur("fin");
    if fin.is_some_and(|fin| fin < aujourd_hui) {
        saisie.refuser("fin", "Ce jour est passé.");
    }
    if fin.is_some_and(|fin| fin > aujourd_hui.plus_jours(2 * DUREE)) {
        saisie.refuser("fin", "Deux ans au plus.");
    }
    let Some(fin) = fin.filter(|_| saisie.bonne()) else {
        let mut vue = vue(&etat, &acteur, formulaire(aujourd_hui).avec(&saisie)).await?;
        vue.page.titre = format!("Erreur — {}", vue.cadre.titre);
        return refaire(&vue);
    };
    let voulues = PORTEES.iter().filter(|(champ, _, _)| saisie.coche(champ));
    let portees: Vec<Portee> = voulues.map(|(_, portee, _)| *portee).collect();
    let maintenant = etat.horloge.maintenant();
    let cle = porte::creer(&etat.db, &nom, &portees, fin, maintenant).await?;
    let codes: Vec<&str> = portees.iter().map(|p| p.code()).collect();
    tracer(&etat, &acteur, "administration.cles.creer", &nom, json!({ "portees": codes })).await?;
    let cadre = cadre(&etat, &acteur, "Clé créée", CHEMIN).sous("Clés d’API");
    let mut reponse =
        html(&CleNeuve { page: cadre.page.clone(), cadre, nom, cle, fin: fin.long() })?;
    reponse.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(reponse)
}

async fn tracer(
    etat: &Etat,
    acteur: &Acteur,
    acte: &'static str,
    id: &str,
    details: serde_json::Value,
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let trace = Trace { acte, genre: "cle", id, sujet: None, motif: "", details };
    let mut tx = etat.db.write().await?;
    trace::noter(&mut tx, &acteur.personne, trace::au_nom_de(acteur), trace, maintenant).await?;
    Ok(tx.commit().await?)
}

async fn trouver(etat: &Etat, id: &str) -> Result<CleConnue, Erreur> {
    let cles = porte::lister(etat.db.read(), etat.horloge.maintenant()).await?;
    let trouvee = cles.into_iter().find(|c| c.id == id);
    trouvee.ok_or_else(|| Erreur::introuvable("Aucune clé ne porte cet identifiant."))
}

/// One key.
pub async fn fiche(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let cle = trouver(&etat, &id).await?;
    let portees: Vec<&str> = cle.portees.iter().map(|p| p.code()).collect();
    let vue = cle.vue_le.map_or_else(|| "Jamais".to_owned(), Instant::long);
    let faits = [
        ("Identifiant", cle.id.clone()),
        ("Derniers caractères", format!("…{}", cle.fin)),
        ("Portées", portees.join(", ")),
        ("Valable jusqu’au", cle.expire_le.date().long()),
        ("Dernier usage", vue),
    ];
    let gere = acteur.peut_quelque_part(&CLES_GERER).is_ok() && cle.etat == EtatDeCle::Valide;
    let bouton = Formulaire::bouton(format!("{CHEMIN}/{id}/revoquer"), "Révoquer cette clé");
    let cadre = cadre(&etat, &acteur, cle.nom.clone(), CHEMIN).sous("Clés d’API");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: etat_de(&cle),
        alerte: None,
        faits: faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec(),
        tableaux: Vec::new(),
        actes: None,
        formulaires: if gere { vec![bouton] } else { Vec::new() },
        liens: Vec::new(),
        pagination: Pagination::default(),
    })
}

/// Ends a key: it is refused from now on.
pub async fn revoquer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    if !porte::revoquer(&etat.db, &id, etat.horloge.maintenant()).await? {
        return Err(Erreur::introuvable("Aucune clé en service ne porte cet identifiant."));
    }
    tracer(&etat, &acteur, "administration.cles.revoquer", &id, json!({})).await?;
    Ok(vers(&format!("{CHEMIN}/{id}")))
}
