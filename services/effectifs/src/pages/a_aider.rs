//! The young people of a territory whom the agents of the State may help, by name: without a contract, in rupture, gone.

use axum::extract::{RawQuery, State};
use futures::stream::{StreamExt, TryStreamExt};
use noyau::dates::DateCivile;
use noyau::territoires::Departement;
use noyau::texte::accord;
use web::ecran::{Bloc, Ecran, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne};
use web::page::Porte;
use web::parametres::Parametres;
use web::{Acteur, Etat};

use super::pilotage::{self, Portee};
use super::{PAR_PAGE, Rendu, a_emporter, choix, depuis, jour, numero, page, paginer, rendre};
use crate::actions::AIDER;
use crate::depot::listes::{self, Filtre, LigneEffectif, Ou};
use crate::regles::situation::Situation;

/// Address of the list.
pub const ICI: &str = "/effectifs/jeunes";

/// The situations whose names the State's agents may see.
const SITUATIONS: [Situation; 3] = [Situation::Inscrit, Situation::Rupturant, Situation::Abandon];

/// What is looked for.
struct Recherche {
    /// Where the agent acts.
    portee: Portee,
    /// One of its départements; all of them when empty.
    departement: String,
    situation: Option<Situation>,
    texte: String,
}

impl Recherche {
    fn lire(acteur: &Acteur, requete: Option<&str>) -> Self {
        let parametres = Parametres::lire(requete);
        let dit = |nom| parametres.texte(nom).unwrap_or_default().to_owned();
        let situation = Situation::par_code(&dit("situation"));
        Recherche {
            portee: Portee::de(acteur, &AIDER),
            departement: dit("departement"),
            situation: situation.filter(|s| SITUATIONS.contains(s)),
            texte: dit("q"),
        }
    }

    /// Never beyond what the agent answers for, whatever the address says.
    fn filtre(&self) -> Filtre {
        let mut departements = self.portee.departements();
        departements.retain(|code| self.departement.is_empty() || *code == self.departement);
        let situations = self.situation.map_or(SITUATIONS.to_vec(), |s| vec![s]);
        Filtre {
            ou: Ou::Departements(departements),
            situations: situations.into_iter().map(Situation::code).collect(),
            texte: self.texte.clone(),
            une_fois: true,
            ..Filtre::default()
        }
    }

    fn choix(&self) -> String {
        choix(&[
            ("q", &self.texte),
            ("situation", self.situation.map_or("", Situation::code)),
            ("departement", &self.departement),
        ])
    }

    fn formulaire(&self) -> Formulaire {
        let situations = SITUATIONS.map(|s| Choix::new(s.code(), s.libelle())).to_vec();
        let mut champs = vec![
            Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&self.texte),
            Champ::new("situation", "Situation", Genre::Liste(situations))
                .facultatif()
                .valeur(self.situation.map_or("", Situation::code)),
        ];
        let departements = self.portee.departements();
        if departements.len() > 1 {
            let nommes = departements.iter().filter_map(|code| Departement::par_code(code));
            let nommes = nommes.map(|d| Choix::new(d.code, format!("{} ({})", d.nom, d.code)));
            let champ = Champ::new("departement", "Département", Genre::Liste(nommes.collect()));
            champs.push(champ.facultatif().valeur(&self.departement));
        }
        Formulaire::new(ICI, "Afficher", champs)
    }
}

/// The list: the guard has noted in the journal who reads.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let recherche = Recherche::lire(&acteur, requete.as_deref());
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let (db, filtre) = (etat.db.read(), recherche.filtre());
    let total = listes::compter(db, &filtre).await?;
    let lignes = listes::lister(db, &filtre, (rang, PAR_PAGE)).await?;
    let chapo = format!(
        "{}. Chaque personne apparaît une fois, à sa dernière inscription sans contrat. Cette page nomme des personnes : le journal note qui la lit.",
        recherche.portee.libelle()
    );
    let mut page = page(&etat, "Jeunes à aider", ICI);
    page.porte = Some(Porte::Pilote);
    let mut ecran = Ecran::nouveau(page, &chapo)
        .sous("Mon espace", "/espace")
        .sous("Pilotage de l’apprentissage", pilotage::ICI);
    ecran.filtres = Some(recherche.formulaire());
    ecran.sans_choix = "Tous";
    let choix = recherche.choix();
    ecran.pagination = paginer(ICI, &choix, rang, total);
    if lignes.is_empty() {
        return rendre(&ecran.bloc(Bloc::nouveau("", &["Personne ne répond à cette recherche."])));
    }
    let table = tableau(lignes, total, etat.horloge.aujourd_hui());
    let fichiers = a_emporter("Liste des jeunes", ICI, &choix);
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(fichiers))
}

fn tableau(lignes: Vec<LigneEffectif>, total: i64, aujourd_hui: DateCivile) -> Table {
    let rangees = lignes.into_iter().map(|l| {
        vec![
            format!("{} {}", l.nom, l.prenom),
            jour(&l.naissance),
            Situation::libelle_de(&l.situation).to_owned(),
            depuis(&l.parcours, aujourd_hui),
            [l.courriel.clone().unwrap_or_default(), l.telephone()].join(" "),
            l.formation,
            l.siret,
            l.departement,
        ]
    });
    let colonnes = [
        "Jeune",
        "Né le",
        "Situation",
        "Depuis le",
        "Joindre",
        "Formation",
        "SIRET de l’organisme",
        "Département",
    ];
    Table::simple(&accord(total, "jeune", "jeunes"), &colonnes, rangees.collect())
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("nom", "Nom"),
    Colonne::texte("prenom", "Prénom"),
    Colonne::texte("naissance", "Date de naissance"),
    Colonne::texte("situation", "Situation"),
    Colonne::texte("depuis", "Depuis le"),
    Colonne::texte("courriel", "Adresse électronique"),
    Colonne::texte("telephone", "Téléphone"),
    Colonne::texte("formation", "Formation"),
    Colonne::texte("annee_scolaire", "Année scolaire de l’inscription"),
    Colonne::texte("siret_cfa", "SIRET de l’organisme formateur"),
    Colonne::texte("departement", "Département de l’organisme formateur"),
];

/// The same list as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let filtre = Recherche::lire(&acteur, requete.as_deref()).filtre();
    let aujourd_hui = etat.horloge.aujourd_hui();
    let lignes = listes::toutes(etat.db.read(), &filtre).map_err(anyhow::Error::from);
    let lignes = lignes.map_ok(move |l| cellules(l, aujourd_hui)).boxed();
    export::repondre(format, "jeunes-a-aider", COLONNES, lignes).await
}

fn cellules(l: LigneEffectif, aujourd_hui: DateCivile) -> Vec<Cellule> {
    let telephone = l.telephone();
    let textes = [
        l.nom,
        l.prenom,
        l.naissance,
        Situation::libelle_de(&l.situation).to_owned(),
        depuis(&l.parcours, aujourd_hui),
        l.courriel.unwrap_or_default(),
        telephone,
        l.formation,
        l.annee_scolaire,
        l.siret,
        l.departement,
    ];
    textes.map(Cellule::Texte).to_vec()
}
