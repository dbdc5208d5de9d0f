//! What the rules read of a training.

use std::sync::Arc;

use noyau::dates::DateCivile;
use noyau::identifiants::{Cfd, Rncp, Siret, Uai};

use super::campagne::Campagne;
use super::nom::Nom;
use super::regle::Champ;
use super::statut::{Plateforme, Statut};

/// The code whose validity is controlled: the diploma for certifications of right, else the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CodeControle {
    /// `CFD` or `RNCP`, and the code.
    pub nom: Arc<str>,
    /// Whether a list knows it for active.
    pub actif: bool,
    /// Last day; none without end.
    pub fin: Option<DateCivile>,
}

/// A training, for the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fiche {
    /// Identifier.
    pub id: Box<str>,
    /// Level, 1 to 8.
    pub niveau: Option<u8>,
    /// Kind of diploma, as the BCN writes it.
    pub diplome: Nom,
    /// Length in years, as RCO writes it.
    pub duree: Option<i64>,
    /// Year of entry, as RCO writes it: `1`, `9`, `X`.
    pub annee: Arc<str>,
    /// Académie of the place, its code.
    pub academie: Arc<str>,
    /// Région of the place, its code.
    pub region: Arc<str>,
    /// Département of the place, its code.
    pub departement: Arc<str>,
    /// CFD.
    pub cfd: Option<Cfd>,
    /// RNCP.
    pub rncp: Option<Rncp>,
    /// MEF, separated by spaces.
    pub mefs: Arc<str>,
    /// Name.
    pub intitule: Arc<str>,
    /// SIRET of who answers for it.
    pub gestionnaire: Option<Siret>,
    /// SIRET of who teaches.
    pub formateur: Option<Siret>,
    /// UAI of the place.
    pub uai: Option<Uai>,
    /// Starts.
    pub debuts: Box<[DateCivile]>,
    /// In the publisher's current offer.
    pub publiee: bool,
    /// In the catalogue général, or forced into it.
    pub catalogue: bool,
    /// Its code that is controlled.
    pub controle: CodeControle,
    /// Taught entirely at a distance.
    pub a_distance: bool,
    /// Status now.
    pub statut: Option<Statut>,
    /// Whether the platform has an identifier for it.
    pub connue: bool,
}

impl Fiche {
    /// A field as complementary clauses read it.
    pub fn champ(&self, champ: Champ) -> &str {
        match champ {
            Champ::Diplome => &self.diplome,
            Champ::Cfd => self.cfd.as_ref().map_or("", Cfd::as_str),
            Champ::Rncp => self.rncp.as_ref().map_or("", Rncp::as_str),
            Champ::Mef => &self.mefs,
            Champ::Intitule => &self.intitule,
            Champ::Region => &self.region,
            Champ::Departement => &self.departement,
            Champ::SiretGestionnaire => self.gestionnaire.as_ref().map_or("", Siret::as_str),
            Champ::SiretFormateur => self.formateur.as_ref().map_or("", Siret::as_str),
            Champ::Uai => self.uai.as_ref().map_or("", Uai::as_str),
        }
    }

    /// What keeps it out of any perimeter, in French; empty when nothing does.
    pub fn obstacles(&self, plateforme: Plateforme, campagne: &Campagne) -> Vec<String> {
        let mut dits = Vec::new();
        if !self.publiee {
            dits.push(
                "La formation n’est plus dans l’offre publiée par les Carif-Oref.".to_owned(),
            );
        }
        if !self.catalogue {
            dits.push("La formation n’est pas au catalogue général.".to_owned());
        }
        if !self.controle.actif {
            dits.push(format!("Le code {} n’est pas actif.", self.controle.nom));
        }
        if let Some(fin) = self.controle.fin
            && !campagne.survit(self.controle.fin)
        {
            let limite = campagne.limite.long();
            let nom = &self.controle.nom;
            dits.push(format!(
                "Le code {nom} prend fin le {}, avant la fin du {limite}.",
                fin.long()
            ));
        }
        if !campagne.en_session(&self.debuts) {
            let (debut, fin) = (campagne.debut.long(), campagne.fin.long());
            dits.push(format!("Aucune rentrée entre le {debut} et le {fin}."));
        }
        if plateforme == Plateforme::Affelnet && self.a_distance {
            dits.push("La formation est entièrement à distance.".to_owned());
        }
        dits
    }
}
