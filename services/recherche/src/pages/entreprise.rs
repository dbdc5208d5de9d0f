//! The sheet of a company likely to hire.

use axum::extract::{OriginalUri, Path, RawQuery, State};
use noyau::identifiants::Siret;
use noyau::texte;
use offres::porte::{self, Objet, Recruteur};
use web::page::Lien;
use web::{Erreur, Etat};

use super::fiche::{self, Origine, autour_de, connus};
use super::{Rendu, en_encart, rendre};
use crate::piece::Recherche;
use crate::regles::Mode;
use crate::sources::{Noms, ville};
use crate::vues::{Action, Entreprise};

/// Trades shown.
const METIERS: usize = 6;

/// Shows a company.
pub async fn show(
    State(etat): State<Etat>,
    Path(chemin): Path<Vec<(String, String)>>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let id = chemin.into_iter().find(|(nom, _)| nom == "id").map(|(_, v)| v).unwrap_or_default();
    let introuvable =
        || Erreur::introuvable("Cette entreprise n’est pas ou n’est plus dans la liste.");
    let siret: Siret = id.parse().map_err(|_| introuvable())?;
    let recruteur = porte::recruteur(etat.db.read(), &siret).await?.ok_or_else(introuvable)?;
    let recherche = Recherche::de(&etat)?;
    let sources = recherche.sources();
    let origine = Origine::lire(adresse.as_deref(), &recherche);
    let mut vue = vue(&etat, &recherche, sources.noms(), &origine, recruteur).await?;
    vue.page.encart = en_encart(&ici);
    rendre(&vue)
}

async fn vue(
    etat: &Etat,
    recherche: &Recherche,
    noms: &Noms,
    origine: &Origine,
    r: Recruteur,
) -> Result<Entreprise, Erreur> {
    let metiers = noms.metiers(&r.romes[..r.romes.len().min(METIERS)]);
    let metier = metiers.first().cloned().unwrap_or_default();
    let ou = ville(&r.lieu);
    let formations = autour_de(&metier, &ou, r.lieu.point, Mode::Formations);
    let secteur = r.employeur.secteur.clone().unwrap_or_default();
    let canonique = format!("/entreprise/{}/{}", r.siret, texte::slug(&r.employeur.nom));
    let titre = format!("{} à {ou}", r.employeur.nom);
    let description = format!("{secteur}. Proposez votre candidature en apprentissage.");
    let date = fiche::date_du_jeu(etat, "recruteurs").await?;
    let identifiants = vec![
        ("SIRET", r.siret.to_string()),
        ("Activité (NAF)", r.employeur.naf.as_ref().map(|n| n.to_string()).unwrap_or_default()),
    ];
    Ok(Entreprise {
        page: fiche::page(etat, titre, description, &canonique),
        retour: origine.retour.clone(),
        lieu: vec![r.lieu.adresse.clone()],
        distance: origine.distance(r.lieu.point),
        point: r.lieu.point.map(|p| (p.lat(), p.lon())),
        essentiel: connus(vec![
            ("Secteur", secteur.clone()),
            ("Taille", r.employeur.taille.map(|t| t.libelle()).unwrap_or_default()),
            (
                "Convention collective",
                r.employeur.idcc.as_ref().map(|i| format!("IDCC {i}")).unwrap_or_default(),
            ),
            ("Opérateur de compétences", r.employeur.opco.clone().unwrap_or_default()),
        ]),
        raisons: raisons(etat, noms, &r.siret, (&secteur, &metiers)).await?,
        metiers: fiche::liens_des_metiers(&metiers),
        conseils: Entreprise::conseils(),
        action: action(etat, &r).await?,
        contacts: site(&r),
        formations: fiche::voisins(etat, recherche, &formations)?,
        formations_toutes: formations.adresse(),
        provenance: fiche::provenance(
            etat,
            "Prévision d’embauche, La bonne alternance",
            date,
            identifiants,
        ),
        activite: secteur,
        nom: r.employeur.nom,
    })
}

/// Why it is here: the factors of its forecast when they are known, else no more than the list says.
async fn raisons(
    etat: &Etat,
    noms: &Noms,
    siret: &Siret,
    (secteur, metiers): (&str, &[String]),
) -> Result<Vec<String>, Erreur> {
    if let Some(prevision) = porte::prevision(etat.db.read(), siret).await? {
        return Ok(prevision.phrases(|rome| noms.metiers(&[*rome]).pop()));
    }
    let mut raisons = vec![
        "La prévision d’embauche la retient : elle pourrait recruter dans les six mois.".to_owned(),
    ];
    if !metiers.is_empty() {
        raisons.push(format!(
            "Les entreprises de ce secteur recrutent dans ces métiers : {}.",
            metiers.join(" ; ")
        ));
    }
    if !secteur.is_empty() {
        raisons.push("Elle n’a pas publié d’offre : moins de candidats lui écrivent.".to_owned());
    }
    Ok(raisons)
}

/// An application from here when the company can be written to, else the publisher's page.
async fn action(etat: &Etat, r: &Recruteur) -> Result<Option<Action>, Erreur> {
    let objet = Objet::Recruteur(r.siret);
    if let Some(action) = fiche::postuler(etat, &objet, "Candidature spontanée").await? {
        return Ok(Some(action));
    }
    Ok(r.candidature.url.as_ref().map(|url| Action {
        bouton: Lien::new("Candidature spontanée", url.clone()),
        suite: "Vous écrivez à l’entreprise depuis le site qui publie cette liste.".to_owned(),
        externe: true,
    }))
}

/// Its site, and where it decides of this sheet.
fn site(r: &Recruteur) -> Vec<Lien> {
    let site = r.employeur.site.as_ref();
    let site = site.map(|s| Lien::new("Site de l’entreprise", s.clone()));
    let sienne = format!("/mon-entreprise?siret={}", r.siret);
    let sienne = Lien::new("C’est votre entreprise ? Corriger ou retirer cette fiche", sienne);
    site.into_iter().chain([sienne]).collect()
}
