//! Organisations: the list, its file, the sheet of one.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use comptes::porte::administration::{
    self, Etat as EtatDeCompte, Filtre, GENRES, LigneHabilitation, LigneOrganisation, Objet,
    Organisation, PAR_PAGE,
};
use futures::{StreamExt, TryStreamExt};
use noyau::territoires::Departement;
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::{Acteur, Cellule, Colonne, Erreur, Etat, Genre};

use super::criteres::Criteres;
use super::personnes::exports;
use super::{Rendu, agir, badge, cadre, histoire, html, jour, quand};
use crate::vues::{Fiche, Ligne, Liste, Tableau};

/// Address of the list.
pub const CHEMIN: &str = "/administration/organisations";

const ETATS: [EtatDeCompte; 4] = [
    EtatDeCompte::EnAttente,
    EtatDeCompte::Active,
    EtatDeCompte::Refusee,
    EtatDeCompte::Desactivee,
];

/// Shows the list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(adresse.as_deref());
    let rang = i64::try_from(criteres.page).unwrap_or(0);
    let db = etat.db.read();
    let (lues, total) = administration::lister_organisations(db, &criteres.filtre(), rang).await?;
    let genres = GENRES.map(|(code, libelle)| (code.to_owned(), libelle.to_owned())).to_vec();
    let tris = vec![("recentes".to_owned(), "Création, les plus récentes".to_owned())];
    let selections = vec![
        criteres.etats(&ETATS),
        criteres.selection("genre", "Nature", "Toutes", genres),
        criteres.territoires(),
        criteres.opcos(administration::opcos(db).await?),
        criteres.selection("tri", "Trier par", "Nom", tris),
    ];
    let pages = total.max(0).unsigned_abs().div_ceil(PAR_PAGE.unsigned_abs());
    let cadre = cadre(&etat, &acteur, "Organisations", CHEMIN);
    html(&Liste {
        page: cadre.page.clone(),
        cadre,
        filtres: criteres.formulaire(CHEMIN, "Nom ou SIRET", selections, false),
        total: Compte(total.max(0).unsigned_abs()),
        quoi: ("organisation", "organisations"),
        colonnes: vec!["Nom", "Nature", "SIRET", "Département", "OPCO", "Membres"],
        lignes: lues.into_iter().map(ligne).collect(),
        actes: agir::actes(&acteur, Objet::Organisation, ""),
        exports: exports(&acteur, &criteres, CHEMIN),
        pagination: Pagination::nouvelle(criteres.page, pages, |p| criteres.adresse(CHEMIN, p)),
    })
}

fn ligne(o: LigneOrganisation) -> Ligne {
    Ligne {
        titre: Lien::new(o.nom, format!("{CHEMIN}/{}", o.id)),
        cellules: vec![
            nature(&o.genre),
            ou_rien(&o.siret),
            departement(&o.departement),
            ou_rien(&o.opco),
            o.membres.to_string(),
        ],
        etat: badge(&o.etat),
        id: o.id,
    }
}

fn nature(code: &str) -> String {
    let connue = GENRES.iter().find(|(c, _)| *c == code);
    connue.map_or_else(|| code.to_owned(), |(_, libelle)| (*libelle).to_owned())
}

fn departement(code: &str) -> String {
    Departement::par_code(code).map_or_else(|| ou_rien(code), |d| format!("{} ({})", d.nom, d.code))
}

fn ou_rien(texte: &str) -> String {
    if texte.is_empty() { "—".to_owned() } else { texte.to_owned() }
}

const COLONNES: &[Colonne] = &[
    Colonne { nom: "nom", genre: Genre::Texte, description: "Nom", exemple: "Boulangerie" },
    Colonne { nom: "nature", genre: Genre::Texte, description: "Nature", exemple: "Entreprise" },
    Colonne { nom: "siret", genre: Genre::Texte, description: "SIRET", exemple: "" },
    Colonne { nom: "departement", genre: Genre::Texte, description: "Département", exemple: "35" },
    Colonne { nom: "opco", genre: Genre::Texte, description: "OPCO", exemple: "AKTO" },
    Colonne { nom: "etat", genre: Genre::Texte, description: "État", exemple: "Active" },
    Colonne { nom: "membres", genre: Genre::Entier, description: "Membres", exemple: "2" },
    Colonne { nom: "creation", genre: Genre::Texte, description: "Création", exemple: "" },
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
    agir::tracer_l_export(&etat, &acteur, "organisations", &criteres).await?;
    let flux = administration::toutes_les_organisations(etat.db.read(), &criteres.filtre());
    let lignes = flux.map_err(anyhow::Error::from).map_ok(|o| {
        let etat = badge(&o.etat).libelle;
        let textes = [o.nom, nature(&o.genre), o.siret, o.departement, o.opco, etat];
        let mut cellules: Vec<Cellule> = textes.map(Cellule::from).to_vec();
        cellules.push(o.membres.into());
        cellules.push(jour(o.creee_le).into());
        cellules
    });
    web::export::repondre(format, "organisations", COLONNES, lignes.boxed()).await
}

/// The sheet of an organisation.
pub async fn fiche(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let db = etat.db.read();
    let organisation = administration::organisation(db, &id).await?;
    let filtre = Filtre { organisation: id.clone(), ..Filtre::default() };
    let (membres, _) = administration::lister_habilitations(db, &filtre, 0).await?;
    let cadre = cadre(&etat, &acteur, &organisation.nom, CHEMIN).sous("Organisations");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: badge(&organisation.etat),
        alerte: None,
        faits: faits(&organisation),
        tableaux: vec![
            tableau_des_membres(&membres),
            histoire(&etat, Objet::Organisation, &id).await?,
        ],
        actes: agir::actes(&acteur, Objet::Organisation, &id),
        formulaires: Vec::new(),
        liens: Vec::new(),
        pagination: Pagination::default(),
    })
}

fn faits(o: &Organisation) -> Vec<(String, String)> {
    let faits = [
        ("Nature", nature(&o.genre)),
        ("SIRET", ou_rien(&o.siret)),
        ("Adresse", ou_rien(&o.adresse)),
        ("Département", departement(&o.departement)),
        ("Code NAF", ou_rien(&o.naf)),
        ("OPCO", ou_rien(&o.opco)),
        ("Créée le", quand(Some(o.creee_le))),
        ("Vérifiée auprès d’une source le", quand(o.verifiee_le)),
    ];
    faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec()
}

fn tableau_des_membres(membres: &[LigneHabilitation]) -> Tableau {
    let ligne = |l: &LigneHabilitation| {
        let (role, _) = administration::dire(&l.habilitation);
        let gere = if l.habilitation.gestionnaire == 1 { "Oui" } else { "Non" };
        let adresse = format!("/administration/habilitations/{}", l.habilitation.id);
        let cellules =
            [role, gere.to_owned(), badge(&l.habilitation.etat).libelle, jour(l.habilitation.fin)];
        (Lien::new(format!("{} {}", l.prenom, l.nom), adresse), cellules.to_vec())
    };
    Tableau {
        legende: "Membres".to_owned(),
        colonnes: vec!["Nom", "Rôle", "Gestionnaire", "État", "Jusqu’au"],
        lignes: membres.iter().map(ligne).collect(),
        vide: "Personne n’agit pour cette organisation.",
    }
}
