//! The companies whose offers a training centre manages.

pub mod ajouter;
pub mod fiche;
pub mod lien;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use comptes::porte::membres::{Attache, attaches};
use noyau::dates::{DateCivile, Instant};
use noyau::texte::pluriel;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::{Acteur, Colonne, Erreur, Etat, Role};

use super::{page, pagination, rang};
use crate::depot::mandats::{self, Critere, Ligne};

/// The page.
pub const CHEMIN: &str = "/cfa/entreprises";

/// Its title.
pub const TITRE: &str = "Mes entreprises partenaires";

/// Companies on a page.
const PAR_PAGE: i64 = 30;

/// Most companies of a file.
const EXPORT_MAX: i64 = 10_000;

/// The way from the space of the person.
fn fil() -> Vec<Lien> {
    vec![Lien::new("Mon espace", "/espace"), Lien::new(TITRE, CHEMIN)]
}

fn rendre(ecran: &Ecran) -> Result<Response, Erreur> {
    Ok(Html(ecran.render()?).into_response())
}

/// The training centres that the person acts for now.
async fn centres(etat: &Etat, acteur: &Acteur) -> Result<Vec<Attache>, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let siens = attaches(etat.db.read(), &acteur.personne, maintenant).await?;
    let siens = siens.into_iter().filter(|a| a.role == Role::Cfa && a.en_vigueur);
    Ok(siens.collect())
}

fn critere(centres: &[Attache], saisie: &Saisie) -> Critere {
    Critere {
        cfas: centres.iter().map(|a| a.ressort().to_owned()).collect(),
        q: saisie.texte("q").chars().take(80).collect(),
        etat: saisie.texte("etat").to_owned(),
    }
}

/// The list.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let critere = critere(&centres(&etat, &acteur).await?, &saisie);
    let rang = rang(&saisie);
    let total = mandats::compter(db, &critere).await?;
    let lignes = mandats::lister(db, &critere, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let suite = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("q", &critere.q), ("etat", &critere.etat)])
        .finish();
    let mut ecran = Ecran::nouveau(
        page(&etat, TITRE, CHEMIN),
        "Les entreprises qui vous ont confié la publication de leurs offres. Vous y figurez comme contact, et recevez les candidatures.",
    );
    ecran.fil = vec![Lien::new("Mon espace", "/espace")];
    ecran.alerte = dit(saisie.texte("fait"));
    ecran.filtres = Some(filtres(&critere));
    ecran.sans_choix = "Tous";
    ecran.pagination =
        pagination((rang, total, PAR_PAGE), |n| format!("{CHEMIN}?{suite}&page={n}"));
    let bloc = liste(&lignes, total, critere.q.is_empty() && critere.etat.is_empty());
    let bloc = bloc.lien("Ajouter une entreprise", ajouter::CHEMIN);
    let bloc = match total {
        0 => bloc,
        _ => bloc
            .lien("Télécharger la liste (CSV)", format!("{CHEMIN}/liste.csv?{suite}"))
            .lien("Télécharger la liste (XLSX)", format!("{CHEMIN}/liste.xlsx?{suite}")),
    };
    rendre(&ecran.bloc(bloc))
}

fn dit(code: &str) -> Option<(&'static str, String, String)> {
    let (titre, texte) = match code {
        "ajoutee" => (
            "L’entreprise est ajoutée",
            "Elle est prévenue par courriel. Vous pouvez déposer ses offres.",
        ),
        "terminee" => (
            "Le mandat est terminé",
            "Les offres de l’entreprise ne sont plus en ligne, et les candidats sans réponse sont prévenus.",
        ),
        _ => return None,
    };
    Some(("success", titre.to_owned(), texte.to_owned()))
}

fn filtres(c: &Critere) -> Formulaire {
    let etats =
        vec![Choix::new("en_vigueur", "Mandat en cours"), Choix::new("fini", "Mandat terminé")];
    let champs = vec![
        Champ::ligne("q", "Nom ou SIRET").facultatif().valeur(c.q.clone()),
        Champ::new("etat", "Mandat", Genre::Liste(etats)).facultatif().valeur(c.etat.clone()),
    ];
    Formulaire::new(CHEMIN, "Filtrer", champs)
}

fn liste(lignes: &[Ligne], total: i64, sans_filtre: bool) -> Bloc {
    if lignes.is_empty() {
        let phrase = match sans_filtre {
            true => "Aucune entreprise pour le moment. Ajoutez celles dont vous avez l’accord.",
            false => "Aucune entreprise ne répond à ce filtre.",
        };
        return Bloc::nouveau("", &[phrase]);
    }
    let colonnes = ["Entreprise", "Mandat", "Offres en ligne", "Offres déposées", "Candidatures"];
    let rangees = lignes.iter().map(rangee).collect();
    let compte = pluriel(total, "entreprise");
    Bloc::nouveau("", &[&compte]).table(Table::liens(TITRE, &colonnes, rangees))
}

fn rangee(l: &Ligne) -> Rangee {
    let m = &l.mandat;
    Rangee {
        adresse: format!("{CHEMIN}/{}", m.id),
        cellules: vec![
            m.nom.clone(),
            duree(m),
            l.en_ligne.to_string(),
            l.offres.to_string(),
            l.candidatures.to_string(),
        ],
    }
}

/// Since when, until when.
fn duree(m: &mandats::Mandat) -> String {
    let depuis = m.depuis.parse::<DateCivile>().map(|d| d.court()).unwrap_or_default();
    match m.fin_le {
        None => format!("Depuis le {depuis}"),
        Some(fin) => format!("Du {depuis} au {}", Instant::from_ms(fin).date().court()),
    }
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("siret", "SIRET de l’entreprise"),
    Colonne::texte("nom", "Nom"),
    Colonne::texte("adresse", "Adresse"),
    Colonne::texte("opco", "OPCO"),
    Colonne::texte("contact", "Contact dans l’entreprise"),
    Colonne::texte("courriel", "Adresse électronique du contact"),
    Colonne::texte("telephone", "Téléphone du contact"),
    Colonne::texte("depuis", "Début du mandat"),
    Colonne::texte("fin", "Fin du mandat"),
    Colonne::texte("offres_en_ligne", "Offres en ligne"),
    Colonne::texte("offres", "Offres déposées"),
    Colonne::texte("candidatures", "Candidatures reçues"),
];

/// The list as a file.
pub async fn fichier(
    State(etat): State<Etat>,
    acteur: Acteur,
    format: Format,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let critere = critere(&centres(&etat, &acteur).await?, &saisie);
    let lues = mandats::lister(etat.db.read(), &critere, (EXPORT_MAX, 0)).await?;
    let lignes = lues.into_iter().map(cellules).collect();
    export::envoyer(format, "entreprises-partenaires", COLONNES, lignes).await
}

fn cellules(l: Ligne) -> Vec<web::Cellule> {
    let m = l.mandat;
    let fin = m.fin_le.map(|f| Instant::from_ms(f).date().to_string()).unwrap_or_default();
    [
        m.siret,
        m.nom,
        m.adresse,
        m.opco,
        m.contact,
        m.courriel,
        m.telephone,
        m.depuis,
        fin,
        l.en_ligne.to_string(),
        l.offres.to_string(),
        l.candidatures.to_string(),
    ]
    .map(Into::into)
    .into()
}
