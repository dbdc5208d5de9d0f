//! What both formats share: a record on its way to the sink, field by field.

use importer::lecteurs::json;
use importer::lecteurs::souple::Texte;
use importer::{Arret, Fichier, Illisible, Origine, Puits, Rejet};
use noyau::ValeurInvalide;
use noyau::geo::{Point, parse_lat_lon};
use noyau::identifiants::{Cfd, CleMinistereEducatif, Siret};
use noyau::territoires::Departement;
use noyau::texte::titre_propre;
use serde::de::DeserializeOwned;

use crate::depot::contacts::ContactsDeFormation;
use crate::depot::sessions::SessionDeFormation;
use crate::regles::contacts::Contacts;
use crate::regles::controles;
use crate::regles::formation::{Etablissement, Formation, Lieu, NumerosRco, Precision, Session};

/// A record as a publisher writes it.
pub trait Brut: DeserializeOwned {
    /// Key of the ministry, diploma, SIRET of who answers for it and of who teaches.
    fn indispensables(&self) -> [&Texte; 4];

    /// Numbers of RCO.
    fn numeros(&self) -> NumerosRco;

    /// Mailboxes: of the training, of who teaches, of who answers for it.
    fn courriels(&self) -> [&Texte; 3];

    /// The training; what is malformed besides what it cannot do without is noted and left out.
    fn formation(
        &self,
        puits: &mut Puits,
        origine: Origine,
        requis: Requis,
    ) -> Result<Formation, Arret>;
}

/// Reads a file, record after record.
pub fn lire<B: Brut>(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    json::lire(fichier, |origine, lu: Result<B, String>| {
        puits.lu();
        match lu {
            Ok(brut) => Ok(ranger(puits, origine, &brut)?),
            Err(e) => Ok(puits.rejeter(origine.rejet("enregistrement", "", "forme", &e))?),
        }
    })
}

fn ranger(puits: &mut Puits, origine: Origine, brut: &impl Brut) -> Result<(), Arret> {
    match requis(puits, origine, brut.indispensables(), &brut.numeros())? {
        Ok(requis) => {
            let formation = brut.formation(puits, origine, requis)?;
            let contacts = Contacts::lire(brut.courriels().map(Texte::get));
            poser(puits, origine, formation, contacts)
        }
        Err(rejet) => puits.rejeter(rejet),
    }
}

/// Stores a training, its sessions and its contacts.
fn poser(
    puits: &mut Puits,
    origine: Origine,
    formation: Formation,
    contacts: Contacts,
) -> Result<(), Arret> {
    let (id, sessions) = (formation.id.clone(), formation.sessions.clone());
    if !puits.poser_nouveau(origine.ligne, formation)? {
        return Ok(());
    }
    for (rang, session) in sessions.into_iter().enumerate() {
        let ligne = SessionDeFormation { formation: id.clone(), rang: rang as i64, session };
        puits.poser(origine.ligne, ligne)?;
    }
    if contacts.vides() {
        return Ok(());
    }
    puits.poser(origine.ligne, ContactsDeFormation { formation: id, contacts })
}

/// What a training cannot do without.
pub struct Requis {
    pub cle_me: Option<CleMinistereEducatif>,
    pub id: String,
    pub cfd: Cfd,
    pub gestionnaire: Siret,
    pub formateur: Siret,
}

/// Reads what a training cannot do without (controls of the conversion of 2022): an identifier, a
/// diploma, and both SIRET. Placeholders stand for the key in some files: they are noted, and the
/// numbers of RCO identify the training.
fn requis(
    puits: &mut Puits,
    origine: Origine,
    [cle, cfd, gestionnaire, formateur]: [&Texte; 4],
    numeros: &NumerosRco,
) -> Result<Result<Requis, Rejet>, Arret> {
    let cle_me = puits.facultatif(origine.option("cle_ministere_educatif", cle.get()))?;
    Ok(lire_requis(origine, cle_me, [cfd, gestionnaire, formateur], numeros))
}

fn lire_requis(
    origine: Origine,
    cle_me: Option<CleMinistereEducatif>,
    [cfd, gestionnaire, formateur]: [&Texte; 3],
    numeros: &NumerosRco,
) -> Result<Requis, Rejet> {
    let id = cle_me.map(|c| c.to_string()).or_else(|| numeros.id());
    let id = origine.requis("cle_ministere_educatif", id.as_deref())?.to_owned();
    let cfd = origine.requis("cfd", cfd.get())?;
    let (cfd, _specialite) = Cfd::avec_specialite(cfd).map_err(|e| rejet(origine, "cfd", &e))?;
    let siret =
        |colonne, champ: &Texte| origine.valeur(colonne, origine.requis(colonne, champ.get())?);
    Ok(Requis {
        cle_me,
        id,
        cfd,
        gestionnaire: siret("etablissement_gestionnaire_siret", gestionnaire)?,
        formateur: siret("etablissement_formateur_siret", formateur)?,
    })
}

