//! The journal, for the auditors.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use conformite::journal::{self, Fait, Filtre, Ligne};
use noyau::dates::DateCivile;
use serde_json::json;
use web::export::{self, Format};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::demandes::auteur;
use super::exports::{COLONNES_DU_JOURNAL, lignes_du_journal};
use super::{PAR_PAGE, Rendu, page, quand, rendre};
use web::ecran::{Bloc, Ecran, Table};

const ICI: &str = "/dpo/journal";

/// Most rows of one file.
const EXPORT_JOURS: i64 = 366;

/// The search.
pub async fn show(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let (filtre, choisis) = filtre(&parametres)?;
    let db = etat.db.read();
    let lignes = journal::chercher(db, &filtre, PAR_PAGE + 1).await?;
    let bilans = journal::bilans(db, 1).await?;
    let suite = usize::try_from(PAR_PAGE).unwrap_or(usize::MAX);
    let montrees = &lignes[..lignes.len().min(suite)];
    let chapo = "Qui a fait quoi, pour qui et pourquoi. Rien n’y est jamais modifié : chaque ligne porte l’empreinte de la précédente.";
    let mut ecran = Ecran::nouveau(page(&etat, "Journal", ICI), chapo);
    ecran.filtres = Some(Formulaire::new(ICI, "Chercher", champs(&choisis)));
    ecran = ecran.bloc(table(montrees)).bloc(preuve(bilans.first()));
    ecran = ecran.bloc(emporter(&choisis));
    if let (true, Some(derniere)) = (lignes.len() > suite, montrees.last()) {
        let suivante = format!("{ICI}?{}avant={}", adresse(&choisis), derniere.rang);
        ecran.blocs.insert(1, Bloc::default().lien("Lignes plus anciennes", suivante));
    }
    ecran.pagination = Pagination::default();
    rendre(&ecran)
}

/// What was asked, by field.
type Choisis = Vec<(&'static str, String)>;

const CHAMPS: [(&str, &str, &str); 5] = [
    ("acte", "Acte", "Début suffisant : droits.demandes"),
    ("acteur", "Identifiant de qui l’a fait", ""),
    ("objet", "Identifiant de l’objet", ""),
    ("du", "Du", ""),
    ("au", "Au", ""),
];

fn champs(choisis: &Choisis) -> Vec<Champ> {
    CHAMPS
        .iter()
        .zip(choisis)
        .map(|((nom, libelle, aide), (_, valeur))| {
            let genre =
                if matches!(*nom, "du" | "au") { Genre::Jour } else { Genre::Ligne("text") };
            Champ::new(nom, *libelle, genre).aide(*aide).facultatif().valeur(valeur.as_str())
        })
        .collect()
}

fn filtre(parametres: &Parametres) -> Result<(Filtre, Choisis), Erreur> {
    let texte = |nom: &str| parametres.texte(nom).map(str::to_owned);
    let jour = |nom: &str| -> Result<Option<DateCivile>, Erreur> {
        let Some(texte) = parametres.texte(nom) else { return Ok(None) };
        texte
            .parse()
            .map(Some)
            .map_err(|_| Erreur::parametre(nom, "une date est attendue, AAAA-MM-JJ"))
    };
    let filtre = Filtre {
        acte: texte("acte"),
        acteur: texte("acteur"),
        objet: texte("objet"),
        sujet: None,
        depuis: jour("du")?.map(|j| j.debut().ms()),
        jusqua: jour("au")?.map(|j| j.fin().ms()),
        avant: parametres.texte("avant").and_then(|a| a.parse().ok()),
    };
    let choisis = CHAMPS.map(|(nom, _, _)| (nom, texte(nom).unwrap_or_default())).to_vec();
    Ok((filtre, choisis))
}

fn adresse(choisis: &Choisis) -> String {
    let remplis = choisis.iter().filter(|(_, valeur)| !valeur.is_empty());
    remplis.map(|(nom, valeur)| format!("{nom}={}&", encoder(valeur))).collect()
}

fn encoder(texte: &str) -> String {
    texte
        .bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            autre => format!("%{autre:02X}"),
        })
        .collect()
}

