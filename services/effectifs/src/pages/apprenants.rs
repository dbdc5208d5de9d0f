//! The list of a centre's enrolments, and its file.

use axum::extract::{RawQuery, State};
use futures::stream::{StreamExt, TryStreamExt};
use noyau::dates::DateCivile;
use noyau::texte::accord;
use web::ecran::{Bloc, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne};
use web::parametres::Parametres;
use web::{Acteur, Etat};

use super::{
    PAR_PAGE, Rendu, a_emporter, choix, depuis, jour, numero, paginer, rendre, sirets,
    sous_l_accueil,
};
use crate::actions::SUIVRE;
use crate::depot::listes::{self, Filtre, LigneEffectif, Ou};
use crate::regles::situation::Situation;

/// Address of the list.
pub const ICI: &str = "/effectifs/apprenants";

fn filtre(siens: &[String], requete: &Parametres) -> Filtre {
    let dit = |nom| requete.texte(nom).unwrap_or_default().to_owned();
    Filtre {
        ou: Ou::Centres(siens.to_vec()),
        annee: dit("annee"),
        situations: situation(requete),
        texte: dit("q"),
        une_fois: false,
    }
}

/// The situation chosen; none is any of them.
pub fn situation(requete: &Parametres) -> Vec<&'static str> {
    let choisie = requete.texte("situation").and_then(Situation::par_code);
    choisie.map(Situation::code).into_iter().collect()
}

/// The field that chooses it.
pub fn champ_de_situation(filtre: &Filtre) -> Champ {
    let situations = Situation::TOUTES.map(|s| Choix::new(s.code(), s.libelle())).to_vec();
    let champ = Champ::new("situation", "Situation", Genre::Liste(situations)).facultatif();
    champ.valeur(filtre.situations.concat())
}

/// The list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let siens = sirets(&acteur, &SUIVRE);
    let filtre = filtre(&siens, &parametres);
    let rang = numero(parametres.texte("page"));
    let db = etat.db.read();
    let total = listes::compter(db, &filtre).await?;
    let lignes = listes::lister(db, &filtre, (rang, PAR_PAGE)).await?;
    let annees = listes::annees(db, &filtre).await?;
    let chapo = "Un apprenant apparaît une fois par année scolaire et par formation.";
    let mut ecran = sous_l_accueil(&etat, "Mes apprenants", ICI, chapo);
    ecran.filtres = Some(formulaire(&filtre, annees));
    ecran.sans_choix = "Toutes";
    let suite = choix(&[
        ("q", &filtre.texte),
        ("annee", &filtre.annee),
        ("situation", &filtre.situations.concat()),
    ]);
    ecran.pagination = paginer(ICI, &suite, rang, total);
    let aujourd_hui = etat.horloge.aujourd_hui();
    let ecran = ecran.bloc(tableau(&lignes, total, &siens, aujourd_hui));
    if total == 0 {
        return rendre(&ecran);
    }
    rendre(&ecran.bloc(a_emporter("Liste des apprenants", ICI, &suite)))
}

fn formulaire(filtre: &Filtre, annees: Vec<String>) -> Formulaire {
    let annees = annees.into_iter().map(|a| Choix::new(a.clone(), a)).collect();
    let champs = vec![
        Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&filtre.texte),
        champ_de_situation(filtre),
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
            Situation::libelle_de(&l.situation).to_owned(),
            depuis(&l.parcours, aujourd_hui),
        ],
    });
    let legende = accord(total, "apprenant", "apprenants");
    let colonnes = ["Apprenant", "Né le", "Formation", "Année scolaire", "Situation", "Depuis le"];
    Bloc::default().table(Table::liens(&legende, &colonnes, rangees.collect()))
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("id_erp_apprenant", "Identifiant dans votre logiciel"),
    Colonne::texte("nom", "Nom"),
    Colonne::texte("prenom", "Prénom"),
    Colonne::texte("naissance", "Date de naissance"),
    Colonne::texte("formation", "Formation"),
    Colonne::texte("annee_scolaire", "Année scolaire"),
    Colonne::texte("situation", "Situation"),
    Colonne::texte("depuis", "Depuis le"),
    Colonne::texte("siret_formateur", "SIRET de l’organisme formateur"),
];

/// The same list as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let siens = sirets(&acteur, &SUIVRE);
    emporter(format, &etat, &filtre(&siens, &Parametres::lire(requete.as_deref()))).await
}

/// A list of enrolments as a file.
pub async fn emporter(format: Format, etat: &Etat, filtre: &Filtre) -> Rendu {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let lignes = listes::toutes(etat.db.read(), filtre).map_err(anyhow::Error::from);
    let lignes = lignes.map_ok(move |l| cellules(l, aujourd_hui)).boxed();
    export::repondre(format, "apprenants", COLONNES, lignes).await
}

fn cellules(l: LigneEffectif, aujourd_hui: DateCivile) -> Vec<Cellule> {
    let textes = [
        l.id_erp,
        l.nom,
        l.prenom,
        l.naissance,
        l.formation,
        l.annee_scolaire,
        Situation::libelle_de(&l.situation).to_owned(),
        depuis(&l.parcours, aujourd_hui),
        l.siret,
    ];
    textes.map(Cellule::Texte).to_vec()
}
