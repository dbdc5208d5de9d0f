//! Who wished for a training in apprenticeship and has no contract: for their centre, their académie, their région.

use std::collections::BTreeSet;

use axum::extract::{RawQuery, State};
use noyau::dates::Instant;
use noyau::identifiants::Telephone;
use noyau::territoires::{Academie, Region};
use noyau::texte::{accord, plier};
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne};
use web::parametres::Parametres;
use web::{Acteur, Etat};

use super::{Rendu, a_emporter, choix, de_la_page, numero, page, paginer, rendre};
use crate::actions::CROISER;
use crate::croisement::Croisement;
use crate::depot::voeux::{De, LigneVoeu};
use crate::regles::voeux::Suite;

/// Address of the page.
pub const ICI: &str = "/effectifs/voeux";

/// What a person may see: the wishes of their centres, of their académies, of those of their région.
fn portee(acteur: &Acteur) -> [De; 2] {
    let (mut centres, mut academies) = (Vec::new(), Vec::new());
    for ressort in acteur.ressorts(&CROISER) {
        match ressort {
            Ressort::Organisme(siret) => centres.push(siret),
            Ressort::Academie(code) => academies.push(code),
            Ressort::Region(code) => academies.extend(academies_de(&code)),
            _ => {}
        }
    }
    [De::Centres(centres), De::Academies(academies)]
}

/// Codes of the académies that lie in a région.
fn academies_de(region: &str) -> Vec<String> {
    let departements = Region::par_code(region).into_iter().flat_map(Region::departements);
    let codes: BTreeSet<&str> =
        departements.filter_map(|d| d.academie()).map(|a: &Academie| a.code).collect();
    codes.into_iter().map(str::to_owned).collect()
}

/// What is looked for.
struct Filtre {
    suite: String,
    texte: String,
}

impl Filtre {
    fn lire(requete: &Parametres) -> Self {
        let dit = |nom| requete.texte(nom).unwrap_or_default().to_owned();
        Filtre { suite: dit("suite"), texte: dit("q") }
    }

    fn retient(&self, (v, suite): &(LigneVoeu, Suite)) -> bool {
        let nom = plier(&format!("{} {}", v.nom, v.prenom));
        (self.suite.is_empty() || suite.code() == self.suite)
            && plier(&self.texte).split_whitespace().all(|mot| nom.contains(mot))
    }

    fn suite(&self) -> String {
        choix(&[("suite", &self.suite), ("q", &self.texte)])
    }
}

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let filtre = Filtre::lire(&parametres);
    let rang = numero(parametres.texte("page"));
    let croisement = Croisement::charger(etat.db.read(), &portee(&acteur)).await?;
    let chapo = "Les élèves dont le vœu d’apprentissage vous a été transmis, et ceux qui n’ont pas encore de contrat.";
    let mut ecran = Ecran::nouveau(page(&etat, "Vœux d’apprentissage", ICI), chapo)
        .sous("Mon espace", "/espace");
    let Some(importe) = croisement.importe.filter(|_| !croisement.voeux.is_empty()) else {
        let phrase = "Aucun vœu n’est connu pour vous. Le fichier d’Affelnet arrive en juin.";
        return rendre(&ecran.bloc(Bloc::nouveau("", &[phrase])));
    };
    ecran.filtres = Some(formulaire(&filtre));
    ecran.sans_choix = "Tous";
    let chiffres = chiffres(&croisement, importe);
    let retenus: Vec<_> = croisement.voeux.iter().filter(|v| filtre.retient(v)).collect();
    let total = i64::try_from(retenus.len()).unwrap_or_default();
    let suite = filtre.suite();
    ecran.pagination = paginer(ICI, &suite, rang, total);
    let ecran = ecran.bloc(chiffres);
    if retenus.is_empty() {
        return rendre(&ecran.bloc(Bloc::nouveau("", &["Aucun vœu ne répond à cette recherche."])));
    }
    let lignes = de_la_page(&retenus, rang).iter().map(|(v, suite)| {
        vec![
            format!("{} {}", v.nom, v.prenom),
            suite.libelle().to_owned(),
            telephone(v),
            v.formation.clone(),
            v.siret_formateur.clone(),
            v.origine.clone(),
        ]
    });
    let colonnes = [
        "Élève",
        "Où il en est",
        "Téléphone",
        "Formation",
        "SIRET du CFA",
        "Établissement d’origine",
    ];
    let table = Table::simple(&accord(total, "vœu", "vœux"), &colonnes, lignes.collect());
    let fichiers = a_emporter("Liste des vœux", ICI, &suite);
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(fichiers))
}

fn chiffres(croisement: &Croisement, importe: Instant) -> Bloc {
    let phrase = "Un élève compte une fois, par le vœu le plus près d’un contrat. Il est reconnu dans vos effectifs à son INE, sinon à son nom et son premier prénom dans le même CFA. Un CFA qui n’a pas encore transmis ses effectifs n’en a donc aucun.";
    let voeux = i64::try_from(croisement.voeux.len()).unwrap_or_default();
    let bilan = croisement.bilan();
    Bloc::nouveau("Ensemble", &[phrase]).faits(vec![
        ("Vœux", voeux.to_string()),
        ("Élèves", bilan.eleves.to_string()),
        ("En apprentissage", bilan.apprentis.to_string()),
        ("Inscrits, sans contrat", bilan.sans_contrat.to_string()),
        ("Pas inscrits", bilan.non_inscrits.to_string()),
        ("Couverture : CFA qui transmettent", croisement.couverture.phrase()),
        ("Fichier d’Affelnet du", importe.date().long()),
    ])
}

fn telephone(v: &LigneVoeu) -> String {
    let dit = v.telephone.clone().unwrap_or_default();
    dit.parse::<Telephone>().map_or(dit, |t| t.affichage())
}

fn formulaire(filtre: &Filtre) -> Formulaire {
    let suites = Suite::CHOIX.iter().map(|(code, libelle)| Choix::new(*code, *libelle)).collect();
    let champs = vec![
        Champ::new("suite", "Où ils en sont", Genre::Liste(suites))
            .facultatif()
            .valeur(&filtre.suite),
        Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&filtre.texte),
    ];
    Formulaire::new(ICI, "Afficher", champs)
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("ine", "INE"),
    Colonne::texte("nom", "Nom"),
    Colonne::texte("prenom", "Prénom"),
    Colonne::texte("telephone", "Téléphone portable"),
    Colonne::texte("formation", "Formation"),
    Colonne::texte("siret_formateur", "SIRET du CFA"),
    Colonne::texte("academie", "Code de l’académie"),
    Colonne::texte("origine", "Établissement d’origine"),
    Colonne::texte("situation", "Où il en est"),
];

/// The list as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let filtre = Filtre::lire(&Parametres::lire(requete.as_deref()));
    let mut voeux = Croisement::charger(etat.db.read(), &portee(&acteur)).await?.voeux;
    voeux.retain(|v| filtre.retient(v));
    let lignes = voeux.into_iter().map(|(v, suite)| {
        let telephone = telephone(&v);
        let textes = [
            v.ine,
            v.nom,
            v.prenom,
            telephone,
            v.formation,
            v.siret_formateur,
            v.academie,
            v.origine,
            suite.libelle().to_owned(),
        ];
        textes.map(Cellule::Texte).to_vec()
    });
    export::envoyer(format, "voeux", COLONNES, lignes.collect()).await
}
