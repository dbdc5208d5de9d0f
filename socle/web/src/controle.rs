//! Checks what a machine can check of a page's HTML, for the tests of every view.
//!
//! It covers the part of the RGAA that breaks most easily when a template is edited:
//! language, title, headings, labels, identifiers, alternatives, and nothing that the
//! content security policy would refuse. It reads our own templates' output, which is well
//! formed; it is not a parser for the web.

use std::collections::{BTreeMap, BTreeSet};

/// The faults of a page, each in one sentence; empty when there is none.
pub fn fautes(html: &str) -> Vec<String> {
    let balises = balises(html);
    let mut fautes = Vec::new();
    langue_et_titre(html, &balises, &mut fautes);
    titres(&balises, &mut fautes);
    identifiants(&balises, &mut fautes);
    champs(&balises, &mut fautes);
    interdits(&balises, &mut fautes);
    fautes
}

/// An opening tag and its attributes.
struct Balise<'a> {
    nom: &'a str,
    attributs: BTreeMap<&'a str, &'a str>,
}

impl Balise<'_> {
    fn a(&self, attribut: &str) -> Option<&str> {
        self.attributs.get(attribut).copied()
    }
}

fn balises(html: &str) -> Vec<Balise<'_>> {
    let mut balises = Vec::new();
    let mut reste = html;
    while let Some(debut) = reste.find('<') {
        reste = &reste[debut + 1..];
        if !reste.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let fin = fin_de_balise(reste);
        balises.push(balise(&reste[..fin]));
        reste = &reste[fin..];
    }
    balises
}

/// Position of the `>` that ends the tag, outside its quoted values.
fn fin_de_balise(texte: &str) -> usize {
    let mut entre_guillemets = false;
    for (position, c) in texte.char_indices() {
        match c {
            '"' => entre_guillemets = !entre_guillemets,
            '>' if !entre_guillemets => return position,
            _ => {}
        }
    }
    texte.len()
}

fn balise(texte: &str) -> Balise<'_> {
    let fin_du_nom = texte.find(char::is_whitespace).unwrap_or(texte.len());
    let (nom, mut reste) = texte.split_at(fin_du_nom);
    let mut attributs = BTreeMap::new();
    loop {
        reste = reste.trim_start();
        let fin = reste.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(reste.len());
        if fin == 0 {
            return Balise { nom, attributs };
        }
        let (attribut, suite) = reste.split_at(fin);
        let (valeur, suite) = valeur(suite);
        attributs.insert(attribut, valeur);
        reste = suite;
    }
}

/// The quoted value that follows a name, and what follows it.
fn valeur(suite: &str) -> (&str, &str) {
    let cite = suite.strip_prefix("=\"");
    cite.and_then(|texte| texte.split_once('"')).unwrap_or(("", suite.trim_start_matches('=')))
}

