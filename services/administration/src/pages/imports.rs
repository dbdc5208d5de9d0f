//! Imports: every attempt, what it left out, and why.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use base::versions::{self, Filtre, SILENCE_MAX_MS, Version};
use futures::{StreamExt, TryStreamExt};
use noyau::dates::Instant;
use noyau::texte::nombre;
use url::form_urlencoded;
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Cellule, Colonne, Erreur, Etat, Genre};

use super::{Rendu, cadre, format, html, quand};
use crate::vues::{Badge, Choix, Fiche, Filtres, Ligne, Liste, Selection, Tableau};

/// Address of the list.
pub const CHEMIN: &str = "/administration/imports";

const PAR_PAGE: i64 = 50;

/// Statuses of a version: code, what people read, colour.
const STATUTS: [(&str, &str, &str); 5] = [
    ("en_cours", "En cours", "fr-badge--info"),
    ("courante", "En service", "fr-badge--success"),
    ("remplacee", "Remplacée", ""),
    ("refusee", "Refusée", "fr-badge--error"),
    ("interrompue", "Interrompue", "fr-badge--warning"),
];

fn badge(statut: &str) -> Badge {
    let connu = STATUTS.iter().find(|(code, _, _)| *code == statut);
    connu
        .map_or_else(|| Badge::new(statut, ""), |(_, libelle, classe)| Badge::new(*libelle, classe))
}

/// Every attempt.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(adresse): RawQuery) -> Rendu {
    let lus = Parametres::lire(adresse.as_deref());
    let db = etat.db.read();
    let sources = versions::sources(db).await?;
    let choisi = |nom, permis: &dyn Fn(&str) -> bool| {
        lus.texte(nom).filter(|v| permis(v)).unwrap_or_default().to_owned()
    };
    let filtre = Filtre {
        source: choisi("source", &|v| sources.iter().any(|s| s == v)),
        statut: choisi("statut", &|v| STATUTS.iter().any(|(code, _, _)| *code == v)),
    };
    let rang = lus.texte("page").and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    let total = versions::compter(db, &filtre).await?.max(0).unsigned_abs();
    let page = (i64::from(rang) * PAR_PAGE, PAR_PAGE);
    let lues = versions::chercher(db, &filtre, page).await?;
    let pages = total.div_ceil(PAR_PAGE.unsigned_abs());
    let cadre = cadre(&etat, &acteur, "Imports", CHEMIN);
    html(&Liste {
        page: cadre.page.clone(),
        cadre,
        filtres: filtres(&filtre, sources),
        total: Compte(total),
        quoi: ("livraison", "livraisons"),
        colonnes: vec!["Livraison", "Jeu de données", "Fichier", "Lues", "Gardées", "Rejets"],
        lignes: lues.iter().map(ligne).collect(),
        actes: None,
        exports: Vec::new(),
        pagination: Pagination::nouvelle(u64::from(rang), pages, |p| adresse_de(&filtre, p)),
    })
}

fn adresse_de(filtre: &Filtre, page: u64) -> String {
    let mut requete = form_urlencoded::Serializer::new(String::new());
    for (nom, valeur) in [("source", &filtre.source), ("statut", &filtre.statut)] {
        if !valeur.is_empty() {
            requete.append_pair(nom, valeur);
        }
    }
    requete.append_pair("page", &page.to_string());
    format!("{CHEMIN}?{}", requete.finish())
}

fn filtres(filtre: &Filtre, sources: Vec<String>) -> Filtres {
    let choix = |valeur: &str, libelle: &str, pris: &str| Choix {
        valeur: valeur.to_owned(),
        libelle: libelle.to_owned(),
        choisi: valeur == pris,
    };
    let mut source = vec![choix("", "Toutes", &filtre.source)];
    source.extend(sources.iter().map(|s| choix(s, s, &filtre.source)));
    let mut statut = vec![choix("", "Tous", &filtre.statut)];
    statut.extend(STATUTS.iter().map(|(code, libelle, _)| choix(code, libelle, &filtre.statut)));
    let mut poses = Vec::new();
    if !filtre.source.is_empty() {
        let reste = Filtre { source: String::new(), ..filtre.clone() };
        poses.push(Lien::new(filtre.source.clone(), adresse_de(&reste, 0)));
    }
    if !filtre.statut.is_empty() {
        let reste = Filtre { statut: String::new(), ..filtre.clone() };
        poses.push(Lien::new(badge(&filtre.statut).libelle, adresse_de(&reste, 0)));
    }
    Filtres {
        action: CHEMIN,
        selections: vec![
            Selection { nom: "source", titre: "Source", choix: source },
            Selection { nom: "statut", titre: "État", choix: statut },
        ],
        poses,
        ..Filtres::default()
    }
}

fn ligne(v: &Version) -> Ligne {
    let comptes = [v.lus, v.stockes, v.rejetes].map(nombre);
    let textes = [v.jeu.clone(), v.fichier.clone()];
    Ligne {
        id: v.id.to_string(),
        titre: Lien::new(Instant::from_ms(v.debut).long(), format!("{CHEMIN}/{}", v.id)),
        cellules: textes.into_iter().chain(comptes).collect(),
        etat: badge(&v.statut),
    }
}

