//! The training centres near by: the employer chooses to whom the offer is proposed, and sees who read and
//! answered.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use noyau::dates::Instant;
use web::formulaire::Saisie;
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat};

use super::gerer::{adresse, offre_de};
use super::{fil_des_offres, page, vers};
use crate::delegation::{self, Proche, est_proposable};
use crate::depot::delegations::{self, Delegation};
use crate::depot::deposees::Deposee;
use crate::refus;
use crate::regles::delegation::Reponse;
use crate::regles::vie::RefusDeVie;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "centres.html")]
pub struct Centres {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<String>,
    /// Why nothing can be proposed now; empty when it can.
    pub empeche: String,
    /// What is wrong with the choice; empty when nothing is.
    pub erreur: String,
    /// What the centres will see of the employer.
    pub montre: Vec<(&'static str, String)>,
    /// The centres: SIRET, name, where and how far.
    pub centres: Vec<(String, String, String)>,
    /// Where the choice is sent.
    pub action: String,
    /// The centres that have the offer: name, sent, read, answered.
    pub proposees: Vec<[String; 4]>,
}

impl Centres {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Centres {
            page: Page::nouvelle("Proposer l’offre à des CFA"),
            fil: fil_des_offres(),
            fait: Some("L’offre est proposée.".to_owned()),
            empeche: String::new(),
            erreur: "Choisissez au moins un centre.".to_owned(),
            montre: vec![("Adresse électronique", "a@exemple.fr".to_owned())],
            centres: vec![
                ("1".to_owned(), "CFA des Marronniers".to_owned(), "Rennes, à 3 km".to_owned()),
                ("2".to_owned(), "CFA du Port".to_owned(), "Vannes, à 90 km".to_owned()),
            ],
            action: "/x".to_owned(),
            proposees: vec![
                ["CFA du Canal", "24 novembre", "Oui", "Pas encore"].map(str::to_owned),
            ],
        }
    }

    fn repondre(self) -> Result<Response, Erreur> {
        let statut = if self.erreur.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        Ok((statut, Html(self.render()?)).into_response())
    }
}

/// Shows them.
pub async fn show(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let deja = delegations::de_l_offre(etat.db.read(), &id).await?;
    let proches = proposables(&etat, &d, &deja).await?;
    let mut vue = vue(&etat, &d, (&proches, &deja)).await?;
    vue.fait = (saisie.texte("fait") == "proposee").then(|| {
        "L’offre est proposée aux centres choisis. Vous verrez ici qui l’a lue.".to_owned()
    });
    vue.repondre()
}

async fn proposables(etat: &Etat, d: &Deposee, deja: &[Delegation]) -> Result<Vec<Proche>, Erreur> {
    if est_proposable(d) { delegation::proches(etat, d, deja).await } else { Ok(Vec::new()) }
}

async fn vue(
    etat: &Etat,
    d: &Deposee,
    (proches, deja): (&[Proche], &[Delegation]),
) -> Result<Centres, Erreur> {
    let ici = format!("{}/centres", adresse(d));
    let mut fil = fil_des_offres();
    fil.push(Lien::new(d.offre.titre.clone(), adresse(d)));
    let contact = delegation::contact(etat.db.read(), d).await?;
    let montre = [
        ("Entreprise", d.offre.employeur.nom.clone()),
        ("Lieu de travail", d.offre.lieu.adresse.clone()),
        ("Contact", contact.qui),
        ("Adresse électronique", contact.courriel),
        ("Téléphone", contact.telephone),
    ];
    Ok(Centres {
        page: page(etat, "Proposer l’offre à des CFA proches", &ici),
        fil,
        fait: None,
        empeche: empeche(d).to_owned(),
        erreur: String::new(),
        montre: montre.into_iter().filter(|(_, valeur)| !valeur.is_empty()).collect(),
        centres: proches.iter().map(choix).collect(),
        action: ici,
        proposees: deja.iter().map(ligne).collect(),
    })
}

fn empeche(d: &Deposee) -> &'static str {
    match (est_proposable(d), d.role == web::Role::Employeur.code()) {
        (true, _) => "",
        (_, false) => "Seul un employeur propose son offre à des CFA.",
        _ => {
            "L’offre n’est pas en ligne : rien n’est envoyé à un CFA avant sa publication, ni après sa fin."
        }
    }
}

fn choix(p: &Proche) -> (String, String, String) {
    let c = &p.centre;
    let ou = format!("{}, à {:.0} km — {}", c.ville, c.km, c.intitule);
    (c.siret.to_string(), c.nom.clone(), ou)
}

fn ligne(d: &Delegation) -> [String; 4] {
    let jour = |ms: i64| Instant::from_ms(ms).date().long();
    let envoyee = match d.envoyee {
        0 => "non, ce centre ne reçoit pas ces courriels".to_owned(),
        _ => format!("le {}", jour(d.proposee_le)),
    };
    let lue = d.lue_le.map_or_else(|| "pas encore".to_owned(), |le| format!("le {}", jour(le)));
    let reponse = Reponse::lire(&d.reponse).map_or("pas encore", Reponse::libelle);
    [format!("{} ({}, {} km)", d.nom, d.ville, d.km), envoyee, lue, reponse.to_owned()]
}

/// Proposes it to those chosen.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    if !est_proposable(&d) {
        return Err(refus::de(RefusDeVie::Transition.into()));
    }
    let saisie = Saisie::lire(&corps);
    let voulus = saisie.liste("centre");
    let deja = delegations::de_l_offre(etat.db.read(), &id).await?;
    let proches = delegation::proches(&etat, &d, &deja).await?;
    let choisis: Vec<&Proche> =
        proches.iter().filter(|p| voulus.contains(&p.centre.siret.as_str())).collect();
    if choisis.is_empty() {
        let mut vue = vue(&etat, &d, (&proches, &deja)).await?;
        vue.erreur = "Choisissez au moins un centre.".to_owned();
        vue.page.titre = format!("Erreur — {}", vue.page.titre);
        return vue.repondre();
    }
    let mut tx = etat.db.write().await?;
    delegation::proposer(&etat, &mut tx, &d, (&choisis, &acteur.personne)).await?;
    tx.commit().await?;
    Ok(vers(&format!("{}/centres?fait=proposee", adresse(&d))))
}
