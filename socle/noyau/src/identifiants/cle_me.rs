//! The *clé ministère éducatif*: what RCO, the catalogue, Parcoursup and Affelnet call a training.

use std::str::FromStr;

use super::court::{debug_lisible, identifiant};
use super::entreprise::Siret;
use super::lecture::{chiffres, compacter, refus, vide};
use super::territoire::CodeCommune;
use crate::erreur::ValeurInvalide;

/// Length of what is read from the end: two SIRET, then `-`, commune, `#` and place.
const LONGUEUR_FIN: usize = 14 + 14 + 10;

/// Stands for the commune of a training given entirely at a distance.
const COMMUNE_A_DISTANCE: &str = "99999";

/// Stands for the place of a training given entirely at a distance.
const LIEU_A_DISTANCE: &str = "LAD";

const ATTENDU: &str = "n'est pas une clé ministère éducatif : 49 caractères sont attendus, par exemple 018807P012X1859216160005718592161600057-59350#L01.";

identifiant! {
    /// `<id:6>P<parcours:2><durée><année><SIRET gestionnaire><SIRET formateur>-<commune>#<lieu>`.
    ///
    /// 49 characters, or 47 in old keys where the parcours is one digit without its `P0`. The year
    /// is `X` in nine keys out of ten. Both SIRET are read from the end, which both lengths share.
    CleMinistereEducatif, 49
}

debug_lisible!(CleMinistereEducatif);

impl CleMinistereEducatif {
    /// The establishment that answers for the training.
    ///
    /// # Errors
    /// When the key holds a SIRET whose own key is wrong: the shape of the whole is still right.
    pub fn siret_gestionnaire(&self) -> Result<Siret, ValeurInvalide> {
        self.fin()[..14].parse()
    }

    /// The establishment that teaches.
    ///
    /// # Errors
    /// As [`Self::siret_gestionnaire`].
    pub fn siret_formateur(&self) -> Result<Siret, ValeurInvalide> {
        self.fin()[14..28].parse()
    }

    /// The commune where the training is given; none when it is given at a distance.
    pub fn commune(&self) -> Option<CodeCommune> {
        let code = &self.fin()[29..34];
        if code == COMMUNE_A_DISTANCE { None } else { code.parse().ok() }
    }

    /// The place among those of the same training: `L01`, `L02`…, `LAD` at a distance.
    pub fn lieu(&self) -> &str {
        &self.fin()[35..]
    }

    /// Whether the training is given entirely at a distance.
    pub fn a_distance(&self) -> bool {
        self.lieu() == LIEU_A_DISTANCE
    }

    /// Length of the training in years, when the key says it.
    pub fn duree(&self) -> Option<u8> {
        self.chiffre_avant_la_fin(2)
    }

    /// Year of the training one enters in, from 1, when the key says it.
    pub fn annee(&self) -> Option<u8> {
        self.chiffre_avant_la_fin(1)
    }

    /// The key as it stands in an address: `#` would end the path there.
    pub fn pour_adresse(&self) -> String {
        self.as_str().replace('#', "%23")
    }

    fn fin(&self) -> &str {
        &self.as_str()[self.as_str().len() - LONGUEUR_FIN..]
    }

    fn chiffre_avant_la_fin(&self, recul: usize) -> Option<u8> {
        let octet = self.as_str().as_bytes()[self.as_str().len() - LONGUEUR_FIN - recul];
        octet.is_ascii_digit().then(|| octet - b'0')
    }
}

impl FromStr for CleMinistereEducatif {
    type Err = ValeurInvalide;

    fn from_str(texte: &str) -> Result<Self, Self::Err> {
        let compact = compacter(texte);
        if compact.is_empty() {
            return Err(vide("cleme.vide", "une clé ministère éducatif est attendue"));
        }
        if !compact.is_ascii() || !matches!(compact.len(), 47 | 49) {
            return Err(refus("cleme.longueur", texte, ATTENDU));
        }
        let (debut, fin) = compact.split_at(compact.len() - LONGUEUR_FIN);
        if !debut_valide(debut) || !fin_valide(fin) {
            return Err(refus("cleme.forme", texte, ATTENDU));
        }
        Ok(Self::conforme(&compact))
    }
}

