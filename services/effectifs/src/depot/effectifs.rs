//! The enrolments.

use base::sqlx::{self, FromRow};
use base::{ErreurBase, Lecture, Transaction, Valeur, lots};
use noyau::dates::DateCivile;
use serde::{Deserialize, Serialize};

use crate::regles::fusion::Contenu;
use crate::regles::situation::Session;

/// An enrolment as the database holds it. Instants are in ms since 1970, days as `AAAA-MM-JJ`.
#[derive(Clone, Debug, Default, PartialEq, FromRow, Serialize, Deserialize)]
#[serde(default)]
pub struct Effectif {
    /// Identifier.
    pub id: String,
    /// SIRET of the centre that teaches, as the directory knows it.
    pub siret: String,
    /// Its UAI.
    pub uai: String,
    /// School year.
    pub annee_scolaire: String,
    /// Identifier in the software that sent it.
    pub id_erp: String,
    /// SIRET of the centre that answers for it.
    pub siret_responsable: String,
    /// Its UAI.
    pub uai_responsable: String,
    /// SIRET of the centre that teaches, as it was sent.
    pub siret_envoye: String,
    /// Its UAI, as it was sent.
    pub uai_envoye: String,
    /// The rule of the directory that decided.
    pub regle: String,
    /// 1 when the directory vouches for the centre.
    pub fiable: i64,
    /// Département of the centre.
    pub departement: String,
    /// Commune where the person lives.
    pub commune: String,
    /// Last name.
    pub nom: String,
    /// First name.
    pub prenom: String,
    /// Day of birth.
    pub naissance: String,
    /// What tells one person from another.
    pub personne: String,
    /// Mailbox.
    pub courriel: Option<String>,
    /// Day of enrolment.
    pub inscription: String,
    /// First day of the training.
    pub entree: String,
    /// Last day of the training.
    pub fin: String,
    /// Day the enrolment was ended.
    pub exclusion: Option<String>,
    /// Diploma.
    pub cfd: Option<String>,
    /// Diploma as it was sent, when a newer one stands for it.
    pub cfd_envoye: Option<String>,
    /// Certification.
    pub rncp: Option<String>,
    /// Name of the training.
    pub formation: String,
    /// European level, 3 to 8.
    pub niveau: Option<i64>,
    /// Contracts, JSON.
    pub contrats: String,
    /// Optional fields, JSON.
    pub details: String,
    /// What the API does not know, JSON.
    pub autres: String,
    /// Timeline.
    pub parcours: String,
    /// Situation on the day it was last computed.
    pub situation: String,
    /// Next day the situation changes.
    pub change_le: Option<String>,
    /// `ERP` or `FICHIER`.
    pub source: String,
    /// The sending it comes from.
    pub transmission: String,
    /// When it was first received.
    pub cree_le: i64,
    /// When it last changed.
    pub modifie_le: i64,
    /// When it was last received.
    pub transmis_le: i64,
}

/// Every column, in the order of [`Effectif::valeurs`].
pub(super) const COLONNES: &[&str] = &[
    "id",
    "siret",
    "uai",
    "annee_scolaire",
    "id_erp",
    "siret_responsable",
    "uai_responsable",
    "siret_envoye",
    "uai_envoye",
    "regle",
    "fiable",
    "departement",
    "commune",
    "nom",
    "prenom",
    "naissance",
    "personne",
    "courriel",
    "inscription",
    "entree",
    "fin",
    "exclusion",
    "cfd",
    "cfd_envoye",
    "rncp",
    "formation",
    "niveau",
    "contrats",
    "details",
    "autres",
    "parcours",
    "situation",
    "change_le",
    "source",
    "transmission",
    "cree_le",
    "modifie_le",
    "transmis_le",
];

/// Keys looked up in one statement.
const PAR_LOT: usize = 500;

impl Effectif {
    /// What the rules know of it; none when a day no longer reads.
    pub fn contenu(&self) -> Option<Contenu> {
        let jour = |texte: &str| texte.parse::<DateCivile>().ok();
        Some(Contenu {
            nom: self.nom.clone(),
            prenom: self.prenom.clone(),
            naissance: jour(&self.naissance)?,
            inscription: jour(&self.inscription)?,
            session: Session::new(jour(&self.entree)?, jour(&self.fin)?)?,
            exclusion: self.exclusion.as_deref().and_then(jour),
            cfd: self.cfd_envoye.clone().or_else(|| self.cfd.clone()),
            rncp: self.rncp.clone(),
            contrats: serde_json::from_str(&self.contrats).unwrap_or_default(),
            details: serde_json::from_str(&self.details).unwrap_or_default(),
            autres: serde_json::from_str(&self.autres).unwrap_or_default(),
        })
    }

    /// Whether two states say the same of the enrolment, whenever they were received.
    pub fn dit_comme(&self, autre: &Effectif) -> bool {
        let sans_dates = |e: &Effectif| Effectif {
            transmission: String::new(),
            source: String::new(),
            modifie_le: 0,
            transmis_le: 0,
            ..e.clone()
        };
        sans_dates(self) == sans_dates(autre)
    }

