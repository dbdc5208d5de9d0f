//! Who may be observed by the support.

use web::Role;

use super::etat::Etat;

/// How long an observation lasts (ms): fifteen minutes.
pub const DUREE_MS: i64 = 15 * 60_000;

/// Whoever watches over the others, or holds their data, is never observed.
const JAMAIS: [Role; 4] = [Role::Administrateur, Role::Dpo, Role::Auditeur, Role::Support];

/// Why an account may not be observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// It is one's own.
    #[error("C’est votre propre compte.")]
    Soi,
    /// It is not in force.
    #[error("Ce compte n’est pas actif : il n’y a rien à voir à sa place.")]
    Inactif,
    /// It is that of someone who watches over the others.
    #[error(
        "Le compte d’un administrateur, du support, d’un auditeur ou du délégué à la protection des données ne s’observe pas."
    )]
    Reserve,
}

/// Whether an account of this state, with these roles in force, may be observed.
///
/// # Errors
/// Why not.
pub fn observable(soi: bool, etat: &str, roles: &[Role]) -> Result<(), Refus> {
    if soi {
        return Err(Refus::Soi);
    }
    if etat != Etat::Active.code() {
        return Err(Refus::Inactif);
    }
    if roles.iter().any(|r| JAMAIS.contains(r)) { Err(Refus::Reserve) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_be_observed() {
        let cas = [
            (false, "active", vec![Role::Cfa], Ok(())),
            (false, "active", vec![], Ok(())),
            (true, "active", vec![Role::Cfa], Err(Refus::Soi)),
            (false, "desactivee", vec![Role::Cfa], Err(Refus::Inactif)),
            (false, "active", vec![Role::Cfa, Role::Administrateur], Err(Refus::Reserve)),
            (false, "active", vec![Role::Dpo], Err(Refus::Reserve)),
            (false, "active", vec![Role::Auditeur], Err(Refus::Reserve)),
            (false, "active", vec![Role::Support], Err(Refus::Reserve)),
        ];
        for (soi, etat, roles, attendu) in cas {
            assert_eq!(observable(soi, etat, &roles), attendu, "{soi} {etat} {roles:?}");
        }
    }
}
