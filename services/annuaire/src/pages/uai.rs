//! The decision of an authority on the UAI of an organisation.

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use futures::future::BoxFuture;
use noyau::identifiants::{Siret, Uai};
use web::formulaire::{Champ, Choix as Reponse, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::route::Chemin;
use web::{Acteur, Cible, Erreur, Etat};

use super::organisme::{candidat, decisions, genre};
use super::{adresse_de, fil, identifiants, page, parametre, rendre, ville};
use crate::porte::{self, Organisme, RefusDecision, Registre, Registres, Validation};
use crate::regles::decision::Choix;
use crate::regles::mandat;
use crate::vues::{Decider, Propose};

/// The list one comes from.
const LISTE: &str = "/organismes/uai-a-valider";

/// What the page says to those who come back from it.
const FAIT: &str = "fait";

/// What the address of an organisation is about: where the right is judged.
pub fn cible<'a>(
    etat: &'a Etat,
    chemin: &'a Chemin,
) -> BoxFuture<'a, Result<Option<Cible>, Erreur>> {
    Box::pin(async move {
        let Ok(siret) = chemin.get("siret").parse::<Siret>() else { return Ok(None) };
        Ok(Registres::de(etat).await?.get(&siret).map(mandat::cible))
    })
}

/// Shows what is known and asks for a decision.
pub async fn show(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let adresse = adresse.unwrap_or_default();
    let registre = Registres::de(&etat).await?;
    let o = trouver(&registre, &siret)?;
    let suite = suite(&parametre(&adresse, "suite"));
    let mut vue = vue(&etat, &registre, o, formulaire(o, &suite), &suite);
    if !parametre(&adresse, FAIT).is_empty() {
        vue.fait = o.decisions.last().map(|d| {
            let uai = d.apres.or(d.avant).map(|u| u.to_string()).unwrap_or_default();
            format!("{} de l’UAI {uai} par : {}. La fiche publique le montre.", genre(d), d.auteur)
        });
    }
    Ok(rendre(&vue)?.into_response())
}

/// Keeps the decision, or says what is wrong with it.
pub async fn submit(
    State(etat): State<Etat>,
    Path(siret): Path<String>,
    acteur: Acteur,
    Extension(cible): Extension<Cible>,
    corps: String,
) -> Result<Response, Erreur> {
    let registre = Registres::de(&etat).await?;
    let o = trouver(&registre, &siret)?;
    let mut saisie = Saisie::lire(&corps);
    let suite = suite(saisie.texte("suite"));
    let uai = lire(&mut saisie, o);
    let motif = saisie.borne("motif", 10, 500);
    let autres: Vec<&Organisme> = match uai {
        Some(Some(uai)) => autres(&registre, o, &uai).collect(),
        _ => Vec::new(),
    };
    if !autres.is_empty() && !saisie.coche("partage") {
        saisie.refuser("partage", "Confirmez, ou choisissez un autre UAI.");
    }
    let (Some(uai), true) = (uai, saisie.bonne()) else {
        let mut formulaire = formulaire(o, &suite);
        if !autres.is_empty() {
            formulaire.champs.push(partage());
        }
        let mut vue = vue(&etat, &registre, o, formulaire.avec(&saisie), &suite);
        vue.deja = autres.iter().map(|a| lien(a)).collect();
        vue.page.titre = format!("Erreur — {}", vue.page.titre);
        return Ok((StatusCode::BAD_REQUEST, rendre(&vue)?).into_response());
    };
    let auteur = mandat::autorite(&acteur, &cible);
    let validation = Validation { siret: o.siret, uai, auteur, motif };
    porte::valider_uai(&etat.db, &validation, etat.horloge.maintenant()).await.map_err(refus)?;
    let parametres = url::form_urlencoded::Serializer::new(String::new())
        .append_pair(FAIT, "oui")
        .append_pair("suite", &suite)
        .finish();
    Ok(Redirect::to(&format!("{}/uai?{parametres}", adresse_de(&o.siret))).into_response())
}

fn refus(refus: RefusDecision) -> Erreur {
    match refus {
        RefusDecision::SiretInconnu => Erreur::introuvable(refus.to_string()),
        RefusDecision::SansMotif => Erreur::parametre("motif", &refus.to_string()),
        RefusDecision::Base(cause) => cause.into(),
    }
}