    fn valeurs(&self) -> Vec<Valeur> {
        let t = |texte: &String| Valeur::from(texte.as_str());
        let o = |texte: &Option<String>| Valeur::from(texte.as_deref());
        vec![
            t(&self.id),
            t(&self.siret),
            t(&self.uai),
            t(&self.annee_scolaire),
            t(&self.id_erp),
            t(&self.siret_responsable),
            t(&self.uai_responsable),
            t(&self.siret_envoye),
            t(&self.uai_envoye),
            t(&self.regle),
            self.fiable.into(),
            t(&self.departement),
            t(&self.commune),
            t(&self.nom),
            t(&self.prenom),
            t(&self.naissance),
            t(&self.personne),
            o(&self.courriel),
            t(&self.inscription),
            t(&self.entree),
            t(&self.fin),
            o(&self.exclusion),
            o(&self.cfd),
            o(&self.cfd_envoye),
            o(&self.rncp),
            t(&self.formation),
            self.niveau.into(),
            t(&self.contrats),
            t(&self.details),
            t(&self.autres),
            t(&self.parcours),
            t(&self.situation),
            o(&self.change_le),
            t(&self.source),
            t(&self.transmission),
            self.cree_le.into(),
            self.modifie_le.into(),
            self.transmis_le.into(),
        ]
    }
}

/// The enrolments of a centre and a school year that have these identifiers in their software.
pub async fn connus(
    tx: &mut Transaction,
    (siret, uai, annee): (&str, &str, &str),
    ids: &[&str],
) -> Result<Vec<Effectif>, ErreurBase> {
    let mut trouves = Vec::new();
    for lot in ids.chunks(PAR_LOT) {
        let parametres: Vec<String> = (0..lot.len()).map(|n| format!("${}", n + 4)).collect();
        let sql = format!(
            "SELECT {} FROM effectifs WHERE siret = $1 AND uai = $2 AND annee_scolaire = $3 AND id_erp IN ({})",
            COLONNES.join(", "),
            parametres.join(", ")
        );
        let mut requete =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(siret).bind(uai).bind(annee);
        for id in lot {
            requete = requete.bind(*id);
        }
        trouves.extend(requete.fetch_all(&mut **tx).await?);
    }
    Ok(trouves)
}

/// Writes enrolments, new or known.
pub async fn ecrire(tx: &mut Transaction, effectifs: &[Effectif]) -> Result<(), ErreurBase> {
    let affectations: Vec<String> = COLONNES[5..]
        .iter()
        .filter(|c| **c != "cree_le")
        .map(|c| format!("{c} = excluded.{c}"))
        .collect();
    let conflit = format!(
        "ON CONFLICT (siret, uai, annee_scolaire, id_erp) DO UPDATE SET {}",
        affectations.join(", ")
    );
    let lignes: Vec<_> = effectifs.iter().map(Effectif::valeurs).collect();
    lots::ajouter(tx, "effectifs", COLONNES, &conflit, &lignes).await?;
    Ok(())
}

/// Notes that enrolments were received again, as they were.
pub async fn revoir(
    tx: &mut Transaction,
    ids: &[String],
    transmission: &str,
    recue_le: i64,
) -> Result<(), ErreurBase> {
    for lot in ids.chunks(PAR_LOT) {
        let parametres: Vec<String> = (0..lot.len()).map(|n| format!("${}", n + 3)).collect();
        let sql = format!(
            "UPDATE effectifs SET transmission = $1, transmis_le = $2 WHERE id IN ({})",
            parametres.join(", ")
        );
        let mut requete = sqlx::query(sqlx::AssertSqlSafe(sql))
            .persistent(false)
            .bind(transmission)
            .bind(recue_le);
        for id in lot {
            requete = requete.bind(id);
        }
        requete.execute(&mut **tx).await?;
    }
    Ok(())
}

/// One enrolment.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Effectif>, ErreurBase> {
    let sql = format!("SELECT {} FROM effectifs WHERE id = $1", COLONNES.join(", "));
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).fetch_optional(db.pool()).await?)
}

/// Identifiers and timelines of at most `limite` enrolments whose situation changes on that day or before.
pub async fn a_recalculer(
    db: &Lecture,
    jour: &str,
    limite: i64,
) -> Result<Vec<(String, String)>, ErreurBase> {
    let sql =
        "SELECT id, parcours FROM effectifs WHERE change_le <= $1 ORDER BY change_le, id LIMIT $2";
    Ok(sqlx::query_as(sql).bind(jour).bind(limite).fetch_all(db.pool()).await?)
}

/// Writes the situation of enrolments and the next day it changes, which are the same for all of them.
pub async fn situer(
    tx: &mut Transaction,
    ids: &[&str],
    situation: &str,
    change_le: Option<&str>,
) -> Result<(), ErreurBase> {
    for lot in ids.chunks(PAR_LOT) {
        let parametres: Vec<String> = (0..lot.len()).map(|n| format!("${}", n + 3)).collect();
        let sql = format!(
            "UPDATE effectifs SET situation = $1, change_le = $2 WHERE id IN ({})",
            parametres.join(", ")
        );
        let mut requete = sqlx::query(sqlx::AssertSqlSafe(sql)).persistent(false);
        requete = requete.bind(situation).bind(change_le);
        for id in lot {
            requete = requete.bind(*id);
        }
        requete.execute(&mut **tx).await?;
    }
    Ok(())
}
