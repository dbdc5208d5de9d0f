//! `GET /api/v1/conversions/{genre}/{code}`: what a code became and what it corresponds to.

use axum::Json;
use axum::extract::{Path, State};
use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Mef10, Rncp, Rome};
use serde::Serialize;
use utoipa::ToSchema;
use web::{Erreur, Etat};

use crate::porte::{CertificationsApi, Registre};
use crate::regles::conversion::{Conversion, convertir};

/// The answer.
#[derive(Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConversionApi {
    /// The code asked for, in its canonical spelling.
    code: String,
    /// `trouvé`, `mis à jour`, `périmé` or `inconnu`.
    message: &'static str,
    /// Codes to use today: itself, its successors (several when it was split), or none.
    valeurs: Vec<String>,
    /// The way to each successor, from the code asked for.
    chemins: Vec<Vec<String>>,
    /// Its name.
    libelle: Option<String>,
    /// European level, 1 to 8.
    niveau: Option<u8>,
    /// Last day; null while it is open.
    fin: Option<String>,
    /// Diplomas (CFD) that correspond to the codes to use, or to the code itself when none is.
    cfd: Vec<String>,
    /// Sheets of the register (RNCP).
    rncp: Vec<String>,
    /// Ways of preparing them (MEF, ten digits).
    mef: Vec<String>,
    /// Trades (ROME).
    rome: Vec<String>,
}

/// Convertir un code CFD, MEF, RNCP ou ROME
///
/// Dit si le code est à jour, ce qui l'a remplacé (tous ses successeurs, avec leur chaîne) et à quoi
/// il correspond dans les autres nomenclatures. Un code périmé ou inconnu n'est pas une erreur :
/// `message` le dit.
#[utoipa::path(
    get,
    path = "/api/v1/conversions/{genre}/{code}",
    params(
        ("genre" = String, Path, description = "cfd, mef, rncp ou rome"),
        ("code" = String, Path, description = "Le code ; RNCP peut être omis devant son numéro"),
    ),
    responses(
        (status = 200, description = "Ce que le code est devenu", body = ConversionApi),
        (status = 400, description = "Le code n'a pas la forme attendue"),
        (status = 404, description = "Cette nomenclature n'est pas convertie ici"),
        (status = 429, description = "Trop de demandes"),
        (status = 503, description = "Les référentiels ne sont pas chargés"),
    )
)]
pub async fn conversion(
    State(etat): State<Etat>,
    Path((genre, code)): Path<(String, String)>,
) -> Result<Json<ConversionApi>, Erreur> {
    let registre = Registre::de(&etat)?;
    let jour = etat.horloge.aujourd_hui();
    let faux = |_| Erreur::parametre("code", "ce code n’a pas la forme attendue");
    let reponse = match genre.as_str() {
        "cfd" => depuis_cfd(&registre, code.parse().map_err(faux)?, jour),
        "mef" => depuis_mef(&registre, code.parse().map_err(faux)?, jour),
        "rncp" => depuis_rncp(&registre, code.parse().map_err(faux)?, jour),
        "rome" => depuis_rome(&registre, code.parse().map_err(faux)?),
        _ => {
            let message = "Les nomenclatures converties sont cfd, mef, rncp et rome.";
            return Err(Erreur::introuvable(message));
        }
    };
    Ok(Json(reponse))
}

/// The four words of the answers, the codes to use, and the ways to them.
fn dire<T: ToString>(
    code: &T,
    suite: Conversion<T>,
) -> (&'static str, Vec<String>, Vec<Vec<String>>) {
    match suite {
        Conversion::Trouve => ("trouvé", vec![code.to_string()], Vec::new()),
        Conversion::MisAJour(chemins) => {
            let ecrits: Vec<Vec<String>> =
                chemins.iter().map(|c| c.iter().map(T::to_string).collect()).collect();
            let valeurs = ecrits.iter().filter_map(|c| c.last().cloned()).collect();
            ("mis à jour", valeurs, ecrits)
        }
        Conversion::Perime => ("périmé", Vec::new(), Vec::new()),
        Conversion::Inconnu => ("inconnu", Vec::new(), Vec::new()),
    }
}

/// A diploma, with what corresponds to it or to its successors.
pub fn depuis_cfd(registre: &CertificationsApi, cfd: Cfd, jour: DateCivile) -> ConversionApi {
    let table = registre.table();
    let suite =
        convertir(cfd, |c| table.diplome(c).map(|d| d.valide_au(jour)), |c| table.successeurs(c));
    let diplome = table.diplome(&cfd);
    let (message, valeurs, chemins) = dire(&cfd, suite);
    let mut reponse = ConversionApi {
        code: cfd.to_string(),
        message,
        valeurs,
        chemins,
        libelle: diplome.map(|d| d.libelle_long.clone()),
        niveau: table.niveau(&cfd).map(|n| n.numero()),
        fin: diplome.and_then(|d| d.fermeture).map(|d| d.to_string()),
        ..ConversionApi::default()
    };
    for utile in utiles(&reponse.valeurs, cfd) {
        ajouter(&mut reponse.cfd, [utile]);
        ajouter(&mut reponse.rncp, table.rncps(&utile).iter().copied());
        ajouter(&mut reponse.mef, table.mefs(&utile).iter().copied());
        ajouter(&mut reponse.rome, table.romes(&utile));
    }
    reponse
}

