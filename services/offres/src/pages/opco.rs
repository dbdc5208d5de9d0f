//! What an OPCO follows: its companies, their offers, what waits for it. Nothing of a person is shown.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Response};
use noyau::dates::Instant;
use noyau::texte::pluriel;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::pagination::Pagination;
use web::{Acteur, Colonne, Erreur, Etat, Ressort};

use super::{moderation, page, pagination, rang};
use crate::actions::SUIVRE;
use crate::depot::gestion;
use crate::depot::opco::{self, Critere, Entreprise, FILTRES, Offre};
use crate::refus;
use crate::regles::vie::Etat as EtatDOffre;

/// The page of the companies.
pub const CHEMIN: &str = "/opco/entreprises";

/// The page of their offers.
pub const OFFRES: &str = "/opco/offres";

/// Its title.
pub const TITRE: &str = "Entreprises de mon OPCO";

const TITRE_OFFRES: &str = "Offres des entreprises de mon OPCO";

/// Rows of a page.
const PAR_PAGE: i64 = 30;

/// Most rows of a file.
const EXPORT_MAX: i64 = 50_000;

/// What the person may follow, narrowed to what the address says.
///
/// # Errors
/// 404 when it is nothing.
fn critere(acteur: &Acteur, saisie: &Saisie) -> Result<Critere, Erreur> {
    let ressorts = acteur.ressorts(&SUIVRE);
    let opco = match ressorts.contains(&Ressort::France) {
        true => Some(String::new()),
        false => ressorts.into_iter().find_map(|r| match r {
            Ressort::Opco(nom) if !nom.is_empty() => Some(nom),
            _ => None,
        }),
    };
    Ok(Critere {
        opco: opco.ok_or_else(refus::introuvable)?,
        q: saisie.texte("q").chars().take(80).collect(),
        etat: saisie.texte("etat").to_owned(),
        siret: saisie.texte("siret").to_owned(),
    })
}

fn suite(c: &Critere) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("q", &c.q), ("etat", &c.etat), ("siret", &c.siret)])
        .finish()
}

fn pages(chemin: &str, c: &Critere, (rang, total): (i64, i64)) -> Pagination {
    let suite = suite(c);
    pagination((rang, total, PAR_PAGE), |n| format!("{chemin}?{suite}&page={n}"))
}

fn filtres(chemin: &str, c: &Critere, etats: Vec<Choix>) -> Formulaire {
    let champs = vec![
        Champ::ligne("q", "Entreprise, intitulé ou SIRET").facultatif().valeur(c.q.clone()),
        Champ::new("etat", "Offres", Genre::Liste(etats)).facultatif().valeur(c.etat.clone()),
    ];
    Formulaire::new(chemin, "Filtrer", champs)
}

fn ecran(etat: &Etat, (titre, chemin): (&str, &str), chapo: &str) -> Ecran {
    let mut ecran = Ecran::nouveau(page(etat, titre, chemin), chapo);
    ecran.fil = vec![Lien::new("Mon espace", "/espace")];
    ecran.sans_choix = "Toutes";
    ecran
}

