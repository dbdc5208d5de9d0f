//! The filters of the results: what can be chosen, what each choice gives, what is in force.

use moteur::Reponse;
use noyau::niveau::NiveauDiplome;
use web::page::Compte;

use crate::piece::Trouve;
use crate::regles::Criteres;
use crate::vues::{Filtre, FiltrePose, Genre, Nature, OptionFiltre};

/// Sectors offered, most frequent first.
const SECTEURS: usize = 12;

/// The four kinds, in the order of the page.
pub const NATURES: [Nature; 4] =
    [Nature::Offre, Nature::OffreFormation, Nature::Entreprise, Nature::Formation];

/// The yes/no filters: parameter, label, explanation.
const DRAPEAUX: [(&str, &str, &str); 1] =
    [("is_disabled_elligible", "Ouvert au handicap", "L’employeur l’a indiqué.")];

/// The filters of a page.
pub fn filtres(criteres: &Criteres, trouve: &Trouve) -> Vec<Filtre> {
    let reponse = &trouve.reponse;
    let mut filtres = vec![natures(criteres, reponse), niveaux(criteres, reponse)];
    filtres.push(debut(criteres, reponse));
    filtres.push(drapeaux(criteres, reponse));
    filtres.extend(contrats(criteres, reponse));
    filtres.extend(secteurs(criteres, reponse));
    filtres
}

fn comptes<'a>(reponse: &'a Reponse, facette: &str) -> &'a [(String, usize)] {
    let trouvee = reponse.facettes.iter().find(|f| f.nom == facette);
    trouvee.map_or(&[], |f| &f.valeurs)
}

fn compte(reponse: &Reponse, facette: &str, valeur: &str) -> Compte {
    let trouve = comptes(reponse, facette).iter().find(|(v, _)| v == valeur);
    Compte(trouve.map_or(0, |(_, n)| *n as u64))
}

fn compte_drapeau(reponse: &Reponse, drapeau: &str) -> Compte {
    let trouve = reponse.drapeaux.iter().find(|(d, _)| d == drapeau);
    Compte(trouve.map_or(0, |(_, n)| *n as u64))
}

fn option(valeur: &str, libelle: &str, compte: Compte, choisie: bool) -> OptionFiltre {
    OptionFiltre {
        valeur: valeur.to_owned(),
        libelle: libelle.to_owned(),
        aide: "",
        compte: Some(compte),
        choisie,
    }
}

fn natures(criteres: &Criteres, reponse: &Reponse) -> Filtre {
    let options = NATURES.map(|nature| {
        let valeur = nature.libelle();
        let choisie = criteres.a_choisi("nature", valeur);
        let aide = nature.definition();
        OptionFiltre { aide, ..option(valeur, valeur, compte(reponse, "nature", valeur), choisie) }
    });
    Filtre {
        nom: "nature",
        titre: "Type de résultat",
        genre: Genre::Cases,
        options: options.to_vec(),
        montrees: NATURES.len(),
    }
}

/// A level gives its own results and those that state none: the count says so.
fn niveaux(criteres: &Criteres, reponse: &Reponse) -> Filtre {
    let muets = sans_niveau(criteres, reponse);
    let options = NiveauDiplome::tous().filter(|n| (3..=7).contains(&n.numero())).map(|niveau| {
        let valeur = valeur_de_niveau(niveau.numero());
        let Compte(seul) = compte(reponse, "level", valeur);
        let choisie = criteres.a_choisi("level", valeur);
        option(valeur, niveau.libelle(), Compte(seul + muets), choisie)
    });
    Filtre {
        nom: "level",
        titre: "Niveau préparé",
        genre: Genre::Cases,
        options: options.collect(),
        montrees: 5,
    }
}

/// Results that state no level: what is left of the total once those of the levels in force (all
/// of them when none is chosen) are taken away.
fn sans_niveau(criteres: &Criteres, reponse: &Reponse) -> u64 {
    let choisis = criteres.valeurs("level");
    let en_vigueur = comptes(reponse, "level").iter();
    let nommes: usize = en_vigueur
        .filter(|(valeur, _)| choisis.is_empty() || choisis.contains(valeur))
        .map(|(_, nombre)| *nombre)
        .sum();
    reponse.total.saturating_sub(nommes) as u64
}

/// Value of a level in the API.
pub fn valeur_de_niveau(numero: u8) -> &'static str {
    match numero {
        3 => "3 (CAP...)",
        4 => "4 (BAC...)",
        5 => "5 (BTS, DEUST...)",
        6 => "6 (Licence, BUT...)",
        7 => "7 (Master, titre ingénieur...)",
        8 => "8 (Doctorat...)",
        _ => "",
    }
}

