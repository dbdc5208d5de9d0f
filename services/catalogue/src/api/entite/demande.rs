//! What a client of the catalogue asks: the same parameters in an address or in a body.

use serde_json::{Map, Value};
use url::form_urlencoded::parse;
use web::Erreur;

use super::document::CHAMPS;
use crate::regles::requete::{Champ, Requete};
use crate::regles::vivier::{Rangee, Vivier};

/// Trainings on a page when no number is asked for.
pub const PAR_PAGE: usize = 10;

/// Largest page.
const PAR_PAGE_MAX: usize = 1_000;

/// Largest number that a client may ask of a file.
const PAR_FICHIER_MAX: usize = 10_000_000;

/// Largest page number.
const PAGE_MAX: usize = 10_000_000;

/// A demand.
pub struct Demande {
    /// What is looked for.
    pub requete: Requete,
    /// Page, from 1.
    pub page: usize,
    /// Trainings wanted.
    pub limite: Option<usize>,
    /// Trainings left out before the first one of a file.
    pub saut: usize,
    /// The last identifier that the client of a file holds.
    pub apres: Option<String>,
    /// Ranks in [`CHAMPS`] of the fields to write.
    pub champs: Vec<usize>,
    tri: Option<(Champ, bool)>,
    fichier: bool,
    reprise: bool,
}

impl Demande {
    fn vide(fichier: bool) -> Self {
        Demande {
            requete: Requete::par_defaut(),
            page: 1,
            limite: None,
            saut: 0,
            apres: None,
            champs: (0..CHAMPS.len()).collect(),
            tri: None,
            fichier,
            reprise: false,
        }
    }

    /// Reads an address.
    pub fn lire(adresse: Option<&str>) -> Result<Self, Erreur> {
        Self::vide(false).avec_adresse(adresse)
    }

    /// Reads the address of a file: `skip` and as many trainings as wanted.
    pub fn lire_fichier(adresse: Option<&str>) -> Result<Self, Erreur> {
        Self::vide(true).avec_adresse(adresse)
    }

    /// Reads the address of a file of lines: in the order of identifiers, after the last one that
    /// the client holds (`apres`).
    pub fn lire_lignes(adresse: Option<&str>) -> Result<Self, Erreur> {
        let demande = Demande { reprise: true, ..Self::vide(true) }.avec_adresse(adresse)?;
        if demande.tri.is_some() {
            return Err(Erreur::parametre("sort", "cette liste est dans l’ordre des identifiants"));
        }
        Ok(Demande { tri: Some((Champ::Cle, true)), ..demande })
    }

    /// Reads a body; an empty one asks for nothing.
    pub fn lire_corps(corps: &[u8]) -> Result<Self, Erreur> {
        let mut demande = Self::vide(false);
        if corps.iter().all(u8::is_ascii_whitespace) {
            return Ok(demande);
        }
        let objet: Map<String, Value> = serde_json::from_slice(corps)
            .map_err(|_| Erreur::parametre("corps", "un objet JSON est attendu"))?;
        for (nom, valeur) in objet {
            demande.ajouter(&nom, valeur)?;
        }
        Ok(demande)
    }

    fn avec_adresse(mut self, adresse: Option<&str>) -> Result<Self, Erreur> {
        for (nom, valeur) in parse(adresse.unwrap_or_default().as_bytes()) {
            self.ajouter(&nom, Value::String(valeur.into_owned()))?;
        }
        Ok(self)
    }

    fn ajouter(&mut self, nom: &str, valeur: Value) -> Result<(), Erreur> {
        let refus = |message: String| Erreur::parametre(nom, &message);
        let limite_max = if self.fichier { PAR_FICHIER_MAX } else { PAR_PAGE_MAX };
        match nom {
            "query" => {
                self.requete = Requete::lire(&deplier(valeur).map_err(refus)?).map_err(refus)?
            }
            "select" => self.champs = selection(&deplier(valeur).map_err(refus)?).map_err(refus)?,
            "sort" => self.tri = tri(&deplier(valeur).map_err(refus)?).map_err(refus)?,
            "page" => self.page = nombre(&valeur, 1, PAGE_MAX).map_err(refus)?,
            "limit" => self.limite = Some(nombre(&valeur, 1, limite_max).map_err(refus)?),
            "skip" if self.fichier => {
                self.saut = nombre(&valeur, 0, PAR_FICHIER_MAX).map_err(refus)?;
            }
            "apres" if self.reprise => self.apres = valeur.as_str().map(str::to_owned),
            _ => return Err(Erreur::parametre(nom, "ce paramètre n’existe pas")),
        }
        Ok(())
    }

    /// Every training that answers, in the order asked; else in that of their titles.
    pub fn trouver<'a>(&self, vivier: &'a Vivier) -> Vec<&'a Rangee> {
        let mut trouvees: Vec<&Rangee> =
            vivier.rangees().iter().filter(|r| self.requete.retient(r)).collect();
        if let Some((champ, croissant)) = self.tri {
            trouvees.sort_by(|a, b| {
                let ordre = champ.premier(a).cmp(&champ.premier(b));
                let ordre = if croissant { ordre } else { ordre.reverse() };
                ordre.then_with(|| a.id.cmp(&b.id))
            });
        }
        trouvees
    }
}

impl Demande {
    /// Identifiers of the trainings of a file.
    pub fn identifiants(&self, vivier: &Vivier) -> Vec<String> {
        let trouvees = self.trouver(vivier).into_iter();
        let suite = trouvees.skip_while(|r| self.apres.as_deref().is_some_and(|a| &*r.id <= a));
        let limite = self.limite.unwrap_or(usize::MAX);
        suite.skip(self.saut).take(limite).map(|r| r.id.to_string()).collect()
    }
}

