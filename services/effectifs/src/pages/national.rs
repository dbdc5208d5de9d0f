//! The figures of the country, for everyone.

use axum::extract::{RawQuery, State};
use noyau::dates::DateCivile;
use web::Etat;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Formulaire, Genre};
use web::graphe::Graphe;
use web::jeu::{Cellule, Colonne};
use web::page::{Page, Porte};
use web::parametres::Parametres;

use super::{Rendu, chiffres_voeux, rendre};
use crate::cube::Cubes;
use crate::publication::{LIBELLES, Publication, Territoire};
use crate::regles::situation::Situation;

/// Address of the page.
pub const ICI: &str = "/indicateurs-apprentissage";

/// Coverage under which a territory should not be read alone, in hundredths.
const COUVERTURE_MIN: i64 = 80;

/// The day asked for, or today; a day to come would say what nobody knows.
fn jour(etat: &Etat, parametres: &Parametres) -> DateCivile {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let dit: Option<DateCivile> = parametres.texte("date").and_then(|t| t.parse().ok());
    dit.filter(|jour| *jour <= aujourd_hui).unwrap_or(aujourd_hui)
}

/// The page.
pub async fn show(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let jour = jour(&etat, &parametres);
    let publication = Cubes::de(&etat).await?.publication(jour);
    let region = parametres.texte("region").unwrap_or_default();
    let choisie = publication.regions.iter().find(|(r, _)| r.code == region);
    let titre = match choisie {
        Some((r, _)) => format!("Indicateurs de l’apprentissage, {}", r.nom),
        None => "Indicateurs de l’apprentissage".to_owned(),
    };
    let mut page = Page::nouvelle(&titre).sur(&etat.reglages.site);
    page.chemin = ICI.to_owned();
    page.canonique = Some(ICI.to_owned());
    page.porte = Some(Porte::Pilote);
    page.description =
        "Apprentis, jeunes sans contrat, ruptures et sorties, par territoire et à toute date, avec leur taux de couverture."
            .to_owned();
    let ancienne = if publication.jour == jour {
        ""
    } else {
        " Les dossiers de cette époque sont effacés ; leurs chiffres de fin de mois sont gardés."
    };
    let chapo = format!(
        "Situation au {}, d’après ce que les organismes de formation transmettent. Chaque nombre se lit avec sa couverture : sous {COUVERTURE_MIN} %, un territoire ne se compare pas aux autres.{ancienne}",
        publication.jour.long()
    );
    let mut ecran = Ecran::nouveau(page, &chapo);
    let champ = Champ::new("date", "Date", Genre::Jour).facultatif().valeur(jour.to_string());
    ecran.filtres = Some(Formulaire::new(ICI, "Afficher", vec![champ]));
    let ecran = match choisie {
        Some((r, departements)) => ecran
            .sous("Indicateurs de l’apprentissage", ICI)
            .bloc(chiffres(r))
            .bloc(tableau("Par département", departements.iter(), |_| String::new())),
        None => {
            let regions = publication.regions.iter().map(|(r, _)| r);
            let vers = |r: &Territoire| format!("{ICI}?date={jour}&region={}", r.code);
            let mut bloc = tableau("Par région", regions, vers);
            bloc.graphe = carte(&publication);
            let voeux = chiffres_voeux::bloc(etat.db.read(), |_| true).await?;
            ecran.bloc(chiffres(&publication.nation)).bloc(bloc).bloc(voeux)
        }
    };
    rendre(&ecran.bloc(definitions()).bloc(fichiers(jour)))
}

fn nombre(n: Option<i64>) -> String {
    n.map_or_else(|| "n. d.".to_owned(), |n| n.to_string())
}

fn chiffres(t: &Territoire) -> Bloc {
    let mut faits: Vec<(&str, String)> = LIBELLES.into_iter().zip(t.mesures.map(nombre)).collect();
    faits.push(("Couverture : organismes qui transmettent", t.couverture.phrase()));
    Bloc::nouveau(t.nom, &[]).faits(faits)
}

fn tableau<'a>(
    legende: &str,
    territoires: impl Iterator<Item = &'a Territoire>,
    adresse: impl Fn(&Territoire) -> String,
) -> Bloc {
    let rangees = territoires.map(|t| {
        let mut cellules = vec![t.nom.to_owned()];
        cellules.extend(t.mesures.map(nombre));
        cellules.push(t.couverture.phrase());
        Rangee { adresse: adresse(t), cellules }
    });
    let mut colonnes = vec!["Territoire"];
    colonnes.extend(LIBELLES);
    colonnes.push("Couverture");
    Bloc::nouveau(legende, &[]).table(Table::liens(legende, &colonnes, rangees.collect()))
}

