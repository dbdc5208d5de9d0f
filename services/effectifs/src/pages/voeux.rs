//! Who wished for a training in apprenticeship and has no contract: for their centre, their académie, their région.

use std::collections::{BTreeSet, HashSet};

use axum::extract::{RawQuery, State};
use futures::stream::{self, StreamExt};
use noyau::dates::{DateCivile, Instant};
use noyau::identifiants::Telephone;
use noyau::territoires::{Academie, Region};
use noyau::texte::{accord, plier};
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne, Genre as GenreDeColonne};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::{PAR_PAGE, Rendu, nombre_de_pages, numero, page, rendre};
use crate::actions::CROISER;
use crate::depot::voeux::{self as depot, De, LigneInscription, LigneVoeu};
use crate::regles::annee;
use crate::regles::situation::Situation;
use crate::regles::voeux::{Inscription, Inscriptions, Suite, Voeu};

/// Address of the page.
pub const ICI: &str = "/effectifs/voeux";

/// Month and day of the start of the school year that wishes are for.
const RENTREE: (u32, u32) = (9, 1);

/// The wishes of a person's centres or territory, with what became of each.
struct Croisement {
    /// When the file was imported.
    importe: Option<Instant>,
    voeux: Vec<(LigneVoeu, Suite)>,
}

impl Croisement {
    async fn charger(etat: &Etat, acteur: &Acteur) -> Result<Self, Erreur> {
        let db = etat.db.read();
        let Some(importe) = depot::instant(db).await?.map(Instant::from_ms) else {
            return Ok(Croisement { importe: None, voeux: Vec::new() });
        };
        let mut lignes = Vec::new();
        for de in portee(acteur) {
            lignes.extend(depot::lister(db, &de).await?);
        }
        let sirets: BTreeSet<String> = lignes.iter().map(|v| v.siret_formateur.clone()).collect();
        let sirets: Vec<String> = sirets.into_iter().collect();
        let annees = annee::du_jour(rentree(importe.date()));
        let inscrits = depot::inscriptions(db, &sirets, &annees).await?;
        let inscrits = Inscriptions::nouvelles(inscrits.iter().filter_map(inscription));
        let voeux = lignes.into_iter().map(|ligne| {
            let suite = inscrits.suite(&Voeu {
                ine: ligne.ine.clone(),
                nom: ligne.nom.clone(),
                prenom: ligne.prenom.clone(),
                siret: ligne.siret_formateur.clone(),
            });
            (ligne, suite)
        });
        Ok(Croisement { importe: Some(importe), voeux: voeux.collect() })
    }

    fn eleves(&self, retenir: impl Fn(Suite) -> bool) -> i64 {
        let retenus = self.voeux.iter().filter(|(_, suite)| retenir(*suite));
        let ines: HashSet<&str> = retenus.map(|(v, _)| v.ine.as_str()).collect();
        i64::try_from(ines.len()).unwrap_or_default()
    }
}

/// Wishes are for the start of the school year of the calendar year they were imported in.
fn rentree(importe: DateCivile) -> DateCivile {
    DateCivile::new(importe.annee(), RENTREE.0, RENTREE.1).unwrap_or(importe)
}

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

fn inscription(l: &LigneInscription) -> Option<Inscription> {
    let details: serde_json::Value = serde_json::from_str(&l.details).unwrap_or_default();
    Some(Inscription {
        ine: details["ine_apprenant"].as_str().unwrap_or_default().to_owned(),
        nom: l.nom.clone(),
        prenom: l.prenom.clone(),
        siret: l.siret.clone(),
        situation: Situation::par_code(&l.situation)?,
    })
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
        url::form_urlencoded::Serializer::new(String::new())
            .append_pair("suite", &self.suite)
            .append_pair("q", &self.texte)
            .finish()
    }
}

/// The page.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let filtre = Filtre::lire(&parametres);
    let rang = numero(parametres.texte("page"));
    let croisement = Croisement::charger(&etat, &acteur).await?;
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
    ecran.pagination = Pagination::nouvelle(
        u64::try_from(rang).unwrap_or_default(),
        nombre_de_pages(total),
        |p| format!("{ICI}?{suite}&page={p}"),
    );
    let ecran = ecran.bloc(chiffres);
    if retenus.is_empty() {
        return rendre(&ecran.bloc(Bloc::nouveau("", &["Aucun vœu ne répond à cette recherche."])));
    }
    let debut = usize::try_from(rang * PAR_PAGE).unwrap_or_default();
    let par_page = usize::try_from(PAR_PAGE).unwrap_or_default();
    let lignes = retenus.into_iter().skip(debut).take(par_page).map(|(v, suite)| {
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
    let fichiers = Bloc::nouveau(
        "Emporter cette liste",
        &["Elle nomme des personnes : le journal note qui l’a prise."],
    )
    .lien("Liste des vœux (CSV)", format!("{ICI}.csv?{suite}"))
    .lien("Liste des vœux (XLSX)", format!("{ICI}.xlsx?{suite}"));
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(fichiers))
}

fn chiffres(croisement: &Croisement, importe: Instant) -> Bloc {
    let phrase = "Un élève est reconnu dans vos effectifs à son INE, sinon à son nom et son premier prénom dans le même CFA. Un CFA qui n’a pas encore transmis ses effectifs n’en a donc aucun.";
    let voeux = i64::try_from(croisement.voeux.len()).unwrap_or_default();
    Bloc::nouveau("Ensemble", &[phrase]).faits(vec![
        ("Vœux", voeux.to_string()),
        ("Élèves", croisement.eleves(|_| true).to_string()),
        ("En apprentissage", croisement.eleves(|s| s == Suite::EnApprentissage).to_string()),
        (
            "Inscrits, sans contrat",
            croisement.eleves(|s| matches!(s, Suite::SansContrat(_))).to_string(),
        ),
        ("Pas inscrits", croisement.eleves(|s| s == Suite::NonRetrouve).to_string()),
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

const fn c(nom: &'static str, description: &'static str) -> Colonne {
    Colonne { nom, genre: GenreDeColonne::Texte, description, exemple: "" }
}

const COLONNES: &[Colonne] = &[
    c("ine", "INE"),
    c("nom", "Nom"),
    c("prenom", "Prénom"),
    c("telephone", "Téléphone portable"),
    c("formation", "Formation"),
    c("siret_formateur", "SIRET du CFA"),
    c("academie", "Code de l’académie"),
    c("origine", "Établissement d’origine"),
    c("situation", "Où il en est"),
];

/// The list as a CSV file.
pub async fn csv(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    fichier(Format::Csv, &etat, &acteur, requete).await
}

/// The list as a workbook.
pub async fn xlsx(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    fichier(Format::Xlsx, &etat, &acteur, requete).await
}

async fn fichier(format: Format, etat: &Etat, acteur: &Acteur, requete: Option<String>) -> Rendu {
    let filtre = Filtre::lire(&Parametres::lire(requete.as_deref()));
    let mut voeux = Croisement::charger(etat, acteur).await?.voeux;
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
        Ok(textes.map(Cellule::Texte).to_vec())
    });
    export::repondre(format, "voeux", COLONNES, stream::iter(lignes).boxed()).await
}
