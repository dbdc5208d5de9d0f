//! Who: INE, names, address, phones, mailboxes, birth, SEXE, HANDI.

use noyau::identifiants::Telephone;

use super::{Inscription, texte};

/// Longest name, in characters.
const NOM_MAX: usize = 100;

/// Longest address, in characters.
const ADRESSE_MAX: usize = 200;

/// INE: the national number; an empty text when it is not known, so that the column stays one of text.
pub fn ine(i: &Inscription) -> String {
    let ine = i.champ("ine_apprenant");
    if ine.is_empty() { "=\"\"".to_owned() } else { ine }
}

/// NOM: without accents nor hyphens.
pub fn nom(i: &Inscription) -> String {
    texte::nu(&i.contenu.nom, NOM_MAX)
}

/// PRENOM1: the same.
pub fn prenom(i: &Inscription) -> String {
    texte::nu(&i.contenu.prenom, NOM_MAX)
}

/// ADRESSE: number and street, on one line.
pub fn adresse(i: &Inscription) -> String {
    texte::sur_une_ligne(&i.champ("adresse_apprenant"), ADRESSE_MAX)
}

/// COD_POST: postal code of the home.
pub fn code_postal(i: &Inscription) -> String {
    i.champ("code_postal_apprenant")
}

/// COM_RESID: INSEE code of the commune of the home.
pub fn commune(i: &Inscription) -> String {
    i.champ("code_commune_insee_apprenant")
}

/// TEL_JEUNE: ten digits, or an international number.
pub fn telephone(i: &Inscription) -> String {
    compact(&i.champ("tel_apprenant"))
}

/// TEL_RESP1_PERSO and TEL_RESP1_PRO: the one phone known of a legal representative.
pub fn telephone_du_responsable(i: &Inscription) -> String {
    compact(&i.autre("TEL_RESP1_PERSO"))
}

fn compact(numero: &str) -> String {
    let lu = numero.parse::<Telephone>().map(|t| t.affichage());
    lu.unwrap_or_default().replace('\u{a0}', "")
}

/// MAIL_JEUNE: mailbox of the apprentice.
pub fn courriel(i: &Inscription) -> String {
    i.champ("email_contact")
}

/// MAIL_RESP1: mailbox of a legal representative.
pub fn premier_courriel(i: &Inscription) -> String {
    i.champ("responsable_apprenant_mail1")
}

/// MAIL_RESP2: mailbox of another one.
pub fn second_courriel(i: &Inscription) -> String {
    i.champ("responsable_apprenant_mail2")
}

/// DATE_NAIS: day of birth.
pub fn naissance(i: &Inscription) -> String {
    texte::jour(i.contenu.naissance)
}

/// LIEU_NAIS: INSEE code of the commune of birth, else its postal code (`99` and the country, abroad).
pub fn lieu_de_naissance(i: &Inscription) -> String {
    let commune = i.champ("code_commune_insee_de_naissance_apprenant");
    if commune.is_empty() { i.champ("code_postal_de_naissance_apprenant") } else { commune }
}

/// SEXE: 1 for a man, 2 for a woman; empty when nobody said, for the centre to say it.
pub fn sexe(i: &Inscription) -> String {
    match i.champ("sexe_apprenant").as_str() {
        "M" => "1",
        "F" => "2",
        _ => "",
    }
    .to_owned()
}

/// HANDI: 1 for a recognised disabled worker, else 0.
pub fn handicap(i: &Inscription) -> String {
    let rqth = i.contenu.details.get("rqth_apprenant").and_then(serde_json::Value::as_bool);
    i64::from(rqth == Some(true)).to_string()
}