/// The companies, what there is to do first.
pub async fn entreprises(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let c = critere(&acteur, &saisie)?;
    let rang = rang(&saisie);
    let totaux = opco::totaux(db, &c).await?;
    let lignes = opco::lister(db, &c, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let etats = FILTRES.iter().map(|(code, libelle, _)| Choix::new(*code, *libelle)).collect();
    let chapo =
        "Les entreprises qui ont déposé une offre ici, ou pour lesquelles un CFA en a déposé.";
    let mut vue = ecran(&etat, (TITRE, CHEMIN), chapo);
    vue.filtres = Some(filtres(CHEMIN, &c, etats));
    vue.pagination = pages(CHEMIN, &c, (rang, totaux[0]));
    vue = vue.bloc(a_faire(&etat, &c).await?).bloc(liste(&lignes, totaux, &c));
    Ok(Html(vue.render()?).into_response())
}

/// What waits for a decision of the OPCO.
async fn a_faire(etat: &Etat, c: &Critere) -> Result<Bloc, Erreur> {
    let db = etat.db.read();
    let comptes = comptes::porte::membres::en_attente(db, &c.opco).await?;
    let offres = gestion::compter_dans_l_etat(db, EtatDOffre::AVerifier, &c.opco).await?;
    let bloc = Bloc::nouveau("À faire aujourd’hui", &[]);
    if comptes + offres == 0 {
        return Ok(Bloc::nouveau("À faire aujourd’hui", &["Rien n’attend votre décision."]));
    }
    let bloc = match comptes {
        0 => bloc,
        n => bloc.lien(&format!("Comptes à valider : {n}"), "/habilitations/a-valider"),
    };
    Ok(match offres {
        0 => bloc,
        n => bloc.lien(&format!("Offres à vérifier : {n}"), moderation::CHEMIN),
    })
}

fn liste(lignes: &[Entreprise], totaux: [i64; 4], c: &Critere) -> Bloc {
    let [nombre, en_ligne, expirees, candidatures] = totaux;
    if lignes.is_empty() {
        let filtre = !c.q.is_empty() || !c.etat.is_empty();
        let phrase = match filtre {
            true => "Aucune entreprise ne répond à ce filtre.",
            false => "Aucune entreprise de l’OPCO n’a encore déposé d’offre.",
        };
        return Bloc::nouveau("Entreprises", &[phrase]);
    }
    let colonnes = ["Entreprise", "Dépt", "En ligne", "Expirées", "En attente", "Candidatures"];
    let compte = format!(
        "{} — offres en ligne : {en_ligne}, expirées : {expirees}, candidatures reçues : {candidatures}.",
        pluriel(nombre, "entreprise")
    );
    Bloc::nouveau("Entreprises", &[&compte])
        .table(Table::liens("Entreprises", &colonnes, lignes.iter().map(rangee).collect()))
        .lien("Voir toutes les offres", OFFRES)
        .lien("Télécharger la liste (CSV)", format!("{CHEMIN}.csv?{}", suite(c)))
        .lien("Télécharger la liste (XLSX)", format!("{CHEMIN}.xlsx?{}", suite(c)))
}

fn rangee(e: &Entreprise) -> Rangee {
    Rangee {
        adresse: format!("{OFFRES}?siret={}", e.siret),
        cellules: vec![
            e.nom.clone(),
            e.departement.clone(),
            e.en_ligne.to_string(),
            e.expirees.to_string(),
            (e.en_attente + e.a_verifier).to_string(),
            e.candidatures.to_string(),
        ],
    }
}

/// The offers.
pub async fn offres(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let db = etat.db.read();
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let c = critere(&acteur, &saisie)?;
    let rang = rang(&saisie);
    let total = opco::compter_les_offres(db, &c).await?;
    let lues = opco::offres(db, &c, (PAR_PAGE, rang * PAR_PAGE)).await?;
    let etats = EtatDOffre::TOUS.iter().filter(|e| **e != EtatDOffre::Brouillon);
    let etats = etats.map(|e| Choix::new(e.code(), e.libelle())).collect();
    let mut vue = ecran(&etat, (TITRE_OFFRES, OFFRES), "");
    vue.fil.push(Lien::new(TITRE, CHEMIN));
    vue.filtres = Some(filtres(OFFRES, &c, etats));
    vue.pagination = pages(OFFRES, &c, (rang, total));
    let bloc = match lues.as_slice() {
        [] => Bloc::nouveau("Offres", &["Aucune offre ne répond à ce filtre."]),
        lues => Bloc::nouveau("Offres", &[&format!("{}.", pluriel(total, "offre"))])
            .table(table(lues))
            .lien("Télécharger la liste (CSV)", format!("{OFFRES}.csv?{}", suite(&c)))
            .lien("Télécharger la liste (XLSX)", format!("{OFFRES}.xlsx?{}", suite(&c))),
    };
    let bloc = match c.siret.is_empty() {
        true => bloc,
        false => bloc.lien("Voir les offres de toutes les entreprises", OFFRES),
    };
    Ok(Html(vue.bloc(bloc).render()?).into_response())
}

fn table(lues: &[Offre]) -> Table {
    let colonnes = ["Offre", "Entreprise", "État", "Fin", "Ouvertures", "Candidatures"];
    let rangee = |o: &Offre| Rangee {
        adresse: match o.etat.as_str() {
            "publiee" => format!("/offre/{}", o.id),
            _ => String::new(),
        },
        cellules: vec![
            o.titre.clone(),
            format!("{} ({})", o.nom, o.ville),
            libelle(o),
            jour(o.expiration),
            o.ouvertures.to_string(),
            o.candidatures.to_string(),
        ],
    };
    Table::liens("Offres", &colonnes, lues.iter().map(rangee).collect())
}

fn libelle(o: &Offre) -> String {
    EtatDOffre::lire(&o.etat).map_or_else(String::new, |e| e.libelle().to_owned())
}

fn jour(ms: Option<i64>) -> String {
    ms.map(|ms| Instant::from_ms(ms).date().court()).unwrap_or_default()
}

const DES_ENTREPRISES: &[Colonne] = &[
    Colonne::texte("siret", "SIRET"),
    Colonne::texte("nom", "Nom"),
    Colonne::texte("departement", "Département"),
    Colonne::texte("en_ligne", "Offres en ligne"),
    Colonne::texte("expirees", "Offres expirées"),
    Colonne::texte("a_verifier", "Offres à vérifier"),
    Colonne::texte("en_attente", "Offres en attente de la validation du compte"),
    Colonne::texte("offres", "Offres déposées"),
    Colonne::texte("candidatures", "Candidatures reçues"),
];

const DES_OFFRES: &[Colonne] = &[
    Colonne::texte("id", "Identifiant de l’offre"),
    Colonne::texte("titre", "Intitulé"),
    Colonne::texte("siret", "SIRET de l’entreprise"),
    Colonne::texte("entreprise", "Entreprise"),
    Colonne::texte("ville", "Ville"),
    Colonne::texte("etat", "Où elle en est"),
    Colonne::texte("publiee_le", "Jour de publication"),
    Colonne::texte("fin", "Fin de publication"),
    Colonne::texte("vues", "Vues dans la recherche"),
    Colonne::texte("ouvertures", "Ouvertures de la fiche"),
    Colonne::texte("candidatures", "Candidatures reçues"),
];

/// The companies as a file.
pub async fn fichier_des_entreprises(
    State(etat): State<Etat>,
    acteur: Acteur,
    format: Format,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let c = critere(&acteur, &Saisie::lire(requete.as_deref().unwrap_or_default()))?;
    let lues = opco::lister(etat.db.read(), &c, (EXPORT_MAX, 0)).await?;
    let cellules = |e: Entreprise| -> Vec<web::Cellule> {
        let nombres =
            [e.en_ligne, e.expirees, e.a_verifier, e.en_attente, e.offres, e.candidatures];
        let textes = [e.siret, e.nom, e.departement].into_iter();
        textes.chain(nombres.map(|n| n.to_string())).map(Into::into).collect()
    };
    let lignes = lues.into_iter().map(cellules).collect();
    export::envoyer(format, "entreprises-opco", DES_ENTREPRISES, lignes).await
}

/// The offers as a file.
pub async fn fichier_des_offres(
    State(etat): State<Etat>,
    acteur: Acteur,
    format: Format,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let c = critere(&acteur, &Saisie::lire(requete.as_deref().unwrap_or_default()))?;
    let lues = opco::offres(etat.db.read(), &c, (EXPORT_MAX, 0)).await?;
    let cellules = |o: Offre| -> Vec<web::Cellule> {
        let (etat, debut, fin) = (libelle(&o), jour(o.publication), jour(o.expiration));
        let nombres = [o.vues, o.ouvertures, o.candidatures].map(|n| n.to_string());
        let textes = [o.id, o.titre, o.siret, o.nom, o.ville, etat, debut, fin].into_iter();
        textes.chain(nombres).map(Into::into).collect()
    };
    let lignes = lues.into_iter().map(cellules).collect();
    export::envoyer(format, "offres-opco", DES_OFFRES, lignes).await
}
