//! The figures of a pilot, cut every way.

use std::collections::BTreeMap;

use noyau::dates::DateCivile;
use noyau::territoires::{Departement, Region};
use web::ecran::{Bloc, Rangee, Table};
use web::graphe::Graphe;
use web::jeu::{Cellule, Colonne};

use super::choix::{Choisis, Lieu};
use crate::cube::{Centre, Comptes, Couverture, Cube, Demande};
use crate::regles::mois;
use crate::regles::secteur::SECTEURS;

/// Rows of a table of the page; the files have them all.
const RANGEES: usize = 50;

/// Months of the evolution.
const MOIS: i32 = 12;

/// What a table counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axe {
    Region,
    Departement,
    Bassin,
    Commune,
    Niveau,
    Secteur,
    Formation,
    Organisme,
}

impl Axe {
    const TOUS: [Axe; 8] = [
        Axe::Region,
        Axe::Departement,
        Axe::Bassin,
        Axe::Commune,
        Axe::Niveau,
        Axe::Secteur,
        Axe::Formation,
        Axe::Organisme,
    ];

    fn libelle(self) -> &'static str {
        match self {
            Axe::Region => "Région",
            Axe::Departement => "Département",
            Axe::Bassin => "Bassin d’emploi",
            Axe::Commune => "Commune",
            Axe::Niveau => "Niveau de diplôme",
            Axe::Secteur => "Secteur",
            Axe::Formation => "Formation",
            Axe::Organisme => "Organisme",
        }
    }

    fn titre(self) -> String {
        format!("Par {}", self.libelle().to_lowercase())
    }

    fn territorial(self) -> bool {
        matches!(self, Axe::Region | Axe::Departement | Axe::Bassin | Axe::Commune)
    }
}

/// A row: its code on the axis, its name, its figures, what they cover when it is a territory.
struct Ligne {
    code: String,
    nom: String,
    comptes: Comptes,
    couverture: Option<Couverture>,
}

impl Ligne {
    fn total(&self) -> i64 {
        self.comptes.apprenants() + self.comptes.abandons
    }
}

/// What is asked of the cube, and its answer cut along each axis.
pub struct Question<'a> {
    cube: &'a Cube,
    choix: &'a Choisis,
    demande: Demande,
    dedans: Vec<bool>,
    ensemble: Comptes,
    par_centre: Vec<Comptes>,
    par_formation: Vec<Comptes>,
    par_niveau: [Comptes; 9],
}

impl<'a> Question<'a> {
    /// Counts, in one walk.
    pub fn poser(cube: &'a Cube, choix: &'a Choisis, couvre: impl Fn(&Centre) -> bool) -> Self {
        let demande = choix.demande(cube, couvre);
        let dedans = demande.centres.clone().unwrap_or_default();
        let mut question = Question {
            cube,
            choix,
            demande,
            dedans,
            ensemble: Comptes::default(),
            par_centre: vec![Comptes::default(); cube.centres.len()],
            par_formation: vec![Comptes::default(); cube.formations.len()],
            par_niveau: [Comptes::default(); 9],
        };
        cube.parcourir(choix.jour, &question.demande, |ligne, marque| {
            question.ensemble.ajouter(marque);
            question.par_centre[ligne.centre as usize].ajouter(marque);
            question.par_formation[ligne.formation as usize].ajouter(marque);
            question.par_niveau[usize::from(ligne.niveau).min(8)].ajouter(marque);
        });
        question
    }

    /// The figures, a year before beside them.
    pub fn ensemble(&self) -> Bloc {
        let avant = self.choix.jour.plus_mois(-12);
        let alors = self.cube.compter(avant, &self.demande);
        let rangees = mesures(&self.ensemble).into_iter().zip(mesures(&alors));
        let rangees = rangees.map(|((nom, n), (_, a))| {
            vec![nom.to_owned(), n.to_string(), a.to_string(), format!("{:+}", n - a)]
        });
        let mut rangees: Vec<Vec<String>> = rangees.collect();
        let couverture = |jour| self.couverture(jour, |_| true).phrase();
        rangees.push(vec![
            "Couverture : organismes qui transmettent".to_owned(),
            couverture(self.choix.jour),
            couverture(avant),
            String::new(),
        ]);
        let (le, alors) = (self.choix.jour.court(), avant.court());
        let colonnes = ["Mesure", &le, &alors, "Écart"];
        Bloc::nouveau("Ensemble", &["Entrées, sorties et ruptures se comptent depuis le 1er août. Une rupture est nette tant qu’aucun contrat ne la suit."])
            .table(Table::simple("Ensemble", &colonnes, rangees))
            .lien("Emporter ces tableaux (CSV)", self.choix.fichier("csv"))
            .lien("Emporter ces tableaux (XLSX)", self.choix.fichier("xlsx"))
    }

