//! Which official lists an organisation is in (référentiel UAI–SIRET, field `referentiels`).

use crate::porte::Organisme;

/// The three lists, as partners name them.
pub const REFERENTIELS: [&str; 3] = ["catalogue-etablissements", "sifa-ramsese", "datagouv"];

/// The lists that say the organisation exists: the catalogue when the Carif-Oref network or one of
/// its UAI cites it; SIFA and RAMSESE when one of its UAI comes from them; the public list of
/// organisations when it is certified for apprenticeship, which only that list says.
pub fn referentiels(o: &Organisme) -> Vec<&'static str> {
    let cite = |liste: &str| o.uais.iter().flat_map(|u| &u.dites).any(|d| d.appuis.contains(liste));
    let du_reseau = || {
        let identite = [&o.raison_sociale, &o.enseigne, &o.nda];
        let mut jeux = identite.into_iter().flatten().map(|f| f.provenance.jeu.as_str());
        jeux.any(|jeu| jeu == "organismes/rco")
    };
    let presents = [
        cite(REFERENTIELS[0]) || du_reseau(),
        cite(REFERENTIELS[1]),
        o.qualiopi.as_ref().is_some_and(|q| q.valeur),
    ];
    let noms = REFERENTIELS.into_iter().zip(presents);
    noms.filter(|(_, present)| *present).map(|(nom, _)| nom).collect()
}

/// Whether lists satisfy a filter: at least one of those wanted, none of those put aside.
pub fn convient(listes: &[&str], voulues: &[String], ecartees: &[String]) -> bool {
    let dedans = |nom: &String| listes.contains(&nom.as_str());
    (voulues.is_empty() || voulues.iter().any(dedans)) && !ecartees.iter().any(dedans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_wanted_and_put_aside() {
        // What an organisation is in, what is wanted, what is put aside.
        let cas = [
            (["datagouv", "", ""], true),
            (["datagouv", "datagouv,sifa-ramsese", ""], true),
            (["", "datagouv", ""], false),
            (["datagouv,sifa-ramsese", "datagouv", "sifa-ramsese"], false),
            (["datagouv", "", "sifa-ramsese"], true),
            (["", "", ""], true),
        ];
        for (textes, attendu) in cas {
            let [listes, voulues, ecartees] = textes.map(|t| {
                t.split(',').filter(|n| !n.is_empty()).map(str::to_owned).collect::<Vec<_>>()
            });
            let listes: Vec<&str> = listes.iter().map(String::as_str).collect();
            assert_eq!(convient(&listes, &voulues, &ecartees), attendu, "{textes:?}");
        }
    }
}