/// The apprentices of each département that may be said; none when even their number in the country is hidden.
fn carte(publication: &Publication) -> Option<Graphe> {
    let departements = publication.regions.iter().flat_map(|(_, departements)| departements);
    let montres = departements.filter_map(|d| Some((d.code.to_owned(), d.mesures[0]?)));
    let total = publication.nation.mesures[0]?;
    Some(Graphe::carte((LIBELLES[0], total), &publication.jour.court(), montres))
}

fn definitions() -> Bloc {
    let d = |s: Situation| s.definition().to_owned();
    let apprentis =
        format!("{} ; {}", d(Situation::Apprenti), d(Situation::FinDeFormation).to_lowercase());
    Bloc::nouveau(
        "Définitions",
        &["Une personne compte une fois par inscription. Ne comptent que les inscriptions des organismes dont l’annuaire valide l’UAI et le SIRET. Le territoire est celui de l’organisme formateur. « n. d. » : non diffusé, pour qu’aucun nombre inférieur à 5 ne puisse être lu ou déduit."],
    )
    .faits(vec![
        ("Apprentis", apprentis),
        ("Inscrits sans contrat", d(Situation::Inscrit)),
        ("En rupture de contrat", d(Situation::Rupturant)),
        ("Sorties d’apprentissage", d(Situation::Abandon)),
        (
            "Entrées depuis la rentrée",
            "Inscriptions dont le premier contrat a commencé depuis le 1er août de l’année scolaire".to_owned(),
        ),
        (
            "Sorties depuis la rentrée",
            "Inscriptions passées en sortie d’apprentissage depuis le 1er août de l’année scolaire".to_owned(),
        ),
        (
            "Ruptures depuis la rentrée",
            "Inscriptions dont un contrat a été rompu depuis le 1er août de l’année scolaire".to_owned(),
        ),
        (
            "Ruptures nettes depuis la rentrée",
            "Celles d’entre elles qui ne sont pas de nouveau sous contrat à la date des chiffres".to_owned(),
        ),
    ])
}

fn fichiers(jour: DateCivile) -> Bloc {
    Bloc::nouveau("Emporter ces chiffres", &[])
        .lien("Tous les territoires (CSV)", format!("{ICI}.csv?date={jour}"))
        .lien("Tous les territoires (XLSX)", format!("{ICI}.xlsx?date={jour}"))
        .lien("L’API", "/api/documentation/get-api-v1-effectifs-indicateurs")
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("date", "Jour de la situation"),
    Colonne::texte("niveau", "national, region ou departement"),
    Colonne::texte("code", "Code du territoire"),
    Colonne::texte("nom", "Nom du territoire"),
    Colonne::entier("apprentis", "Apprentis ; vide quand ce n’est pas diffusé"),
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
    Colonne::entier("organismes_attendus", "Organismes que l’annuaire attend"),
    Colonne::entier("organismes_transmetteurs", "Ceux d’entre eux qui avaient transmis"),
];

fn rangee(jour: DateCivile, niveau: &str, t: &Territoire) -> Vec<Cellule> {
    let mut cellules: Vec<Cellule> =
        [&jour.to_string(), niveau, t.code, t.nom].map(|c| Cellule::Texte(c.to_owned())).to_vec();
    cellules.extend(t.mesures.map(|n| n.map_or(Cellule::Vide, Cellule::Entier)));
    cellules.push(Cellule::Entier(t.couverture.attendus));
    cellules.push(Cellule::Entier(t.couverture.transmetteurs));
    cellules
}

/// Every territory, as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let jour = jour(&etat, &Parametres::lire(requete.as_deref()));
    let p = Cubes::de(&etat).await?.publication(jour);
    let mut lignes = vec![rangee(jour, "national", &p.nation)];
    for (region, departements) in &p.regions {
        lignes.push(rangee(jour, "region", region));
        lignes.extend(departements.iter().map(|d| rangee(jour, "departement", d)));
    }
    export::envoyer(format, "indicateurs-apprentissage", COLONNES, lignes).await
}