    fn couverture(&self, jour: DateCivile, dans: impl Fn(&Centre) -> bool) -> Couverture {
        let fin = jour.fin().ms();
        let miens = self.miens().filter(|(c, _)| dans(c));
        miens.fold(Couverture::default(), |couverture, (c, _)| couverture.avec(c, fin))
    }

    fn miens(&self) -> impl Iterator<Item = (&Centre, &Comptes)> {
        let centres = self.cube.centres.iter().zip(&self.par_centre);
        centres.zip(&self.dedans).filter(|(_, dedans)| **dedans).map(|(c, _)| c)
    }

    /// The tables of the page.
    pub fn tableaux(&self) -> Vec<Bloc> {
        let mut blocs = vec![self.evolution()];
        for axe in Axe::TOUS {
            let lignes = self.lignes_de(axe);
            // A single territory is the whole again; a list of communes is only read within a département.
            let inutile = axe.territorial() && lignes.len() < 2
                || axe == Axe::Commune && self.departements() > 1;
            if !inutile {
                blocs.push(self.tableau(axe, lignes));
            }
        }
        blocs
    }

    fn departements(&self) -> usize {
        self.lignes_de(Axe::Departement).len()
    }

    fn tableau(&self, axe: Axe, lignes: Vec<Ligne>) -> Bloc {
        if lignes.is_empty() {
            return Bloc::nouveau(&axe.titre(), &["Aucun organisme n’a encore transmis."]);
        }
        let mut colonnes = vec![axe.libelle()];
        colonnes.extend(mesures(&Comptes::default()).map(|(nom, _)| nom));
        if axe.territorial() {
            colonnes.push("Couverture");
        }
        let toutes = lignes.len();
        let carte = self.carte(axe, &lignes);
        let rangees = lignes.into_iter().take(RANGEES).map(|l| {
            let mut cellules = vec![l.nom.clone()];
            cellules.extend(mesures(&l.comptes).map(|(_, n)| n.to_string()));
            cellules.extend(l.couverture.map(|c| c.phrase()));
            Rangee { adresse: self.adresse(axe, &l.code), cellules }
        });
        let titre = axe.titre();
        let table = Table::liens(&titre, &colonnes, rangees.collect());
        let suite =
            format!("Les {RANGEES} premières lignes sur {toutes} : les fichiers les ont toutes.");
        let mut bloc = Bloc::nouveau(&titre, &[]).table(table);
        if toutes > RANGEES {
            bloc.paragraphes.push(suite);
        }
        bloc.graphe = carte;
        bloc
    }

    /// The map of the country, for those who see several régions of it.
    fn carte(&self, axe: Axe, lignes: &[Ligne]) -> Option<Graphe> {
        if axe != Axe::Departement || self.lignes_de(Axe::Region).len() < 2 {
            return None;
        }
        let connus = lignes.iter().filter(|l| !l.code.is_empty());
        let valeurs = connus.map(|l| (l.code.clone(), l.comptes.apprentis));
        Some(Graphe::carte(
            ("Apprentis", self.ensemble.apprentis),
            &self.choix.jour.court(),
            valeurs,
        ))
    }

    /// Where a row leads: the same figures within it.
    fn adresse(&self, axe: Axe, code: &str) -> String {
        let code = code.to_owned();
        if code.is_empty() {
            return String::new();
        }
        let lieu = |lieu: Lieu| self.choix.avec("territoire", &lieu.ecrire());
        match axe {
            Axe::Region => lieu(Lieu::Region(code)),
            Axe::Departement => lieu(Lieu::Departement(code)),
            Axe::Bassin => lieu(Lieu::Bassin(code)),
            Axe::Commune => lieu(Lieu::Commune(code)),
            Axe::Niveau => self.choix.avec("niveau", &code),
            Axe::Secteur => self.choix.avec("secteur", &code),
            Axe::Formation => self.choix.avec("formation", &code),
            Axe::Organisme => self.choix.avec("organisme", &code),
        }
    }

