//! The accessibility statement, from one file: the page, the words of the footer and the state of
//! conformity cannot disagree. Source: law of 11 February 2005, article 47, and the model of the
//! statement that the RGAA gives.

use std::fmt;

use noyau::dates::DateCivile;
use serde::Deserialize;

use crate::document::Section;
use crate::page::Lien;

/// The statement that comes with the program.
const FOURNIE: &str = include_str!("../../../donnees/accessibilite.toml");

/// State of conformity with the RGAA: total at 100 % of the criteria, partial from 50 %,
/// none below or without an audit (article 47 of the law of 11 February 2005).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformite {
    /// Every criterion holds.
    Totale,
    /// At least half of the criteria hold.
    Partielle,
    /// Fewer than half, or no audit.
    Non,
}

impl fmt::Display for Conformite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Totale => "totalement conforme",
            Self::Partielle => "partiellement conforme",
            Self::Non => "non conforme",
        })
    }
}

/// The statement.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Day on which it was made, `AAAA-MM-JJ`.
    etablie_le: String,
    referentiel: String,
    technologies: Vec<String>,
    controles_automatiques: Vec<String>,
    pages: Vec<PageVerifiee>,
    derogations: Vec<Ecart>,
    exemptions: Vec<Ecart>,
    audit: Option<Audit>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct PageVerifiee {
    titre: String,
    adresse: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Ecart {
    contenu: String,
    motif: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Audit {
    date: String,
    auteur: String,
    /// Share of the criteria that hold, 0 to 100.
    taux: f64,
    #[serde(default)]
    non_conformites: Vec<NonConformite>,
}

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct NonConformite {
    critere: String,
    constat: String,
}

impl Declaration {
    /// The statement that comes with the program: no audit was made yet.
    pub fn fournie() -> Self {
        Self::lire(FOURNIE).unwrap_or_default()
    }

    /// Reads a statement.
    ///
    /// # Errors
    /// What is wrong with it, in French.
    pub fn lire(texte: &str) -> Result<Self, String> {
        let lue: Declaration = toml::from_str(texte).map_err(|e| e.to_string())?;
        let mut dates = vec![&lue.etablie_le];
        dates.extend(lue.audit.iter().map(|a| &a.date));
        for date in dates {
            date.parse::<DateCivile>().map_err(|e| format!("{date} : {}", e.message))?;
        }
        match &lue.audit {
            Some(a) if !(0.0..=100.0).contains(&a.taux) => Err("taux : de 0 à 100".to_owned()),
            _ => Ok(lue),
        }
    }

    /// What the footer says.
    pub fn conformite(&self) -> Conformite {
        match &self.audit {
            Some(a) if a.taux >= 100.0 => Conformite::Totale,
            Some(a) if a.taux >= 50.0 => Conformite::Partielle,
            _ => Conformite::Non,
        }
    }

    /// The parts of the page, for a site of this name.
    pub(crate) fn sections(&self, nom: &str, contact: Option<&str>) -> Vec<Section> {
        let mut sections = vec![self.etat(nom), self.resultats()];
        sections.push(self.non_accessibles());
        sections.push(self.etablissement());
        sections.push(retour(contact));
        sections.push(recours());
        sections
    }

    fn etat(&self, nom: &str) -> Section {
        let mut section = Section::texte("État de conformité", &[]);
        let conformite = self.conformite();
        section.paragraphes.push(format!(
            "{nom} est {conformite} avec le référentiel général d’amélioration de l’accessibilité ({}).",
            self.referentiel
        ));
        if self.audit.is_none() {
            section.paragraphes.push(
                "Aucun audit n’a encore été mené. Sans audit, la loi veut qu’un site se déclare non conforme, quoi que disent ses contrôles automatiques.".to_owned(),
            );
        }
        section
    }

    fn resultats(&self) -> Section {
        let mut section = Section::texte("Résultats des tests", &[]);
        match &self.audit {
            None => section.paragraphes.push(
                "Il n’y a pas de taux de conformité à publier : seul un audit le mesure. Voici ce qui est vérifié automatiquement à chaque version du site.".to_owned(),
            ),
            Some(audit) => section.paragraphes.push(format!(
                "L’audit mené par {} le {} établit que {} % des critères sont respectés. S’y ajoutent ces contrôles automatiques, à chaque version du site.",
                audit.auteur,
                longue(&audit.date),
                noyau::texte::decimal(audit.taux, 1),
            )),
        }
        section.points.clone_from(&self.controles_automatiques);
        section
    }

    fn non_accessibles(&self) -> Section {
        let mut section = Section::texte("Contenus non accessibles", &[]);
        let ecarts = self.audit.iter().flat_map(|a| &a.non_conformites);
        let ecarts = ecarts.map(|n| format!("Critère {} : {}", n.critere, n.constat));
        section.points.extend(ecarts);
        let motives = |quoi: &'static str, liste: &[Ecart]| -> Vec<String> {
            liste.iter().map(|e| format!("{quoi} : {}. {}", e.contenu, e.motif)).collect()
        };
        section
            .points
            .extend(motives("Dérogation pour charge disproportionnée", &self.derogations));
        section.points.extend(motives("Contenu exempté", &self.exemptions));
        if self.audit.is_none() {
            section.paragraphes.push(
                "La liste des non-conformités sera publiée ici après le premier audit. Si quelque chose vous bloque d’ici là, dites-le-nous : c’est ce qui sera corrigé d’abord.".to_owned(),
            );
        }
        section
    }

    fn etablissement(&self) -> Section {
        let mut section = Section::texte("Établissement de cette déclaration", &[]);
        section.paragraphes.push(format!(
            "Cette déclaration a été établie le {}. Technologies employées : {}.",
            longue(&self.etablie_le),
            self.technologies.join(", ")
        ));
        section.paragraphes.push(
            if self.audit.is_some() {
                "Pages examinées :"
            } else {
                "Pages qu’un audit examinera d’abord :"
            }
            .to_owned(),
        );
        let lien = |p: &PageVerifiee| Lien::new(p.titre.clone(), p.adresse.clone());
        section.liens = self.pages.iter().map(lien).collect();
        section
    }
}

fn longue(date: &str) -> String {
    date.parse::<DateCivile>().map_or_else(|_| date.to_owned(), DateCivile::long)
}

fn retour(contact: Option<&str>) -> Section {
    let phrase = match contact {
        None => {
            "L’exploitant de ce site n’a pas encore indiqué d’adresse où lui écrire.".to_owned()
        }
        Some(c) => format!(
            "Si vous n’arrivez pas à accéder à un contenu ou à un service, écrivez à {c} : on vous orientera vers une solution accessible, ou on vous donnera le contenu sous une autre forme."
        ),
    };
    Section::texte("Signaler une difficulté", &[&phrase])
}

fn recours() -> Section {
    let mut section = Section::texte(
        "Voies de recours",
        &[
            "Si vous avez signalé une difficulté sans obtenir de réponse satisfaisante, vous pouvez saisir le Défenseur des droits :",
        ],
    );
    section.points = vec![
        "en ligne, par son formulaire : formulaire.defenseurdesdroits.fr".to_owned(),
        "par téléphone : 09 69 39 00 00".to_owned(),
        "par courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07".to_owned(),
        "auprès du délégué du Défenseur des droits de votre département".to_owned(),
    ];
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auditee(taux: &str) -> Result<Declaration, String> {
        let audit = format!(
            "\n[audit]\ndate = \"2027-03-15\"\nauteur = \"Cabinet\"\ntaux = {taux}\n[[audit.non_conformites]]\ncritere = \"3.2\"\nconstat = \"Contraste.\"\n"
        );
        Declaration::lire(&format!("{FOURNIE}{audit}"))
    }

    #[test]
    fn the_state_follows_the_audit_and_there_is_none_without_one() {
        assert_eq!(Declaration::lire(FOURNIE).map(|d| d.conformite()), Ok(Conformite::Non));
        let cas = [
            ("100", Conformite::Totale),
            ("99.9", Conformite::Partielle),
            ("50", Conformite::Partielle),
            ("49.9", Conformite::Non),
        ];
        for (taux, attendue) in cas {
            assert_eq!(auditee(taux).map(|d| d.conformite()), Ok(attendue), "{taux}");
        }
        for taux in ["101", "-1", "nan", "\"beaucoup\""] {
            assert!(auditee(taux).is_err(), "{taux}");
        }
        assert!(Declaration::lire(&FOURNIE.replace("2026-11-24", "2026-13-24")).is_err());
        assert!(Declaration::lire(&format!("inconnu = 1\n{FOURNIE}")).is_err());
    }

    #[test]
    fn the_page_claims_nothing_that_was_not_measured() {
        let dire = |d: Declaration| format!("{:?}", d.sections("Compagnon", None));
        let fournie = dire(Declaration::fournie());
        assert!(fournie.contains("Compagnon est non conforme"));
        assert!(fournie.contains("Aucun audit n’a encore été mené"));
        assert!(!fournie.contains("% des critères"));
        let auditee = dire(auditee("72.5").unwrap());
        assert!(
            auditee.contains("partiellement conforme") && auditee.contains("72,5 % des critères")
        );
        assert!(auditee.contains("Critère 3.2 : Contraste."));
    }
}
