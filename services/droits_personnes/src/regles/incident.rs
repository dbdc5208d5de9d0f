//! An incident: its clock, whom it obliges to tell, the texts (GDPR, articles 33 and 34).

use noyau::dates::Instant;

use super::{HEURE_MS, Refus};

/// Hours to tell the CNIL, from the detection (article 33.1).
const DELAI_HEURES: i64 = 72;

/// What was harmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Someone saw what they should not have.
    Confidentialite,
    /// Something was changed.
    Integrite,
    /// Something was lost, or out of reach.
    Disponibilite,
}

impl Nature {
    /// All of them.
    pub const TOUTES: [Nature; 3] =
        [Nature::Confidentialite, Nature::Integrite, Nature::Disponibilite];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Nature::Confidentialite => "confidentialite",
            Nature::Integrite => "integrite",
            Nature::Disponibilite => "disponibilite",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Nature::Confidentialite => "Confidentialité : des données vues ou communiquées à tort",
            Nature::Integrite => "Intégrité : des données modifiées à tort",
            Nature::Disponibilite => "Disponibilité : des données perdues ou inaccessibles",
        }
    }

    /// The nature that has this code.
    pub fn lire(code: &str) -> Option<Nature> {
        Nature::TOUTES.into_iter().find(|n| n.code() == code)
    }
}

/// What the persons risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Risque {
    /// Not judged yet.
    AEvaluer,
    /// None: the register is enough.
    Nul,
    /// Some: the CNIL is told.
    Reel,
    /// High: the persons are told too.
    Eleve,
}

impl Risque {
    /// All of them.
    pub const TOUS: [Risque; 4] = [Risque::AEvaluer, Risque::Nul, Risque::Reel, Risque::Eleve];

    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Risque::AEvaluer => "a_evaluer",
            Risque::Nul => "nul",
            Risque::Reel => "reel",
            Risque::Eleve => "eleve",
        }
    }

    /// What people read.
    pub fn libelle(self) -> &'static str {
        match self {
            Risque::AEvaluer => "À évaluer",
            Risque::Nul => "Pas de risque : inscription au registre seulement",
            Risque::Reel => "Risque : notification à la CNIL",
            Risque::Eleve => "Risque élevé : notification à la CNIL et information des personnes",
        }
    }

    /// The risk that has this code.
    pub fn lire(code: &str) -> Option<Risque> {
        Risque::TOUS.into_iter().find(|r| r.code() == code)
    }
}

/// What is known of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Identifier.
    pub id: String,
    /// What happened, in a few words.
    pub titre: String,
    /// What was harmed.
    pub nature: Nature,
    /// When it was detected (ms since 1970).
    pub detecte_le: i64,
    /// What happened.
    pub description: String,
    /// Whose data.
    pub populations: String,
    /// How many persons, about.
    pub nombre_personnes: Option<i64>,
    /// Which data.
    pub categories: String,
    /// What it may lead to.
    pub consequences: String,
    /// What was done, and will be.
    pub mesures: String,
    /// What the persons risk.
    pub risque: Risque,
    /// When the CNIL was told.
    pub cnil_le: Option<i64>,
    /// Its file number there.
    pub cnil_reference: String,
    /// Why it was told late.
    pub retard: String,
    /// When the persons were told.
    pub personnes_le: Option<i64>,
    /// When it was closed.
    pub clos_le: Option<i64>,
}

impl Incident {
    /// Last instant to tell the CNIL.
    pub fn limite(&self) -> i64 {
        self.detecte_le + DELAI_HEURES * HEURE_MS
    }