    /// The last day of each of the last twelve months.
    fn evolution(&self) -> Bloc {
        let fins = (0..MOIS).rev().map(|n| mois::fin(self.choix.jour, -n));
        let points: Vec<(DateCivile, Comptes)> = fins
            .map(|jour| jour.min(self.choix.jour))
            .map(|jour| (jour, self.cube.compter(jour, &self.demande)))
            .collect();
        let rangees = points.iter().map(|(jour, c)| {
            let mut cellules = vec![jour.court()];
            cellules.extend(mesures(c).map(|(_, n)| n.to_string()));
            cellules.push(self.couverture(*jour, |_| true).phrase());
            cellules
        });
        let mut colonnes = vec!["Au"];
        colonnes.extend(mesures(&Comptes::default()).map(|(nom, _)| nom));
        colonnes.push("Couverture");
        let titre = "Évolution sur douze mois";
        let jours: Vec<String> = points.iter().map(|(jour, _)| jour.court()).collect();
        let serie = |nom, lire: fn(&Comptes) -> i64| {
            (nom, points.iter().map(|(_, c)| lire(c)).collect::<Vec<i64>>())
        };
        let series = [
            serie("Apprentis", |c| c.apprentis),
            serie("Sans contrat", |c| c.inscrits),
            serie("En rupture", |c| c.rupturants),
        ];
        Bloc::nouveau(titre, &[])
            .graphe(Graphe::courbes(titre, &jours, &series))
            .table(Table::simple(titre, &colonnes, rangees.collect()))
    }

    /// The rows of an axis that count someone: territories by name, the others by number.
    fn lignes_de(&self, axe: Axe) -> Vec<Ligne> {
        let mut lignes = match axe {
            Axe::Region => self.par_territoire(|c| {
                Departement::par_code(&c.departement).map_or("", |d| d.region().code)
            }),
            Axe::Departement => self.par_territoire(|c| &c.departement),
            Axe::Bassin => self.par_territoire(|c| &c.bassin),
            Axe::Commune => self.par_territoire(|c| &c.commune),
            Axe::Niveau => self.par_niveau(),
            Axe::Secteur => self.par_secteur(),
            Axe::Formation => self.par_formation(),
            Axe::Organisme => self.par_organisme(),
        };
        for ligne in &mut lignes {
            ligne.nom = self.nom(axe, ligne);
        }
        lignes.retain(|l| l.total() > 0 || l.couverture.is_some_and(|c| c.attendus > 0));
        match axe {
            Axe::Niveau => {}
            Axe::Region | Axe::Departement => lignes.sort_by(|a, b| a.code.cmp(&b.code)),
            _ => lignes.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| a.nom.cmp(&b.nom))),
        }
        lignes
    }

    fn nom(&self, axe: Axe, ligne: &Ligne) -> String {
        let code = ligne.code.as_str();
        let connu = match axe {
            Axe::Region => Region::par_code(code).map(|r| r.nom.to_owned()),
            Axe::Departement => Departement::par_code(code).map(|d| d.nom.to_owned()),
            Axe::Bassin => self.cube.bassins.get(code).cloned(),
            Axe::Commune => self.cube.communes.get(code).cloned(),
            Axe::Niveau | Axe::Secteur | Axe::Formation | Axe::Organisme => Some(ligne.nom.clone()),
        };
        connu.unwrap_or_else(|| "Non connu".to_owned())
    }

    fn par_territoire<'c>(&'c self, cle: impl Fn(&'c Centre) -> &'c str) -> Vec<Ligne> {
        let fin = self.choix.jour.fin().ms();
        let mut sommes: BTreeMap<&str, (Comptes, Couverture)> = BTreeMap::new();
        for (centre, comptes) in self.miens() {
            let somme = sommes.entry(cle(centre)).or_default();
            somme.0.additionner(comptes);
            somme.1 = somme.1.avec(centre, fin);
        }
        let lignes = sommes.into_iter().map(|(code, (comptes, couverture))| Ligne {
            code: code.to_owned(),
            nom: String::new(),
            comptes,
            couverture: Some(couverture),
        });
        lignes.collect()
    }

    fn par_niveau(&self) -> Vec<Ligne> {
        let lignes = self.par_niveau.iter().enumerate().map(|(n, comptes)| {
            let connu = n > 0;
            let nom = if connu { format!("Niveau {n}") } else { "Niveau non connu".to_owned() };
            let code = if connu { n.to_string() } else { String::new() };
            ligne(code, nom, *comptes)
        });
        lignes.collect()
    }

    /// A training that leads to several sectors counts in each of them.
    fn par_secteur(&self) -> Vec<Ligne> {
        let lignes = SECTEURS.iter().enumerate().map(|(rang, (lettre, nom))| {
            let mut comptes = Comptes::default();
            let formations = self.cube.formations.iter().zip(&self.par_formation);
            formations
                .filter(|(f, _)| f.secteurs >> rang & 1 == 1)
                .for_each(|(_, c)| comptes.additionner(c));
            ligne(lettre.to_string(), (*nom).to_owned(), comptes)
        });
        lignes.collect()
    }

    fn par_formation(&self) -> Vec<Ligne> {
        let formations = self.cube.formations.iter().zip(&self.par_formation);
        formations.map(|(f, c)| ligne(f.code.clone(), f.libelle.clone(), *c)).collect()
    }

    fn par_organisme(&self) -> Vec<Ligne> {
        self.miens()
            .map(|(centre, c)| ligne(centre.siret.clone(), centre.nom.clone(), *c))
            .collect()
    }

    /// Every row of every table, for a file.
    pub fn lignes(&self) -> Vec<Vec<Cellule>> {
        let texte = |t: &str| Cellule::Texte(t.to_owned());
        let jour = self.choix.jour.to_string();
        let toutes = Axe::TOUS
            .into_iter()
            .flat_map(|axe| self.lignes_de(axe).into_iter().map(move |ligne| (axe, ligne)));
        let rangees = toutes.map(|(axe, l)| {
            let mut cellules =
                vec![texte(&jour), texte(axe.libelle()), texte(&l.code), texte(&l.nom)];
            cellules.extend(mesures(&l.comptes).map(|(_, n)| Cellule::Entier(n)));
            let (attendus, transmetteurs) = match l.couverture {
                Some(c) => (Cellule::Entier(c.attendus), Cellule::Entier(c.transmetteurs)),
                None => (Cellule::Vide, Cellule::Vide),
            };
            cellules.extend([attendus, transmetteurs]);
            cellules
        });
        rangees.collect()
    }
}

