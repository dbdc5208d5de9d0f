//! Every link of the site leads somewhere.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::site::{jouer, sites};

/// Pages read of each shape of address: searches and sheets are endless.
const PAR_FORME: usize = 40;

#[test]
fn every_link_leads_somewhere() {
    jouer(async {
        let site = &sites().await[0];
        let mut a_lire = VecDeque::from([("/".to_owned(), "nowhere".to_owned())]);
        let mut connues = BTreeSet::from(["/".to_owned()]);
        let mut formes: BTreeMap<String, usize> = BTreeMap::new();
        let mut lues = 0;
        while let Some((adresse, venue_de)) = a_lire.pop_front() {
            let page = site.lire(&adresse).await;
            assert!(page.statut < 400, "{venue_de} links to {adresse}: {}", page.statut);
            lues += 1;
            if !page.est_une_page() {
                continue;
            }
            for lien in liens(&page.corps) {
                let place = formes.entry(forme(&lien)).or_default();
                if *place < PAR_FORME && connues.insert(lien.clone()) {
                    *place += 1;
                    a_lire.push_back((lien, adresse.clone()));
                }
            }
        }
        assert!(lues > 60, "{lues} pages only");
        assert!(formes.len() > 10, "{formes:?}");
    });
}

/// Addresses of this site that a page links to, without their anchors.
fn liens(html: &str) -> Vec<String> {
    let adresses = html.split("href=\"").skip(1).filter_map(|suite| suite.split('"').next());
    let locales = adresses.filter(|a| a.starts_with('/') && !a.starts_with("//"));
    locales
        .map(|a| {
            a.split('#').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&")
        })
        .collect()
}

/// `/offre/…` for a sheet, `/recherche?…` for a search.
fn forme(adresse: &str) -> String {
    let chemin = adresse.split('?').next().unwrap_or_default();
    let debut: Vec<&str> = chemin.split('/').take(2).collect();
    let requete = if adresse.contains('?') { "?" } else { "" };
    debut.join("/") + requete
}