/// A MEF is a way of preparing a diploma: it lives as long as the diploma does.
fn depuis_mef(registre: &CertificationsApi, mef: Mef10, jour: DateCivile) -> ConversionApi {
    let table = registre.table();
    let cfd = table.diplomes().map(|d| d.cfd).find(|cfd| table.mefs(cfd).contains(&mef));
    let Some(cfd) = cfd else {
        return ConversionApi {
            code: mef.to_string(),
            message: "inconnu",
            ..ConversionApi::default()
        };
    };
    let du_diplome = depuis_cfd(registre, cfd, jour);
    let a_jour = du_diplome.message == "trouvé";
    let valeurs = if a_jour { vec![mef.to_string()] } else { Vec::new() };
    let message = if a_jour { "trouvé" } else { "périmé" };
    ConversionApi { code: mef.to_string(), message, valeurs, chemins: Vec::new(), ..du_diplome }
}

/// A sheet, with what corresponds to it or to those that follow it in its lineage.
fn depuis_rncp(registre: &CertificationsApi, rncp: Rncp, jour: DateCivile) -> ConversionApi {
    let table = registre.table();
    let suite = convertir(
        rncp,
        |r| table.fiche(r).map(|f| f.active && f.valide_au(jour)),
        |r| registre.successeurs_de_rncp(r),
    );
    let fiche = table.fiche(&rncp);
    let (message, valeurs, chemins) = dire(&rncp, suite);
    let mut reponse = ConversionApi {
        code: rncp.to_string(),
        message,
        valeurs,
        chemins,
        libelle: fiche.map(|f| f.intitule.clone()),
        niveau: fiche.and_then(|f| f.niveau).map(|n| n.numero()),
        fin: fiche.and_then(|f| f.fin).map(|d| d.to_string()),
        ..ConversionApi::default()
    };
    for utile in utiles(&reponse.valeurs, rncp) {
        ajouter(&mut reponse.rncp, [utile]);
        ajouter(&mut reponse.cfd, table.cfds(&utile).iter().copied());
        ajouter(&mut reponse.rome, table.romes_de_fiche(&utile).iter().copied());
        ajouter(&mut reponse.mef, table.cfds(&utile).iter().flat_map(|c| table.mefs(c)).copied());
    }
    reponse
}

/// A trade, with the certifications that lead to it.
fn depuis_rome(registre: &CertificationsApi, rome: Rome) -> ConversionApi {
    let table = registre.table();
    let libelle = registre.metier(rome.as_str());
    let mut cfds: Vec<Cfd> = table.diplomes().map(|d| d.cfd).collect();
    cfds.retain(|cfd| table.romes(cfd).contains(&rome));
    cfds.sort_unstable();
    let mut rncps: Vec<Rncp> = table.fiches().map(|f| f.rncp).collect();
    rncps.retain(|rncp| table.romes_de_fiche(rncp).contains(&rome));
    rncps.sort_unstable();
    let connu = libelle.is_some() || !cfds.is_empty() || !rncps.is_empty();
    ConversionApi {
        code: rome.to_string(),
        message: if connu { "trouvé" } else { "inconnu" },
        valeurs: connu.then(|| rome.to_string()).into_iter().collect(),
        libelle: libelle.map(str::to_owned),
        mef: cfds.iter().flat_map(|c| table.mefs(c)).map(Mef10::to_string).collect(),
        cfd: cfds.iter().map(Cfd::to_string).collect(),
        rncp: rncps.iter().map(Rncp::to_string).collect(),
        rome: connu.then(|| rome.to_string()).into_iter().collect(),
        ..ConversionApi::default()
    }
}

/// The codes to use, or the code itself when there is none.
fn utiles<T: std::str::FromStr>(valeurs: &[String], code: T) -> Vec<T> {
    let valeurs: Vec<T> = valeurs.iter().filter_map(|v| v.parse().ok()).collect();
    if valeurs.is_empty() { vec![code] } else { valeurs }
}

fn ajouter<T: ToString>(liste: &mut Vec<String>, codes: impl IntoIterator<Item = T>) {
    for code in codes {
        let code = code.to_string();
        if !liste.contains(&code) {
            liste.push(code);
        }
    }
}
