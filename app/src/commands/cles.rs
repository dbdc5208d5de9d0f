//! `compagnon api-key`.

use anyhow::{Context, bail};
use noyau::dates::DateCivile;
use noyau::horloge::Horloge;
use noyau::identifiants::Siret;
use partenaires::porte::{self, CleConnue, Etat};
use web::Portee;

use super::ActionCle;
use crate::assembly;
use crate::config::Config;

/// Makes, lists or ends keys.
pub async fn executer(config: &Config, action: ActionCle) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    match action {
        ActionCle::Create { name, scope, expires, organisation } => {
            let portees =
                scope.iter().map(|s| lire_portee(s)).collect::<anyhow::Result<Vec<_>>>()?;
            let expire = expiration(expires.as_deref(), horloge.aujourd_hui())?;
            let organisme = match organisation {
                Some(siret) => siret.parse::<Siret>()?.to_string(),
                None => String::new(),
            };
            let mut tx = db.write().await?;
            let voulue = (name.as_str(), portees.as_slice());
            let maintenant = horloge.maintenant();
            let cle = porte::creer_pour(&mut tx, &organisme, voulue, expire, maintenant).await?;
            tx.commit().await?;
            println!("Clé « {name} », valable jusqu'au {} inclus.", expire.long());
            println!("Conservez-la maintenant : elle ne sera plus jamais affichée.");
            println!("{cle}");
        }
        ActionCle::List => {
            let cles = porte::lister(db.read(), horloge.maintenant()).await?;
            if cles.is_empty() {
                println!("Aucune clé. « compagnon api-key create --name … » en fait une.");
            }
            cles.iter().for_each(afficher);
        }
        ActionCle::Revoke { id } => {
            if !porte::revoquer(&db, &id, horloge.maintenant()).await? {
                bail!(
                    "aucune clé en service ne s'appelle « {id} » (voir « compagnon api-key list »)"
                );
            }
            println!("La clé {id} est révoquée : elle est refusée dès maintenant.");
        }
    }
    Ok(0)
}

fn lire_portee(code: &str) -> anyhow::Result<Portee> {
    let connues = Portee::TOUTES.map(Portee::code).join(", ");
    Portee::lire(code)
        .with_context(|| format!("portée « {code} » inconnue ; choisissez parmi {connues}"))
}

fn expiration(voulue: Option<&str>, aujourd_hui: DateCivile) -> anyhow::Result<DateCivile> {
    let Some(texte) = voulue else { return Ok(aujourd_hui.plus_jours(porte::DUREE)) };
    let jour: DateCivile = texte.parse().map_err(|e| anyhow::anyhow!("--expires : {e}"))?;
    if jour < aujourd_hui {
        bail!("--expires : le {} est passé", jour.long());
    }
    Ok(jour)
}

fn afficher(cle: &CleConnue) {
    let etat = match cle.etat {
        Etat::Valide => "valide",
        Etat::Expiree => "expirée",
        Etat::Revoquee => "révoquée",
    };
    let portees = cle.portees.iter().map(|p| p.code()).collect::<Vec<_>>().join(" ");
    let vue =
        cle.vue_le.map_or("jamais utilisée".to_owned(), |le| format!("vue le {}", le.long()));
    let expire = cle.expire_le.date();
    println!(
        "{}  …{}  {etat:<9} {}  jusqu'au {expire}  {portees}  {vue}",
        cle.id, cle.fin, cle.nom
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lives_a_year_unless_told_otherwise_and_never_ends_in_the_past() {
        let jour = |t: &str| t.parse::<DateCivile>().unwrap();
        let aujourd_hui = jour("2026-11-24");
        assert_eq!(expiration(None, aujourd_hui).unwrap(), jour("2027-11-24"));
        assert_eq!(expiration(Some("2026-11-24"), aujourd_hui).unwrap(), aujourd_hui);
        assert!(expiration(Some("2026-11-23"), aujourd_hui).is_err());
        assert!(expiration(Some("demain"), aujourd_hui).is_err());
    }

    #[test]
    fn an_unknown_scope_is_refused_with_the_list() {
        let dit = lire_portee("admin").unwrap_err().to_string();
        assert!(dit.contains("jobs:write"), "{dit}");
    }
}
