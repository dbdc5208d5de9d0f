//! What is decided without the database: deadlines, states, who must be told.

pub mod demande;
pub mod incident;

/// Milliseconds of a day.
pub const JOUR_MS: i64 = 86_400_000;

/// Milliseconds of an hour.
pub const HEURE_MS: i64 = 3_600_000;

/// How long a link sent to a mailbox may be opened (ms): 15 minutes.
pub const VIE_DU_LIEN_MS: i64 = 15 * 60_000;

/// How long the visit it opens lasts (ms): 30 minutes.
pub const VIE_DE_LA_VISITE_MS: i64 = 30 * 60_000;

/// Links sent to one mailbox in an hour, at most: nobody floods somebody else's.
pub const LIENS_PAR_HEURE: i64 = 3;

/// Why something cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refus {
    /// The request, or the incident, is closed.
    Close,
    /// A request is extended once.
    DejaProlongee,
    /// It is extended before its day.
    TropTard,
    /// A reason, or an answer, is asked for.
    SansMotif,
    /// The risk must be judged first.
    RisqueAEvaluer,
    /// The CNIL must be told first.
    CnilDAbord,
    /// The CNIL is told late: why must be said.
    RetardSansMotif,
    /// The persons must be told first.
    PersonnesDAbord,
    /// It was already done.
    DejaFait,
}

impl Refus {
    /// What the person reads.
    pub fn phrase(self) -> &'static str {
        match self {
            Refus::Close => "Ce dossier est clos.",
            Refus::DejaProlongee => {
                "Le délai a déjà été prolongé une fois : il ne peut plus l’être."
            }
            Refus::TropTard => "Le délai ne peut être prolongé qu’avant son échéance.",
            Refus::SansMotif => "Écrivez ce que la personne lira.",
            Refus::RisqueAEvaluer => "Évaluez d’abord le risque pour les personnes.",
            Refus::CnilDAbord => "Ce risque impose de notifier d’abord la CNIL.",
            Refus::RetardSansMotif => "Les 72 heures sont passées : indiquez les motifs du retard.",
            Refus::PersonnesDAbord => "Ce risque impose d’informer d’abord les personnes.",
            Refus::DejaFait => "C’est déjà fait.",
        }
    }
}
