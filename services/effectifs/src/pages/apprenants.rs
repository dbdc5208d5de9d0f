//! The list of a centre's enrolments, and its file.

use axum::extract::{RawQuery, State};
use futures::stream::{self, StreamExt};
use noyau::dates::DateCivile;
use web::ecran::{Bloc, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne, Genre as GenreDeColonne};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Etat};

use super::{PAR_PAGE, Rendu, jour, nombre_de_pages, numero, rendre, sirets, sous_l_accueil};
use crate::actions::SUIVRE;
use crate::depot::listes::{self, Filtre, LigneEffectif, Ou};
use crate::regles::situation::{Parcours, Situation};

/// Address of the list.
pub const ICI: &str = "/effectifs/apprenants";

/// Most rows of a file.
const EXPORT_MAX: i64 = 100_000;

fn filtre(siens: &[String], requete: &Parametres) -> Filtre {
    let dit = |nom| requete.texte(nom).unwrap_or_default().to_owned();
    let situation = Situation::par_code(&dit("situation")).map_or("", Situation::code).to_owned();
    Filtre { ou: Ou::Centres(siens.to_vec()), annee: dit("annee"), situation, texte: dit("q") }
}

/// The list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let siens = sirets(&acteur, &SUIVRE);
    let filtre = filtre(&siens, &parametres);
    let rang = numero(parametres.texte("page"));
    let db = etat.db.read();
    let total: i64 = listes::par_situation(db, &filtre).await?.iter().map(|(_, n)| n).sum();
    let lignes = listes::lister(db, &filtre, (rang, PAR_PAGE)).await?;
    let annees = listes::annees(db, &filtre).await?;
    let chapo = "Un apprenant apparaît une fois par année scolaire et par formation.";
    let mut ecran = sous_l_accueil(&etat, "Mes apprenants", ICI, chapo);
    ecran.filtres = Some(formulaire(&filtre, annees));
    ecran.sans_choix = "Toutes";
    let suite = suite(&filtre);
    ecran.pagination = Pagination::nouvelle(
        u64::try_from(rang).unwrap_or_default(),
        nombre_de_pages(total),
        |p| format!("{ICI}?{suite}&page={p}"),
    );
    let aujourd_hui = etat.horloge.aujourd_hui();
    rendre(&ecran.bloc(tableau(&lignes, total, &siens, aujourd_hui)).bloc(fichiers(&suite, total)))
}

fn suite(filtre: &Filtre) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", &filtre.texte)
        .append_pair("annee", &filtre.annee)
        .append_pair("situation", &filtre.situation)
        .finish()
}

fn formulaire(filtre: &Filtre, annees: Vec<String>) -> Formulaire {
    let annees = annees.into_iter().map(|a| Choix::new(a.clone(), a)).collect();
    let situations = Situation::TOUTES.map(|s| Choix::new(s.code(), s.libelle())).to_vec();
    let champs = vec![
        Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&filtre.texte),
        Champ::new("situation", "Situation", Genre::Liste(situations))
            .facultatif()
            .valeur(&filtre.situation),
        Champ::new("annee", "Année scolaire", Genre::Liste(annees))
            .facultatif()
            .valeur(&filtre.annee),
    ];
    Formulaire::new(ICI, "Afficher", champs)
}

/// Address of the sheet of an enrolment, for those who act for these centres: as the centre that teaches, or as the one
/// that answers for it.
pub fn adresse(ligne: &LigneEffectif, siens: &[String]) -> String {
    let role = if siens.contains(&ligne.siret) { "" } else { "responsable/" };
    format!("/effectifs/{role}apprenant/{}", ligne.id)
}

