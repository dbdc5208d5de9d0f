//! From rows to the words of the rules. A stored value that no longer reads is left out.

use noyau::dates::{DateCivile, Instant};

use super::organisme::{Contact, Lieu};
use crate::depot::{
    LigneContact, LigneDecision, LigneLieu, LigneOrganisme, LigneRelation, LigneUai,
};
use crate::regles::decision::Decision;
use crate::regles::fusion::{Adresse, Declaration, Provenance, Relation, UaiDite, Vie};

pub fn declaration(ligne: LigneOrganisme) -> Declaration {
    let adresse = Adresse {
        texte: ligne.adresse,
        code_postal: ligne.code_postal,
        commune: ligne.commune,
        localite: ligne.localite,
        departement: ligne.departement,
        academie: ligne.academie,
        region: ligne.region,
        point: ligne.lat.zip(ligne.lon),
    };
    let jour = |texte: Option<String>| texte.and_then(|t| t.parse().ok());
    Declaration {
        vie: Vie {
            cree_le: jour(ligne.cree_le),
            ferme_le: jour(ligne.ferme_le),
            unite_creee_le: jour(ligne.unite_creee_le),
            unite_cessee_le: jour(ligne.unite_cessee_le),
        },
        provenance: provenance(ligne.jeu, ligne.constate_le, ligne.fin),
        raison_sociale: ligne.raison_sociale,
        enseigne: ligne.enseigne,
        nature: ligne.nature.and_then(|n| n.parse().ok()),
        etat: ligne.etat.and_then(|e| e.parse().ok()),
        siege_social: ligne.siege_social.map(|s| s != 0),
        qualiopi: ligne.qualiopi.map(|q| q != 0),
        nda: ligne.nda,
        naf: ligne.naf,
        forme_juridique: ligne.forme_juridique,
        adresse: (adresse != Adresse::default()).then_some(adresse),
    }
}

pub fn uai_dite(ligne: LigneUai) -> Option<UaiDite> {
    Some(UaiDite {
        uai: ligne.uai.parse().ok()?,
        statut: ligne.statut.parse().ok()?,
        appuis: ligne.appuis,
        provenance: provenance(ligne.jeu, ligne.constate_le, ligne.fin),
    })
}

pub fn relation(ligne: LigneRelation) -> Option<Relation> {
    Some(Relation {
        siret: ligne.autre_siret.parse().ok()?,
        genre: ligne.genre.parse().ok()?,
        nom: ligne.nom,
        provenance: provenance(ligne.jeu, ligne.constate_le, ligne.fin),
    })
}

pub fn lieu(ligne: LigneLieu) -> Lieu {
    let adresse = Adresse {
        texte: ligne.adresse,
        code_postal: ligne.code_postal,
        commune: ligne.commune,
        localite: ligne.localite,
        point: ligne.lat.zip(ligne.lon),
        ..Adresse::default()
    };
    let uai = ligne.uai.and_then(|u| u.parse().ok());
    let provenance = provenance(ligne.jeu, ligne.constate_le, ligne.fin);
    Lieu { code: ligne.code, uai, uai_fiable: ligne.uai_fiable != 0, adresse, provenance }
}

pub fn contact(ligne: LigneContact) -> Contact {
    let sources = ligne.appuis.split(", ").filter(|s| !s.is_empty()).map(str::to_owned);
    Contact { courriel: ligne.courriel, confirme: ligne.confirme != 0, sources: sources.collect() }
}

pub fn decision(ligne: LigneDecision) -> Decision {
    let uai = |texte: Option<String>| texte.and_then(|t| t.parse().ok());
    Decision {
        avant: uai(ligne.avant),
        apres: uai(ligne.apres),
        auteur: ligne.auteur,
        motif: ligne.motif,
        instant: Instant::from_ms(ligne.instant),
    }
}

/// The day the publisher gives, else the day of the import.
fn provenance(jeu: String, constate_le: Option<String>, fin: Option<i64>) -> Provenance {
    let importee: DateCivile = Instant::from_ms(fin.unwrap_or_default()).date();
    let date = constate_le.and_then(|d| d.parse().ok()).unwrap_or(importee);
    Provenance { jeu, date }
}