    /// What the list says of it.
    pub fn etape(&self) -> &'static str {
        match (self.clos_le, self.personnes_le, self.cnil_le) {
            (Some(_), _, _) => "Clos",
            (None, Some(_), _) => "Personnes informées",
            (None, None, Some(_)) => "Notifié à la CNIL",
            (None, None, None) => "Ouvert",
        }
    }

    /// What remains of the 72 hours, in words; nothing when the clock no longer matters.
    pub fn delai(&self, maintenant: i64) -> Option<String> {
        let compte = matches!(self.risque, Risque::AEvaluer | Risque::Reel | Risque::Eleve);
        if self.clos_le.is_some() || self.cnil_le.is_some() || !compte {
            return None;
        }
        let reste = (self.limite() - maintenant) / HEURE_MS;
        Some(match self.limite() - maintenant {
            ms if ms < 0 => format!("dépassé de {} h", -reste),
            ms if ms < HEURE_MS => "moins d’une heure".to_owned(),
            _ => format!("{reste} h"),
        })
    }

    /// The CNIL has been told.
    ///
    /// # Errors
    /// When it already was, or is told late without a reason.
    pub fn notifier(self, reference: &str, retard: &str, maintenant: i64) -> Result<Self, Refus> {
        self.ouvert()?;
        if self.cnil_le.is_some() {
            return Err(Refus::DejaFait);
        }
        if maintenant > self.limite() && retard.trim().is_empty() {
            return Err(Refus::RetardSansMotif);
        }
        Ok(Incident {
            cnil_le: Some(maintenant),
            cnil_reference: reference.to_owned(),
            retard: retard.to_owned(),
            ..self
        })
    }

    /// The persons have been told.
    ///
    /// # Errors
    /// When they already were.
    pub fn informer(self, maintenant: i64) -> Result<Self, Refus> {
        self.ouvert()?;
        if self.personnes_le.is_some() {
            return Err(Refus::DejaFait);
        }
        Ok(Incident { personnes_le: Some(maintenant), ..self })
    }

    /// Nothing remains to be done.
    ///
    /// # Errors
    /// When the risk demands something that is not done.
    pub fn clore(self, maintenant: i64) -> Result<Self, Refus> {
        self.ouvert()?;
        match self.risque {
            Risque::AEvaluer => Err(Refus::RisqueAEvaluer),
            Risque::Reel | Risque::Eleve if self.cnil_le.is_none() => Err(Refus::CnilDAbord),
            Risque::Eleve if self.personnes_le.is_none() => Err(Refus::PersonnesDAbord),
            Risque::Nul | Risque::Reel | Risque::Eleve => {
                Ok(Incident { clos_le: Some(maintenant), ..self })
            }
        }
    }

    fn ouvert(&self) -> Result<(), Refus> {
        if self.clos_le.is_some() { Err(Refus::Close) } else { Ok(()) }
    }

    /// The notification to the CNIL: the four points of article 33.3.
    pub fn texte_pour_la_cnil(&self, responsable: &str, contact: &str) -> String {
        format!(
            "Notification d’une violation de données personnelles (RGPD, article 33)\n\n\
             Responsable du traitement : {responsable}\n\
             Délégué à la protection des données : {contact}\n\
             Détection : {detection}\n\n\
             a) Nature de la violation : {nature}.\n{description}\n\
             Personnes concernées : {populations} ; nombre approximatif : {nombre}.\n\
             Catégories de données : {categories}.\n\n\
             b) Contact pour en savoir plus : {contact}\n\n\
             c) Conséquences probables : {consequences}\n\n\
             d) Mesures prises ou envisagées : {mesures}\n{retard}",
            detection = Instant::from_ms(self.detecte_le).long(),
            nature = self.nature.libelle(),
            description = dit(&self.description),
            populations = dit(&self.populations),
            nombre = self.nombre(),
            categories = dit(&self.categories),
            consequences = dit(&self.consequences),
            mesures = dit(&self.mesures),
            retard = self.phrase_du_retard(),
        )
    }

    /// What the persons are told, in plain words: article 34.2.
    pub fn texte_pour_les_personnes(&self, site: &str, contact: &str) -> String {
        format!(
            "Bonjour,\n\n\
             Un incident a touché des données vous concernant, que {site} détient.\n\n\
             Ce qui s’est passé : {description}\n\n\
             Données concernées : {categories}.\n\n\
             Ce que cela peut entraîner : {consequences}\n\n\
             Ce que nous avons fait : {mesures}\n\n\
             Pour toute question, écrivez à {contact}. Vous pouvez aussi adresser une réclamation à la CNIL (www.cnil.fr).",
            description = dit(&self.description),
            categories = dit(&self.categories),
            consequences = dit(&self.consequences),
            mesures = dit(&self.mesures),
        )
    }

    fn nombre(&self) -> String {
        self.nombre_personnes.map_or_else(|| "inconnu à ce stade".to_owned(), noyau::texte::nombre)
    }

    fn phrase_du_retard(&self) -> String {
        if self.retard.is_empty() {
            return String::new();
        }
        format!("\nMotifs du retard au-delà de 72 heures : {}\n", self.retard)
    }
}

