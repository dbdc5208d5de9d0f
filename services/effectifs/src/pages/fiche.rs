//! The sheet of one enrolment: where the person stands, and how they came there.

use axum::extract::{Path, State};
use noyau::dates::DateCivile;
use noyau::identifiants::Telephone;
use serde_json::{Map, Value};
use web::ecran::{Bloc, Table};
use web::{Acteur, Erreur, Etat};

use super::{Rendu, jour, quand, rendre, sirets, sous_l_accueil};
use crate::actions::SUIVRE;
use crate::depot::effectifs::{self, Effectif};
use crate::depot::listes;
use crate::regles::dossier::ContratRecu;
use crate::regles::situation::Parcours;

/// Optional fields shown, with what people call them.
const DETAILS: &[(&str, &str)] = &[
    ("ine_apprenant", "INE"),
    ("sexe_apprenant", "Sexe"),
    ("email_contact", "Adresse électronique"),
    ("tel_apprenant", "Téléphone"),
    ("adresse_apprenant", "Adresse"),
    ("code_postal_apprenant", "Code postal"),
    ("annee_formation", "Année de formation"),
    ("rqth_apprenant", "Reconnaissance de travailleur handicapé"),
    ("obtention_diplome_formation", "Diplôme obtenu"),
    ("date_obtention_diplome_formation", "Diplôme obtenu le"),
];

/// The sheet, for the centre that teaches.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    fiche(&etat, &acteur, &id, "/effectifs/apprenant", "").await
}

/// The sheet, for the centre that answers for the training.
pub async fn du_responsable(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
) -> Rendu {
    let precision = ", chez votre organisme formateur";
    fiche(&etat, &acteur, &id, "/effectifs/responsable/apprenant", precision).await
}

async fn fiche(etat: &Etat, acteur: &Acteur, id: &str, ici: &str, precision: &str) -> Rendu {
    let trouve = effectifs::trouver(etat.db.read(), id).await?;
    let e = trouve.ok_or_else(|| Erreur::introuvable("Cet apprenant n’existe pas."))?;
    let siens = sirets(acteur, &SUIVRE);
    let autres = listes::de_la_personne(etat.db.read(), &siens, &e.personne).await?;
    let titre = format!("{} {}{precision}", e.prenom, e.nom);
    let chemin = format!("{ici}/{}", e.id);
    let aujourd_hui = etat.horloge.aujourd_hui();
    let parcours = Parcours::lire(&e.parcours);
    let situation = parcours.le(aujourd_hui);
    let chapo = format!("{}, année scolaire {}", e.formation, e.annee_scolaire);
    let ecran = sous_l_accueil(etat, &titre, &chemin, &chapo)
        .sous("Mes apprenants", super::apprenants::ICI)
        .bloc(
            Bloc::nouveau("Aujourd’hui", &[situation.definition()])
                .faits(vec![("Situation", situation.libelle().to_owned())]),
        )
        .bloc(chronologie(&parcours, aujourd_hui));
    let collaboration = match precision {
        "" => super::collaboration::bloc(etat, &e.id, &chemin).await?,
        _ => None,
    };
    let ecran = match collaboration {
        Some(bloc) => ecran.bloc(bloc),
        None => ecran,
    };
    let ecran = ecran.bloc(contrats(&e)).bloc(identite(&e)).bloc(provenance(&e));
    let ailleurs: Vec<_> = autres.iter().filter(|a| a.id != e.id).collect();
    let ecran = if ailleurs.is_empty() {
        ecran
    } else {
        let mut bloc = Bloc::nouveau("La même personne dans vos effectifs", &[]);
        for a in ailleurs {
            let libelle = format!("{}, {}", a.annee_scolaire, a.formation);
            bloc = bloc.lien(&libelle, super::apprenants::adresse(a, &siens));
        }
        ecran.bloc(bloc)
    };
    if precision.is_empty() {
        let bloc = Bloc::nouveau("Ce dossier est une erreur ?", &[])
            .lien("Retirer ce dossier", format!("{chemin}/retirer"));
        return rendre(&ecran.bloc(bloc));
    }
    rendre(&ecran)
}

fn chronologie(parcours: &Parcours, aujourd_hui: DateCivile) -> Bloc {
    let etapes = parcours.etapes();
    let lignes = etapes.iter().enumerate().map(|(rang, etape)| {
        let suivante = etapes.get(rang + 1).map(|s| s.date);
        let quand = match suivante {
            _ if etape.date > aujourd_hui => "Prévu si rien ne change",
            Some(suivante) if suivante <= aujourd_hui => "Passé",
            _ => "Aujourd’hui",
        };
        let jusqu_au = suivante.map_or_else(|| "—".to_owned(), |s| s.plus_jours(-1).court());
        vec![etape.situation.libelle().to_owned(), etape.date.court(), jusqu_au, quand.to_owned()]
    });
    let colonnes = ["Situation", "Du", "Au", "Quand"];
    Bloc::nouveau("Parcours", &[]).table(Table::simple("Parcours", &colonnes, lignes.collect()))
}

