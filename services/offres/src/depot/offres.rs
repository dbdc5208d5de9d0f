//! The offers.

use std::sync::LazyLock;

use base::sqlx::any::AnyRow;
use base::sqlx::{self, AssertSqlSafe};
use base::{ErreurBase, Lecture, Table, Valeur};
use futures::stream::BoxStream;
use importer::Enregistrement;
use noyau::dates::Instant;
use noyau::niveau::NiveauDiplome;
use web::Cellule;

use super::deposees;
use super::ligne::{Colonnes, Valeurs};
use super::parcours::Position;
use super::{LOT, PAGE, reperes, versions_courantes};
use crate::porte::Offre;
use crate::regles::{Contrat, Statut, Teletravail, TypeDebut};

/// The data sets that fill the table.
pub const JEUX: &[&str] = &["offres/api"];

/// Stands for the offers deposited here among the versions of the imported ones: no version has
/// this number.
pub const DEPOSEES: i64 = 0;

/// The table of offers. Its columns follow those of `ligne.rs`, group by group.
pub const TABLE: Table = Table {
    nom: "offres",
    colonnes: &[
        "id",
        "origine",
        "reference",
        "statut",
        "siret",
        "nom",
        "presentation",
        "site",
        "taille",
        "naf",
        "secteur",
        "idcc",
        "opco",
        "adresse",
        "code_postal",
        "commune",
        "ville",
        "departement",
        "region",
        "latitude",
        "longitude",
        "precision_lieu",
        "cle_geo",
        "romes",
        "handicap",
        "url",
        "destinataire",
        "candidatures",
        "titre",
        "description",
        "niveau",
        "contrats",
        "debut",
        "type_debut",
        "debut_souple",
        "duree_mois",
        "rythme",
        "teletravail",
        "postes",
        "competences",
        "acquis",
        "conditions",
        "publication",
        "expiration",
        "deleguee",
        "formation_incluse",
    ],
    cle: &["id"],
};

/// The imported offers that are still shown (see `retirees`).
pub(super) const GARDEES: &str =
    "NOT EXISTS (SELECT 1 FROM offres_retirees r WHERE r.id = offres.id)";

/// An offer that was taken away reads as withdrawn, whatever its publisher says.
static SELECT: LazyLock<String> = LazyLock::new(|| {
    let annulee = Statut::Annulee.code();
    let statut = format!("CASE WHEN {GARDEES} THEN statut ELSE '{annulee}' END AS statut");
    let colonnes = TABLE.colonnes.iter().map(|c| if *c == "statut" { &statut } else { *c });
    format!("SELECT {} FROM offres ", colonnes.collect::<Vec<_>>().join(", "))
});

impl Enregistrement for Offre {
    const TABLE: &'static Table = &TABLE;

    fn cle(&self) -> String {
        self.id.clone()
    }

    fn valeurs(self) -> Vec<Valeur> {
        let mut v = Valeurs::default();
        v.une(self.id).une(self.origine).une(self.reference).une(self.statut.code());
        v.une(self.siret.map(|s| s.to_string())).employeur(self.employeur).lieu(self.lieu);
        v.liste(&self.romes).une(self.handicap).candidature(self.candidature);
        v.une(self.titre).une(self.description);
        v.une(self.niveau.map(|n| i64::from(n.numero())));
        let contrats: Vec<&str> = self.contrats.iter().map(|c| c.code()).collect();
        v.liste(&contrats).une(self.debut.map(|d| d.to_string()));
        v.une(self.type_debut.map(TypeDebut::code)).une(self.debut_souple).une(self.duree_mois);
        v.une(self.rythme).une(self.teletravail.map(Teletravail::code)).une(self.postes);
        v.liste(&self.competences).liste(&self.acquis).liste(&self.conditions);
        v.une(self.publication.map(Instant::ms)).une(self.expiration.map(Instant::ms));
        v.une(self.deleguee).une(self.formation_incluse);
        v.0
    }
}

pub(super) fn lire(row: &AnyRow) -> Result<Offre, sqlx::Error> {
    let mut c = Colonnes::de(row);
    Ok(Offre {
        id: c.une()?,
        origine: c.une()?,
        reference: c.une()?,
        statut: c.lue(Statut::de_code)?.unwrap_or(Statut::EnAttente),
        siret: c.lue(|t| t.parse().ok())?,
        employeur: c.employeur()?,
        lieu: c.lieu()?,
        romes: c.liste(|t| t.parse().ok())?,
        handicap: c.oui()?,
        candidature: c.candidature()?,
        titre: c.une()?,
        description: c.une()?,
        niveau: c.une::<Option<i64>>()?.and_then(niveau),
        contrats: c.liste(Contrat::de_code)?,
        debut: c.lue(|t| t.parse().ok())?,
        type_debut: c.lue(TypeDebut::de_code)?,
        debut_souple: c.oui()?,
        duree_mois: c.une()?,
        rythme: c.une()?,
        teletravail: c.lue(Teletravail::de_code)?,
        postes: c.une()?,
        competences: c.liste(|t| Some(t.to_owned()))?,
        acquis: c.liste(|t| Some(t.to_owned()))?,
        conditions: c.liste(|t| Some(t.to_owned()))?,
        publication: c.une::<Option<i64>>()?.map(Instant::from_ms),
        expiration: c.une::<Option<i64>>()?.map(Instant::from_ms),
        deleguee: c.oui()?,
        formation_incluse: c.oui()?,
    })
}

