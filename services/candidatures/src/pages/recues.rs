//! The applications that an organisation received: list, filters, files.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use conformite::journal::{self, Acteur as Auteur, Fait};
use futures::StreamExt;
use futures::stream;
use noyau::dates::Instant;
use noyau::texte::accord;
use serde_json::json;
use web::ecran::{Bloc, Ecran, Lot, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre as GenreDeChamp, Saisie};
use web::jeu::{Cellule, Colonne, Genre};
use web::pagination::Pagination;
use web::{Acteur, Erreur, Etat};

use super::reponse::{qui, se_nomme};
use super::{Rendu, discrete, ecran, lot, page, quand};
use crate::actions::organisations;
use crate::depot::candidatures::Ligne;
use crate::depot::listes::{self, Critere, Objet};
use crate::regles::etat::Etat as EtatDeCandidature;
use crate::regles::reponse::Intention;

/// Path of the list.
pub const LISTE: &str = "/employeur/candidatures";

const PAR_PAGE: i64 = 25;

/// Most rows of a file.
const EXPORT_MAX: i64 = 20_000;

/// The states that may be filtered on: code, what people read.
const ETATS: [(&str, &str); 4] = [
    ("a_repondre", "Sans réponse"),
    ("repondue", "Avec réponse"),
    ("en_route", "En cours d’envoi"),
    ("echec", "Courriel non remis"),
];

fn critere(saisie: &Saisie, acteur: &Acteur) -> Critere {
    let etat = saisie.texte("etat");
    let connu = ETATS.iter().any(|(code, _)| *code == etat);
    Critere {
        organisations: organisations(acteur),
        etat: if connu { etat.to_owned() } else { String::new() },
        objet: saisie.texte("objet").chars().take(64).collect(),
        mots: saisie.texte("q").to_lowercase().chars().take(80).collect(),
    }
}

fn adresse(chemin: &str, c: &Critere, numero: u64) -> String {
    let mut ecrite = chemin.to_owned();
    let page = if numero > 0 { numero.to_string() } else { String::new() };
    let mut separateur = '?';
    for (nom, valeur) in [("etat", &c.etat), ("objet", &c.objet), ("q", &c.mots), ("page", &page)] {
        if !valeur.is_empty() {
            let paire = serde_urlencoded::to_string([(nom, valeur)]).unwrap_or_default();
            ecrite.push(separateur);
            ecrite.push_str(&paire);
            separateur = '&';
        }
    }
    ecrite
}

/// The list.
pub async fn show(State(etat): State<Etat>, RawQuery(requete): RawQuery, acteur: Acteur) -> Rendu {
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let vue = liste(&etat, &saisie, &acteur).await?;
    Ok(discrete(ecran(&vue)?))
}

/// The list that these filters ask for.
///
/// # Errors
/// When the database refuses.
pub async fn liste(etat: &Etat, saisie: &Saisie, acteur: &Acteur) -> Result<Ecran, Erreur> {
    let critere = critere(saisie, acteur);
    let numero: u64 = saisie.texte("page").parse().unwrap_or(0).min(10_000);
    let db = etat.db.read();
    let total = listes::compter(db, &critere).await?;
    let saut = i64::try_from(numero).unwrap_or(0) * PAR_PAGE;
    let lignes = listes::de_l_organisation(db, &critere, saut, PAR_PAGE).await?;
    let objets = listes::objets(db, &critere).await?;
    let pages = u64::try_from((total + PAR_PAGE - 1) / PAR_PAGE).unwrap_or(0);
    let page = page(etat, "Candidatures reçues", LISTE);
    let mut vue = Ecran::nouveau(page, &chapo(total)).sous("Mon espace", "/espace");
    vue.alerte = lot::fait(saisie).map(|dit| ("success", dit, String::new()));
    vue.filtres = Some(filtres(&critere, &objets));
    vue.pagination = Pagination::nouvelle(numero, pages, |n| adresse(LISTE, &critere, n));
    let tableau = tableau(&lignes, &critere, etat.horloge.maintenant());
    Ok(vue.bloc(tableau.lien("Mes modèles de réponse", "/employeur/reponses")))
}

fn chapo(total: i64) -> String {
    match total {
        0 => String::new(),
        n => accord(n, "candidature.", "candidatures, la plus récente d’abord."),
    }
}

