//! Accounts whose organisation is not the one that their identity provider declares.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use futures::future::BoxFuture;
use noyau::dates::Instant;
use web::acces::Regle;
use web::formulaire::Saisie;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;
use web::{Acteur, Action, Erreur, Etat, Role};

use super::{html, page};
use crate::depot::oidc::{self, Ecart};

const CHEMIN: &str = "/comptes/ecarts";

/// Accounts on a page.
const PAR_PAGE: i64 = 50;

/// Reading the list: administrators, who grant habilitations.
pub static LIRE_LES_ECARTS: Action = Action {
    code: "comptes.ecarts.lire",
    libelle: "Voir les comptes dont l’organisation diffère de celle de ProConnect",
    ecrit: false,
    nominative: true,
    regles: &[Regle::partout(Role::Administrateur)],
};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "ecarts.html")]
pub struct Ecarts {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// How many there are.
    pub total: Compte,
    /// Name, mailbox, declared SIRET, organisation of the habilitation, date.
    pub lignes: Vec<[String; 5]>,
    /// The other pages.
    pub pagination: Pagination,
}

impl Ecarts {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let ligne = [
            "Camille Le Goff",
            "camille@exemple.fr",
            "900 000 001 00009",
            "CFA",
            "24 novembre 2026",
        ];
        Ecarts {
            page: Page::nouvelle("Écarts d’organisation"),
            fil: super::fil(),
            total: Compte(1),
            lignes: vec![ligne.map(str::to_owned)],
            pagination: Pagination::nouvelle(0, 2, |p| format!("{CHEMIN}?page={p}")),
        }
    }
}

/// How many there are, for the space of administrators.
pub fn a_faire<'a>(etat: &'a Etat, _: &'a Acteur) -> BoxFuture<'a, Result<i64, Erreur>> {
    let maintenant = etat.horloge.maintenant().ms();
    Box::pin(async move { Ok(oidc::compter_les_ecarts(etat.db.read(), maintenant).await?) })
}

/// The list, last seen first.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let dit = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let rang = dit.texte("page").parse::<i64>().unwrap_or(0).clamp(0, 100_000);
    let maintenant = etat.horloge.maintenant().ms();
    let db = etat.db.read();
    let total = u64::try_from(oidc::compter_les_ecarts(db, maintenant).await?).unwrap_or(0);
    let lus = oidc::ecarts(db, maintenant, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let pages = total.div_ceil(PAR_PAGE.unsigned_abs());
    html(&Ecarts {
        page: page(&etat, "Écarts d’organisation", CHEMIN),
        fil: vec![Lien::new("Accueil", "/"), Lien::new("Mon espace", "/espace")],
        total: Compte(total),
        lignes: lus.into_iter().map(ligne).collect(),
        pagination: Pagination::nouvelle(rang.unsigned_abs(), pages, |p| {
            format!("{CHEMIN}?page={p}")
        }),
    })
}

fn ligne(e: Ecart) -> [String; 5] {
    let vu = Instant::from_ms(e.vue_le).date().long();
    [format!("{} {}", e.prenom, e.nom), e.courriel, e.siret, e.organisation, vu]
}
