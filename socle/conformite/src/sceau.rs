//! The secret that turns a mailbox into a key: the journal speaks of a person without naming them.

use base::{Db, ErreurBase};
use hmac::{Hmac, Mac};
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::Sha256;

const NOM: &str = "sujets";

/// Makes the keys of persons; the same secret on every node.
#[derive(Clone)]
pub struct Sceau(Hmac<Sha256>);

impl Sceau {
    /// Reads the secret, made at the first call.
    ///
    /// # Errors
    /// When the database does not answer, or the system gives no randomness.
    pub async fn ouvrir(db: &Db) -> Result<Sceau, ErreurBase> {
        let sql = "SELECT secret FROM conformite_sceaux WHERE nom = $1";
        let lu: Option<String> =
            sqlx::query_scalar(sql).bind(NOM).fetch_optional(db.read().pool()).await?;
        let secret = match lu {
            Some(secret) => secret,
            None => poser(db, sql).await?,
        };
        Ok(Sceau::de(secret.as_bytes()))
    }

    /// The seal of this secret.
    fn de(secret: &[u8]) -> Sceau {
        // HMAC takes keys of any length: the error cannot happen.
        Sceau(Hmac::new_from_slice(secret).unwrap_or_else(|_| Hmac::new(&Default::default())))
    }

    /// Key of the person who holds this mailbox: 64 hexadecimal characters.
    pub fn sujet(&self, courriel: &str) -> String {
        let mut hachage = self.0.clone();
        hachage.update(courriel.trim().to_lowercase().as_bytes());
        hex::encode(hachage.finalize().into_bytes())
    }
}

impl std::fmt::Debug for Sceau {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sceau(***)")
    }
}

async fn poser(db: &Db, relire: &'static str) -> Result<String, ErreurBase> {
    let mut hasard = [0; 32];
    OsRng.try_fill_bytes(&mut hasard).map_err(std::io::Error::other)?;
    let mut tx = db.write().await?;
    let sql = "INSERT INTO conformite_sceaux (nom, secret) VALUES ($1, $2)
               ON CONFLICT (nom) DO NOTHING";
    sqlx::query(sql).bind(NOM).bind(hex::encode(hasard)).execute(&mut *tx).await?;
    let secret = sqlx::query_scalar(relire).bind(NOM).fetch_one(&mut *tx).await?;
    tx.commit().await?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_depends_on_the_mailbox_and_on_the_secret_only() {
        let (un, deux) = (Sceau::de(b"un"), Sceau::de(b"deux"));
        assert_eq!(un.sujet("Ines@exemple.fr "), un.sujet("ines@exemple.fr"));
        assert_ne!(un.sujet("ines@exemple.fr"), un.sujet("inez@exemple.fr"));
        assert_ne!(un.sujet("ines@exemple.fr"), deux.sujet("ines@exemple.fr"));
        assert_eq!(un.sujet("a@b.fr").len(), 64);
    }
}
