//! A file instead of a software: read, shown with what is to be mended, imported when the centre says so.

use std::collections::BTreeMap;

use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use web::ecran::{Bloc, Ecran, Table};
use web::export::Format;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::correspondance;
use super::{Rendu, refuser, rendre, sirets, sous_l_accueil, vers};
use crate::actions::TRANSMETTRE;
use crate::depot::{centres, transmissions};
use crate::reception;
use crate::regles::fichier;
use crate::{modele, tableur};

/// Address of the page.
pub const ICI: &str = "/effectifs/televersement";

/// Address of the template.
pub const MODELE: &str = "/effectifs/modele.xlsx";

/// Largest file, in bytes.
const FICHIER_MAX: usize = 8 * 1024 * 1024;

/// Largest body of the form: the file and what surrounds it.
pub const CORPS_MAX: usize = FICHIER_MAX + 1024 * 1024;

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let ecran = ecran(&etat, &acteur, &Saisie::default());
    if Parametres::lire(requete.as_deref()).texte("colonnes").is_none() {
        return rendre(&ecran);
    }
    let phrase = "Envoyez de nouveau votre fichier : ses colonnes seront reconnues.";
    rendre(&ecran.alerte("success", "Vos colonnes sont retenues", phrase))
}

/// The page, with what is wrong.
pub fn ecran(etat: &Etat, acteur: &Acteur, saisie: &Saisie) -> Ecran {
    let chapo = "Un fichier pour tous vos sites : chaque ligne dit son organisme. Rien n’est importé avant que vous l’ayez vérifié.";
    let siens = sirets(acteur, &TRANSMETTRE);
    let fichier =
        Champ::new("fichier", "Votre fichier", Genre::Fichier(".xlsx,.csv")).facultatif().aide(
            "XLSX ou CSV, 8 Mo et 50 000 lignes au plus. Les dates s’écrivent comme vous voulez.",
        );
    let colle = Champ::new("colle", "Ou des lignes copiées", Genre::Zone).facultatif().aide(
        "Dans votre tableur, copiez la ligne des titres et celles des apprenants, puis collez-les ici.",
    );
    let mut champs = vec![fichier, colle];
    if siens.len() > 1 {
        let choix = siens.iter().map(|s| Choix::new(s.clone(), s.clone())).collect();
        champs.push(Champ::new("siret", "Au nom de quel organisme ?", Genre::Radios(choix)));
    }
    let mut formulaire = Formulaire::new(ICI, "Vérifier le fichier", champs);
    if !saisie.bonne() {
        formulaire = formulaire.avec(saisie);
    }
    let modele = Bloc::nouveau(
        "Le modèle",
        &["Les colonnes marquées d’une étoile sont à remplir ; la feuille « Aide » dit ce que chacune attend. Vos colonnes en plus sont gardées."],
    )
    .lien("Télécharger le modèle (XLSX)", MODELE);
    let colonnes = modele::colonnes().into_iter().map(|(nom, obligatoire, aide)| {
        vec![nom, if obligatoire { "oui" } else { "non" }.to_owned(), aide.to_owned()]
    });
    let table = Table::simple(
        "Colonnes",
        &["Colonne", "Obligatoire", "Ce qui est attendu"],
        colonnes.collect(),
    );
    sous_l_accueil(etat, "Importer un fichier", ICI, chapo)
        .bloc(modele)
        .bloc(Bloc::nouveau("Votre fichier", &[]).formulaire(formulaire))
        .bloc(Bloc::nouveau("Colonnes", &[]).table(table))
}

/// The template.
pub async fn le_modele() -> Rendu {
    let octets = modele::classeur()?;
    let entetes = [
        (header::CONTENT_TYPE, Format::Xlsx.genre()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"modele-effectifs.xlsx\""),
    ];
    Ok((entetes, octets).into_response())
}