fn niveau(numero: i64) -> Option<NiveauDiplome> {
    u8::try_from(numero).ok().and_then(|n| NiveauDiplome::new(n).ok())
}

/// The offers visible at `maintenant`, after a position, in the order of places.
pub async fn page(
    db: &Lecture,
    position: &Position,
    maintenant: Instant,
) -> Result<Vec<Offre>, ErreurBase> {
    if position.version == DEPOSEES {
        return deposees::page(db, position, maintenant).await;
    }
    static SQL: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{}WHERE version = $1 AND (cle_geo, id) > ($2, $3)
               AND statut = 'active' AND (expiration IS NULL OR expiration > $4) AND {GARDEES}
             ORDER BY cle_geo, id LIMIT $5",
            *SELECT
        )
    });
    let lignes = sqlx::query(AssertSqlSafe(SQL.as_str()))
        .bind(position.version)
        .bind(position.cle)
        .bind(&position.id)
        .bind(maintenant.ms())
        .bind(PAGE)
        .fetch_all(db.pool())
        .await?;
    Ok(lignes.iter().map(lire).collect::<Result<_, _>>()?)
}

/// The imported offer of this identifier.
pub async fn trouver(db: &Lecture, id: &str) -> Result<Option<Offre>, ErreurBase> {
    static SQL: LazyLock<String> =
        LazyLock::new(|| format!("{}WHERE version = $1 AND id = $2", *SELECT));
    for version in versions_courantes(db, JEUX).await? {
        let requete = sqlx::query(AssertSqlSafe(SQL.as_str())).bind(version).bind(id);
        if let Some(ligne) = requete.fetch_optional(db.pool()).await? {
            return Ok(Some(lire(&ligne)?));
        }
    }
    Ok(None)
}

/// The imported offers of these identifiers, in no particular order.
pub async fn plusieurs(db: &Lecture, ids: &[&str]) -> Result<Vec<Offre>, ErreurBase> {
    let mut offres = Vec::with_capacity(ids.len());
    for version in versions_courantes(db, JEUX).await? {
        for lot in ids.chunks(LOT) {
            let sql = format!("{}WHERE version = $1 AND id IN ({})", *SELECT, reperes(lot.len()));
            let mut requete = sqlx::query(AssertSqlSafe(sql)).bind(version);
            for id in lot {
                requete = requete.bind(*id);
            }
            let lignes = requete.fetch_all(db.pool()).await?;
            offres.extend(lignes.iter().map(lire).collect::<Result<Vec<_>, _>>()?);
        }
    }
    Ok(offres)
}

/// When the offers last changed, in milliseconds since 1970.
pub async fn mise_a_jour(db: &Lecture) -> Result<Option<i64>, ErreurBase> {
    let sql = "SELECT MAX(fin) FROM versions WHERE jeu = $1 AND statut = 'courante'";
    let importees: Option<i64> = sqlx::query_scalar(sql).bind(JEUX[0]).fetch_one(db.pool()).await?;
    Ok(importees.max(deposees::mise_a_jour(db).await?))
}

/// How many offers are open.
pub async fn compter_ouvertes(db: &Lecture) -> Result<i64, ErreurBase> {
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM offres WHERE statut = 'active' AND {GARDEES}
                 AND version IN (SELECT id FROM versions WHERE statut = 'courante'))
              + (SELECT COUNT(*) FROM offres_deposees WHERE etat = 'publiee')"
    );
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db.pool()).await?)
}

/// An open offer, as the open data tells it.
#[derive(Debug, sqlx::FromRow)]
pub struct LigneExport {
    id: String,
    origine: String,
    titre: String,
    siret: Option<String>,
    nom: String,
    romes: String,
    niveau: Option<i64>,
    contrats: String,
    code_postal: Option<String>,
    commune: Option<String>,
    ville: Option<String>,
    debut: Option<String>,
    postes: i64,
}

impl From<LigneExport> for Vec<Cellule> {
    fn from(l: LigneExport) -> Self {
        vec![
            l.id.into(),
            l.origine.into(),
            l.titre.into(),
            l.siret.into(),
            l.nom.into(),
            l.romes.into(),
            l.niveau.map(|n| n.to_string()).into(),
            l.contrats.into(),
            l.code_postal.into(),
            l.commune.into(),
            l.ville.into(),
            l.debut.into(),
            l.postes.into(),
        ]
    }
}

/// The open offers, in the order of their identifiers.
pub fn exporter(db: &Lecture) -> BoxStream<'static, Result<LigneExport, ErreurBase>> {
    let sql = format!(
        "SELECT id, origine, titre, siret, nom, romes, niveau, contrats,
                code_postal, commune, ville, debut, postes
         FROM offres WHERE statut = 'active' AND {GARDEES}
                       AND version IN (SELECT id FROM versions WHERE statut = 'courante')
         UNION ALL
         SELECT id, origine, titre, siret, nom, romes, niveau, contrats,
                code_postal, commune, ville, debut, postes
         FROM offres_deposees WHERE etat = 'publiee'
         ORDER BY 1"
    );
    base::flux(db, sql, Vec::new())
}