fn trouver<'r>(registre: &'r Registre, siret: &str) -> Result<&'r Organisme, Erreur> {
    let siret: Option<Siret> = siret.parse().ok();
    let trouve = siret.and_then(|s| registre.get(&s));
    trouve.ok_or_else(|| {
        Erreur::introuvable("L’annuaire ne connaît aucun organisme qui ait ce SIRET.")
    })
}

/// The list one came from, with its filters; nowhere else.
fn suite(voulue: &str) -> String {
    let sienne = voulue == LISTE || voulue.starts_with(&format!("{LISTE}?"));
    if sienne { voulue.to_owned() } else { LISTE.to_owned() }
}

/// The UAI chosen, none to remove the one in force; what is wrong is noted.
fn lire(saisie: &mut Saisie, o: &Organisme) -> Option<Option<Uai>> {
    let choix = match saisie.texte("choix") {
        "" => {
            saisie.refuser("choix", "Choisissez une réponse.");
            return None;
        }
        "aucun" => Choix::Retirer,
        "autre" => Choix::Retenir(saisie.valeur("autre")?),
        _ => Choix::Retenir(saisie.valeur("choix")?),
    };
    let champ = if saisie.texte("choix") == "autre" { "autre" } else { "choix" };
    let applique = choix.appliquer(o.uai_validee());
    applique.map_err(|refus| saisie.refuser(champ, refus.to_string())).ok()
}

/// The other organisations for which this UAI is validated.
fn autres<'r>(
    registre: &'r Registre,
    o: &Organisme,
    uai: &Uai,
) -> impl Iterator<Item = &'r Organisme> {
    let siret = o.siret;
    registre.tenants(uai).filter(move |a| a.siret != siret)
}

fn lien(o: &Organisme) -> Lien {
    Lien::new(format!("{} ({})", o.nom(), identifiants(o)), adresse_de(&o.siret))
}

fn formulaire(o: &Organisme, suite: &str) -> Formulaire {
    let mut choix: Vec<Reponse> = o
        .uais
        .iter()
        .map(|u| {
            Reponse::new(
                u.uai.to_string(),
                format!("{} ({})", u.uai, u.statut.libelle().to_lowercase()),
            )
        })
        .collect();
    choix.push(Reponse::new("autre", "Un autre UAI"));
    if let Some(uai) = o.uai_validee() {
        choix.push(Reponse::new("aucun", format!("Aucun : retirer l’UAI {uai}")));
    }
    let champs = vec![
        Champ::new("choix", "L’UAI de cet organisme", Genre::Radios(choix)),
        Champ::ligne("autre", "Autre UAI")
            .aide("Si vous avez choisi « Un autre UAI » : 7 chiffres et une lettre, par exemple 0753465J.")
            .facultatif(),
        Champ::new("motif", "Motif", Genre::Zone)
            .aide("Comment vous le savez. Ce motif est public : n’y nommez personne."),
        Champ::cache("suite", suite),
    ];
    Formulaire::new(format!("{}/uai", adresse_de(&o.siret)), "Enregistrer la décision", champs)
}

/// The box to tick when another organisation has this UAI already.
fn partage() -> Champ {
    Champ::new("partage", "Donner cet UAI à plusieurs organismes", Genre::Case)
        .aide("Un UAI désigne en principe un seul établissement.")
}

fn vue(
    etat: &Etat,
    registre: &Registre,
    o: &Organisme,
    formulaire: Formulaire,
    suite: &str,
) -> Decider {
    let nom = o.nom();
    let mut page = page(etat, &format!("Décider de l’UAI — {nom}"), &adresse_de(&o.siret));
    page.indexable = false;
    let mut fil = fil();
    fil.push(Lien::new(&nom, adresse_de(&o.siret)));
    let propose = |u| {
        let candidat = candidat(o, u);
        let deja = autres(registre, o, &u.uai).map(lien).collect();
        Propose { candidat, deja }
    };
    Decider {
        page,
        fil,
        identite: [identifiants(o), ville(o), o.nature().libelle().to_owned()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect(),
        nom,
        fiche: adresse_de(&o.siret),
        liste: suite.to_owned(),
        ferme: !o.ouvert(),
        proposes: o.uais.iter().map(propose).collect(),
        decisions: decisions(o),
        formulaire,
        deja: Vec::new(),
        fait: None,
    }
}
