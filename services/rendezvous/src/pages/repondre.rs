//! The answer of a centre: its form, and a request as the centre reads it. Shared by the page of the
//! mail's link and by the space of the centre.

use noyau::dates::{DateCivile, Instant};
use web::ecran::Bloc;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};

use super::{jour, quand};
use crate::actes::ReponseSaisie;
use crate::depot::demandes::Demande;
use crate::regles::motif;
use crate::regles::portail::Portail;
use crate::regles::suivi::Reponse;
use crate::regles::{calendrier, suivi};

/// Longest message.
pub const MESSAGE_MAX: usize = 2_000;

/// Days ahead in which a date may be agreed.
const HORIZON_JOURS: i64 = 366;

/// What the centre reads before it opens the request: nothing of the person.
pub fn annonce(d: &Demande) -> Bloc {
    Bloc::default().faits(vec![
        ("Formation", d.intitule.clone()),
        ("Lieu", d.lieu.clone()),
        ("Reçue", quand(Some(d.deposee_le))),
        ("Réponse attendue avant le", jour(d.due_le)),
    ])
}

/// The request once opened.
pub fn detail(d: &Demande) -> Bloc {
    let motifs: Vec<&str> = motif::du_texte(&d.motifs).into_iter().map(|m| m.libelle).collect();
    let profil = if d.profil == "parent" { "Parent" } else { "Personne qui veut se former" };
    let portail = Portail::lire(&d.portail).unwrap_or(Portail::Site).libelle();
    let faits = vec![
        ("Qui", d.qui()),
        ("Profil", profil.to_owned()),
        ("Téléphone", d.telephone_lisible()),
        ("Adresse électronique", d.courriel.clone()),
        ("Veut parler de", motifs.join(", ")),
        ("Depuis", portail.to_owned()),
        ("Adressée à", d.destinataire.clone()),
    ];
    Bloc::nouveau("La demande", &[]).faits(faits).texte(&d.message)
}

/// What was answered, when it was.
pub fn deja(d: &Demande) -> Bloc {
    let faits = vec![
        ("État", d.etat().libelle().to_owned()),
        ("Le", quand(d.repondue_le)),
        ("Rendez-vous", d.convenu_le.map(calendrier::en_mots).unwrap_or_default()),
        ("Où", d.convenu_ou.clone()),
    ];
    Bloc::nouveau("La réponse", &[]).faits(faits).texte(&d.reponse)
}

/// The form of the answer.
pub fn formulaire(action: &str, d: &Demande) -> Formulaire {
    let choix = Reponse::TOUTES.map(|r| Choix::new(r.code(), r.libelle())).to_vec();
    let champs = vec![
        Champ::new("reponse", "Votre réponse", Genre::Radios(choix))
            .valeur(Reponse::Message.code()),
        Champ::new("message", "Votre message", Genre::Zone)
            .aide("À remplir si vous lui répondez ici : la personne le reçoit par courriel, avec votre adresse.")
            .facultatif(),
        Champ::new("jour", "Date du rendez-vous", Genre::Jour)
            .aide("Si vous en proposez un. Un fichier pour son agenda sera joint.")
            .facultatif(),
        Champ::ligne("heure", "Heure").aide("Format attendu : 14:30").facultatif(),
        Champ::ligne("ou", "Où")
            .aide("Une adresse, ou « par téléphone ».")
            .valeur(d.lieu.as_str())
            .facultatif(),
    ];
    Formulaire::new(action, "Envoyer ma réponse", champs)
}

/// What the form holds when it starts from a text written before.
pub fn partir_de(texte: &str, d: &Demande) -> Saisie {
    let champs = [("reponse", Reponse::Message.code()), ("message", texte), ("ou", &d.lieu)];
    Saisie::des(champs.map(|(nom, valeur)| (nom.to_owned(), valeur.to_owned())))
}

