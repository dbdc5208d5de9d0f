//! Publishers' texts, made plain.

use noyau::texte::mots;

/// Entities seen in publishers' texts, beside the numeric ones.
const ENTITES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("eacute", "é"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("agrave", "à"),
    ("acirc", "â"),
    ("ccedil", "ç"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ocirc", "ô"),
    ("ugrave", "ù"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("oelig", "œ"),
    ("Eacute", "É"),
    ("Egrave", "È"),
    ("Agrave", "À"),
    ("Ccedil", "Ç"),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("euro", "€"),
    ("bull", "•"),
    ("deg", "°"),
];

/// Longest entity looked for after a `&`.
const ENTITE_MAX: usize = 10;

/// Elements that end a line.
const BLOCS: &[&str] = &[
    "br", "p", "li", "div", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "table",
];

/// Elements whose content is not for reading.
const CACHES: &[&str] = &["script", "style"];

/// A text without markup: entities decoded, tags removed, paragraphs and list items on their own
/// lines, spaces tidied.
pub fn texte_simple(brut: &str) -> String {
    let decode = if brut.contains('&') { decoder(brut) } else { brut.to_owned() };
    let nu = if decode.contains('<') { sans_balises(&decode) } else { decode };
    ranger(&nu)
}

/// A title without markup, on one line, said once: some publishers repeat it.
pub fn titre_sans_redite(brut: &str) -> String {
    let titre = texte_simple(brut).split_whitespace().collect::<Vec<_>>().join(" ");
    match moitie(&titre) {
        Some(une_fois) => une_fois.to_owned(),
        None => titre,
    }
}

/// An address of the web, when it is one that a browser opens.
pub fn adresse_web(brut: &str) -> Option<String> {
    let brut = brut.trim();
    let bas = brut.get(..8).unwrap_or(brut).to_ascii_lowercase();
    let suite = match bas.as_str() {
        b if b.starts_with("https://") => brut.get(8..),
        b if b.starts_with("http://") => brut.get(7..),
        b if b.starts_with("www.") => return adresse_web(&format!("https://{brut}")),
        _ => None,
    }?;
    let domaine = suite.split(['/', '?', '#']).next().unwrap_or_default();
    let plausible = domaine.contains('.') && !brut.contains(char::is_whitespace);
    plausible.then(|| brut.to_owned())
}

fn decoder(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    let mut reste = texte;
    while let Some(debut) = reste.find('&') {
        sortie.push_str(&reste[..debut]);
        reste = &reste[debut + 1..];
        match entite(reste) {
            Some((lettre, longueur)) => {
                sortie.push_str(&lettre);
                reste = &reste[longueur..];
            }
            None => sortie.push('&'),
        }
    }
    sortie + reste
}

/// The entity at the start of a text, after its `&`, and how long it is.
fn entite(texte: &str) -> Option<(String, usize)> {
    let fin = texte.bytes().take(ENTITE_MAX).position(|o| o == b';')?;
    let nom = &texte[..fin];
    let lettre = match nom.strip_prefix('#') {
        Some(numero) => numerique(numero)?.to_string(),
        None => ENTITES.iter().find(|(n, _)| *n == nom).map(|(_, l)| (*l).to_owned())?,
    };
    Some((lettre, fin + 1))
}

fn numerique(numero: &str) -> Option<char> {
    let code = match numero.strip_prefix(['x', 'X']) {
        Some(hexa) => u32::from_str_radix(hexa, 16).ok()?,
        None => numero.parse().ok()?,
    };
    char::from_u32(code)
}

fn sans_balises(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    let mut reste = texte;
    while let Some(debut) = reste.find('<') {
        sortie.push_str(&reste[..debut]);
        reste = &reste[debut + 1..];
        match balise(reste) {
            Some((nom, longueur)) => {
                let fermante = reste.starts_with('/');
                reste = &reste[longueur..];
                if BLOCS.contains(&nom.as_str()) {
                    sortie.push('\n');
                }
                if !fermante && CACHES.contains(&nom.as_str()) {
                    reste = reste.find("</").map_or("", |fin| &reste[fin..]);
                }
            }
            // "moins de 5 ans <" is text.
            None => sortie.push('<'),
        }
    }
    sortie + reste
}

/// Name and length of the tag at the start of a text, after its `<`.
fn balise(texte: &str) -> Option<(String, usize)> {
    let premier = texte.trim_start_matches('/').chars().next()?;
    if !premier.is_ascii_alphabetic() && premier != '!' {
        return None;
    }
    let fin = texte.find('>')?;
    let nom = texte[..fin].trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric());
    Some((nom.take(1).collect::<String>().to_ascii_lowercase(), fin + 1))
}

/// Tidies spaces; blank lines and control characters go.
fn ranger(texte: &str) -> String {
    let mut sortie = String::with_capacity(texte.len());
    for ligne in texte.lines() {
        let debut = sortie.len();
        let separe = |c: char| c.is_whitespace() || c.is_control();
        for mot in ligne.split(separe).filter(|mot| !mot.is_empty()) {
            if sortie.len() > debut {
                sortie.push(' ');
            } else if debut > 0 {
                sortie.push('\n');
            }
            sortie.push_str(mot);
        }
    }
    sortie
}

/// The half of a text that says the same thing twice.
fn moitie(titre: &str) -> Option<&str> {
    let tous = mots(titre);
    let (avant, apres) = tous.split_at(tous.len() / 2);
    if avant.is_empty() || avant != apres {
        return None;
    }
    let coupures = titre.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(i, _)| i);
    let coupure = coupures.into_iter().find(|i| mots(&titre[..*i]).len() == avant.len())?;
    Some(titre[..coupure].trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        let cas = [
            ("Bonjour", "Bonjour"),
            ("  deux   mots \r\n\r\n\n ici ", "deux mots\nici"),
            ("<p>Un</p><p>Deux</p>", "Un\nDeux"),
            ("Un<br/>Deux<BR>Trois", "Un\nDeux\nTrois"),
            ("<ul><li>Pétrir</li><li>Cuire</li></ul>", "Pétrir\nCuire"),
            ("l&#39;&eacute;t&eacute; &amp; l&#x27;hiver", "l'été & l'hiver"),
            ("&lt;p&gt;caché&lt;/p&gt;", "caché"),
            ("moins de 5 < 6 et R&D; a&b", "moins de 5 < 6 et R&D; a&b"),
            ("<script>alert(1)</script>Vu", "Vu"),
            ("<style>p{}</style><b class='x'>Gras</b>", "Gras"),
            ("a <!-- note --> b", "a b"),
            ("inachevé <p", "inachevé <p"),
            ("&#xFFFFFFFF; &#0; fin", "&#xFFFFFFFF; fin"),
            ("", ""),
        ];
        for (brut, attendu) in cas {
            assert_eq!(texte_simple(brut), attendu, "{brut}");
        }
    }

    #[test]
    fn a_title_is_said_once() {
        let cas = [
            ("Boulanger H/F", "Boulanger H/F"),
            ("Boulanger H/F - Boulanger H/F", "Boulanger H/F"),
            ("Boulanger Boulanger", "Boulanger"),
            ("BOULANGER H/F Boulanger (h/f)", "BOULANGER H/F"),
            ("Aide à domicile", "Aide à domicile"),
            ("Chef <b>de</b> rang\n", "Chef de rang"),
        ];
        for (brut, attendu) in cas {
            assert_eq!(titre_sans_redite(brut), attendu, "{brut}");
        }
    }

    #[test]
    fn addresses_a_browser_opens() {
        let cas = [
            ("https://exemple.invalid/a?b=c", Some("https://exemple.invalid/a?b=c")),
            (" HTTP://exemple.invalid ", Some("HTTP://exemple.invalid")),
            ("www.exemple.invalid", Some("https://www.exemple.invalid")),
            ("javascript:alert(1)", None),
            ("exemple.invalid", None),
            ("https://exemple invalid", None),
            ("https://exemple", None),
            ("", None),
            ("éééééééé", None),
        ];
        for (brut, attendu) in cas {
            assert_eq!(adresse_web(brut).as_deref(), attendu, "{brut}");
        }
    }
}