/// The texts of an organisation.
pub struct EtablissementBrut<'a> {
    pub prefixe: &'static str,
    pub noms: [&'a Texte; 2],
    pub uai: &'a Texte,
    pub adresse: &'a Texte,
    pub code_postal: &'a Texte,
    pub commune: &'a Texte,
    pub localite: &'a Texte,
}

/// Reads an organisation; what is malformed besides its SIRET is noted and left out.
pub fn etablissement(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: EtablissementBrut<'_>,
) -> Result<Etablissement, Arret> {
    let colonne = |nom: &str| format!("etablissement_{}_{nom}", brut.prefixe);
    Ok(Etablissement {
        siret,
        nom: brut.noms.iter().find_map(|n| n.get()).map(titre_propre),
        uai: puits.facultatif(origine.option(&colonne("uai"), brut.uai.get()))?,
        adresse: texte(brut.adresse),
        code_postal: puits
            .facultatif(origine.option(&colonne("code_postal"), brut.code_postal.get()))?,
        commune: puits.facultatif(origine.option(&colonne("code_insee"), brut.commune.get()))?,
        localite: brut.localite.get().map(titre_propre),
    })
}

/// The texts of a place.
pub struct LieuBrut<'a> {
    pub adresse: &'a Texte,
    pub code_postal: &'a Texte,
    pub commune: &'a Texte,
    pub localite: &'a Texte,
    /// `lat,lon`; the first that is there counts.
    pub coordonnees: [&'a Texte; 2],
    pub siret: &'a Texte,
    pub uai: &'a Texte,
}

/// Reads a place; what is malformed is noted and left out.
pub fn lieu(puits: &mut Puits, origine: Origine, brut: LieuBrut<'_>) -> Result<Lieu, Arret> {
    let commune = puits.facultatif(origine.option("lieu : commune", brut.commune.get()))?;
    let code_postal =
        puits.facultatif(origine.option("lieu : code postal", brut.code_postal.get()))?;
    let coherent = controles::code_postal_coherent(code_postal, commune);
    let coherent = coherent.map_err(|e| rejet(origine, "lieu : code postal", &e));
    let departement = commune.as_ref().and_then(Departement::de_commune);
    let departement =
        departement.or_else(|| code_postal.as_ref().and_then(Departement::de_code_postal));
    let point = point(puits, origine, brut.coordonnees)?;
    Ok(Lieu {
        adresse: texte(brut.adresse),
        code_postal: puits.facultatif(coherent)?,
        commune,
        localite: brut.localite.get().map(titre_propre),
        departement: departement.map(|d| d.code.to_owned()),
        region: departement.map(|d| d.region().code.to_owned()),
        point,
        precision: if point.is_some() { Precision::Adresse } else { Precision::Aucune },
        siret: puits.facultatif(origine.option("lieu : SIRET", brut.siret.get()))?,
        uai: puits.facultatif(origine.option("lieu : UAI", brut.uai.get()))?,
    })
}

fn point(puits: &mut Puits, origine: Origine, textes: [&Texte; 2]) -> Result<Option<Point>, Arret> {
    let lu = textes.iter().find_map(|t| t.get()).map(parse_lat_lon).transpose();
    puits.facultatif(lu.map_err(|e| rejet(origine, "lieu : coordonnées", &e)))
}

/// Reads starts; a malformed one is noted and left out. Ends and places, when they are there, are in
/// the same order as starts.
pub fn sessions(
    puits: &mut Puits,
    origine: Origine,
    colonne: &str,
    debuts: &[String],
    suites: impl Fn(usize) -> (Option<String>, Option<i64>),
) -> Result<Vec<Session>, Arret> {
    let mut sessions = Vec::with_capacity(debuts.len());
    for (rang, texte) in debuts.iter().enumerate() {
        let lu = controles::debut(texte).map(Some).map_err(|e| rejet(origine, colonne, &e));
        let Some((debut, au_jour)) = puits.facultatif(lu)? else { continue };
        let (fin, capacite) = suites(rang);
        let fin = puits.facultatif(origine.option("date_fin", fin.as_deref()))?;
        sessions.push(Session { debut, fin, au_jour, capacite });
    }
    sessions.sort();
    sessions.dedup();
    Ok(sessions)
}

/// Codes of a list; a malformed one is noted and left out.
pub fn codes<T: std::str::FromStr<Err = ValeurInvalide>>(
    puits: &mut Puits,
    origine: Origine,
    colonne: &str,
    textes: &[String],
) -> Result<Vec<T>, Arret> {
    let mut codes = Vec::with_capacity(textes.len());
    for texte in textes {
        codes.extend(puits.facultatif(origine.option(colonne, Some(texte)))?);
    }
    Ok(codes)
}

/// The reject of a value refused by a rule.
pub fn rejet(origine: Origine, colonne: &str, refus: &ValeurInvalide) -> Rejet {
    origine.rejet(colonne, &refus.valeur, refus.regle, &refus.message)
}

/// An owned text, when there is one.
pub fn texte(champ: &Texte) -> Option<String> {
    champ.get().map(str::to_owned)
}