/// Reads a file and keeps it, to be looked at.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, parties: Multipart) -> Rendu {
    let (octets, mut saisie) = lire_l_envoi(parties).await?;
    let siens = sirets(&acteur, &TRANSMETTRE);
    let siret = match siens.as_slice() {
        [seul] => seul.clone(),
        _ => saisie.texte("siret").to_owned(),
    };
    if !siens.contains(&siret) {
        saisie.refuser("siret", "Choisissez l’un de vos organismes.");
    }
    let dites = centres::colonnes(etat.db.read(), &siret).await?;
    let lues = tokio::task::spawn_blocking(move || lire(&octets, &dites)).await?;
    let (rangs, items) = match lues {
        Ok(lues) if saisie.bonne() => lues,
        Ok(_) => return refuser(&ecran(&etat, &acteur, &saisie)),
        Err(refus) => {
            saisie.refuser("fichier", refus.pourquoi);
            let mut ecran = ecran(&etat, &acteur, &saisie);
            if !refus.titres.is_empty() && siens.contains(&siret) {
                ecran = ecran.bloc(correspondance::bloc(&siret, &refus.titres));
            }
            return refuser(&ecran);
        }
    };
    let maintenant = etat.horloge.maintenant().ms();
    let id = reception::apercevoir(&etat.db, &siret, rangs, items, maintenant).await?;
    Ok(vers(&format!("/effectifs/transmissions/{id}")))
}

type Lues = (Vec<i64>, Vec<serde_json::Value>);

/// Why a file is refused whole.
struct Refus {
    pourquoi: String,
    /// The names of its columns, when they are what is wrong.
    titres: Vec<String>,
}

impl From<&str> for Refus {
    fn from(pourquoi: &str) -> Self {
        Refus { pourquoi: pourquoi.to_owned(), titres: Vec::new() }
    }
}

/// The items of a file and their lines, or what is wrong with the whole; `dites` is what its columns stand for.
fn lire(octets: &[u8], dites: &BTreeMap<String, String>) -> Result<Lues, Refus> {
    if octets.is_empty() {
        return Err("Choisissez un fichier, ou collez vos lignes dessous.".into());
    }
    let mut lignes = tableur::lire(octets)?.into_iter();
    let (_, titres) = lignes.next().ok_or("Ce fichier est vide.")?;
    let entete = fichier::traduire(fichier::entete(&titres), dites);
    let absentes = fichier::colonnes_absentes(&entete);
    if !absentes.is_empty() {
        let absentes = absentes.join(", ");
        let pourquoi =
            format!("La première ligne doit nommer les colonnes ; il manque : {absentes}.");
        return Err(Refus { pourquoi, titres: entete });
    }
    let lues: Lues = lignes.map(|(numero, c)| (numero, fichier::item(&entete, &c))).unzip();
    if lues.0.is_empty() {
        Err("Ce fichier n’a pas de ligne sous ses titres.".into())
    } else {
        Ok(lues)
    }
}

async fn lire_l_envoi(mut parties: Multipart) -> Result<(Vec<u8>, Saisie), Erreur> {
    let (mut octets, mut colle, mut paires) = (Vec::new(), String::new(), Vec::new());
    while let Some(mut partie) = parties.next_field().await.map_err(illisible)? {
        match partie.name().unwrap_or_default() {
            "fichier" => {
                while let Some(morceau) = partie.chunk().await.map_err(illisible)? {
                    if octets.len() + morceau.len() > FICHIER_MAX {
                        let dit = "Le fichier dépasse 8 Mo : coupez-le en plusieurs.";
                        return Err(Erreur::nouvelle(
                            StatusCode::PAYLOAD_TOO_LARGE,
                            "corps.taille",
                            dit,
                        ));
                    }
                    octets.extend_from_slice(&morceau);
                }
            }
            "colle" => colle = partie.text().await.map_err(illisible)?,
            "siret" => paires.push(("siret".to_owned(), partie.text().await.map_err(illisible)?)),
            _ => {}
        }
    }
    if octets.is_empty() {
        octets = colle.clone().into_bytes();
    }
    paires.push(("colle".to_owned(), colle));
    Ok((octets, Saisie::des(paires)))
}

fn illisible(e: MultipartError) -> Erreur {
    if e.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let dit = "Le fichier dépasse 8 Mo : coupez-le en plusieurs.";
        return Erreur::nouvelle(StatusCode::PAYLOAD_TOO_LARGE, "corps.taille", dit);
    }
    let dit = "L’envoi n’a pas la forme d’un formulaire : rechargez la page puis recommencez.";
    Erreur::nouvelle(StatusCode::BAD_REQUEST, "requete.corps", dit)
}

/// Imports the lines of a file that nothing refuses.
pub async fn importer(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let mut tx = etat.db.write().await?;
    transmissions::confirmer(&mut tx, &id).await?;
    tx.commit().await?;
    Ok(vers(&format!("/effectifs/transmissions/{id}")))
}
