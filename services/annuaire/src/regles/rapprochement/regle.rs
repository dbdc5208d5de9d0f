//! The step that decided, with a sentence for people.

/// Which step of the search decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regle {
    /// Nothing was asked.
    AucunCritere,
    /// The SIRET and the UAI are those of one open organisation.
    CoupleExact,
    /// The same, closed, but the UAI is still that of a place where it teaches.
    CoupleFermeSurPlace,
    /// One open organisation that declares trainings carries the UAI.
    UaiUnique,
    /// Several do; one alone teaches at that place.
    UaiUniqueSurPlace,
    /// Several do; nothing tells them apart.
    UaiPartagee,
    /// The UAI is carried by organisations that are closed or declare nothing.
    UaiSansOrganismeActif,
    /// One open organisation teaches at the place that has this UAI.
    LieuUnique,
    /// Several do.
    LieuPartage,
    /// Neither the UAI nor the SIRET is known.
    Inconnu,
    /// Several organisations have the SIRET.
    SiretMultiple,
    /// The SIRET alone was asked, and is known.
    SiretSeul,
    /// The SIRET is known and teaches at the place that has this UAI.
    SiretSurPlace,
    /// The only organisation at that place carries the UAI itself.
    LieuPorteUai,
    /// The only organisation at that place does not teach for the SIRET.
    LieuSansLien,
    /// The only organisation at that place teaches for the SIRET: the SIRET answers for it.
    SiretResponsableDuLieu,
    /// The SIRET is known, but nothing ties it to this UAI.
    SiretSansAppui,
}

impl Regle {
    /// Every rule: stable code, sentence.
    pub const TOUTES: [(Regle, &'static str, &'static str); 17] = [
        (Regle::AucunCritere, "aucun_critere", "Donnez un UAI, un SIRET, ou les deux."),
        (
            Regle::CoupleExact,
            "couple_exact",
            "Cet UAI est validé pour ce SIRET, et l’établissement est ouvert.",
        ),
        (
            Regle::CoupleFermeSurPlace,
            "couple_ferme_sur_place",
            "Cet UAI est validé pour ce SIRET et désigne encore un de ses lieux de formation, mais l’établissement est fermé.",
        ),
        (
            Regle::UaiUnique,
            "uai_unique",
            "Un seul organisme ouvert, qui déclare des formations, a cet UAI validé.",
        ),
        (
            Regle::UaiUniqueSurPlace,
            "uai_unique_sur_place",
            "Plusieurs organismes ouverts ont cet UAI ; un seul enseigne au lieu qu’il désigne.",
        ),
        (
            Regle::UaiPartagee,
            "uai_partagee",
            "Plusieurs organismes ouverts ont cet UAI et rien ne les départage.",
        ),
        (
            Regle::UaiSansOrganismeActif,
            "uai_sans_organisme_actif",
            "Les organismes qui ont cet UAI sont fermés ou ne déclarent aucune formation.",
        ),
        (
            Regle::LieuUnique,
            "lieu_unique",
            "Un seul organisme ouvert, dont l’UAI est validé, enseigne au lieu que désigne cet UAI.",
        ),
        (
            Regle::LieuPartage,
            "lieu_partage",
            "Plusieurs organismes enseignent au lieu que désigne cet UAI et rien ne les départage.",
        ),
        (
            Regle::Inconnu,
            "inconnu",
            "L’annuaire ne connaît aucun organisme qui réponde à cette demande.",
        ),
        (
            Regle::SiretMultiple,
            "siret_multiple",
            "Plusieurs organismes répondent à ce SIRET : aucun n’est choisi.",
        ),
        (Regle::SiretSeul, "siret_seul", "L’annuaire connaît ce SIRET."),
        (
            Regle::SiretSurPlace,
            "siret_sur_place",
            "L’annuaire connaît ce SIRET, et l’UAI est celui d’un de ses lieux de formation.",
        ),
        (
            Regle::LieuPorteUai,
            "lieu_porte_uai",
            "Le seul organisme qui enseigne au lieu que désigne cet UAI a cet UAI validé : il l’emporte sur le SIRET donné.",
        ),
        (
            Regle::LieuSansLien,
            "lieu_sans_lien",
            "Un seul organisme enseigne au lieu que désigne cet UAI, et il n’enseigne pas pour le SIRET donné : il l’emporte.",
        ),
        (
            Regle::SiretResponsableDuLieu,
            "siret_responsable_du_lieu",
            "Le seul organisme qui enseigne au lieu que désigne cet UAI le fait pour le SIRET donné : celui-ci en répond.",
        ),
        (
            Regle::SiretSansAppui,
            "siret_sans_appui",
            "L’annuaire connaît ce SIRET, mais rien de validé ne le relie à cet UAI.",
        ),
    ];

    /// Its stable code.
    pub fn code(self) -> &'static str {
        self.ligne().1
    }

    /// Why the answer is this one, in French.
    pub fn phrase(self) -> &'static str {
        self.ligne().2
    }

    fn ligne(self) -> (Regle, &'static str, &'static str) {
        let trouvee = Self::TOUTES.into_iter().find(|(regle, ..)| *regle == self);
        trouvee.unwrap_or((self, "", ""))
    }
}
