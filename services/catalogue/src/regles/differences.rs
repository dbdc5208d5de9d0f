//! Two deliveries of the same publisher, compared.

use super::formation::{Etablissement, Formation, Session};

/// A field that is not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChampChange {
    /// Name of the field, in French.
    pub champ: &'static str,
    /// What it was; none when empty.
    pub avant: Option<String>,
    /// What it is; none when empty.
    pub apres: Option<String>,
}

/// The fields that differ between two states of a training, in the order of the sheet.
pub fn champs_changes(avant: &Formation, apres: &Formation) -> Vec<ChampChange> {
    let paires = champs(avant).into_iter().zip(champs(apres));
    paires
        .filter(|(a, b)| a.1 != b.1)
        .map(|((champ, avant), (_, apres))| ChampChange { champ, avant, apres })
        .collect()
}

type Champ = (&'static str, Option<String>);

/// Every field that people may want to see change, always in the same order.
fn champs(f: &Formation) -> Vec<Champ> {
    let mut champs = certification(f);
    champs.extend(lieu(f));
    let noms =
        ["gestionnaire", "nom du gestionnaire", "UAI du gestionnaire", "adresse du gestionnaire"];
    champs.extend(etablissement(&f.gestionnaire, noms));
    let noms = ["formateur", "nom du formateur", "UAI du formateur", "adresse du formateur"];
    champs.extend(etablissement(&f.formateur, noms));
    champs.extend(organisation(f));
    champs
}

fn certification(f: &Formation) -> Vec<Champ> {
    vec![
        ("clé ministère éducatif", f.cle_me.map(|c| c.to_string())),
        ("code formation diplôme", Some(f.cfd.to_string())),
        ("RNCP", f.rncp.map(|r| r.to_string())),
        ("MEF", liste(&f.mefs)),
        ("nom", f.nom_usuel.clone()),
        ("intitulé", f.intitule.clone()),
        ("intitulé court", f.intitule_court.clone()),
        ("diplôme", f.diplome.clone()),
        ("niveau", f.niveau.map(|n| n.numero().to_string())),
        ("métiers", liste(&f.romes)),
    ]
}

fn lieu(f: &Formation) -> Vec<Champ> {
    let l = &f.lieu;
    vec![
        ("adresse du lieu", l.adresse.clone()),
        ("code postal du lieu", l.code_postal.map(|c| c.to_string())),
        ("commune du lieu", l.commune.map(|c| c.to_string())),
        ("localité du lieu", l.localite.clone()),
        ("position du lieu", l.point.map(|p| format!("{},{}", p.lat(), p.lon()))),
        ("SIRET du lieu", l.siret.map(|s| s.to_string())),
        ("UAI du lieu", l.uai.map(|u| u.to_string())),
    ]
}

fn etablissement(e: &Etablissement, noms: [&'static str; 4]) -> Vec<Champ> {
    let [siret, nom, uai, adresse] = noms;
    let parts = [
        e.adresse.clone(),
        e.code_postal.map(|c| c.to_string()),
        e.localite.clone(),
        e.commune.map(|c| format!("({c})")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    vec![
        (siret, Some(e.siret.to_string())),
        (nom, e.nom.clone()),
        (uai, e.uai.map(|u| u.to_string())),
        (adresse, (!parts.is_empty()).then(|| parts.join(" "))),
    ]
}

fn organisation(f: &Formation) -> Vec<Champ> {
    vec![
        ("sessions", liste(&f.sessions.iter().map(dire_session).collect::<Vec<_>>())),
        ("capacité", f.capacite.map(|c| c.to_string())),
        ("durée", f.duree.map(|d| d.to_string())),
        ("année d’entrée", f.annee.clone()),
        ("à distance", Some(oui_non(f.a_distance))),
        ("niveau d’entrée", f.niveau_entree.clone()),
        ("objectif", f.objectif.clone()),
        ("contenu", f.contenu.clone()),
        ("page ONISEP", f.onisep_url.clone()),
        ("statut Parcoursup", f.parcoursup_statut.clone()),
        ("statut Affelnet", f.affelnet_statut.clone()),
        ("publiée", Some(oui_non(f.publiee))),
        ("catalogue général", f.catalogue_general.map(oui_non)),
    ]
}

fn dire_session(s: &Session) -> String {
    let debut = if s.au_jour { s.debut.court() } else { s.debut.mois_long() };
    let fin = s.fin.map(|f| format!(" → {}", f.court())).unwrap_or_default();
    let places = s.capacite.map(|c| format!(" ({c} places)")).unwrap_or_default();
    format!("{debut}{fin}{places}")
}

fn liste<T: ToString>(valeurs: &[T]) -> Option<String> {
    let textes: Vec<String> = valeurs.iter().map(T::to_string).collect();
    (!textes.is_empty()).then(|| textes.join(", "))
}

fn oui_non(vrai: bool) -> String {
    if vrai { "oui" } else { "non" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::formation::essai;
    use super::*;

    type Cas =
        (fn(&mut Formation), Vec<(&'static str, Option<&'static str>, Option<&'static str>)>);

    #[test]
    fn only_what_changed_is_told_with_both_values() {
        let session = |debut: &str, au_jour| Session {
            debut: debut.parse().unwrap(),
            fin: None,
            au_jour,
            capacite: Some(12),
        };
        let mut avant = essai::formation();
        avant.sessions = vec![session("2021-11-01", false)];
        let cases: [Cas; 5] = [
            (|_| {}, vec![]),
            (|f| f.capacite = Some(12), vec![("capacité", None, Some("12"))]),
            (
                |f| (f.cfd, f.duree) = ("32033422".parse().unwrap(), None),
                vec![
                    ("code formation diplôme", Some("50022137"), Some("32033422")),
                    ("durée", Some("2"), None),
                ],
            ),
            (
                |f| f.formateur.localite = Some("Bruz".to_owned()),
                vec![("adresse du formateur", None, Some("Bruz"))],
            ),
            (
                |f| f.sessions[0].au_jour = true,
                vec![(
                    "sessions",
                    Some("novembre 2021 (12 places)"),
                    Some("01/11/2021 (12 places)"),
                )],
            ),
        ];
        for (changer, attendus) in cases {
            let mut apres = avant.clone();
            changer(&mut apres);
            let vus = champs_changes(&avant, &apres);
            let vus: Vec<_> =
                vus.iter().map(|c| (c.champ, c.avant.as_deref(), c.apres.as_deref())).collect();
            assert_eq!(vus, attendus);
        }
    }
}
