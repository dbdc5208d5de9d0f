//! What the agents of a territory see: figures of their own, and the young people to help, by name where the law allows.

use std::collections::{BTreeMap, HashSet};

use axum::extract::{RawQuery, State};
use noyau::dates::DateCivile;
use noyau::territoires::Departement;
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::page::Porte;
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Action, Etat};

use super::{PAR_PAGE, Rendu, jour, nombre_de_pages, numero, page, rendre};
use crate::actions::{AIDER, PILOTER};
use crate::cube::{Centre, Comptes, Couverture, Cube, Cubes, Demande};
use crate::depot::listes::{self, Filtre, Ou};
use crate::regles::situation::Situation;

/// Address of the figures.
pub const ICI: &str = "/effectifs/pilotage";

/// Address of the list of young people.
pub const JEUNES: &str = "/effectifs/jeunes";

/// Rows of a table of the figures.
const RANGEES: usize = 50;

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
    let aujourd_hui = etat.horloge.aujourd_hui();
    let dit: Option<DateCivile> = parametres.texte("date").and_then(|t| t.parse().ok());
    let le = dit.filter(|jour| *jour <= aujourd_hui).unwrap_or(aujourd_hui);
    let niveau = parametres.texte("niveau").and_then(|t| t.parse().ok());
    let portee = Portee::de(&acteur, &PILOTER);
    let cube = Cubes::de(&etat).await?;
    let dedans: Vec<bool> = cube.centres.iter().map(|c| portee.couvre(c)).collect();
    let question = Question { cube: &cube, le, demande: Demande { niveau }, dedans };
    let chapo = format!("{}, au {}.", portee.libelle(), le.long());
    let mut page = page(&etat, "Pilotage de l’apprentissage", ICI);
    page.porte = Some(Porte::Pilote);
    let mut ecran = Ecran::nouveau(page, &chapo).sous("Mon espace", "/espace");
    ecran.filtres = Some(filtres(le, niveau));
    ecran.sans_choix = "Tous";
    let mut ecran = ecran.bloc(question.ensemble());
    if acteur.peut_quelque_part(&AIDER).is_ok() {
        let phrase = "Les jeunes sans contrat, en rupture ou sortis dont vous pouvez voir le nom, pour les aider.";
        ecran = ecran
            .bloc(Bloc::nouveau("Les jeunes à aider", &[phrase]).lien("Voir la liste", JEUNES));
    }
    rendre(
        &ecran
            .bloc(question.par_departement())
            .bloc(question.par_niveau())
            .bloc(question.par_formation())
            .bloc(question.par_organisme()),
    )
}

fn filtres(le: DateCivile, niveau: Option<u8>) -> Formulaire {
    let niveaux = (3..=8u8).map(|n| Choix::new(n.to_string(), format!("Niveau {n}"))).collect();
    let champs = vec![
        Champ::new("date", "Date", Genre::Jour).facultatif().valeur(le.to_string()),
        Champ::new("niveau", "Niveau de diplôme", Genre::Liste(niveaux))
            .facultatif()
            .valeur(niveau.map(|n| n.to_string()).unwrap_or_default()),
    ];
    Formulaire::new(ICI, "Afficher", champs)
}

/// What is asked of the cube: among which centres, when, what.
struct Question<'a> {
    cube: &'a Cube,
    le: DateCivile,
    demande: Demande,
    dedans: Vec<bool>,
}

