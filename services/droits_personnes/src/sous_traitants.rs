//! The register of processors (GDPR, article 28), read from the data file of the program.

use std::sync::LazyLock;

/// A processor, or what may become one when the operator turns it on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SousTraitant {
    /// What it does for the services.
    pub role: String,
    /// Who.
    pub nom: String,
    /// The setting that turns it on; empty when it is always there.
    pub reglage: String,
    /// Which data it receives.
    pub donnees: String,
    /// Where they are.
    pub pays: String,
    /// What protects them.
    pub garanties: String,
    /// Contract.
    pub contrat: String,
    /// Day of the last audit.
    pub audit: String,
    /// How the services would leave it.
    pub sortie: String,
}

/// The register; empty if the file is not what it should be, which a test refuses.
pub fn tous() -> &'static [SousTraitant] {
    static TOUS: LazyLock<Vec<SousTraitant>> = LazyLock::new(lire);
    &TOUS
}

fn lire() -> Vec<SousTraitant> {
    let mut lecteur =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(donnees::SOUS_TRAITANTS.as_bytes());
    let lignes = lecteur.records().filter_map(Result::ok);
    lignes
        .map(|ligne| {
            let champ = |n| ligne.get(n).unwrap_or_default().to_owned();
            SousTraitant {
                role: champ(0),
                nom: champ(1),
                reglage: champ(2),
                donnees: champ(3),
                pays: champ(4),
                garanties: champ(5),
                contrat: champ(6),
                audit: champ(7),
                sortie: champ(8),
            }
        })
        .collect()
}

impl SousTraitant {
    /// Its cells, in the order of the columns.
    pub fn cellules(&self) -> [&str; 9] {
        [
            &self.role,
            &self.nom,
            &self.reglage,
            &self.donnees,
            &self.pays,
            &self.garanties,
            &self.contrat,
            &self.audit,
            &self.sortie,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_whole() {
        let entete = donnees::SOUS_TRAITANTS.lines().next().unwrap_or_default();
        assert_eq!(entete, "role;nom;reglage;donnees;pays;garanties;contrat;audit;sortie");
        assert_eq!(tous().len(), donnees::SOUS_TRAITANTS.lines().count() - 1);
        for un in tous() {
            let dits = [&un.role, &un.nom, &un.donnees, &un.pays, &un.garanties, &un.sortie];
            assert!(dits.iter().all(|champ| !champ.is_empty()), "{un:?}");
        }
    }
}
