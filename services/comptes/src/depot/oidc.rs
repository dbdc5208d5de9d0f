//! Identities at providers, and the attempts under way.

use base::{ErreurBase, Lecture, Transaction};
use sqlx::FromRow;

/// An attempt to sign in at a provider.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Attente {
    /// SHA-256 of its state.
    pub empreinte: String,
    /// Code of the provider.
    pub fournisseur: String,
    /// SHA-256 of the cookie of the browser that began.
    pub navigateur: String,
    /// Where to go afterwards.
    pub suite: String,
    /// When it began (ms since 1970), like the following.
    pub cree_le: i64,
    /// When it is too late.
    pub expire_le: i64,
}

/// Keeps an attempt.
pub async fn attendre(tx: &mut Transaction, a: &Attente) -> Result<(), ErreurBase> {
    sqlx::query(
        "INSERT INTO comptes_etats_oidc
         (empreinte, fournisseur, navigateur, suite, cree_le, expire_le)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&a.empreinte)
    .bind(&a.fournisseur)
    .bind(&a.navigateur)
    .bind(&a.suite)
    .bind(a.cree_le)
    .bind(a.expire_le)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Uses up an attempt of this browser at this provider, once and in time; none otherwise.
pub async fn reprendre(
    tx: &mut Transaction,
    empreinte: &str,
    fournisseur: &str,
    navigateur: &str,
    maintenant: i64,
) -> Result<Option<Attente>, ErreurBase> {
    let sql = "UPDATE comptes_etats_oidc SET utilise_le = $4
               WHERE empreinte = $1 AND fournisseur = $2 AND navigateur = $3
                 AND utilise_le IS NULL AND expire_le > $4
               RETURNING empreinte, fournisseur, navigateur, suite, cree_le, expire_le";
    let requete = sqlx::query_as(sql).bind(empreinte).bind(fournisseur).bind(navigateur);
    Ok(requete.bind(maintenant).fetch_optional(&mut **tx).await?)
}

/// The account of an identity.
pub async fn titulaire(
    db: &Lecture,
    fournisseur: &str,
    sub: &str,
) -> Result<Option<String>, ErreurBase> {
    let sql = "SELECT personne FROM comptes_identites WHERE fournisseur = $1 AND sub = $2";
    Ok(sqlx::query_scalar(sql).bind(fournisseur).bind(sub).fetch_optional(db.pool()).await?)
}

/// Attaches an identity to an account, or notes that it was seen again; false when it is that of
/// another account.
pub async fn rattacher(
    tx: &mut Transaction,
    (fournisseur, sub): (&str, &str),
    personne: &str,
    siret: &str,
    maintenant: i64,
) -> Result<bool, ErreurBase> {
    let sql = "INSERT INTO comptes_identites (fournisseur, sub, personne, siret, liee_le, vue_le)
               VALUES ($1, $2, $3, $4, $5, $5)
               ON CONFLICT (fournisseur, sub)
               DO UPDATE SET siret = excluded.siret, vue_le = excluded.vue_le
               WHERE comptes_identites.personne = excluded.personne";
    let requete = sqlx::query(sql).bind(fournisseur).bind(sub).bind(personne).bind(siret);
    Ok(requete.bind(maintenant).execute(&mut **tx).await?.rows_affected() == 1)
}

/// The identities of an account: provider, and since when (ms since 1970).
pub async fn de_la_personne(
    db: &Lecture,
    personne: &str,
) -> Result<Vec<(String, i64)>, ErreurBase> {
    let sql = "SELECT fournisseur, MIN(liee_le) FROM comptes_identites WHERE personne = $1
               GROUP BY fournisseur ORDER BY fournisseur";
    Ok(sqlx::query_as(sql).bind(personne).fetch_all(db.pool()).await?)
}

/// Forgets the identities of an account at a provider; false when it had none.
pub async fn detacher(
    tx: &mut Transaction,
    personne: &str,
    fournisseur: &str,
) -> Result<bool, ErreurBase> {
    let sql = "DELETE FROM comptes_identites WHERE personne = $1 AND fournisseur = $2";
    let faites = sqlx::query(sql).bind(personne).bind(fournisseur).execute(&mut **tx).await?;
    Ok(faites.rows_affected() > 0)
}

/// Keeps what leaving the provider will ask for.
pub async fn garder_la_sortie(
    tx: &mut Transaction,
    session: &str,
    fournisseur: &str,
    scelle: &str,
    expire_le: i64,
) -> Result<(), ErreurBase> {
    let sql = "INSERT INTO comptes_sorties (session, fournisseur, jeton, expire_le)
               VALUES ($1, $2, $3, $4)";
    let requete = sqlx::query(sql).bind(session).bind(fournisseur).bind(scelle);
    requete.bind(expire_le).execute(&mut **tx).await?;
    Ok(())
}

/// Takes it back, once: the provider and what it asks for, sealed.
pub async fn prendre_la_sortie(
    tx: &mut Transaction,
    session: &str,
) -> Result<Option<(String, String)>, ErreurBase> {
    let sql = "DELETE FROM comptes_sorties WHERE session = $1 RETURNING fournisseur, jeton";
    Ok(sqlx::query_as(sql).bind(session).fetch_optional(&mut **tx).await?)
}

/// An account whose organisation is not the one that a provider declares.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Ecart {
    /// First name.
    pub prenom: String,
    /// Last name.
    pub nom: String,
    /// Mailbox.
    pub courriel: String,
    /// SIRET that the provider declares.
    pub siret: String,
    /// Name and SIRET of the organisation of the habilitation.
    pub organisation: String,
    /// When the provider said it (ms since 1970).
    pub vue_le: i64,
}