fn filtres(critere: &Critere, objets: &[Objet]) -> Formulaire {
    let etats = ETATS.map(|(code, libelle)| Choix::new(code, libelle)).to_vec();
    let objet = |o: &Objet| {
        let titre = if o.titre.is_empty() { "Candidatures spontanées" } else { &o.titre };
        Choix::new(&o.objet, format!("{titre} ({})", o.nombre))
    };
    let objets = objets.iter().map(objet).collect();
    let champs = vec![
        Champ::new("etat", "État", GenreDeChamp::Liste(etats)).valeur(&critere.etat),
        Champ::new("objet", "Offre", GenreDeChamp::Liste(objets)).valeur(&critere.objet),
        Champ::ligne("q", "Nom ou mot du titre").valeur(&critere.mots),
    ];
    Formulaire::new(LISTE, "Filtrer", champs)
}

/// Why the list is empty.
fn aucune(c: &Critere) -> Bloc {
    if c.etat.is_empty() && c.objet.is_empty() && c.mots.is_empty() {
        let dit = "Vous n’avez pas encore reçu de candidature. Elles arrivent aussi par courriel, à l’adresse de contact de chaque offre.";
        return Bloc::nouveau("", &[dit]);
    }
    let bloc = Bloc::nouveau("", &["Aucune candidature ne correspond à ces filtres."]);
    bloc.lien("Voir toutes les candidatures", LISTE)
}

fn tableau(lignes: &[Ligne], critere: &Critere, maintenant: Instant) -> Bloc {
    if lignes.is_empty() {
        return aucune(critere);
    }
    let colonnes = ["Candidat", "Pour", "État", "Reçue", "Lue"];
    let rangees = lignes.iter().map(|l| rangee(l, maintenant)).collect();
    let table = Table::liens("Candidatures reçues", &colonnes, rangees).en_fiches();
    let bloc = Bloc::nouveau("", &[]).table(table.lot(Some(lot_de(lignes))));
    [("CSV", "csv"), ("XLSX", "xlsx")].into_iter().fold(bloc, |bloc, (format, extension)| {
        let chemin = format!("{LISTE}.{extension}");
        bloc.lien(&format!("Télécharger cette liste ({format})"), adresse(&chemin, critere, 0))
    })
}

fn lot_de(lignes: &[Ligne]) -> Lot {
    let choix = |l: &Ligne| Choix::new(&l.id, format!("{}, {}", qui(l), pour(l)));
    Lot {
        action: format!("{LISTE}/lot"),
        boutons: vec![
            Choix::new("lue", "Marquer comme lues"),
            Choix::new("refus", "Refuser les candidatures choisies…"),
        ],
        choix: lignes.iter().map(choix).collect(),
    }
}

/// The state as the employer reads it.
pub fn etat_dit(l: &Ligne) -> &'static str {
    let intention = l.intention.as_deref().and_then(Intention::lire);
    match (intention, EtatDeCandidature::lire(&l.etat)) {
        (Some(intention), _) => intention.libelle(),
        (None, Some(EtatDeCandidature::EnRoute | EtatDeCandidature::Envoyee)) => "Sans réponse",
        (None, Some(EtatDeCandidature::Echec)) => "Courriel non remis",
        (None, etat) => etat.map_or("", EtatDeCandidature::libelle),
    }
}

/// To what: the offer, or that it is spontaneous, and the company.
fn pour(l: &Ligne) -> String {
    let titre = if l.titre.is_empty() { "Candidature spontanée" } else { &l.titre };
    format!("{titre}, {}", l.entreprise)
}

fn rangee(l: &Ligne, maintenant: Instant) -> Rangee {
    Rangee {
        adresse: format!("/employeur/candidature/{}", l.id),
        cellules: vec![
            qui(l),
            pour(l),
            etat_dit(l).to_owned(),
            Instant::from_ms(l.deposee_le).relatif(maintenant),
            if l.lue_le.is_some() { "Oui" } else { "Pas encore" }.to_owned(),
        ],
    }
}

const fn colonne(nom: &'static str, description: &'static str, exemple: &'static str) -> Colonne {
    Colonne { nom, genre: Genre::Texte, description, exemple }
}

/// Columns of the file.
const COLONNES: &[Colonne] = &[
    colonne("recue_le", "Date de réception", "24 novembre 2026 à 10 h 00"),
    colonne("offre", "Titre de l’offre ; vide pour une candidature spontanée", "Boulanger"),
    colonne("etat", "Réponse donnée, ou ce qui est attendu", "Sans réponse"),
    colonne("repondue_le", "Date de la réponse", "25 novembre 2026 à 9 h 00"),
    colonne("prenom", "Prénom ; vide tant que le candidat le cache", "Inès"),
    colonne("nom", "Nom ; vide tant que le candidat le cache", "Le Goff"),
    colonne("courriel", "Adresse ; vide tant que le candidat la cache", "ines@exemple.fr"),
    colonne("telephone", "Téléphone ; vide tant que le candidat le cache", "+33612345678"),
    colonne("origine", "Partenaire qui a transmis la candidature", "Compagnon"),
];

