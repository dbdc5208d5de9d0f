//! What a candidate writes to someone they do not know: no address of the web travels with it.

/// What stands in place of a link.
const RETIRE: &str = "[lien retiré]";

/// Suffixes under which people publish pages, for addresses written without a scheme.
const SUFFIXES: [&str; 14] =
    ["com", "fr", "net", "org", "io", "me", "co", "eu", "info", "biz", "ru", "xyz", "site", "link"];

/// The text without addresses of the web: the mail carries the name of the State's service, and
/// nobody should be led elsewhere by it. Mailboxes and inclusive writing stay as they are.
pub fn sans_liens(texte: &str) -> String {
    let lignes = texte.lines().map(|ligne| {
        let mots = ligne.split(' ').map(|mot| if est_un_lien(mot) { RETIRE } else { mot });
        mots.collect::<Vec<_>>().join(" ")
    });
    lignes.collect::<Vec<_>>().join("\n")
}

fn est_un_lien(mot: &str) -> bool {
    let mot = mot.trim_matches(|c: char| !c.is_alphanumeric() && c != '/').to_lowercase();
    if mot.contains("://") || mot.starts_with("www.") {
        return true;
    }
    if mot.contains('@') {
        return false;
    }
    let hote = mot.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((avant, suffixe)) = hote.rsplit_once('.') else { return false };
    let etiquettes = avant
        .split('.')
        .all(|e| !e.is_empty() && e.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    etiquettes && avant.len() > 2 && SUFFIXES.contains(&suffixe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_go_and_words_stay() {
        let cas = [
            ("Voir https://x.example/a?b ici", "Voir [lien retiré] ici"),
            ("(www.piege.ru)", "[lien retiré]"),
            ("mon site : ines.github.io/cv", "mon site : [lien retiré]"),
            ("coffret.com.", "[lien retiré]"),
            ("coiffeur.se et agriculteur.trice", "coiffeur.se et agriculteur.trice"),
            ("employé.es, H/M, 3.5 ans", "employé.es, H/M, 3.5 ans"),
            ("ines@exemple.fr", "ines@exemple.fr"),
            ("fin.Bonjour", "fin.Bonjour"),
            ("un\n\ndeux", "un\n\ndeux"),
            ("", ""),
        ];
        for (texte, attendu) in cas {
            assert_eq!(sans_liens(texte), attendu, "{texte}");
        }
    }
}