fn table(lignes: &[Ligne]) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau("", &["Aucune ligne ne répond à cette recherche."]);
    }
    let rangee = |l: &Ligne| {
        let qui = match &l.au_nom_de {
            Some(nom) => format!("{} ({nom})", court(&l.acteur)),
            None => court(&l.acteur),
        };
        let objet = format!("{} {}", l.objet_genre, court(&l.objet));
        vec![
            l.rang.to_string(),
            quand(l.instant),
            l.acte.clone(),
            qui,
            objet,
            l.motif.clone(),
            l.details.clone(),
        ]
    };
    let colonnes = ["Ligne", "Date", "Acte", "Qui", "Objet", "Motif", "Détails"];
    Bloc::default().table(Table::simple("Journal", &colonnes, lignes.iter().map(rangee).collect()))
}

/// A signature is 64 characters long: its beginning is enough to compare.
fn court(identifiant: &str) -> String {
    if identifiant.len() <= 32 {
        return identifiant.to_owned();
    }
    identifiant.chars().take(12).chain(['…']).collect()
}

fn preuve(bilan: Option<&journal::BilanNote>) -> Bloc {
    let phrase = match bilan {
        None => "La chaîne n’a pas encore été vérifiée : elle l’est chaque nuit.".to_owned(),
        Some(b) => match b.rompu {
            None => format!(
                "Chaîne intacte jusqu’à la ligne {}, vérifiée le {}.",
                b.jusqua,
                quand(b.instant)
            ),
            Some(rang) => format!(
                "Chaîne ROMPUE à la ligne {rang} ({}), constaté le {}.",
                b.raison.as_deref().unwrap_or_default(),
                quand(b.instant)
            ),
        },
    };
    let mut bloc = Bloc::nouveau("Preuve", &[phrase.as_str()]);
    if let Some(b) = bilan.filter(|b| b.rompu.is_none()) {
        bloc.paragraphes.push(format!(
            "Notez cette empreinte hors du site pour pouvoir la comparer un jour : {}",
            b.empreinte
        ));
    }
    bloc
}

fn emporter(choisis: &Choisis) -> Bloc {
    let mut champs: Vec<Champ> =
        choisis.iter().map(|(nom, valeur)| Champ::cache(nom, valeur.as_str())).collect();
    champs.push(
        Champ::ligne("motif", "Pourquoi emporter cet extrait")
            .aide("Noté au journal avec votre compte."),
    );
    let mut formulaire = Formulaire::new("/dpo/journal/export", "Emporter l’extrait (CSV)", champs);
    formulaire.principal = false;
    Bloc::nouveau(
        "Emporter",
        &["L’extrait contient les lignes de la recherche, sur un an au plus."],
    )
    .formulaire(formulaire)
}

/// Takes an extract away: noted before it leaves.
pub async fn emporter_l_extrait(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let motif = saisie.borne("motif", 5, 300);
    if !saisie.bonne() {
        return Err(Erreur::parametre(
            "motif",
            "dites en quelques mots pourquoi, puis recommencez",
        ));
    }
    let (mut filtre, choisis) = filtre(&Parametres::lire(Some(&corps)))?;
    let maintenant = etat.horloge.maintenant().ms();
    let plus_tot = filtre.jusqua.unwrap_or(maintenant) - EXPORT_JOURS * crate::regles::JOUR_MS;
    filtre.depuis = Some(filtre.depuis.unwrap_or(plus_tot).max(plus_tot));
    let fait = Fait {
        acte: "droits.journal.exporter",
        acteur: auteur(&acteur),
        objet_genre: "journal",
        objet_id: "extrait".to_owned(),
        sujet: None,
        motif,
        details: json!(choisis.into_iter().collect::<std::collections::BTreeMap<_, _>>()),
    };
    let mut tx = etat.db.write().await?;
    journal::consigner(&mut tx, &fait, maintenant).await?;
    tx.commit().await?;
    let lignes = lignes_du_journal(journal::flux(etat.db.read(), &filtre));
    export::repondre(Format::Csv, "journal", COLONNES_DU_JOURNAL, lignes).await
}
