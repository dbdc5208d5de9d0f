//! An invented application, as a browser sends it: what tests and measures of the form share.

const LIMITE: &str = "----compagnon";

/// What the form is, for the `Content-Type` of who sends it.
pub const GENRE: &str = "multipart/form-data; boundary=----compagnon";

/// A form in several parts: its fields, then its CV, by name and content.
pub fn en_parties(champs: &[(&str, &str)], (nom, contenu): (&str, &str)) -> String {
    let champ = |(nom, valeur): &(&str, &str)| {
        format!("--{LIMITE}\r\nContent-Disposition: form-data; name=\"{nom}\"\r\n\r\n{valeur}\r\n")
    };
    let fichier = format!(
        "--{LIMITE}\r\nContent-Disposition: form-data; name=\"cv\"; filename=\"{nom}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n{contenu}\r\n--{LIMITE}--\r\n"
    );
    champs.iter().map(champ).collect::<String>() + &fichier
}

/// The application of this rank to a company, with a CV of so many bytes: its mailbox and its token are its own.
pub fn candidature(rang: usize, siret: &str, cv: usize) -> String {
    let destinataire = format!("recruiters_{siret}");
    let (jeton, courriel) = (format!("{rang:064x}"), format!("candidat{rang}@exemple.fr"));
    let champs = [
        ("destinataire", destinataire.as_str()),
        ("jeton", &jeton),
        ("prenom", "Inès"),
        ("nom", "Essai"),
        ("courriel", &courriel),
        ("telephone", "0612345678"),
        ("message", "Bonjour, je souhaite apprendre le métier chez vous."),
    ];
    en_parties(&champs, ("cv.pdf", &format!("%PDF-1.7 {}", "x".repeat(cv))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_application_is_its_own_and_ends_its_form() {
        let (une, deux) =
            (candidature(1, "90000000100009", 10), candidature(2, "90000000100009", 10));
        assert_ne!(une, deux);
        assert!(
            une.contains("recruiters_90000000100009") && une.contains("%PDF-1.7 xxxxxxxxxx\r\n")
        );
        let (_, limite) = GENRE.split_once("boundary=").expect("a boundary");
        assert!(une.ends_with(&format!("--{limite}--\r\n")));
    }
}