/// Reads an answer; notes what is wrong.
pub fn lire(saisie: &mut Saisie, maintenant: Instant) -> Option<ReponseSaisie> {
    let reponse = Reponse::lire(saisie.texte("reponse"));
    if reponse.is_none() {
        saisie.refuser("reponse", "Choisissez une réponse.");
    }
    let message = saisie.borne("message", 0, MESSAGE_MAX);
    if reponse == Some(Reponse::Message) && message.is_empty() {
        saisie.refuser("message", "Écrivez ce que la personne lira.");
    }
    let convenu_le =
        if reponse == Some(Reponse::Message) { date(saisie, maintenant) } else { None };
    let ou = saisie.borne("ou", 0, 200);
    if !saisie.bonne() {
        return None;
    }
    Some(ReponseSaisie {
        reponse: reponse?,
        message,
        convenu_ou: if convenu_le.is_some() { ou } else { String::new() },
        convenu_le,
    })
}

/// The agreed date; none when nothing was typed.
fn date(saisie: &mut Saisie, maintenant: Instant) -> Option<i64> {
    let (jour, heure) = (saisie.texte("jour").to_owned(), saisie.texte("heure").to_owned());
    if jour.is_empty() && heure.is_empty() {
        return None;
    }
    let Ok(jour) = jour.parse::<DateCivile>() else {
        saisie.refuser("jour", "Donnez le jour du rendez-vous.");
        return None;
    };
    let Some(instant) = calendrier::instant(jour, &heure.replace(['h', 'H'], ":")) else {
        saisie.refuser("heure", "Donnez l’heure, par exemple 14:30.");
        return None;
    };
    let fin = maintenant.date().plus_jours(HORIZON_JOURS);
    if instant <= maintenant || jour > fin {
        saisie.refuser("jour", "Choisissez une date à venir, dans l’année.");
        return None;
    }
    Some(instant.ms())
}

/// What reminds a centre of its word.
pub fn engagement() -> String {
    format!("Une réponse est attendue sous {} jours ouvrés.", suivi::REPONSE_JOURS_OUVRES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lue(corps: &str) -> Result<ReponseSaisie, Vec<&'static str>> {
        let maintenant = "2026-11-24T09:00:00Z".parse().unwrap();
        let mut saisie = Saisie::lire(corps);
        let champs = ["reponse", "message", "jour", "heure", "ou"];
        lire(&mut saisie, maintenant)
            .ok_or_else(|| champs.into_iter().filter(|c| !saisie.erreur(c).is_empty()).collect())
    }

    #[test]
    fn an_answer_with_a_date_is_read() {
        let corps = "reponse=message&message=Venez&jour=2026-12-01&heure=14h30&ou=Rennes";
        let lue = lue(corps).unwrap();
        let debut = "2026-12-01T13:30:00Z".parse::<Instant>().unwrap().ms();
        assert_eq!((lue.convenu_le, lue.convenu_ou.as_str()), (Some(debut), "Rennes"));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cas: [(&str, &[&str]); 7] = [
            ("reponse=rien", &["reponse"]),
            ("reponse=message&message=", &["message"]),
            ("reponse=message&message=a&heure=14:30", &["jour"]),
            ("reponse=message&message=a&jour=2026-12-01", &["heure"]),
            ("reponse=message&message=a&jour=2026-11-24&heure=09:00", &["jour"]),
            ("reponse=message&message=a&jour=2028-11-24&heure=09:00", &["jour"]),
            ("reponse=message&message=a&jour=demain&heure=09:00", &["jour"]),
        ];
        for (corps, attendues) in cas {
            assert_eq!(lue(corps).unwrap_err(), attendues, "{corps}");
        }
    }

    #[test]
    fn an_answer_given_elsewhere_has_no_date() {
        let lue = lue("reponse=autre_canal&message=&jour=2026-12-01&heure=14:30&ou=x").unwrap();
        assert_eq!((lue.convenu_le, lue.convenu_ou.as_str()), (None, ""));
    }
}
