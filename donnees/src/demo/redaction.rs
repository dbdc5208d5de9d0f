//! Writing French from patterns: elisions, articles of towns, capitals.

/// Replaces each `{name}` of `modele` by its value in `valeurs`; an unknown name disappears.
pub(crate) fn remplir(modele: &str, valeurs: &[(&str, &str)]) -> String {
    let mut texte = String::with_capacity(modele.len() + 64);
    let mut reste = modele;
    while let Some((avant, apres)) = reste.split_once('{') {
        let (nom, suite) = apres.split_once('}').unwrap_or((apres, ""));
        texte.push_str(avant);
        texte
            .push_str(valeurs.iter().find(|(cle, _)| *cle == nom).map_or("", |(_, valeur)| valeur));
        reste = suite;
    }
    texte.push_str(reste);
    texte
}

/// `de Rennes`, `d'Angers`, `du Mans`, `des Ulis`.
pub(crate) fn de_ville(ville: &str) -> String {
    match article(ville) {
        Some(("Le", nom)) => format!("du {nom}"),
        Some((_, nom)) => format!("des {nom}"),
        None => de(ville),
    }
}

/// `à Rennes`, `au Mans`, `aux Ulis`.
pub(crate) fn a_ville(ville: &str) -> String {
    match article(ville) {
        Some(("Le", nom)) => format!("au {nom}"),
        Some((_, nom)) => format!("aux {nom}"),
        None => format!("à {ville}"),
    }
}

/// `de conduire`, `d'accueillir`.
pub(crate) fn de(mot: &str) -> String {
    if elides(mot) { format!("d'{mot}") } else { format!("de {mot}") }
}

/// First letter in capital.
pub(crate) fn majuscule(texte: &str) -> String {
    let mut lettres = texte.chars();
    lettres
        .next()
        .map_or_else(String::new, |premiere| premiere.to_uppercase().chain(lettres).collect())
}

/// Capitals without accents, as registers write names.
pub(crate) fn capitales(texte: &str) -> String {
    texte.chars().flat_map(|c| base_letter(c).to_uppercase()).collect::<String>().replace('Œ', "OE")
}

/// Lower-case letters, digits and hyphens, for invented web addresses.
pub(crate) fn adresse_web(texte: &str) -> String {
    let letters = texte.chars().map(|c| base_letter(c).to_ascii_lowercase());
    let words: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn article(ville: &str) -> Option<(&str, &str)> {
    ville.split_once(' ').filter(|(premier, _)| matches!(*premier, "Le" | "Les"))
}

fn elides(mot: &str) -> bool {
    mot.chars().next().is_some_and(|c| {
        matches!(base_letter(c).to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'h')
    })
}

fn base_letter(c: char) -> char {
    match c {
        'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'À' | 'Â' => 'A',
        'Ç' => 'C',
        'É' | 'È' | 'Ê' | 'Ë' => 'E',
        'Î' | 'Ï' => 'I',
        'Ô' => 'O',
        'Û' | 'Ü' => 'U',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_take_their_article() {
        let cases = [
            ("Rennes", "de Rennes", "à Rennes"),
            ("Angers", "d'Angers", "à Angers"),
            ("Évry", "d'Évry", "à Évry"),
            ("Le Mans", "du Mans", "au Mans"),
            ("Les Ulis", "des Ulis", "aux Ulis"),
            ("La Rochelle", "de La Rochelle", "à La Rochelle"),
        ];
        for (ville, de, a) in cases {
            assert_eq!((de_ville(ville).as_str(), a_ville(ville).as_str()), (de, a));
        }
    }

    #[test]
    fn patterns_are_filled() {
        assert_eq!(
            remplir("Chez {a}, {b} et {c}.", &[("a", "Léa"), ("b", "pain")]),
            "Chez Léa, pain et ."
        );
        assert_eq!(remplir("sans trou", &[]), "sans trou");
    }

    #[test]
    fn registers_and_addresses_are_plain() {
        assert_eq!(capitales("Électricité générale Lefèvre"), "ELECTRICITE GENERALE LEFEVRE");
        assert_eq!(adresse_web("L'Atelier de Zoé & fils"), "l-atelier-de-zoe-fils");
        assert_eq!(majuscule("élagueur"), "Élagueur");
    }
}
