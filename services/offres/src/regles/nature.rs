//! Which of the four kinds of the public API an offer is. What people read is said by the search, which
//! has one word for an offer whoever wrote it.

/// Label under which the public job API publishes the hidden market.
pub const RECRUTEURS: &str = "recruteurs_lba";

/// Label of the offers written on the State's own service.
pub const ORIGINE_DU_SITE: &str = "offres_emploi_lba";

/// The four kinds that the filter of the public API tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// An employer wrote it here.
    OffreEntreprise,
    /// A school or a group of employers that trains: job and training go together.
    OffreEcole,
    /// Another site wrote it.
    OffrePartenaire,
    /// No offer: a company to which one may write.
    CandidatureSpontanee,
}

impl Nature {
    /// `type_filter_label` of the search API.
    pub fn filtre(self) -> &'static str {
        match self {
            Nature::OffreEntreprise => "Offres d'emploi La bonne alternance",
            Nature::OffreEcole => "Offres d'emploi postées par des écoles",
            Nature::OffrePartenaire => "Offres d'emploi partenaires",
            Nature::CandidatureSpontanee => "Candidatures spontanées",
        }
    }
}

/// The kind of an offer, from the label of its publisher and whether its training is included.
pub fn nature(origine: &str, formation_incluse: bool) -> Nature {
    match origine {
        RECRUTEURS => Nature::CandidatureSpontanee,
        _ if formation_incluse => Nature::OffreEcole,
        ORIGINE_DU_SITE => Nature::OffreEntreprise,
        _ => Nature::OffrePartenaire,
    }
}

/// `sub_type` of the search API, from the label of the publisher.
pub fn sous_type(origine: &str) -> &'static str {
    match origine {
        RECRUTEURS => RECRUTEURS,
        ORIGINE_DU_SITE => ORIGINE_DU_SITE,
        _ => "offres_emploi_partenaires",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        let cas = [
            ("offres_emploi_lba", false, Nature::OffreEntreprise, "offres_emploi_lba"),
            ("offres_emploi_lba", true, Nature::OffreEcole, "offres_emploi_lba"),
            ("Hellowork", false, Nature::OffrePartenaire, "offres_emploi_partenaires"),
            ("Hellowork", true, Nature::OffreEcole, "offres_emploi_partenaires"),
            ("recruteurs_lba", false, Nature::CandidatureSpontanee, "recruteurs_lba"),
            ("recruteurs_lba", true, Nature::CandidatureSpontanee, "recruteurs_lba"),
        ];
        for (origine, incluse, attendue, sous) in cas {
            assert_eq!(nature(origine, incluse), attendue, "{origine} {incluse}");
            assert_eq!(sous_type(origine), sous);
        }
    }
}