fn langue_et_titre(html: &str, balises: &[Balise<'_>], fautes: &mut Vec<String>) {
    let francais =
        balises.iter().any(|balise| balise.nom == "html" && balise.a("lang") == Some("fr"));
    if !francais {
        fautes.push("la page ne dit pas sa langue".to_owned());
    }
    let titre = html
        .split_once("<title>")
        .and_then(|(_, suite)| suite.split_once("</title>"))
        .map_or("", |(titre, _)| titre.trim());
    if titre.is_empty() || titre.starts_with('—') {
        fautes.push("la page n’a pas de titre".to_owned());
    }
}

/// One `h1`, and no level skipped on the way down.
fn titres(balises: &[Balise<'_>], fautes: &mut Vec<String>) {
    let niveaux: Vec<u32> =
        balises.iter().filter_map(|balise| balise.nom.strip_prefix('h')?.parse().ok()).collect();
    let premiers = niveaux.iter().filter(|&&niveau| niveau == 1).count();
    if premiers != 1 {
        fautes.push(format!("la page a {premiers} titres de premier niveau"));
    }
    for paire in niveaux.windows(2) {
        if paire[1] > paire[0] + 1 {
            fautes.push(format!("un titre h{} suit un titre h{}", paire[1], paire[0]));
        }
    }
}

/// Each identifier is unique, and each reference to one leads somewhere.
fn identifiants(balises: &[Balise<'_>], fautes: &mut Vec<String>) {
    const REFERENCES: [&str; 5] =
        ["for", "aria-controls", "aria-describedby", "aria-labelledby", "form"];
    let mut connus = BTreeSet::new();
    for id in balises.iter().filter_map(|balise| balise.a("id")) {
        if !connus.insert(id) {
            fautes.push(format!("l’identifiant « {id} » sert deux fois"));
        }
    }
    let ancres = balises.iter().filter_map(|balise| balise.a("href")?.strip_prefix('#'));
    let references = balises
        .iter()
        .flat_map(|balise| REFERENCES.iter().filter_map(|nom| balise.a(nom)))
        .flat_map(str::split_whitespace);
    for id in ancres.chain(references) {
        if !connus.contains(id) {
            fautes.push(format!("« {id} » est désigné mais n’existe pas"));
        }
    }
}

/// Each field has its label, each image its alternative.
fn champs(balises: &[Balise<'_>], fautes: &mut Vec<String>) {
    let etiquettes: BTreeSet<&str> = balises.iter().filter_map(|balise| balise.a("for")).collect();
    for balise in balises {
        let champ = matches!(balise.nom, "input" | "select" | "textarea");
        let muet = matches!(balise.a("type"), Some("hidden" | "submit"));
        let nomme = balise.a("aria-label").is_some()
            || balise.a("id").is_some_and(|id| etiquettes.contains(id));
        if champ && !muet && !nomme {
            let nom = balise.a("name").unwrap_or_default();
            fautes.push(format!("le champ « {nom} » n’a pas d’étiquette"));
        }
        if balise.nom == "img" && balise.a("alt").is_none() {
            fautes.push("une image n’a pas d’alternative".to_owned());
        }
    }
}

/// Nothing inline, nothing fetched from elsewhere, no imposed order of tabulation.
fn interdits(balises: &[Balise<'_>], fautes: &mut Vec<String>) {
    for balise in balises {
        let donnees = matches!(balise.a("type"), Some("application/json" | "application/ld+json"));
        if balise.nom == "style"
            || (balise.nom == "script" && balise.a("src").is_none() && !donnees)
        {
            fautes.push(format!("la page contient un élément {} en ligne", balise.nom));
        }
        for attribut in balise.attributs.keys() {
            if *attribut == "style" || attribut.starts_with("on") {
                fautes.push(format!("l’élément {} a un attribut {attribut}", balise.nom));
            }
        }
        if balise.a("src").is_some_and(|src| src.contains("//")) {
            fautes.push(format!("l’élément {} va chercher un fichier ailleurs", balise.nom));
        }
        if balise.a("tabindex").is_some_and(|rang| !matches!(rang, "0" | "-1")) {
            fautes.push("un élément impose son rang de tabulation".to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(corps: &str) -> String {
        format!(r#"<html lang="fr"><title>Essai</title><body><h1>Essai</h1>{corps}</body></html>"#)
    }

    #[test]
    fn a_sound_page_has_no_fault() {
        let corps = r##"<h2 id="a">Titre</h2><a href="#a" title="a > b">Aller</a>
            <label for="q">Mot</label><input id="q" name="q" disabled><input type="hidden" name="x">
            <script type="application/ld+json">{}</script><script src="/a.js"></script>"##;
        assert_eq!(fautes(&page(corps)), Vec::<String>::new());
    }

    #[test]
    fn each_fault_is_told() {
        let cas = [
            ("<h1>Deux</h1>", "2 titres"),
            ("<h3>Trop bas</h3>", "h3 suit un titre h1"),
            (r#"<p id="a"></p><p id="a"></p>"#, "sert deux fois"),
            (r##"<a href="#nulle-part">x</a>"##, "n’existe pas"),
            (r#"<input name="q">"#, "n’a pas d’étiquette"),
            (r#"<img src="/a.svg">"#, "alternative"),
            (r#"<script src="https://ailleurs.example/a.js"></script>"#, "ailleurs"),
            ("<script>1</script>", "en ligne"),
            (r#"<p style="color:red">x</p>"#, "attribut style"),
            (r#"<p onclick="x()">x</p>"#, "attribut onclick"),
            (r#"<p tabindex="3">x</p>"#, "tabulation"),
        ];
        for (corps, attendu) in cas {
            let fautes = fautes(&page(corps)).join(" ; ");
            assert!(fautes.contains(attendu), "{corps} : {fautes}");
        }
        assert_eq!(fautes("<p>").len(), 3);
    }
}
