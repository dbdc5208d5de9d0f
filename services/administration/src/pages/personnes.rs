//! Accounts: the list, its file, the sheet of one.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use comptes::porte::administration::{
    self, Etat as EtatDeCompte, Filtre, LigneHabilitation, LignePersonne, Objet, PAR_PAGE, Personne,
};
use comptes::porte::observation;
use futures::{StreamExt, TryStreamExt};
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::{Acteur, Cellule, Colonne, Erreur, Etat, Genre, Role};

use super::criteres::Criteres;
use super::{Rendu, agir, badge, cadre, histoire, html, jour, quand};
use crate::actions::{COMPTES_EXPORTER, OBSERVER};
use crate::vues::{Badge, Fiche, Ligne, Liste, Tableau};

/// Address of the list.
pub const CHEMIN: &str = "/administration/personnes";

const ETATS: [EtatDeCompte; 3] =
    [EtatDeCompte::EnAttente, EtatDeCompte::Active, EtatDeCompte::Desactivee];

/// Shows the list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(adresse.as_deref());
    let rang = i64::try_from(criteres.page).unwrap_or(0);
    let db = etat.db.read();
    let (lues, total) = administration::lister_personnes(db, &criteres.filtre(), rang).await?;
    let selections = vec![
        criteres.etats(&ETATS),
        criteres.roles(),
        criteres.territoires(),
        criteres.opcos(administration::opcos(db).await?),
        criteres.selection("tri", "Trier par", "Nom", tris()),
    ];
    let pages = total.max(0).unsigned_abs().div_ceil(PAR_PAGE.unsigned_abs());
    let cadre = cadre(&etat, &acteur, "Personnes", CHEMIN);
    html(&Liste {
        page: cadre.page.clone(),
        cadre,
        filtres: criteres.formulaire(CHEMIN, "Nom ou adresse électronique", selections, false),
        total: Compte(total.max(0).unsigned_abs()),
        quoi: ("personne", "personnes"),
        colonnes: vec!["Nom", "Adresse électronique", "Rôles", "Dernière activité"],
        lignes: lues.into_iter().map(ligne).collect(),
        actes: agir::actes(&acteur, Objet::Personne, ""),
        exports: exports(&acteur, &criteres, CHEMIN),
        pagination: Pagination::nouvelle(criteres.page, pages, |p| criteres.adresse(CHEMIN, p)),
    })
}

fn tris() -> Vec<(String, String)> {
    let tris = [("recentes", "Création, les plus récentes"), ("vues", "Dernière activité")];
    tris.map(|(code, libelle)| (code.to_owned(), libelle.to_owned())).to_vec()
}

/// The buttons that take the list away, for whoever may.
pub(crate) fn exports(acteur: &Acteur, criteres: &Criteres, chemin: &str) -> Vec<Lien> {
    if acteur.peut_quelque_part(&COMPTES_EXPORTER).is_err() {
        return Vec::new();
    }
    let lien = |libelle: &str, format: &str| {
        Lien::new(libelle, criteres.adresse(&format!("{chemin}/export/{format}"), 0))
    };
    vec![lien("Exporter en CSV", "csv"), lien("Exporter vers un tableur", "xlsx")]
}

fn ligne(p: LignePersonne) -> Ligne {
    Ligne {
        titre: Lien::new(format!("{} {}", p.prenom, p.nom), format!("{CHEMIN}/{}", p.id)),
        cellules: vec![p.courriel, roles(&p.roles), jour(p.vue_le)],
        etat: badge(&p.etat),
        id: p.id,
    }
}

/// The roles of a person, each once, as people read them.
fn roles(codes: &str) -> String {
    let roles = Role::TOUS.iter().filter(|r| codes.split(',').any(|c| c == r.code()));
    let libelles: Vec<&str> = roles.map(|r| r.libelle()).collect();
    if libelles.is_empty() { "Aucun".to_owned() } else { libelles.join(", ") }
}

