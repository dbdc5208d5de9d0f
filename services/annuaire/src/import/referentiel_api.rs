//! Organisations as the API v1 of the référentiel UAI–SIRET answers them.

mod brut;

use importer::lecteurs::json;
use importer::{Apercu, Arret, Fichier, Illisible, Importeur, Origine, Puits, Rejet, sans_ordre};
use noyau::dates::DateCivile;
use noyau::geo::Point;
use noyau::identifiants::{Courriel, Siret, Uai};

use self::brut::{AdresseBrute, Brut, LieuBrut, RelationBrute, Terme};
use super::champs::{date_du_nom, poser_uai, texte};
use super::lignes::{
    Adresse, Certification, Contact, Lieu, Organisme, Relation, Reseau, UaiDOrganisme,
};
use crate::regles::contact::est_generique;
use crate::regles::uai::{Candidate, probable};
use crate::regles::vocabulaire::{GenreRelation, StatutUai};

pub const IMPORTEUR: Importeur = Importeur {
    source: "organismes",
    jeu: "organismes/referentiel",
    titre: "Référentiel UAI–SIRET des organismes, réponse de l'API v1 (mission apprentissage)",
    attendu: "un tableau JSON, ou un objet JSON par ligne, avec siret, relations, lieux_de_formation, uai_potentiels",
    rang: super::RANG,
    revision: 2,
    tables: super::TABLES,
    reconnaitre,
    ordre: sans_ordre,
    lire,
};

fn reconnaitre(apercu: &Apercu) -> bool {
    apercu.a_les_cles(&["siret", "relations", "lieux_de_formation", "uai_potentiels"])
}

fn lire(fichier: &Fichier, puits: &mut Puits) -> Result<(), Illisible> {
    let date = date_du_nom(&fichier.nom());
    json::lire(fichier, |origine, lu: Result<Brut, String>| {
        puits.lu();
        let lu = lu.map_err(|e| origine.rejet("enregistrement", "", "forme", &e));
        let lu = lu.and_then(|b| {
            Ok((origine.valeur::<Siret>("siret", b.siret.get().unwrap_or_default())?, b))
        });
        match lu {
            Ok((siret, brut)) => Ok(poser(puits, origine, siret, &brut, date)?),
            Err(rejet) => Ok(puits.rejeter(rejet)?),
        }
    })
}

fn poser(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: &Brut,
    date: Option<DateCivile>,
) -> Result<(), Arret> {
    let organisme = organisme(puits, origine, siret, brut, date)?;
    if !puits.poser_nouveau(origine.ligne, organisme)? {
        return Ok(());
    }
    poser_uais(puits, origine, siret, brut)?;
    for relation in brut.relations.iter().flatten() {
        poser_relation(puits, origine, siret, relation)?;
    }
    for lieu in brut.lieux_de_formation.iter().flatten() {
        poser_lieu(puits, origine, siret, lieu)?;
    }
    for reseau in brut.reseaux.iter().flatten().filter_map(|r| r.code.get()) {
        puits.poser_une_fois(origine.ligne, Reseau { siret, reseau: reseau.to_lowercase() })?;
    }
    poser_contacts(puits, origine, siret, brut)?;
    poser_certifications(puits, origine, siret, "rncp", &brut.certifications)?;
    poser_certifications(puits, origine, siret, "cfd", &brut.diplomes)
}

fn organisme(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: &Brut,
    date: Option<DateCivile>,
) -> Result<Organisme, Arret> {
    let meta = brut._meta.as_ref();
    let date_lue = meta.and_then(|m| m.date_dernier_import.get()).and_then(|d| d.parse().ok());
    let nda = brut.numero_declaration_activite.get();
    Ok(Organisme {
        raison_sociale: texte(&brut.raison_sociale),
        enseigne: texte(&brut.enseigne),
        nature: puits.facultatif(origine.option("nature", brut.nature.get()))?,
        etat: puits
            .facultatif(origine.option("etat_administratif", brut.etat_administratif.get()))?,
        siege_social: brut.siege_social.booleen(),
        qualiopi: brut.qualiopi.booleen(),
        nda: puits.facultatif(origine.option("numero_declaration_activite", nda))?,
        forme_juridique: brut.forme_juridique.as_ref().and_then(|f| texte(&f.label)),
        adresse: adresse(puits, origine, "adresse", brut.adresse.as_ref())?,
        date_source: date_lue.or(date),
        ..Organisme::nouveau(siret)
    })
}

