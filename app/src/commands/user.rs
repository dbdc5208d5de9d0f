//! `compagnon user`.

use anyhow::{Context, anyhow};
use comptes::porte;
use noyau::horloge::Horloge;
use noyau::identifiants::Courriel;
use web::{Erreur, Ressort, Role};

use super::ActionUser;
use crate::assembly;
use crate::config::Config;

/// Makes an account, or a link to open one.
pub async fn executer(config: &Config, action: ActionUser) -> anyhow::Result<u8> {
    let horloge = Horloge::systeme();
    let db = assembly::ouvrir(config, &horloge).await?;
    let maintenant = horloge.maintenant().ms();
    let courriel = match action {
        ActionUser::Create { mail, first_name, last_name, role, scope } => {
            let courriel = lire(&mail)?;
            let (role, ressort) = lire_le_role(&role, &scope)?;
            let qui = (&courriel, first_name.as_str(), last_name.as_str());
            porte::creer(&db, qui, (role, &ressort), maintenant).await.map_err(dire)?;
            println!("{courriel} est habilité : {}, {}.", role.libelle(), ressort.libelle());
            if role.exige_double() {
                println!("Un second facteur sera demandé à la première connexion.");
            }
            courriel
        }
        ActionUser::Link { mail } => lire(&mail)?,
    };
    let lien = porte::lien_de_connexion(&db, &courriel, maintenant).await.map_err(dire)?;
    println!("Ce lien fonctionne une fois, pendant 15 minutes :");
    println!("{}{lien}", config.adresse);
    Ok(0)
}

fn lire(courriel: &str) -> anyhow::Result<Courriel> {
    courriel.parse().map_err(|e: noyau::ValeurInvalide| anyhow!("--mail : {}", e.message))
}

fn lire_le_role(role: &str, ressort: &str) -> anyhow::Result<(Role, Ressort)> {
    let connus = || Role::TOUS.map(Role::code).join(", ");
    let role = Role::lire(role)
        .with_context(|| format!("rôle « {role} » inconnu ; choisissez parmi {}", connus()))?;
    let lu = Ressort::lire(role.ressort(), ressort);
    let ressort = lu.with_context(|| {
        format!(
            "--scope « {ressort} » ne convient pas au rôle {} : un code de {} est attendu",
            role.code(),
            role.ressort().code()
        )
    })?;
    Ok((role, ressort))
}

fn dire(erreur: Erreur) -> anyhow::Error {
    anyhow!(erreur.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_wants_the_scope_of_its_kind() {
        assert!(lire_le_role("administrateur", "").is_ok());
        assert!(lire_le_role("academie", "14").is_ok());
        let cas = [
            ("academie", ""),
            ("academie", "99"),
            ("dreets", "14x"),
            ("administrateur", "35"),
            ("roi", ""),
        ];
        for (role, ressort) in cas {
            assert!(lire_le_role(role, ressort).is_err(), "{role} {ressort}");
        }
    }
}