impl Question<'_> {
    fn compter(
        &self,
        nombre: usize,
        cle: impl Fn(usize, usize, u8) -> Option<usize>,
    ) -> Vec<Comptes> {
        self.cube.compter(self.le, &self.demande, nombre, |centre, formation, niveau| {
            if self.dedans[centre] { cle(centre, formation, niveau) } else { None }
        })
    }

    fn couverture(&self, dans: impl Fn(&Centre) -> bool) -> Couverture {
        let miens: HashSet<&str> = self.miens().map(|c| c.siret.as_str()).collect();
        self.cube.couverture(self.le, |c| miens.contains(c.siret.as_str()) && dans(c))
    }

    fn miens(&self) -> impl Iterator<Item = &Centre> {
        self.cube.centres.iter().zip(&self.dedans).filter(|(_, dedans)| **dedans).map(|(c, _)| c)
    }

    fn ensemble(&self) -> Bloc {
        let c = self.compter(1, |_, _, _| Some(0))[0];
        let couverture = self.couverture(|_| true);
        Bloc::nouveau("Ensemble", &[]).faits(vec![
            ("En formation", c.apprenants().to_string()),
            ("Apprentis", c.apprentis.to_string()),
            ("Inscrits sans contrat", c.inscrits.to_string()),
            ("En rupture de contrat", c.rupturants.to_string()),
            ("Sorties d’apprentissage", c.abandons.to_string()),
            ("Couverture : organismes qui transmettent", couverture.phrase()),
        ])
    }

    fn par_departement(&self) -> Bloc {
        let mut noms: BTreeMap<&str, usize> = BTreeMap::new();
        for centre in self.miens().filter(|c| !c.departement.is_empty()) {
            let rang = noms.len();
            noms.entry(&centre.departement).or_insert(rang);
        }
        let rang =
            |centre: usize| noms.get(self.cube.centres[centre].departement.as_str()).copied();
        let comptes = self.compter(noms.len(), |centre, _, _| rang(centre));
        let lignes = noms.iter().map(|(code, rang)| {
            let nom = Departement::par_code(code).map_or(*code, |d| d.nom);
            let couverture = self.couverture(|c| c.departement == *code);
            (nom.to_owned(), comptes[*rang], Some(couverture))
        });
        tableau("Par département", "Département", lignes.collect())
    }

    fn par_niveau(&self) -> Bloc {
        let comptes = self.compter(9, |_, _, niveau| Some(usize::from(niveau)));
        let lignes = comptes.iter().enumerate().map(|(n, c)| {
            let nom = if n == 0 { "Niveau non connu".to_owned() } else { format!("Niveau {n}") };
            (nom, *c, None)
        });
        tableau(
            "Par niveau de diplôme",
            "Niveau",
            lignes.filter(|(_, c, _)| compte(c) > 0).collect(),
        )
    }

    fn par_formation(&self) -> Bloc {
        let comptes = self.compter(self.cube.formations.len(), |_, formation, _| Some(formation));
        let lignes = self.cube.formations.iter().zip(comptes);
        tableau(
            "Par formation",
            "Formation",
            premieres(lignes.map(|(nom, c)| (nom.clone(), c, None))),
        )
    }

    fn par_organisme(&self) -> Bloc {
        let comptes = self.compter(self.cube.centres.len(), |centre, _, _| Some(centre));
        let lignes = self.cube.centres.iter().zip(comptes);
        tableau(
            "Par organisme",
            "Organisme",
            premieres(lignes.map(|(c, n)| (c.nom.clone(), n, None))),
        )
    }
}

type Ligne = (String, Comptes, Option<Couverture>);

fn compte(c: &Comptes) -> i64 {
    c.apprenants() + c.abandons
}

/// The largest, at most so many.
fn premieres(lignes: impl Iterator<Item = Ligne>) -> Vec<Ligne> {
    let mut lignes: Vec<Ligne> = lignes.filter(|(_, c, _)| compte(c) > 0).collect();
    lignes.sort_by(|(a, x, _), (b, y, _)| compte(y).cmp(&compte(x)).then_with(|| a.cmp(b)));
    lignes.truncate(RANGEES);
    lignes
}

fn tableau(titre: &str, premiere: &str, lignes: Vec<Ligne>) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau(titre, &["Aucun organisme n’a encore transmis."]);
    }
    let couvert = lignes.iter().any(|(_, _, c)| c.is_some());
    let mut colonnes =
        vec![premiere, "En formation", "Apprentis", "Sans contrat", "En rupture", "Sorties"];
    if couvert {
        colonnes.push("Couverture");
    }
    let rangees = lignes.into_iter().map(|(nom, c, couverture)| {
        let mut cellules = vec![nom];
        let nombres = [c.apprenants(), c.apprentis, c.inscrits, c.rupturants, c.abandons];
        cellules.extend(nombres.map(|n| n.to_string()));
        cellules.extend(couverture.map(|c| c.phrase()));
        Rangee { adresse: String::new(), cellules }
    });
    Bloc::nouveau(titre, &[]).table(Table::liens(titre, &colonnes, rangees.collect()))
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
