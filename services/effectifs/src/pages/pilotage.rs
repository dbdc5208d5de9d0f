//! What the agents of a territory see: figures of their own, and the young people to help, by name where the law allows.

mod choix;
mod tableaux;

use axum::extract::{RawQuery, State};
use futures::stream::{self, StreamExt};
use noyau::territoires::Departement;
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::page::Porte;
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Action, Etat};

use super::{PAR_PAGE, Rendu, jour, nombre_de_pages, numero, page, rendre};
use crate::actions::{AIDER, PILOTER};
use crate::cube::{Centre, Cubes};
use crate::depot::listes::{self, Filtre, Ou};
use crate::regles::situation::Situation;

/// Address of the figures.
pub const ICI: &str = "/effectifs/pilotage";

/// Address of the list of young people.
pub const JEUNES: &str = "/effectifs/jeunes";

/// The centres that an agent answers for.
struct Portee(Vec<Ressort>);

impl Portee {
    fn de(acteur: &Acteur, action: &Action) -> Self {
        Portee(acteur.ressorts(action))
    }

    /// An empty set covers nothing.
    fn couvre(&self, centre: &Centre) -> bool {
        let departement = Departement::par_code(&centre.departement);
        self.0.iter().any(|ressort| match ressort {
            Ressort::France => true,
            Ressort::Region(code) => departement.is_some_and(|d| d.region().code == code),
            Ressort::Academie(code) => {
                departement.and_then(|d| d.academie()).is_some_and(|a| a.code == code)
            }
            Ressort::Departement(code) => centre.departement == *code,
            Ressort::Reseau(code) => centre.reseaux.contains(code),
            Ressort::Organisme(_) | Ressort::Opco(_) => false,
        })
    }

    fn libelle(&self) -> String {
        self.0.iter().map(Ressort::libelle).collect::<Vec<_>>().join(", ")
    }

    /// Codes of the départements that lie within.
    fn departements(&self) -> Vec<String> {
        let dedans = |d: &&Departement| {
            let centre = Centre { departement: d.code.to_owned(), ..Centre::default() };
            self.couvre(&centre)
        };
        Departement::tous().iter().filter(dedans).map(|d| d.code.to_owned()).collect()
    }
}

/// The figures.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let portee = Portee::de(&acteur, &PILOTER);
    let cube = Cubes::de(&etat).await?;
    let choix = choix::Choisis::lire(&parametres, etat.horloge.aujourd_hui());
    let question = tableaux::Question::poser(&cube, &choix, |c| portee.couvre(c));
    let mut page = page(&etat, "Pilotage de l’apprentissage", ICI);
    page.porte = Some(Porte::Pilote);
    let chapo = format!("{}, au {}.", choix.ou(&cube, &portee.libelle()), choix.jour.long());
    let mut ecran = Ecran::nouveau(page, &chapo).sous("Mon espace", "/espace");
    ecran.filtres = Some(choix.formulaire(&cube, |c| portee.couvre(c)));
    ecran.sans_choix = "Tous";
    let mut ecran = ecran.bloc(question.ensemble());
    if acteur.peut_quelque_part(&AIDER).is_ok() {
        let phrase = "Les jeunes sans contrat, en rupture ou sortis dont vous pouvez voir le nom, pour les aider.";
        ecran = ecran
            .bloc(Bloc::nouveau("Les jeunes à aider", &[phrase]).lien("Voir la liste", JEUNES));
    }
    rendre(&question.tableaux().into_iter().fold(ecran, Ecran::bloc))
}

/// The tables of the figures, as CSV.
pub async fn csv(etat: State<Etat>, acteur: Acteur, requete: RawQuery) -> Rendu {
    fichier(Format::Csv, etat, acteur, requete).await
}

/// The tables of the figures, as a workbook.
pub async fn xlsx(etat: State<Etat>, acteur: Acteur, requete: RawQuery) -> Rendu {
    fichier(Format::Xlsx, etat, acteur, requete).await
}

async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let portee = Portee::de(&acteur, &PILOTER);
    let cube = Cubes::de(&etat).await?;
    let choix = choix::Choisis::lire(&parametres, etat.horloge.aujourd_hui());
    let lignes = tableaux::Question::poser(&cube, &choix, |c| portee.couvre(c)).lignes();
    let lignes = stream::iter(lignes.into_iter().map(Ok)).boxed();
    export::repondre(format, "pilotage-apprentissage", tableaux::COLONNES, lignes).await
}

/// The situations whose names the State's agents may see.
const A_AIDER: [Situation; 3] = [Situation::Inscrit, Situation::Rupturant, Situation::Abandon];

/// The young people to help, by name: the guard has noted in the journal who reads.
pub async fn jeunes(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let portee = Portee::de(&acteur, &AIDER);
    let voulue = parametres.texte("situation").and_then(Situation::par_code);
    let situation = voulue.filter(|s| A_AIDER.contains(s)).unwrap_or(Situation::Rupturant);
    let rang = numero(parametres.texte("page"));
    let filtre = Filtre {
        ou: Ou::Departements(portee.departements()),
        situation: situation.code().to_owned(),
        ..Filtre::default()
    };
    let db = etat.db.read();
    let total: i64 = listes::par_situation(db, &filtre).await?.iter().map(|(_, n)| n).sum();
    let lignes = listes::lister(db, &filtre, (rang, PAR_PAGE)).await?;
    let chapo = format!(
        "{}. Cette page nomme des personnes : le journal note qui la lit.",
        portee.libelle()
    );
    let mut page = page(&etat, "Jeunes à aider", JEUNES);
    page.porte = Some(Porte::Pilote);
    let mut ecran = Ecran::nouveau(page, &chapo)
        .sous("Mon espace", "/espace")
        .sous("Pilotage de l’apprentissage", ICI);
    let choix = A_AIDER.map(|s| Choix::new(s.code(), s.libelle())).to_vec();
    let champ = Champ::new("situation", "Situation", Genre::Liste(choix))
        .facultatif()
        .valeur(situation.code());
    ecran.filtres = Some(Formulaire::new(JEUNES, "Afficher", vec![champ]));
    ecran.sans_choix = "En rupture de contrat";
    ecran.pagination = Pagination::nouvelle(
        u64::try_from(rang).unwrap_or_default(),
        nombre_de_pages(total),
        |p| format!("{JEUNES}?situation={}&page={p}", situation.code()),
    );
    if lignes.is_empty() {
        return rendre(&ecran.bloc(Bloc::nouveau("", &["Personne n’est dans cette situation."])));
    }
    let rangees = lignes.into_iter().map(|l| {
        let joindre = [l.courriel.clone().unwrap_or_default(), l.telephone()].join(" ");
        vec![
            format!("{} {}", l.nom, l.prenom),
            jour(&l.naissance),
            joindre,
            l.formation,
            l.siret,
            l.departement,
        ]
    });
    let colonnes =
        ["Jeune", "Né le", "Joindre", "Formation", "SIRET de l’organisme", "Département"];
    let legende = format!("{} : {total}", situation.libelle());
    rendre(&ecran.bloc(Bloc::default().table(Table::simple(
        &legende,
        &colonnes,
        rangees.collect(),
    ))))
}
