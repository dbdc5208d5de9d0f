//! The sheet of an offer.

use axum::extract::{OriginalUri, Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use noyau::texte;
use offres::porte::{self, Objet, Offre as Annonce, Statut, TypeDebut};
use web::page::{Lien, Page};
use web::{Erreur, Etat};

use super::fiche::{self, Origine, autour_de, connus, paragraphes};
use super::{en_encart, rendre};
use crate::piece::Recherche;
use crate::regles::Mode;
use crate::sources::{Noms, duree_en_mois, ville};
use crate::vues::{Action, Badge, Nature, Offre, OffreClose};

/// Shows an offer. An offer that is filled or past says so (410), with what is near it, rather than not
/// being found.
pub async fn show(
    State(etat): State<Etat>,
    Path(chemin): Path<Vec<(String, String)>>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Result<Response, Erreur> {
    let id = chemin.into_iter().find(|(nom, _)| nom == "id").map(|(_, v)| v).unwrap_or_default();
    let offre = porte::offre(etat.db.read(), &id).await?;
    let offre = offre
        .ok_or_else(|| Erreur::introuvable("Cette offre n’existe pas ou n’est plus publiée."))?;
    if !offre.est_visible(etat.horloge.maintenant()) {
        return close(&etat, offre).await;
    }
    if let Some(audience) = etat.piece::<porte::Audience>() {
        audience.ouvrir(&id);
    }
    let recherche = Recherche::de(&etat)?;
    let sources = recherche.sources();
    let origine = Origine::lire(adresse.as_deref(), &recherche);
    let mut vue = vue(&etat, &recherche, sources.noms(), &origine, offre).await?;
    vue.page.encart = en_encart(&ici);
    Ok(rendre(&vue)?.into_response())
}

/// What stands where the sheet of an offer was. One that people never saw tells nothing of itself.
async fn close(etat: &Etat, o: Annonce) -> Result<Response, Erreur> {
    let pourquoi = "Elle est pourvue, retirée, ou sa date limite est passée.";
    if o.publication.is_none() || o.statut == Statut::EnAttente {
        return Err(Erreur::nouvelle(StatusCode::GONE, "offre.close", pourquoi));
    }
    let recherche = Recherche::de(etat)?;
    let metier = recherche.sources().noms().metiers(&o.romes).into_iter().next();
    let metier = metier.unwrap_or_else(|| o.titre.clone());
    let ou = ville(&o.lieu);
    let criteres = autour_de(&metier, &ou, o.lieu.point, Mode::Emplois);
    let mut page = Page::nouvelle(format!("{} — offre close", o.titre)).sur(&etat.reglages.site);
    page.chemin = format!("/offre/{}", o.id);
    page.indexable = false;
    let vue = OffreClose {
        page,
        ou: format!("{}, {ou}", o.employeur.nom),
        pourquoi: pourquoi.to_owned(),
        voisines: fiche::voisins(etat, &recherche, &criteres)?,
        toutes: criteres.adresse(),
        titre: o.titre,
    };
    Ok((StatusCode::GONE, rendre(&vue)?).into_response())
}

async fn vue(
    etat: &Etat,
    recherche: &Recherche,
    noms: &Noms,
    origine: &Origine,
    o: Annonce,
) -> Result<Offre, Erreur> {
    let metiers = noms.metiers(&o.romes);
    let metier = metiers.first().cloned().unwrap_or_else(|| o.titre.clone());
    let ou = ville(&o.lieu);
    let formations = autour_de(&metier, &ou, o.lieu.point, Mode::Formations);
    let titre_page = format!("{} à {ou} — {}", o.titre, o.employeur.nom);
    let canonique = format!("/offre/{}/{}", o.id, texte::slug(&o.titre));
    let description = o.description.chars().take(155).collect();
    let date = fiche::date_du_jeu(etat, "offres").await?;
    let identifiants = vec![
        ("SIRET", o.siret.as_ref().map(|s| s.to_string()).unwrap_or_default()),
        ("Métier (ROME)", o.romes.iter().map(|r| r.to_string()).collect::<Vec<_>>().join(", ")),
        ("Référence", o.reference.clone()),
    ];
    Ok(Offre {
        page: fiche::page(etat, titre_page, description, &canonique),
        retour: origine.retour.clone(),
        nature: if o.formation_incluse { Nature::OffreFormation } else { Nature::Offre },
        lieu: vec![o.lieu.adresse.clone()],
        distance: origine.distance(o.lieu.point),
        point: o.lieu.point.map(|p| (p.lat(), p.lon())),
        fraicheur: fraicheur(etat, &o),
        badges: badges(&o),
        essentiel: essentiel(&o),
        poste: paragraphes(&o.description),
        equipe: o.employeur.presentation.as_deref().map(paragraphes).unwrap_or_default(),
        salaire: String::new(),
        simulateur: None,
        competences: o.competences.clone(),
        conditions: o.conditions.clone(),
        action: action(etat, &o).await?,
        formations: fiche::voisins(etat, recherche, &formations)?,
        formations_toutes: formations.adresse(),
        provenance: fiche::provenance(etat, &source(&o), date, identifiants),
        signaler: format!("/signaler/offre/{}", o.id),
        employeur: o.employeur.nom,
        titre: o.titre,
    })
}

fn fraicheur(etat: &Etat, o: &Annonce) -> String {
    let maintenant = etat.horloge.maintenant();
    o.publication.map(|p| format!("Publiée {}", p.relatif(maintenant))).unwrap_or_default()
}

fn badges(o: &Annonce) -> Vec<Badge> {
    o.handicap.then_some(Badge::OuvertAuHandicap).into_iter().collect()
}

fn essentiel(o: &Annonce) -> Vec<(String, String)> {
    let debut = match (o.type_debut, o.debut) {
        (Some(TypeDebut::DesQuePossible), _) | (None, None) => "Dès que possible".to_owned(),
        (_, Some(date)) if o.debut_souple => format!("Vers le {}", date.long()),
        (_, Some(date)) => format!("Le {}", date.long()),
        (Some(_), None) => String::new(),
    };
    let contrats: Vec<&str> = o.contrats.iter().map(|c| c.code()).collect();
    connus(vec![
        ("Début", debut),
        ("Contrat", contrats.join(" ou ")),
        ("Durée", o.duree_mois.map(duree_en_mois).unwrap_or_default()),
        ("Rythme", o.rythme.clone().unwrap_or_default()),
        ("Diplôme préparé", o.niveau.map(|n| n.libelle().to_owned()).unwrap_or_default()),
        ("Télétravail", o.teletravail.map(|t| t.libelle().to_owned()).unwrap_or_default()),
        ("Postes", if o.postes > 1 { o.postes.to_string() } else { String::new() }),
        ("Secteur", o.employeur.secteur.clone().unwrap_or_default()),
        ("Taille", o.employeur.taille.map(|t| t.libelle()).unwrap_or_default()),
        ("Publiée par", si(o.deleguee, "Un CFA : il est votre contact et reçoit les candidatures")),
        (
            "Groupement",
            si(o.est_d_un_geiq(), "GEIQ : des employeurs réunis pour recruter et former"),
        ),
    ])
}

/// What is said when it is so.
fn si(vrai: bool, phrase: &str) -> String {
    if vrai { phrase.to_owned() } else { String::new() }
}

/// An application from here when its employer can be written to, else the publisher's page.
async fn action(etat: &Etat, o: &Annonce) -> Result<Option<Action>, Erreur> {
    let objet = Objet::Offre(o.id.clone());
    if let Some(action) = fiche::postuler(etat, &objet, "Postuler").await? {
        return Ok(Some(action));
    }
    Ok(o.candidature.url.as_ref().map(|url| Action {
        bouton: Lien::new("Postuler", url.clone()),
        suite: format!("Vous postulez sur le site qui publie l’annonce ({}).", source(o)),
        externe: true,
    }))
}

fn source(o: &Annonce) -> String {
    match o.origine.as_str() {
        "offres_emploi_lba" => "La bonne alternance".to_owned(),
        autre => autre.to_owned(),
    }
}