/// Those of the habilitations in force, last seen first.
pub async fn ecarts(
    db: &Lecture,
    maintenant: i64,
    (nombre, debut): (i64, i64),
) -> Result<Vec<Ecart>, ErreurBase> {
    let sql = "SELECT p.prenom, p.nom, p.courriel, i.siret, o.nom || ' (' || o.siret || ')' AS organisation,
                      i.vue_le
               FROM comptes_identites i
               JOIN comptes_personnes p ON p.id = i.personne AND p.etat = 'active'
               JOIN comptes_habilitations h ON h.personne = p.id AND h.etat = 'active' AND h.fin > $1
               JOIN comptes_organisations o ON o.id = h.organisation
               WHERE i.siret <> '' AND o.siret <> '' AND o.siret <> i.siret
               ORDER BY i.vue_le DESC, p.courriel, o.siret LIMIT $2 OFFSET $3";
    let requete = sqlx::query_as(sql).bind(maintenant).bind(nombre).bind(debut);
    Ok(requete.fetch_all(db.pool()).await?)
}

/// How many they are.
pub async fn compter_les_ecarts(db: &Lecture, maintenant: i64) -> Result<i64, ErreurBase> {
    let sql = "SELECT COUNT(*) FROM comptes_identites i
               JOIN comptes_personnes p ON p.id = i.personne AND p.etat = 'active'
               JOIN comptes_habilitations h ON h.personne = p.id AND h.etat = 'active' AND h.fin > $1
               JOIN comptes_organisations o ON o.id = h.organisation
               WHERE i.siret <> '' AND o.siret <> '' AND o.siret <> i.siret";
    Ok(sqlx::query_scalar(sql).bind(maintenant).fetch_one(db.pool()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actes::{creer_la_personne, personne_nouvelle};
    use base::essai::{Base, bases};

    async fn les_bases() -> Vec<Base> {
        let mut migrations = vec![conformite::MIGRATIONS];
        migrations.extend(crate::service().migrations);
        bases(&migrations).await
    }

    fn attente(empreinte: &str) -> Attente {
        Attente {
            empreinte: empreinte.to_owned(),
            fournisseur: "proconnect".to_owned(),
            navigateur: "n".to_owned(),
            suite: "/compte".to_owned(),
            cree_le: 0,
            expire_le: 10,
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_attempt_serves_once_for_its_browser_in_time() {
        for base in les_bases().await {
            let mut tx = base.db.write().await.unwrap();
            attendre(&mut tx, &attente("a")).await.unwrap();
            attendre(&mut tx, &attente("b")).await.unwrap();
            let cas = [
                ("a", "proconnect", "autre", 1, false),
                ("a", "franceconnect", "n", 1, false),
                ("inconnu", "proconnect", "n", 1, false),
                ("a", "proconnect", "n", 9, true),
                ("a", "proconnect", "n", 9, false),
                ("b", "proconnect", "n", 10, false),
            ];
            for (empreinte, f, navigateur, maintenant, attendu) in cas {
                let repris =
                    reprendre(&mut tx, empreinte, f, navigateur, maintenant).await.unwrap();
                assert_eq!(repris.is_some(), attendu, "{} {empreinte} {f} {navigateur}", base.nom);
            }
            tx.commit().await.unwrap();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_identity_belongs_to_one_account() {
        for base in les_bases().await {
            let mut tx = base.db.write().await.unwrap();
            let (un, deux) = (
                personne_nouvelle("un@exemple.fr", "Un", "Un", 1),
                personne_nouvelle("deux@exemple.fr", "Deux", "Deux", 1),
            );
            for personne in [&un, &deux] {
                assert!(creer_la_personne(&mut tx, personne, "essai").await.unwrap());
            }
            let cle = ("proconnect", "sub-1");
            assert!(rattacher(&mut tx, cle, &un.id, "", 1).await.unwrap());
            assert!(rattacher(&mut tx, cle, &un.id, "90000000100009", 2).await.unwrap());
            assert!(!rattacher(&mut tx, cle, &deux.id, "", 3).await.unwrap(), "{}", base.nom);
            garder_la_sortie(&mut tx, "s", "proconnect", "scelle", 9).await.unwrap();
            let gardee = Some(("proconnect".to_owned(), "scelle".to_owned()));
            assert_eq!(prendre_la_sortie(&mut tx, "s").await.unwrap(), gardee);
            assert_eq!(prendre_la_sortie(&mut tx, "s").await.unwrap(), None);
            tx.commit().await.unwrap();
            let db = base.db.read();
            assert_eq!(titulaire(db, "proconnect", "sub-1").await.unwrap(), Some(un.id));
            assert_eq!(titulaire(db, "franceconnect", "sub-1").await.unwrap(), None);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_declared_organisation_that_differs_is_listed_and_grants_nothing() {
        use crate::actes::{Demande, accorder_d_emblee};
        use crate::depot::organisations::{self, Organisation};
        use web::{Ressort, Role};
        for base in les_bases().await {
            let mut tx = base.db.write().await.unwrap();
            let mut personne = personne_nouvelle("un@exemple.fr", "Un", "Un", 1);
            personne.etat = "active".to_owned();
            creer_la_personne(&mut tx, &personne, "essai").await.unwrap();
            let o = Organisation {
                id: "o".to_owned(),
                genre: "cfa".to_owned(),
                siret: "90000000100009".to_owned(),
                nom: "CFA".to_owned(),
                etat: "active".to_owned(),
                ..Organisation::default()
            };
            organisations::ajouter(&mut tx, &o).await.unwrap();
            let ressort = Ressort::Organisme(o.siret.clone());
            let demande = Demande {
                personne: &personne.id,
                role: Role::Cfa,
                ressort: &ressort,
                organisation: Some("o"),
                gestionnaire: true,
                motif: "Essai",
            };
            accorder_d_emblee(&mut tx, &demande, "essai", 1).await.unwrap();
            let cle = ("proconnect", "sub-1");
            rattacher(&mut tx, cle, &personne.id, &o.siret, 2).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(compter_les_ecarts(base.db.read(), 3).await.unwrap(), 0, "{}", base.nom);
            let mut tx = base.db.write().await.unwrap();
            rattacher(&mut tx, cle, &personne.id, "90000001900001", 3).await.unwrap();
            tx.commit().await.unwrap();
            let ecarts = ecarts(base.db.read(), 4, (10, 0)).await.unwrap();
            assert_eq!(ecarts.len(), 1, "{}", base.nom);
            assert_eq!(ecarts[0].organisation, "CFA (90000000100009)");
            assert_eq!(compter_les_ecarts(base.db.read(), 4).await.unwrap(), 1);
        }
    }
}