fn ligne(code: String, nom: String, comptes: Comptes) -> Ligne {
    Ligne { code, nom, comptes, couverture: None }
}

fn mesures(c: &Comptes) -> [(&'static str, i64); 9] {
    [
        ("En formation", c.apprenants()),
        ("Apprentis", c.apprentis),
        ("Sans contrat", c.inscrits),
        ("En rupture", c.rupturants),
        ("Sorties d’apprentissage", c.abandons),
        ("Entrées depuis la rentrée", c.entrees),
        ("Sorties depuis la rentrée", c.sorties),
        ("Ruptures depuis la rentrée", c.ruptures),
        ("Ruptures nettes", c.ruptures_nettes),
    ]
}

/// The columns of the files.
pub const COLONNES: &[Colonne] = &[
    Colonne::texte("date", "Jour de la situation"),
    Colonne::texte("axe", "Ce que la ligne compte : région, département, niveau de diplôme…"),
    Colonne::texte("code", "Code sur cet axe"),
    Colonne::texte("nom", "Nom"),
    Colonne::entier("en_formation", "Apprentis, sans contrat et en rupture"),
    Colonne::entier("apprentis", "Apprentis"),
    Colonne::entier("inscrits_sans_contrat", "Inscrits sans contrat"),
    Colonne::entier("rupturants", "En rupture de contrat"),
    Colonne::entier("abandons", "Sorties d’apprentissage"),
    Colonne::entier("entrees", "Premiers contrats commencés depuis la rentrée"),
    Colonne::entier("sorties", "Sorties d’apprentissage depuis la rentrée"),
    Colonne::entier("ruptures", "Inscriptions dont un contrat a été rompu depuis la rentrée"),
    Colonne::entier(
        "ruptures_nettes",
        "Celles d’entre elles qui ne sont pas de nouveau sous contrat",
    ),
    Colonne::entier(
        "organismes_attendus",
        "Organismes que l’annuaire attend ; vide hors des territoires",
    ),
    Colonne::entier("organismes_transmetteurs", "Ceux d’entre eux qui avaient transmis"),
];
