//! The lists of the pages of deliveries, whole, as files.

use axum::extract::{Path, State};
use axum::response::Response;
use futures::{StreamExt, TryStreamExt, stream};
use noyau::dates::Instant;
use web::export::{Format, repondre};
use web::jeu::{Cellule, Colonne, Genre};
use web::{Erreur, Etat};

use super::livraisons::{LIVRAISONS, statut};
use crate::depot::livraisons::{self, Livraison};
use crate::piece::{Catalogue, nom_du_jeu};
use crate::porte::{Differences, differences};

const fn texte(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple }
}

const fn entier(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Entier, description, exemple }
}

static LISTE: [Colonne; 8] = [
    entier("numero", "Numéro de la livraison", "12"),
    Colonne { nom: "date", genre: Genre::Date, description: "Jour", exemple: "2026-11-24" },
    texte("livraison", "Jeu de données", "Livraison RCO"),
    texte("fichier", "Nom du fichier", "formations.ndjson"),
    texte("etat", "Ce qu’elle est devenue", "en service"),
    entier("lues", "Lignes lues", "60000"),
    entier("gardees", "Lignes gardées", "156042"),
    entier("rejets", "Valeurs rejetées", "3"),
];

static CHANGEMENTS: [Colonne; 6] = [
    texte("identifiant", "La formation", "24_1234|24_5678|106087"),
    texte("intitule", "Son intitulé, quand elle a changé", "CAP Boulanger"),
    texte("nature", "ajoutée, modifiée ou disparue", "modifiée"),
    texte("champ", "Le champ qui a changé", "capacité"),
    texte("avant", "Sa valeur dans la livraison précédente", "12"),
    texte("apres", "Sa valeur dans cette livraison", "15"),
];

static REJETS: [Colonne; 5] = [
    entier("ligne", "Ligne du fichier, à partir de 1", "42"),
    texte("colonne", "Champ refusé", "cfd"),
    texte("valeur", "Valeur trouvée", "5002213"),
    texte("regle", "Code stable de la règle", "cfd.forme"),
    texte("explication", "La règle en français", "un CFD a huit caractères"),
];

fn format_de(nom: &str) -> Result<Format, Erreur> {
    let introuvable = || Erreur::introuvable("Les formats sont csv, xlsx et ndjson.");
    Format::lire(nom).ok_or_else(introuvable)
}

async fn trouver(etat: &Etat, id: &str) -> Result<Livraison, Erreur> {
    let introuvable = || Erreur::introuvable("Aucune livraison ne porte ce numéro.");
    let numero: i64 = id.parse().map_err(|_| introuvable())?;
    livraisons::une(etat.db.read(), numero).await?.ok_or_else(introuvable)
}

/// The deliveries.
pub async fn liste(
    State(etat): State<Etat>,
    Path(format): Path<String>,
) -> Result<Response, Erreur> {
    let format = format_de(&format)?;
    let toutes = livraisons::dernieres(etat.db.read(), LIVRAISONS).await?;
    let ligne = |l: Livraison| -> anyhow::Result<Vec<Cellule>> {
        let etat = statut(&l);
        Ok(vec![
            l.id.into(),
            Instant::from_ms(l.debut).date().to_string().into(),
            nom_du_jeu(&l.jeu).into(),
            l.fichier.into(),
            etat.into(),
            l.lus.into(),
            l.stockes.into(),
            l.rejetes.into(),
        ])
    };
    let lignes = stream::iter(toutes).map(ligne).boxed();
    repondre(format, "catalogue-livraisons", &LISTE, lignes).await
}

/// What a delivery changed; no row when the one before is gone.
pub async fn changements(
    State(etat): State<Etat>,
    Path((id, format)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let format = format_de(&format)?;
    let livraison = trouver(&etat, &id).await?;
    let lu = Catalogue::de(&etat).await?;
    let trouves = differences(etat.db.read(), &lu.reperes, livraison.id).await?;
    // Nothing to compare with: nothing changed that anybody could tell.
    let lignes = stream::iter(trouves.into_iter().flat_map(lignes)).map(Ok).boxed();
    let nom = format!("catalogue-livraison-{}-changements", livraison.id);
    repondre(format, &nom, &CHANGEMENTS, lignes).await
}

fn lignes(d: Differences) -> impl Iterator<Item = Vec<Cellule>> {
    let entiere = |nature: &'static str| {
        move |id: String| {
            let vides = std::iter::repeat_n(Cellule::Vide, 3);
            [id.into(), Cellule::Vide, nature.into()].into_iter().chain(vides).collect()
        }
    };
    let champs = d.changees.into_iter().flat_map(|c| {
        c.champs.into_iter().map(move |champ| {
            vec![
                c.id.clone().into(),
                c.titre.clone().into(),
                "modifiée".into(),
                champ.champ.into(),
                champ.avant.into(),
                champ.apres.into(),
            ]
        })
    });
    let ajoutees = d.ajoutees.into_iter().map(entiere("ajoutée"));
    ajoutees.chain(champs).chain(d.disparues.into_iter().map(entiere("disparue")))
}

/// What was refused of a delivery.
pub async fn rejets(
    State(etat): State<Etat>,
    Path((id, format)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let format = format_de(&format)?;
    let livraison = trouver(&etat, &id).await?;
    let lus = livraisons::rejets_de(etat.db.read(), livraison.id);
    let lignes = lus.map_err(Into::into).map_ok(|r| {
        vec![r.ligne.into(), r.colonne.into(), r.valeur.into(), r.regle.into(), r.message.into()]
    });
    let nom = format!("catalogue-livraison-{}-rejets", livraison.id);
    repondre(format, &nom, &REJETS, lignes.boxed()).await
}
