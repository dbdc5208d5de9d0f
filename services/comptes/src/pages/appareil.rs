//! How people call the browser they use.

/// "Firefox sur Windows", from what the browser says of itself; vague when it says little.
pub fn nommer(agent: &str) -> String {
    const NAVIGATEURS: [(&str, &str); 6] = [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMES: [(&str, &str); 6] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let premier = |liste: &[(&str, &'static str)]| {
        liste.iter().find(|(signe, _)| agent.contains(signe)).map(|(_, nom)| *nom)
    };
    match (premier(&NAVIGATEURS), premier(&SYSTEMES)) {
        (Some(navigateur), Some(systeme)) => format!("{navigateur} sur {systeme}"),
        (Some(nom), None) | (None, Some(nom)) => nom.to_owned(),
        (None, None) => "Navigateur inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_people_know() {
        let cas = [
            ("Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/146.0", "Firefox sur Windows"),
            (
                "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36",
                "Chrome sur Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
                "Safari sur iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0",
                "Edge sur Windows",
            ),
            ("curl/8", "Navigateur inconnu"),
        ];
        for (agent, attendu) in cas {
            assert_eq!(nommer(agent), attendu);
        }
    }
}