fn tableau(
    lignes: &[LigneEffectif],
    total: i64,
    siens: &[String],
    aujourd_hui: DateCivile,
) -> Bloc {
    if lignes.is_empty() {
        let phrase = "Aucun apprenant ne répond à cette recherche.";
        return Bloc::nouveau("", &[phrase]);
    }
    let rangees = lignes.iter().map(|l| Rangee {
        adresse: adresse(l, siens),
        cellules: vec![
            format!("{} {}", l.nom, l.prenom),
            jour(&l.naissance),
            l.formation.clone(),
            l.annee_scolaire.clone(),
            libelle(&l.situation).to_owned(),
            depuis(&l.parcours, aujourd_hui),
        ],
    });
    let legende = if total == 1 { "1 apprenant".to_owned() } else { format!("{total} apprenants") };
    let colonnes = ["Apprenant", "Né le", "Formation", "Année scolaire", "Situation", "Depuis le"];
    Bloc::default().table(Table::liens(&legende, &colonnes, rangees.collect()))
}

fn libelle(code: &str) -> &'static str {
    Situation::par_code(code).map_or("Inconnue", Situation::libelle)
}

/// The day the situation of today began.
fn depuis(parcours: &str, aujourd_hui: DateCivile) -> String {
    let parcours = Parcours::lire(parcours);
    let derniere = parcours.etapes().iter().rev().find(|e| e.date <= aujourd_hui);
    derniere.map_or_else(|| "à venir".to_owned(), |e| e.date.court())
}

fn fichiers(suite: &str, total: i64) -> Bloc {
    if total == 0 {
        return Bloc::default();
    }
    let mut bloc = Bloc::nouveau(
        "Emporter cette liste",
        &[
            "Elle nomme des personnes : le journal note qui l’a prise. Gardez-la pour l’usage prévu.",
        ],
    );
    for format in [Format::Csv, Format::Xlsx] {
        let extension = format.extension();
        let libelle = format!("Liste des apprenants ({})", extension.to_uppercase());
        bloc = bloc.lien(&libelle, format!("{ICI}.{extension}?{suite}"));
    }
    bloc
}

const fn colonne(nom: &'static str, genre: GenreDeColonne, description: &'static str) -> Colonne {
    Colonne { nom, genre, description, exemple: "" }
}

const COLONNES: &[Colonne] = &[
    colonne("id_erp_apprenant", GenreDeColonne::Texte, "Identifiant dans votre logiciel"),
    colonne("nom", GenreDeColonne::Texte, "Nom"),
    colonne("prenom", GenreDeColonne::Texte, "Prénom"),
    colonne("naissance", GenreDeColonne::Date, "Date de naissance"),
    colonne("formation", GenreDeColonne::Texte, "Formation"),
    colonne("annee_scolaire", GenreDeColonne::Texte, "Année scolaire"),
    colonne("situation", GenreDeColonne::Texte, "Situation"),
    colonne("depuis", GenreDeColonne::Texte, "Depuis le"),
    colonne("siret_formateur", GenreDeColonne::Texte, "SIRET de l’organisme formateur"),
];

/// The same list as a CSV file.
pub async fn csv(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    fichier(Format::Csv, &etat, &acteur, requete).await
}

/// The same list as a workbook.
pub async fn xlsx(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    fichier(Format::Xlsx, &etat, &acteur, requete).await
}

async fn fichier(format: Format, etat: &Etat, acteur: &Acteur, requete: Option<String>) -> Rendu {
    let siens = sirets(acteur, &SUIVRE);
    emporter(format, etat, &filtre(&siens, &Parametres::lire(requete.as_deref()))).await
}

/// A list of enrolments as a file.
pub async fn emporter(format: Format, etat: &Etat, filtre: &Filtre) -> Rendu {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let lignes = listes::lister(etat.db.read(), filtre, (0, EXPORT_MAX)).await?;
    let lignes = lignes.into_iter().map(move |l| {
        let depuis = depuis(&l.parcours, aujourd_hui);
        let situation = libelle(&l.situation).to_owned();
        let textes = [
            l.id_erp,
            l.nom,
            l.prenom,
            l.naissance,
            l.formation,
            l.annee_scolaire,
            situation,
            depuis,
            l.siret,
        ];
        Ok(textes.map(Cellule::Texte).to_vec())
    });
    export::repondre(format, "apprenants", COLONNES, stream::iter(lignes).boxed()).await
}