/// The list as CSV.
pub async fn csv(
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
    acteur: Acteur,
) -> Result<Response, Erreur> {
    exporter(&etat, Format::Csv, requete.as_deref(), &acteur).await
}

/// The list as a workbook.
pub async fn xlsx(
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
    acteur: Acteur,
) -> Result<Response, Erreur> {
    exporter(&etat, Format::Xlsx, requete.as_deref(), &acteur).await
}

/// It leaves its lines in the journal: the file, and each person that it names.
async fn exporter(
    etat: &Etat,
    format: Format,
    requete: Option<&str>,
    acteur: &Acteur,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(requete.unwrap_or_default());
    let critere = critere(&saisie, acteur);
    let lignes = listes::de_l_organisation(etat.db.read(), &critere, 0, EXPORT_MAX).await?;
    consigner(etat, acteur, &lignes).await?;
    let lignes: Vec<_> = lignes.iter().map(|l| Ok(cellules(l))).collect();
    let reponse =
        export::repondre(format, "candidatures", COLONNES, stream::iter(lignes).boxed()).await?;
    Ok(discrete(reponse))
}

async fn consigner(etat: &Etat, acteur: &Acteur, lignes: &[Ligne]) -> Result<(), Erreur> {
    let fait = |objet_genre, objet_id: &str, sujet, details| Fait {
        acte: "candidatures.exporter",
        acteur: Auteur::compte(acteur.personne.clone()),
        objet_genre,
        objet_id: objet_id.to_owned(),
        sujet,
        motif: String::new(),
        details,
    };
    let du_fichier = fait("liste", "candidatures", None, json!({ "lignes": lignes.len() }));
    let nommees = lignes.iter().filter(|l| se_nomme(l) && !l.courriel.is_empty());
    let de_chacun = nommees.map(|l| {
        let sujet = conformite::sujet(&etat.reglages.coffre, &l.courriel);
        fait("candidature", &l.id, Some(sujet), json!({}))
    });
    let faits: Vec<Fait> = std::iter::once(du_fichier).chain(de_chacun).collect();
    let mut tx = etat.db.write().await?;
    journal::consigner_tous(&mut tx, &faits, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(())
}

fn cellules(l: &Ligne) -> Vec<Cellule> {
    let visible = |valeur: &str| if se_nomme(l) { valeur.to_owned() } else { String::new() };
    let textes = [
        quand(l.deposee_le),
        l.titre.clone(),
        etat_dit(l).to_owned(),
        l.repondue_le.map(quand).unwrap_or_default(),
        visible(&l.prenom),
        visible(&l.nom),
        visible(&l.courriel),
        visible(&l.telephone),
        l.appelant.clone(),
    ];
    textes.into_iter().map(Cellule::Texte).collect()
}

/// An invented list, for tests.
#[cfg(test)]
pub fn exemple(pleine: bool) -> Ecran {
    let lignes = if pleine { vec![crate::courriels::exemple()] } else { Vec::new() };
    let page = web::page::Page::nouvelle("Candidatures reçues");
    let mut vue = Ecran::nouveau(page, &chapo(i64::from(pleine)));
    vue.filtres = Some(filtres(&Critere::default(), &[]));
    vue.bloc(tableau(&lignes, &Critere::default(), Instant::from_ms(7_200_000)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::courriels::exemple;

    #[test]
    fn a_hidden_candidate_stays_hidden_until_an_interview() {
        let dit = |l: &Ligne| cellules(l).iter().any(|c| *c == Cellule::Texte("Inès".to_owned()));
        let cachee = Ligne { anonyme: 1, ..exemple() };
        let intention = |i: &str| Ligne { intention: Some(i.to_owned()), ..cachee.clone() };
        let cas = [
            (exemple(), true),
            (cachee.clone(), false),
            (intention("refus"), false),
            (intention("ne_sait_pas"), false),
            (intention("entretien"), true),
        ];
        for (ligne, attendu) in cas {
            assert_eq!(dit(&ligne), attendu, "{:?}", ligne.intention);
        }
    }

    #[test]
    fn an_address_keeps_the_filters() {
        let critere = Critere {
            etat: "repondue".to_owned(),
            mots: "le goff".to_owned(),
            ..Critere::default()
        };
        assert_eq!(adresse("/x", &critere, 2), "/x?etat=repondue&q=le+goff&page=2");
        assert_eq!(adresse("/x", &Critere::default(), 0), "/x");
    }
}