/// `018807P012X` or, in old keys, `07578712X`.
fn debut_valide(debut: &str) -> bool {
    let (identifiant, reste) = debut.split_at(6);
    let parcours_et_rythme = reste.strip_prefix('P').unwrap_or(reste);
    let ancien = debut.len() == 9;
    let (parcours, rythme) = parcours_et_rythme.split_at(parcours_et_rythme.len() - 2);
    let rythme_valide = rythme.bytes().all(|o| o.is_ascii_digit() || matches!(o, b'X' | b'Y'));
    chiffres(identifiant) && chiffres(parcours) && ancien != reste.starts_with('P') && rythme_valide
}

/// Both SIRET, `-`, a commune, `#L` and two characters.
fn fin_valide(fin: &str) -> bool {
    let lieu = &fin.as_bytes()[36..];
    chiffres(&fin[..28])
        && &fin[28..29] == "-"
        && fin[29..34].parse::<CodeCommune>().is_ok()
        && &fin[34..36] == "#L"
        && lieu.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COURANTE: &str = "018807P012X1859216160005718592161600057-59350#L01";
    const ANCIENNE: &str = "07578712X1913005320002219130053200022-13213#L01";

    fn cle(texte: &str) -> CleMinistereEducatif {
        texte.parse().unwrap()
    }

    #[test]
    fn both_lengths_are_read_from_the_end() {
        let courante = cle(COURANTE);
        assert_eq!(courante.siret_gestionnaire().unwrap().as_str(), "18592161600057");
        assert_eq!(courante.siret_formateur().unwrap().as_str(), "18592161600057");
        assert_eq!((courante.duree(), courante.annee(), courante.lieu()), (Some(2), None, "L01"));
        let ancienne = cle(ANCIENNE);
        assert_eq!(ancienne.siret_formateur().unwrap().as_str(), "19130053200022");
        assert_eq!((ancienne.duree(), ancienne.annee()), (Some(2), None));
        assert_eq!(ancienne.commune().map(|c| c.to_string()), Some("13213".to_owned()));
    }

    #[test]
    fn at_a_distance() {
        let cle = cle("018807P01211859216160005718592161600057-99999#LAD");
        assert_eq!((cle.commune(), cle.a_distance(), cle.annee()), (None, true, Some(1)));
        assert_eq!(cle.pour_adresse(), "018807P01211859216160005718592161600057-99999%23LAD");
    }

    #[test]
    fn corsica() {
        let cle = cle("018807P012X1859216160005718592161600057-2B033#L02");
        assert_eq!(cle.commune().map(|c| c.to_string()), Some("2B033".to_owned()));
    }

    #[test]
    fn refused() {
        let cas = [
            ("", "cleme.vide"),
            ("018807P012X", "cleme.longueur"),
            ("018807P012Z1859216160005718592161600057-59350#L01", "cleme.forme"),
            ("018807Q012X1859216160005718592161600057-59350#L01", "cleme.forme"),
            ("018807P012X1859216160005718592161600057_59350#L01", "cleme.forme"),
            ("018807P012X1859216160005718592161600057-5935A#L01", "cleme.forme"),
            ("018807P012X1859216160005718592161600057-59350#M01", "cleme.forme"),
            ("018807P012X1859216160005718592161600057-59350#L0-", "cleme.forme"),
            ("P7578712X1913005320002219130053200022-13213#L01", "cleme.forme"),
            ("075787P2X1913005320002219130053200022-13213#L01", "cleme.forme"),
        ];
        for (texte, regle) in cas {
            assert_eq!(texte.parse::<CleMinistereEducatif>().unwrap_err().regle, regle, "{texte}");
        }
    }

    #[test]
    fn a_wrong_siret_inside_is_seen_when_it_is_asked_for() {
        let cle = cle("018807P012X1859216160005818592161600057-59350#L01");
        assert_eq!(cle.siret_gestionnaire().unwrap_err().regle, "siret.cle");
        assert!(cle.siret_formateur().is_ok());
    }

    proptest! {
        #[test]
        fn round_trip(texte in "[0-9]{6}(P[0-9]{2}|[0-9])[0-9X][0-9XY][0-9]{28}-([0-9]{5}|2[AB][0-9]{3})#L[0-9A-Z]{2}") {
            prop_assert_eq!(cle(&texte).to_string(), texte);
        }

        #[test]
        fn no_text_makes_it_panic(texte in "\\PC{45,50}") {
            let _ = texte.parse::<CleMinistereEducatif>();
        }
    }
}