fn debut(criteres: &Criteres, reponse: &Reponse) -> Filtre {
    let urgent = criteres.debut_genre.as_deref() == Some("des_que_possible");
    let options = vec![
        OptionFiltre {
            valeur: String::new(),
            libelle: "Peu importe".to_owned(),
            aide: "",
            compte: None,
            choisie: !urgent,
        },
        option("des_que_possible", "Dès que possible", compte_drapeau(reponse, "urgent"), urgent),
    ];
    Filtre { nom: "start_type", titre: "Début", genre: Genre::Choix, options, montrees: 2 }
}

fn drapeaux(criteres: &Criteres, reponse: &Reponse) -> Filtre {
    let options = DRAPEAUX.map(|(nom, libelle, aide)| {
        let choisie = criteres.drapeau(nom) == Some(true);
        OptionFiltre { aide, ..option(nom, libelle, compte_drapeau(reponse, nom), choisie) }
    });
    Filtre {
        nom: "avec",
        titre: "Avec",
        genre: Genre::Cases,
        options: options.to_vec(),
        montrees: DRAPEAUX.len(),
    }
}

fn contrats(criteres: &Criteres, reponse: &Reponse) -> Option<Filtre> {
    let options = de_la_reponse(criteres, reponse, "contract_type", 2);
    (options.len() > 1).then_some(Filtre {
        nom: "contract_type",
        titre: "Contrat",
        genre: Genre::Cases,
        montrees: options.len(),
        options,
    })
}

fn secteurs(criteres: &Criteres, reponse: &Reponse) -> Option<Filtre> {
    let options = de_la_reponse(criteres, reponse, "activity_sector", SECTEURS);
    (!options.is_empty()).then_some(Filtre {
        nom: "activity_sector",
        titre: "Secteur d’activité",
        genre: Genre::Cases,
        options,
        montrees: 4,
    })
}

/// The most frequent values of a facet, and those chosen whatever their count.
fn de_la_reponse(
    criteres: &Criteres,
    reponse: &Reponse,
    facette: &str,
    combien: usize,
) -> Vec<OptionFiltre> {
    let mut options: Vec<OptionFiltre> = comptes(reponse, facette)
        .iter()
        .take(combien)
        .map(|(v, n)| option(v, v, Compte(*n as u64), criteres.a_choisi(facette, v)))
        .collect();
    for choisie in criteres.valeurs(facette) {
        if !options.iter().any(|o| o.valeur == *choisie) {
            options.push(option(choisie, choisie, compte(reponse, facette, choisie), true));
        }
    }
    options
}

/// The filters in force, each with the address without it.
pub fn poses(criteres: &Criteres) -> Vec<FiltrePose> {
    let mut poses: Vec<FiltrePose> = Vec::new();
    for (facette, valeurs) in &criteres.facettes {
        poses.extend(valeurs.iter().map(|valeur| FiltrePose {
            libelle: dire(facette, valeur),
            sans: criteres.sans_valeur(facette, valeur).adresse(),
        }));
    }
    for (nom, libelle, _) in DRAPEAUX {
        if criteres.drapeau(nom) == Some(true) {
            let sans = criteres.avec_drapeau(nom, None).adresse();
            poses.push(FiltrePose { libelle: libelle.to_owned(), sans });
        }
    }
    if criteres.debut_genre.as_deref() == Some("des_que_possible") {
        let sans = Criteres { debut_genre: None, ..criteres.au_debut() }.adresse();
        poses.push(FiltrePose { libelle: "Dès que possible".to_owned(), sans });
    }
    if let Some(date) = criteres.debut {
        let sans = Criteres { debut: None, ..criteres.au_debut() }.adresse();
        poses.push(FiltrePose { libelle: format!("Début avant le {}", date.long()), sans });
    }
    if let Some(mode) = criteres.mode {
        let sans = Criteres { mode: None, ..criteres.au_debut() }.adresse();
        let libelle = match mode {
            crate::regles::Mode::Emplois => "Offres et entreprises",
            crate::regles::Mode::Formations => "Formations",
            crate::regles::Mode::EmploisFormation => "Offres avec formation",
        };
        poses.push(FiltrePose { libelle: libelle.to_owned(), sans });
    }
    poses
}

fn dire(facette: &str, valeur: &str) -> String {
    match facette {
        "level" => {
            let lu = NiveauDiplome::lire(valeur).ok().flatten();
            lu.map_or_else(|| valeur.to_owned(), |n| n.libelle().to_owned())
        }
        "departement" => format!("Département {valeur}"),
        _ => valeur.to_owned(),
    }
}