fn adresse(
    puits: &mut Puits,
    origine: Origine,
    champ: &str,
    brute: Option<&AdresseBrute>,
) -> Result<Adresse, Arret> {
    let Some(a) = brute else { return Ok(Adresse::default()) };
    let point = a.centre().map(|(lon, lat)| Point::new(lat, lon)).transpose();
    let point = point
        .map_err(|e| origine.rejet(&format!("{champ}.geojson"), &e.valeur, e.regle, &e.message));
    Ok(Adresse {
        texte: texte(&a.label),
        code_postal: puits
            .facultatif(origine.option(&format!("{champ}.code_postal"), a.code_postal.get()))?,
        commune: puits
            .facultatif(origine.option(&format!("{champ}.code_insee"), a.code_insee.get()))?,
        localite: texte(&a.localite),
        point: puits.facultatif(point)?,
    })
}

/// Keeps generic mailboxes; an address that names a person is read and let go, noted nowhere.
fn poser_contacts(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: &Brut,
) -> Result<(), Arret> {
    for contact in brut.contacts.iter().flatten() {
        for texte in contact.email.get().unwrap_or_default().split("##") {
            let Ok(courriel) = texte.parse::<Courriel>() else { continue };
            if est_generique(courriel.as_str()) {
                let confirme = contact.confirme.booleen().unwrap_or(false);
                let appuis = contact.sources.0.clone();
                let contact = Contact { siret, courriel, confirme, appuis };
                puits.poser_une_fois(origine.ligne, contact)?;
            }
        }
    }
    Ok(())
}

fn poser_uais(puits: &mut Puits, origine: Origine, siret: Siret, brut: &Brut) -> Result<(), Arret> {
    poser_uai(puits, origine, siret, ("uai", brut.uai.get()), StatutUai::Validee)?;
    let candidates = candidates(puits, origine, brut)?;
    let dite = brut._meta.as_ref().and_then(|m| m.uai_probable.get());
    let dite = puits.facultatif(origine.option::<Uai>("_meta.uai_probable", dite))?;
    if let Some(uai) = dite.or_else(|| probable(&candidates)) {
        let appuis = candidates.iter().find(|c| c.uai == uai).map(|c| c.appuis.clone());
        let appuis = appuis.unwrap_or_default();
        puits.poser(
            origine.ligne,
            UaiDOrganisme { siret, uai, statut: StatutUai::Probable, appuis },
        )?;
    }
    for Candidate { uai, appuis } in candidates {
        let statut = StatutUai::Potentielle;
        puits.poser_une_fois(origine.ligne, UaiDOrganisme { siret, uai, statut, appuis })?;
    }
    Ok(())
}

fn candidates(puits: &mut Puits, origine: Origine, brut: &Brut) -> Result<Vec<Candidate>, Arret> {
    let mut candidates = Vec::new();
    for potentielle in brut.uai_potentiels.iter().flatten() {
        let lue = origine.option::<Uai>("uai_potentiels.uai", potentielle.uai.get());
        if let Some(uai) = puits.facultatif(lue)? {
            candidates.push(Candidate { uai, appuis: potentielle.sources.0.clone() });
        }
    }
    Ok(candidates)
}

fn poser_relation(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brute: &RelationBrute,
) -> Result<(), Arret> {
    let lue = relation(origine, siret, brute);
    match puits.facultatif(lue.map(Some))? {
        Some(relation) => puits.poser_une_fois(origine.ligne, relation),
        None => Ok(()),
    }
}

fn relation(origine: Origine, siret: Siret, brute: &RelationBrute) -> Result<Relation, Rejet> {
    let autre = origine.valeur("relations.siret", brute.siret.get().unwrap_or_default())?;
    let genre = brute.genre.get().unwrap_or_default();
    let genre = GenreRelation::du_referentiel(genre)
        .map_err(|e| origine.rejet("relations.type", genre, e.regle, &e.message))?;
    Ok(Relation { siret, autre, genre, nom: texte(&brute.label) })
}

fn poser_lieu(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    brut: &LieuBrut,
) -> Result<(), Arret> {
    let Some(code) = texte(&brut.code) else { return Ok(()) };
    let lieu = Lieu {
        siret,
        code,
        uai: puits.facultatif(origine.option("lieux_de_formation.uai", brut.uai.get()))?,
        uai_fiable: brut.uai_fiable.booleen().unwrap_or(false),
        adresse: adresse(puits, origine, "lieux_de_formation.adresse", brut.adresse.as_ref())?,
    };
    puits.poser_une_fois(origine.ligne, lieu)
}

fn poser_certifications(
    puits: &mut Puits,
    origine: Origine,
    siret: Siret,
    genre: &'static str,
    termes: &Option<Vec<Terme>>,
) -> Result<(), Arret> {
    for terme in termes.iter().flatten() {
        let Some(code) = texte(&terme.code) else { continue };
        let ligne = Certification { siret, genre, code, libelle: texte(&terme.label) };
        puits.poser_une_fois(origine.ligne, ligne)?;
    }
    Ok(())
}