/// What is not known yet is said as such: the notification may be completed (article 33.4).
fn dit(texte: &str) -> &str {
    if texte.trim().is_empty() { "à préciser" } else { texte }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn incident(risque: Risque) -> Incident {
        Incident {
            id: "01J".to_owned(),
            titre: "Courriel envoyé au mauvais destinataire".to_owned(),
            nature: Nature::Confidentialite,
            detecte_le: 1_764_000_000_000,
            description: "Une liste de candidats est partie à une autre école.".to_owned(),
            populations: "candidats".to_owned(),
            nombre_personnes: Some(1_240),
            categories: "nom, adresse électronique".to_owned(),
            consequences: "Sollicitations non voulues.".to_owned(),
            mesures: String::new(),
            risque,
            cnil_le: None,
            cnil_reference: String::new(),
            retard: String::new(),
            personnes_le: None,
            clos_le: None,
        }
    }

    #[test]
    fn the_risk_says_who_must_be_told_before_the_end() {
        let t = 1_764_000_000_000 + HEURE_MS;
        let notifie = |risque| incident(risque).notifier("C-1", "", t).unwrap();
        let cas = [
            (incident(Risque::AEvaluer), Err(Refus::RisqueAEvaluer)),
            (incident(Risque::Nul), Ok("Clos")),
            (incident(Risque::Reel), Err(Refus::CnilDAbord)),
            (notifie(Risque::Reel), Ok("Clos")),
            (notifie(Risque::Eleve), Err(Refus::PersonnesDAbord)),
            (notifie(Risque::Eleve).informer(t).unwrap(), Ok("Clos")),
            (incident(Risque::Eleve).informer(t).unwrap(), Err(Refus::CnilDAbord)),
        ];
        for (avant, attendu) in cas {
            let obtenu = avant.clone().clore(t).map(|i| i.etape());
            assert_eq!(obtenu, attendu, "{avant:?}");
        }
        let clos = incident(Risque::Nul).clore(t).unwrap();
        assert_eq!(clos.clone().clore(t), Err(Refus::Close));
        assert_eq!(clos.informer(t), Err(Refus::Close));
    }

    #[test]
    fn seventy_two_hours_then_a_reason() {
        let detecte = 1_764_000_000_000;
        let cas = [
            (detecte, Some("72 h")),
            (detecte + 71 * HEURE_MS + 1, Some("moins d’une heure")),
            (detecte + 75 * HEURE_MS, Some("dépassé de 3 h")),
        ];
        for (t, attendu) in cas {
            assert_eq!(incident(Risque::Reel).delai(t).as_deref(), attendu, "{t}");
            assert_eq!(incident(Risque::Nul).delai(t), None);
        }
        let tard = detecte + 73 * HEURE_MS;
        let refus = incident(Risque::Reel).notifier("C-1", " ", tard);
        assert_eq!(refus, Err(Refus::RetardSansMotif));
        let dit = incident(Risque::Reel).notifier("C-1", "détecté un vendredi", tard).unwrap();
        assert_eq!(dit.delai(tard), None);
        assert!(dit.texte_pour_la_cnil("DGEFP", "dpo@exemple.fr").contains("détecté un vendredi"));
    }

    #[test]
    fn both_texts_say_what_the_law_asks_and_what_is_not_known_yet() {
        let incident = incident(Risque::Eleve);
        let cnil = incident.texte_pour_la_cnil("DGEFP", "dpo@exemple.fr");
        for mot in ["1\u{202f}240", "candidats", "dpo@exemple.fr", "à préciser", "Sollicitations"]
        {
            assert!(cnil.contains(mot), "{mot} in {cnil}");
        }
        let personnes = incident.texte_pour_les_personnes("Compagnon", "dpo@exemple.fr");
        for mot in ["Compagnon", "nom, adresse électronique", "à préciser", "CNIL"] {
            assert!(personnes.contains(mot), "{mot} in {personnes}");
        }
    }
}