async fn trouver(etat: &Etat, id: &str) -> Result<(Version, i64), Erreur> {
    let introuvable = || Erreur::introuvable("Aucune livraison ne porte ce numéro.");
    let numero: i64 = id.parse().map_err(|_| introuvable())?;
    versions::une(etat.db.read(), numero).await?.ok_or_else(introuvable)
}

/// One attempt, with its rejects.
pub async fn fiche(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    RawQuery(adresse): RawQuery,
) -> Rendu {
    let (version, battement) = trouver(&etat, &id).await?;
    let db = etat.db.read();
    let lus = Parametres::lire(adresse.as_deref());
    let rang = lus.texte("page").and_then(|p| p.parse::<u32>().ok()).unwrap_or(0);
    let page = (i64::from(rang) * PAR_PAGE, PAR_PAGE);
    let rejets = versions::rejets(db, version.id, page).await?;
    let gardes = versions::rejets_gardes(db, version.id).await?.max(0).unsigned_abs();
    let ligne = |r: versions::RejetNote| {
        (Lien::new(nombre(r.ligne), ""), vec![r.colonne, r.valeur, r.regle, r.message])
    };
    let maintenant = etat.horloge.maintenant().ms();
    let ici = format!("{CHEMIN}/{}", version.id);
    let fichier = |libelle: &str, f: &str| Lien::new(libelle, format!("{ici}/rejets/{f}"));
    let liens = [fichier("Rejets en CSV", "csv"), fichier("Rejets pour un tableur (XLSX)", "xlsx")];
    let cadre = cadre(&etat, &acteur, format!("Livraison {}", version.id), CHEMIN).sous("Imports");
    html(&Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: badge(&version.statut),
        alerte: alerte(&version, battement, maintenant),
        faits: faits(&version, battement),
        tableaux: vec![Tableau {
            legende: format!("Valeurs rejetées : {}", nombre(version.rejetes)),
            colonnes: vec!["Ligne", "Colonne", "Valeur", "Règle", "Explication"],
            lignes: rejets.into_iter().map(ligne).collect(),
            vide: "Tout ce qui a été lu a été gardé.",
        }],
        actes: None,
        formulaires: Vec::new(),
        liens: if gardes > 0 { liens.to_vec() } else { Vec::new() },
        pagination: Pagination::nouvelle(
            u64::from(rang),
            gardes.div_ceil(PAR_PAGE.unsigned_abs()),
            |p| format!("{ici}?page={p}"),
        ),
    })
}

fn alerte(v: &Version, battement: i64, maintenant: i64) -> Option<(&'static str, String, String)> {
    if v.statut == "en_cours" {
        let (avance, titre) = (
            format!(
                "{} lignes lues, {} gardées, {} rejets.",
                nombre(v.lus),
                nombre(v.stockes),
                nombre(v.rejetes)
            ),
            "Import en cours",
        );
        if maintenant - battement > SILENCE_MAX_MS {
            let texte = format!(
                "{avance} Aucun signe de vie depuis le {} : il sera tenu pour mort au prochain démarrage.",
                quand(Some(battement))
            );
            return Some(("warning", titre.to_owned(), texte));
        }
        let texte = format!("{avance} Rechargez la page pour suivre l’avancement.");
        return Some(("info", titre.to_owned(), texte));
    }
    let motif = v.motif.clone()?;
    Some(("error", badge(&v.statut).libelle, motif))
}

fn faits(v: &Version, battement: i64) -> Vec<(String, String)> {
    let faits = [
        ("Source", v.source.clone()),
        ("Jeu de données", v.jeu.clone()),
        ("Fichier", v.fichier.clone()),
        ("Début", quand(Some(v.debut))),
        ("Dernier signe de vie", quand(Some(battement))),
        ("Fin", quand(v.fin)),
        ("Lignes lues", nombre(v.lus)),
        ("Lignes gardées", nombre(v.stockes)),
        ("Rejets", nombre(v.rejetes)),
    ];
    faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec()
}

const REJETS: &[Colonne] = &[
    Colonne { nom: "ligne", genre: Genre::Entier, description: "Ligne du fichier", exemple: "12" },
    Colonne { nom: "colonne", genre: Genre::Texte, description: "Colonne", exemple: "siret" },
    Colonne { nom: "valeur", genre: Genre::Texte, description: "Valeur lue", exemple: "123" },
    Colonne { nom: "regle", genre: Genre::Texte, description: "Règle", exemple: "siret.cle" },
    Colonne { nom: "message", genre: Genre::Texte, description: "Explication", exemple: "" },
];

/// The rejects of an attempt as a file, for whoever will correct the source.
pub async fn rejets(
    State(etat): State<Etat>,
    Path((id, extension)): Path<(String, String)>,
) -> Result<Response, Erreur> {
    let voulu = format(&extension)?;
    let (version, _) = trouver(&etat, &id).await?;
    let flux = versions::flux_des_rejets(etat.db.read(), version.id);
    let lignes = flux.map_err(anyhow::Error::from).map_ok(|r| {
        let textes = [r.colonne, r.valeur, r.regle, r.message].map(Cellule::from);
        std::iter::once(Cellule::from(r.ligne)).chain(textes).collect()
    });
    web::export::repondre(voulu, &format!("rejets-{}", version.id), REJETS, lignes.boxed()).await
}