/// A value that an address writes as text.
fn deplier(valeur: Value) -> Result<Value, String> {
    match valeur {
        Value::String(texte) if texte.trim().is_empty() => Ok(Value::Object(Map::new())),
        Value::String(texte) => {
            serde_json::from_str(&texte).map_err(|_| "un objet JSON est attendu".to_owned())
        }
        autre => Ok(autre),
    }
}

fn nombre(valeur: &Value, min: usize, max: usize) -> Result<usize, String> {
    let lu = match valeur {
        Value::String(texte) => texte.trim().parse().ok(),
        autre => autre.as_u64().and_then(|n| usize::try_from(n).ok()),
    };
    lu.filter(|n| (min..=max).contains(n))
        .ok_or_else(|| format!("un nombre entier de {min} à {max} est attendu"))
}

/// Fields to keep (1, true) or to leave out (0, false); `_id` may be left out of those kept.
fn selection(valeur: &Value) -> Result<Vec<usize>, String> {
    let objet = valeur.as_object().ok_or("un objet JSON est attendu")?;
    let (mut gardes, mut otes) = (Vec::new(), Vec::new());
    for (nom, choix) in objet {
        let rang = CHAMPS.iter().position(|c| c.nom == nom);
        let rang = rang.ok_or_else(|| {
            let noms: Vec<&str> = CHAMPS.iter().map(|c| c.nom).collect();
            format!("le champ {nom} n’existe pas ; existent : {}", noms.join(", "))
        })?;
        match choix.as_bool().or_else(|| choix.as_i64().map(|n| n != 0)) {
            Some(true) => gardes.push(rang),
            Some(false) => otes.push(rang),
            None => return Err(format!("{nom} attend 1 ou 0")),
        }
    }
    if gardes.is_empty() {
        return Ok((0..CHAMPS.len()).filter(|rang| !otes.contains(rang)).collect());
    }
    if otes.iter().any(|rang| CHAMPS[*rang].nom != "_id") {
        return Err("des champs à garder et des champs à ôter ne se mêlent pas".to_owned());
    }
    gardes.sort_unstable();
    Ok(gardes)
}

/// One field: a JSON object does not say in which order it holds several.
fn tri(valeur: &Value) -> Result<Option<(Champ, bool)>, String> {
    let objet = valeur.as_object().ok_or("un objet JSON est attendu")?;
    if objet.len() > 1 {
        return Err("un seul champ ordonne la liste".to_owned());
    }
    let Some((nom, sens)) = objet.iter().next() else { return Ok(None) };
    let champ = Champ::lire(nom)?;
    match sens.as_i64() {
        Some(1) => Ok(Some((champ, true))),
        Some(-1) => Ok(Some((champ, false))),
        _ => Err(format!("{nom} attend 1 ou -1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regles::vivier::essai::vivier;

    fn ids(adresse: &str) -> String {
        let demande = Demande::lire(Some(adresse)).unwrap();
        demande.trouver(&vivier()).iter().map(|r| &*r.id).collect()
    }

    #[test]
    fn what_is_found_and_in_which_order() {
        let cas = [
            ("", "bca"),
            ("query=%7B%7D", "bca"),
            ("query=", "bca"),
            (r#"query={"num_departement":"35"}"#, "ba"),
            (r#"query={"niveau":"3 (CAP...)"}&sort={"code_commune_insee":1}"#, "ca"),
            (r#"sort={"cle_ministere_educatif":-1}"#, "cba"),
        ];
        for (adresse, attendus) in cas {
            assert_eq!(ids(adresse), attendus, "{adresse}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_refused_by_its_name() {
        let cas = [
            ("query=cfd", "query"),
            (r#"query={"$where":"1"}"#, "query"),
            ("queryAsRegex={}", "queryAsRegex"),
            ("page=0", "page"),
            ("limit=1001", "limit"),
            ("limit=dix", "limit"),
            ("skip=1", "skip"),
            ("sort=cfd", "sort"),
            (r#"sort={"cfd":2}"#, "sort"),
            (r#"sort={"cfd":1,"region":1}"#, "sort"),
            (r#"select={"email":1}"#, "select"),
            (r#"select={"cfd":1,"region":0}"#, "select"),
        ];
        for (adresse, nom) in cas {
            let refus = Demande::lire(Some(adresse)).err().map(|e| e.message);
            assert!(refus.as_ref().is_some_and(|m| m.starts_with(nom)), "{adresse}: {refus:?}");
        }
        assert!(Demande::lire_fichier(Some("limit=100000&skip=5")).is_ok());
        assert!(Demande::lire_fichier(Some("apres=x")).is_err());
        assert!(Demande::lire_lignes(Some("apres=x&limit=100000")).is_ok());
        assert!(Demande::lire_lignes(Some(r#"sort={"cfd":1}"#)).is_err());
        assert!(Demande::lire_corps(br#"{"query": {"cfd": "50022137"}, "limit": 20}"#).is_ok());
        assert!(Demande::lire_corps(b"").is_ok());
        assert!(Demande::lire_corps(b"[]").is_err());
    }

    #[test]
    fn fields_kept_and_left_out() {
        let noms = |adresse: &str| -> Vec<&str> {
            let demande = Demande::lire(Some(adresse)).unwrap();
            demande.champs.iter().map(|rang| CHAMPS[*rang].nom).collect()
        };
        assert_eq!(noms("").len(), CHAMPS.len());
        assert_eq!(noms(r#"select={"_id":0,"cfd":1}"#), ["cfd"]);
        assert_eq!(noms(r#"select={"region":true,"cfd":true}"#), ["cfd", "region"]);
        assert_eq!(noms(r#"select={"cfd":0}"#).len(), CHAMPS.len() - 1);
    }
}
