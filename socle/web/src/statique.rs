//! The static files that `web/` builds: style sheets, scripts, fonts, map.
//!
//! They live in the binary. Their names carry a hash of their content, so that the answer
//! can be kept for ever by browsers; each text file comes with its compressed twins.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Path under which the files are served.
pub const PREFIXE: &str = "/statique/";

/// `web/dist` is absent until `npm run build` has run; the program then still compiles and
/// its pages come without style.
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Fichiers;

static MANIFESTE: LazyLock<BTreeMap<String, String>> = LazyLock::new(lire_manifeste);

fn lire_manifeste() -> BTreeMap<String, String> {
    Fichiers::get("manifest.json")
        .and_then(|fichier| serde_json::from_slice(&fichier.data).ok())
        .unwrap_or_default()
}

/// Address of a file by its logical name: `compagnon.css` → `/statique/compagnon-1a2b3c4d5e.css`.
pub fn adresse(nom: &str) -> String {
    let fichier = MANIFESTE.get(nom).map_or(nom, String::as_str);
    format!("{PREFIXE}{fichier}")
}

/// A file ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// The bytes, compressed when `encodage` says so.
    pub contenu: Cow<'static, [u8]>,
    /// Value of `Content-Type`.
    pub genre: &'static str,
    /// Value of `Content-Encoding`, when the bytes are compressed.
    pub encodage: Option<&'static str>,
}

/// The file of this hashed name, in the best form that `accept_encoding` allows.
///
/// `None` when there is no such file; the compressed twins and the manifest have no address
/// of their own.
pub fn fichier(nom: &str, accept_encoding: &str) -> Option<Fichier> {
    let genre = genre(nom)?;
    let jumeaux = [("br", ".br"), ("gzip", ".gz")];
    let compresse = jumeaux
        .into_iter()
        .filter(|(encodage, _)| accepte(accept_encoding, encodage))
        .find_map(|(encodage, suffixe)| {
            let jumeau = Fichiers::get(&format!("{nom}{suffixe}"))?;
            Some((jumeau, Some(encodage)))
        });
    let (trouve, encodage) = compresse.or_else(|| Fichiers::get(nom).map(|brut| (brut, None)))?;
    Some(Fichier { contenu: trouve.data, genre, encodage })
}

/// Whether the header lists the encoding without refusing it by a null quality.
fn accepte(accept_encoding: &str, encodage: &str) -> bool {
    accept_encoding.split(',').any(|element| {
        let (nom, qualite) = element.split_once(';').unwrap_or((element, ""));
        let refuse = matches!(qualite.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        nom.trim() == encodage && !refuse
    })
}

fn genre(nom: &str) -> Option<&'static str> {
    let (base, extension) = nom.rsplit_once('.')?;
    match extension {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "json" if base != "manifest" => Some("application/json"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_of_the_encoding() {
        let cas = [
            ("gzip, deflate, br", "br", true),
            ("gzip;q=1.0, br;q=0", "br", false),
            ("gzip;q=1.0, br;q=0.5", "br", true),
            ("", "gzip", false),
            ("zebra", "br", false),
        ];
        for (entete, encodage, attendu) in cas {
            assert_eq!(accepte(entete, encodage), attendu, "{entete}");
        }
    }

    #[test]
    fn only_the_known_kinds_have_an_address() {
        for nom in ["manifest.json", "a.css.br", "a.css.gz", "..", "../Cargo.toml", "sans"] {
            assert_eq!(fichier(nom, "br"), None, "{nom}");
        }
    }

    #[test]
    fn an_unknown_name_keeps_its_own_address() {
        assert_eq!(adresse("inconnu.css"), "/statique/inconnu.css");
    }
}