fn contrats(e: &Effectif) -> Bloc {
    let lus: Vec<ContratRecu> = serde_json::from_str(&e.contrats).unwrap_or_default();
    if lus.is_empty() {
        return Bloc::nouveau("Contrats", &["Aucun contrat n’a été transmis."]);
    }
    let date = |d: Option<DateCivile>| d.map_or_else(|| "—".to_owned(), DateCivile::court);
    let lignes = lus.iter().map(|c| {
        vec![
            c.debut.court(),
            date(c.fin),
            date(c.rupture),
            c.cause.clone().unwrap_or_else(|| "—".to_owned()),
            c.siret.clone().unwrap_or_else(|| "—".to_owned()),
        ]
    });
    let colonnes = ["Début", "Fin prévue", "Rupture", "Cause", "SIRET de l’employeur"];
    Bloc::nouveau("Contrats", &[]).table(Table::simple("Contrats", &colonnes, lignes.collect()))
}

fn identite(e: &Effectif) -> Bloc {
    let details: Map<String, Value> = serde_json::from_str(&e.details).unwrap_or_default();
    let mut faits = vec![
        ("Né le", jour(&e.naissance)),
        ("Inscription", jour(&e.inscription)),
        ("Entrée en formation", jour(&e.entree)),
        ("Fin de formation", jour(&e.fin)),
        ("Code du diplôme", e.cfd.clone().unwrap_or_else(|| "Non transmis".to_owned())),
        ("Code RNCP", e.rncp.clone().unwrap_or_else(|| "Non transmis".to_owned())),
    ];
    if let Some(exclusion) = &e.exclusion {
        faits.push(("Sortie déclarée le", jour(exclusion)));
    }
    let dits =
        DETAILS.iter().filter_map(|(champ, libelle)| Some((*libelle, dire(details.get(*champ)?))));
    faits.extend(dits);
    Bloc::nouveau("Dossier", &[]).faits(faits)
}

/// A value as people read it.
fn dire(valeur: &Value) -> String {
    match valeur {
        Value::Bool(true) => "Oui".to_owned(),
        Value::Bool(false) => "Non".to_owned(),
        Value::String(texte) if texte.starts_with('+') => telephone(texte),
        Value::String(texte) => jour(texte),
        autre => autre.to_string(),
    }
}

/// A phone number as the French read it.
fn telephone(texte: &str) -> String {
    texte.parse::<Telephone>().map_or_else(|_| texte.to_owned(), |t| t.affichage())
}

fn provenance(e: &Effectif) -> Bloc {
    let formateur = format!("UAI {}, SIRET {}", e.uai, e.siret);
    let mut faits = vec![
        ("Identifiant dans votre logiciel", e.id_erp.clone()),
        ("Organisme formateur", formateur),
        (
            "Organisme responsable",
            format!("UAI {}, SIRET {}", e.uai_responsable, e.siret_responsable),
        ),
        ("Reçu la première fois le", quand(e.cree_le)),
        ("Modifié le", quand(e.modifie_le)),
        ("Reçu la dernière fois le", quand(e.transmis_le)),
    ];
    if (&e.uai_envoye, &e.siret_envoye) != (&e.uai, &e.siret) {
        faits.push(("Envoyé pour", format!("UAI {}, SIRET {}", e.uai_envoye, e.siret_envoye)));
    }
    if let Some(ancien) = &e.cfd_envoye {
        faits.push(("Code du diplôme envoyé, remplacé depuis", ancien.clone()));
    }
    let phrase = if e.fiable == 1 {
        "L’annuaire reconnaît les deux organismes : ce dossier compte dans les chiffres publics."
    } else {
        "L’annuaire ne reconnaît pas encore cet UAI pour ce SIRET : ce dossier ne compte pas dans les chiffres publics."
    };
    Bloc::nouveau("D’où vient ce dossier", &[phrase]).faits(faits).lien(
        "La transmission qui l’a apporté",
        format!("/effectifs/transmissions/{}", e.transmission),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_says_what_is_past_and_what_is_only_foreseen() {
        let parcours =
            Parcours::lire("2024-09-01 INSCRIT|2024-10-01 APPRENTI|2025-08-31 FIN_DE_FORMATION");
        let bloc = chronologie(&parcours, "2025-03-06".parse().unwrap());
        let rangees = bloc.table.unwrap().rangees;
        let quand: Vec<_> = rangees.iter().map(|r| r.cellules[3].as_str()).collect();
        assert_eq!(quand, ["Passé", "Aujourd’hui", "Prévu si rien ne change"]);
        assert_eq!(rangees[0].cellules[2], "30/09/2024");
    }
}