const COLONNES: &[Colonne] = &[
    Colonne { nom: "prenom", genre: Genre::Texte, description: "Prénom", exemple: "Camille" },
    Colonne { nom: "nom", genre: Genre::Texte, description: "Nom", exemple: "Le Goff" },
    Colonne {
        nom: "courriel",
        genre: Genre::Texte,
        description: "Adresse électronique",
        exemple: "camille@exemple.fr",
    },
    Colonne { nom: "etat", genre: Genre::Texte, description: "État", exemple: "Active" },
    Colonne { nom: "roles", genre: Genre::Texte, description: "Rôles", exemple: "CFA" },
    Colonne { nom: "creation", genre: Genre::Texte, description: "Création", exemple: "" },
    Colonne {
        nom: "activite", genre: Genre::Texte, description: "Dernière activité", exemple: ""
    },
];

/// The list as a file; its taking is in the journal.
pub async fn export(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(format): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let format = super::format(&format)?;
    let criteres = Criteres::lire(adresse.as_deref());
    agir::tracer_l_export(&etat, &acteur, "personnes", &criteres).await?;
    let flux = administration::toutes_les_personnes(etat.db.read(), &criteres.filtre());
    let lignes = flux.map_err(anyhow::Error::from).map_ok(|p| {
        let roles = roles(&p.roles);
        let etat = badge(&p.etat).libelle;
        let dates = [jour(p.creee_le), jour(p.vue_le)].map(Cellule::from);
        let textes = [p.prenom, p.nom, p.courriel, etat, roles].map(Cellule::from);
        textes.into_iter().chain(dates).collect()
    });
    web::export::repondre(format, "personnes", COLONNES, lignes.boxed()).await
}

/// The sheet of an account.
pub async fn fiche(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let db = etat.db.read();
    let personne = administration::personne(db, &id).await?;
    let filtre = Filtre { personne: id.clone(), ..Filtre::default() };
    let (tenues, _) = administration::lister_habilitations(db, &filtre, 0).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let (_, verdict) = observation::observable_par(db, &acteur, &id, maintenant).await?;
    let observe = verdict.is_ok() && acteur.peut_quelque_part(&OBSERVER).is_ok();
    let adresse = format!("/administration/observer/{id}");
    let observer = Lien::new("Observer le service à sa place", adresse);
    let cadre = cadre(&etat, &acteur, personne.nom_complet(), CHEMIN).sous("Personnes");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: badge(&personne.etat),
        alerte: None,
        faits: faits(&personne),
        tableaux: vec![
            tableau_des_habilitations(&tenues),
            histoire(&etat, Objet::Personne, &id).await?,
        ],
        actes: agir::actes(&acteur, Objet::Personne, &id),
        formulaires: Vec::new(),
        liens: if observe { vec![observer] } else { Vec::new() },
        pagination: Pagination::default(),
    })
}

fn faits(p: &Personne) -> Vec<(String, String)> {
    let telephone = if p.telephone.is_empty() { "—" } else { &p.telephone };
    let second = if p.a_un_second_facteur() { "En place" } else { "Aucun" };
    let faits = [
        ("Adresse électronique", p.courriel.clone()),
        ("Téléphone", telephone.to_owned()),
        ("Compte créé le", quand(Some(p.creee_le))),
        ("Dernière activité", quand(Some(p.vue_le))),
        ("Second facteur", second.to_owned()),
    ];
    faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec()
}

/// The habilitations of a person.
fn tableau_des_habilitations(tenues: &[LigneHabilitation]) -> Tableau {
    let ligne = |l: &LigneHabilitation| {
        let (role, ressort) = administration::dire(&l.habilitation);
        let pour = if l.organisme.is_empty() { ressort } else { l.organisme.clone() };
        let Badge { libelle, .. } = badge(&l.habilitation.etat);
        let adresse = format!("/administration/habilitations/{}", l.habilitation.id);
        (Lien::new(role, adresse), vec![pour, libelle, jour(l.habilitation.fin)])
    };
    Tableau {
        legende: "Habilitations".to_owned(),
        colonnes: vec!["Rôle", "Pour", "État", "Jusqu’au"],
        lignes: tenues.iter().map(ligne).collect(),
        vide: "Cette personne n’a aucune habilitation.",
    }
}
