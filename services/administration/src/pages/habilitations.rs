//! Habilitations: the list, its file, the sheet of one.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use comptes::porte::administration::{
    self, Etat as EtatDeCompte, LigneHabilitation, Objet, PAR_PAGE,
};
use futures::{StreamExt, TryStreamExt};
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::{Acteur, Cellule, Colonne, Erreur, Etat, Genre};

use super::criteres::Criteres;
use super::personnes::exports;
use super::{Rendu, agir, auteur, badge, cadre, histoire, html, jour, quand};
use crate::vues::{Fiche, Ligne, Liste};

/// Address of the list.
pub const CHEMIN: &str = "/administration/habilitations";

/// Shows the list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let criteres = Criteres::lire(adresse.as_deref());
    let rang = i64::try_from(criteres.page).unwrap_or(0);
    let db = etat.db.read();
    let (lues, total) = administration::lister_habilitations(db, &criteres.filtre(), rang).await?;
    let tris = [("fin", "Fin, les plus proches"), ("recentes", "Demande, les plus récentes")];
    let tris = tris.map(|(code, libelle)| (code.to_owned(), libelle.to_owned())).to_vec();
    let selections = vec![
        criteres.etats(&EtatDeCompte::TOUS),
        criteres.roles(),
        criteres.territoires(),
        criteres.opcos(administration::opcos(db).await?),
        criteres.selection("tri", "Trier par", "Nom", tris),
    ];
    let pages = total.max(0).unsigned_abs().div_ceil(PAR_PAGE.unsigned_abs());
    let cadre = cadre(&etat, &acteur, "Habilitations", CHEMIN);
    html(&Liste {
        page: cadre.page.clone(),
        cadre,
        filtres: criteres.formulaire(CHEMIN, "Personne ou organisation", selections, true),
        total: Compte(total.max(0).unsigned_abs()),
        quoi: ("habilitation", "habilitations"),
        colonnes: vec!["Personne", "Rôle", "Pour", "Accordée par", "Jusqu’au"],
        lignes: lues.into_iter().map(ligne).collect(),
        actes: agir::actes(&acteur, Objet::Habilitation, ""),
        exports: exports(&acteur, &criteres, CHEMIN),
        pagination: Pagination::nouvelle(criteres.page, pages, |p| criteres.adresse(CHEMIN, p)),
    })
}

fn ligne(l: LigneHabilitation) -> Ligne {
    let (role, pour) = role_et_pour(&l);
    let h = l.habilitation;
    Ligne {
        titre: Lien::new(format!("{} {}", l.prenom, l.nom), format!("{CHEMIN}/{}", h.id)),
        cellules: vec![role, pour, auteur(&l.par), jour(h.fin)],
        etat: badge(&h.etat),
        id: h.id,
    }
}

/// The role, and for which organisation or territory.
pub(crate) fn role_et_pour(l: &LigneHabilitation) -> (String, String) {
    let (role, ressort) = administration::dire(&l.habilitation);
    (role, if l.organisme.is_empty() { ressort } else { l.organisme.clone() })
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
    Colonne { nom: "role", genre: Genre::Texte, description: "Rôle", exemple: "CFA" },
    Colonne {
        nom: "pour",
        genre: Genre::Texte,
        description: "Organisation ou territoire",
        exemple: "Bretagne",
    },
    Colonne {
        nom: "gestionnaire",
        genre: Genre::Booleen,
        description: "Gère les membres de l’organisation",
        exemple: "oui",
    },
    Colonne { nom: "etat", genre: Genre::Texte, description: "État", exemple: "Active" },
    Colonne { nom: "motif", genre: Genre::Texte, description: "Motif de la demande", exemple: "" },
    Colonne { nom: "accordee_par", genre: Genre::Texte, description: "Accordée par", exemple: "" },
    Colonne { nom: "debut", genre: Genre::Texte, description: "Début", exemple: "" },
    Colonne { nom: "fin", genre: Genre::Texte, description: "Fin", exemple: "" },
    Colonne {
        nom: "revue",
        genre: Genre::Texte,
        description: "Dernière confirmation",
        exemple: "",
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
    agir::tracer_l_export(&etat, &acteur, "habilitations", &criteres).await?;
    let flux = administration::toutes_les_habilitations(etat.db.read(), &criteres.filtre());
    let lignes = flux.map_err(anyhow::Error::from).map_ok(cellules);
    web::export::repondre(format, "habilitations", COLONNES, lignes.boxed()).await
}

fn cellules(l: LigneHabilitation) -> Vec<Cellule> {
    let (role, pour) = role_et_pour(&l);
    let h = l.habilitation;
    let mut cellules: Vec<Cellule> =
        [l.prenom, l.nom, l.courriel, role, pour].map(Cellule::from).to_vec();
    cellules.push((h.gestionnaire == 1).into());
    let textes = [badge(&h.etat).libelle, h.motif, auteur(&l.par)];
    let dates = [jour(h.debut), jour(h.fin), jour(h.revue_le)];
    cellules.extend(textes.into_iter().chain(dates).map(Cellule::from));
    cellules
}

/// The sheet of a habilitation.
pub async fn fiche(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let l = administration::habilitation(etat.db.read(), &id).await?;
    let (role, pour) = role_et_pour(&l);
    let h = &l.habilitation;
    let mut liens = vec![Lien::new(
        format!("Compte de {} {}", l.prenom, l.nom),
        format!("/administration/personnes/{}", h.personne),
    )];
    if let Some(organisation) = &h.organisation {
        let adresse = format!("/administration/organisations/{organisation}");
        liens.push(Lien::new(l.organisme.clone(), adresse));
    }
    let cadre = cadre(&etat, &acteur, format!("{role} — {} {}", l.prenom, l.nom), CHEMIN)
        .sous("Habilitations");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: badge(&h.etat),
        alerte: None,
        faits: faits(&l, pour),
        tableaux: vec![histoire(&etat, Objet::Habilitation, &id).await?],
        actes: agir::actes(&acteur, Objet::Habilitation, &id),
        formulaires: Vec::new(),
        liens,
        pagination: Pagination::default(),
    })
}

fn faits(l: &LigneHabilitation, pour: String) -> Vec<(String, String)> {
    let h = &l.habilitation;
    let gere = if h.gestionnaire == 1 { "Oui" } else { "Non" };
    let faits = [
        ("Pour", pour),
        ("Gère les membres", gere.to_owned()),
        ("Motif de la demande", h.motif.clone()),
        ("Demandée le", quand(Some(h.creee_le))),
        ("Accordée par", auteur(&l.par)),
        ("Début", jour(h.debut)),
        ("Fin", jour(h.fin)),
        ("Dernière confirmation", jour(h.revue_le)),
    ];
    faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec()
}
