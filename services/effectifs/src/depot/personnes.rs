//! Someone who enrolled several times is one person.

/// Keeps of `effectifs e` the enrolment that counts of someone to help. Someone under contract elsewhere needs no help;
/// someone still in training elsewhere has not left; else the last enrolment counts, and a training that was finished
/// since closes those before it.
pub const SEULE: &str = " AND NOT EXISTS (
    SELECT 1 FROM effectifs x WHERE x.personne = e.personne AND x.id <> e.id AND (
        x.situation = 'APPRENTI'
        OR (e.situation = 'ABANDON' AND x.situation IN ('INSCRIT', 'RUPTURANT'))
        OR ((x.entree > e.entree OR (x.entree = e.entree AND x.id > e.id))
            AND (x.situation <> 'ABANDON' OR e.situation = 'ABANDON'))))";

#[cfg(test)]
mod tests;
