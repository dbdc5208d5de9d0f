//! 500 real couples of UAI and SIRET: each answer is explained by its rule, none is wrong.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use crate::commun::{Essai, donnees_reelles};
use annuaire::porte;
use annuaire::regles::rapprochement::{Recherche, Regle};
use noyau::identifiants::{Siret, Uai};

const FICHIERS: [&str; 9] = [
    "organismes/referentiel-api-v1-organismes.json",
    "organismes/organismes-prepa-apprentissage.csv",
    "rco/catalogue_etablissement_apprentissage_20221010.json",
    "reseaux/referentiel-reseau-afpa.csv",
    "reseaux/referentiel-reseau-aftral.csv",
    "reseaux/referentiel-reseau-agri.csv",
    "reseaux/referentiel-reseau-cma.csv",
    "reseaux/referentiel-reseau-compagnons-du-devoir.csv",
    "reseaux/referentiel-reseau-eduservice.csv",
];

/// What the files themselves say, read here without any code of the service.
#[derive(Default)]
struct Oracle {
    /// Couples that a network's file validates.
    valides: BTreeSet<(String, String)>,
    /// Every SIRET of any file.
    connus: BTreeSet<String>,
    /// SIRET that a file says closed.
    fermes: BTreeSet<String>,
    /// How many couples give a UAI.
    porteurs: HashMap<String, BTreeSet<String>>,
    /// The couples to look up.
    couples: Vec<(String, String)>,
}

impl Oracle {
    fn csv(&mut self, texte: &str, [siret, uai]: [&str; 2], validee: bool) {
        let mut lignes = texte.trim_start_matches('\u{feff}').lines();
        let titres: Vec<&str> = lignes.next().unwrap().split(';').map(denude).collect();
        let rang = |nom: &str| titres.iter().position(|t| *t == nom);
        let (Some(s), Some(u)) = (rang(siret), rang(uai)) else { panic!("{titres:?}") };
        let etat = rang("etat_administratif");
        for ligne in lignes {
            let champs: Vec<&str> = ligne.split(';').map(denude).collect();
            let champ = |n: usize| champs.get(n).copied().unwrap_or_default();
            let ferme = etat.is_some_and(|e| champ(e) == "fermé");
            self.noter(champ(s), champ(u), validee, ferme);
        }
    }

    fn noter(&mut self, siret: &str, uai: &str, validee: bool, ferme: bool) {
        if siret.parse::<Siret>().is_err() {
            return;
        }
        self.connus.insert(siret.to_owned());
        if ferme {
            self.fermes.insert(siret.to_owned());
        }
        if uai.parse::<Uai>().is_err() {
            return;
        }
        let couple = (siret.to_owned(), uai.to_uppercase());
        if validee {
            self.valides.insert(couple.clone());
            self.porteurs.entry(couple.1.clone()).or_default().insert(couple.0.clone());
        }
        self.couples.push(couple);
    }

    fn lire(dossier: &Path) -> Self {
        let mut oracle = Oracle::default();
        for fichier in FICHIERS {
            let texte = std::fs::read_to_string(dossier.join(fichier)).unwrap();
            match fichier.split('/').next().unwrap() {
                "reseaux" => oracle.csv(&texte, ["Siret", "UAI validée"], true),
                "rco" => oracle.rco(&texte),
                _ if fichier.ends_with("csv") => oracle.csv(&texte, ["siret", "uai"], false),
                _ => oracle.referentiel(&texte),
            }
        }
        oracle
    }

    fn rco(&mut self, texte: &str) {
        let racine: serde_json::Value = serde_json::from_str(texte).unwrap();
        let liste = racine.as_object().unwrap().values().next().unwrap();
        for e in liste.as_array().unwrap() {
            let champ = |nom: &str| e[nom].as_str().unwrap_or_default();
            self.noter(champ("siret"), champ("uai"), false, champ("ferme") == "true");
        }
    }

    fn referentiel(&mut self, texte: &str) {
        let racine: serde_json::Value = serde_json::from_str(texte).unwrap();
        for e in racine.as_array().unwrap() {
            let champ = |nom: &str| e[nom].as_str().unwrap_or_default();
            let ferme = champ("etat_administratif") == "fermé";
            self.noter(champ("siret"), champ("uai"), true, ferme);
        }
    }

    /// 500 couples spread over all the files, of which a few are twisted: the UAI of another.
    fn choisir(&self) -> Vec<(String, String)> {
        let pas = (self.couples.len() / 500).max(1);
        let mut choisis: Vec<_> = self.couples.iter().step_by(pas).take(500).cloned().collect();
        for n in (0..choisis.len().saturating_sub(10)).step_by(10) {
            choisis[n].1.clone_from(&self.couples[n * pas + 7].1.clone());
        }
        choisis
    }

    /// What is wrong with an answer, by what the files say.
    fn faute(&self, (siret, uai): &(String, String), vue: &Recherche) -> Option<String> {
        let resultat = vue.resultat.as_ref().map(|p| p.siret.to_string());
        let vus: BTreeSet<String> =
            vue.candidats.iter().map(|p| p.siret.to_string()).chain(resultat.clone()).collect();
        let valide = self.valides.contains(&(siret.clone(), uai.clone()));
        if !vus.contains(siret)
            && vue.regle != Regle::CoupleExact
            && vue.regle != Regle::LieuUnique
            && self.connus.contains(siret)
        {
            return Some("a known SIRET is neither the result nor a candidate".to_owned());
        }
        if valide && !self.fermes.contains(siret) && resultat.as_ref() != Some(siret) {
            return Some("a couple that a publisher validates is not the result".to_owned());
        }
        let autres = self.porteurs.get(uai).map_or(0, BTreeSet::len);
        if let Some(r) = &resultat
            && r != siret
            && autres == 0
            && vue.resultat.as_ref().is_some_and(|p| p.uai.is_none())
        {
            return Some("an organisation without a validated UAI replaces the SIRET".to_owned());
        }
        let montre = vue
            .resultat
            .as_ref()
            .is_some_and(|p| p.ouvert && self.fermes.contains(&p.siret.to_string()));
        montre.then(|| "a closed organisation is given as open".to_owned())
    }
}

fn denude(champ: &str) -> &str {
    champ.trim().trim_matches('"').trim_start_matches("=\"")
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_real_couples_are_explained_and_none_is_wrong() {
    let Some(dossier) = donnees_reelles() else { return };
    let essai = Essai::sqlite().await;
    for fichier in FICHIERS {
        essai.importer(&dossier.join(fichier)).await;
    }
    let oracle = Oracle::lire(&dossier);
    let couples = oracle.choisir();
    assert_eq!(couples.len(), 500);
    let mut par_regle: BTreeMap<&str, usize> = BTreeMap::new();
    let mut fautes = Vec::new();
    for couple in &couples {
        let (siret, uai): (Siret, Uai) = (couple.0.parse().unwrap(), couple.1.parse().unwrap());
        let vue = porte::rechercher(essai.db(), Some(&uai), Some(&siret)).await.unwrap();
        assert!(!vue.regle.phrase().is_empty());
        *par_regle.entry(vue.regle.code()).or_default() += 1;
        fautes.extend(oracle.faute(couple, &vue).map(|f| (couple, vue.regle, f)));
    }
    eprintln!("{par_regle:#?}");
    assert!(fautes.is_empty(), "{fautes:#?}");
    assert!(par_regle.len() > 2, "the sample tries several rules");
}
