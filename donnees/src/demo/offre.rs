//! Job offers, written from the sentence pools of their trade.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::Demo;
use super::entreprise::Entreprise;
use super::json::Objet;
use super::redaction::{a_ville, de, majuscule, remplir};
use super::tirage::{Serie, Tirage};
use crate::diplomes::{Diplome, diplome, libelle_niveau_offre};
use crate::metiers::{Metier, metiers_du_secteur};
use crate::textes::{commun, famille};

/// Share of offers that name a diploma: the real flows name none in 83 % of cases.
const AVEC_DIPLOME: u64 = 17;
const DELEGUEES: u64 = 12;
/// Oldest publication, in days before the reference day.
const PLUS_ANCIENNE: u64 = 55;
/// An offer stays published two months, the default of the public job API.
const PUBLICATION: Months = Months::new(2);
/// Descriptions stop growing past this many characters.
const DESCRIPTION_VISEE: usize = 430;
const DIFFUSEURS: [&str; 5] = [
    "offres_emploi_lba",
    "Emploi des territoires",
    "Alternance Régions",
    "Réseau des artisans",
    "Jeunes et métiers",
];

/// What one offer needs.
struct Offre {
    entreprise: Entreprise,
    metier: &'static Metier,
    diplome: Option<&'static Diplome>,
    deleguee: bool,
}

pub(super) fn json(demo: &Demo, rang: u32) -> String {
    let mut tirage = Tirage::new(demo.graine, Serie::Offre, rang);
    let offre = draw(demo, rang, &mut tirage);
    let id = tirage.identifiant();
    let diffuseur = tirage.mot(&DIFFUSEURS);
    let mut identifier = Objet::new();
    identifier
        .champ("partner_job_id", format!("demo-{rang:06}"))
        .champ("id", &id)
        .champ("partner_label", diffuseur);
    let mut o = Objet::ligne(2_500);
    o.champ("identifier", identifier);
    o.champ("workplace", offre.workplace(&mut tirage));
    o.champ("apply", offre.apply(&id, &mut tirage));
    o.champ("contract", contract(demo.reference, &mut tirage));
    o.champ("offer", offre.offer(demo.reference, &mut tirage));
    o.champ("is_delegated", offre.deleguee);
    o.fin()
}

fn draw(demo: &Demo, rang: u32, tirage: &mut Tirage) -> Offre {
    let imposee = rang < demo.entreprises_imposees();
    let employeur = if imposee { rang } else { tirage.entre(0, demo.nombre_entreprises() - 1) };
    let entreprise = demo.entreprise(employeur);
    let metier = if imposee || tirage.chance(85) {
        entreprise.metier
    } else {
        tirage
            .parmi(metiers_du_secteur(entreprise.secteur.code))
            .copied()
            .unwrap_or(entreprise.metier)
    };
    let diplome =
        tirage.chance(AVEC_DIPLOME).then(|| diplome(tirage.mot(&metier.diplomes))).flatten();
    Offre { entreprise, metier, diplome, deleguee: tirage.chance(DELEGUEES) }
}

impl Offre {
    fn workplace(&self, tirage: &mut Tirage) -> Objet {
        let presentation = tirage.chance(30).then(|| self.phrase(accroches(self.metier), tirage));
        self.entreprise.workplace(presentation.as_deref())
    }

    fn apply(&self, id: &str, tirage: &mut Tirage) -> Objet {
        let recipient = tirage.chance(70).then(|| format!("partners_{id}"));
        let phone = tirage.chance(20).then_some(self.entreprise.telephone.as_str());
        let mut o = Objet::new();
        o.champ("phone", phone).champ("url", format!("https://emploi.exemple.invalid/offres/{id}"));
        o.champ("recipient_id", recipient);
        o
    }

    fn offer(&self, reference: NaiveDate, tirage: &mut Tirage) -> Objet {
        let skills = tirage.mots(&self.metier.competences, 5);
        let (wanted, learned) = skills.split_at(skills.len().min(2));
        let mut o = Objet::new();
        o.champ("title", self.titre(tirage)).champ("description", self.description(tirage));
        o.champ("rome_codes", vec![self.metier.rome]);
        o.champ("desired_skills", capitalised(wanted))
            .champ("to_be_acquired_skills", capitalised(learned));
        o.champ("access_conditions", conditions(tirage));
        o.champ("opening_count", if tirage.chance(85) { 1 } else { tirage.entre(2, 5) });
        o.champ("target_diploma", self.diplome.map(target_diploma));
        o.champ("publication", publication(reference, tirage)).champ("status", "Active");
        o
    }

    fn titre(&self, tirage: &mut Tirage) -> String {
        let (m, f) = (self.metier.masculin, self.metier.feminin);
        let variante = majuscule(tirage.parmi(&self.metier.variantes).copied().unwrap_or(m));
        let nom = if tirage.chance(60) { majuscule(m) } else { variante };
        if let Some(diplome) = self.diplome.filter(|_| tirage.chance(50)) {
            return format!("{nom} en alternance - {} (H/F)", diplome.nom_usuel());
        }
        match tirage.entre(0, 5) {
            0 => format!("{nom} en alternance (H/F)"),
            1 => format!("Apprenti {m} / Apprentie {f}"),
            2 => format!("{nom} en apprentissage H/F"),
            3 => format!("Alternance - {nom} (H/F)"),
            4 => format!("{} / {} en contrat d'apprentissage", majuscule(m), majuscule(f)),
            _ => {
                format!("{nom} H/F - contrat d'apprentissage {}", a_ville(self.entreprise.ville()))
            }
        }
    }

    fn description(&self, tirage: &mut Tirage) -> String {
        let mut texte = self.phrase(accroches(self.metier), tirage);
        add(&mut texte, &self.phrase(&commun().missions, tirage));
        let pools = famille(self.metier.famille);
        add(&mut texte, tirage.mot(pools.map_or(&[], |f| f.profils.as_slice())));
        if let Some(diplome) = self.diplome {
            add(&mut texte, &format!("Diplôme préparé : {}.", diplome.nom_usuel()));
        }
        if self.deleguee {
            add(&mut texte, tirage.mot(&commun().delegation));
        }
        for pool in [pools.map_or(&[][..], |f| f.ambiances.as_slice()), &commun().rythmes] {
            if texte.chars().count() < DESCRIPTION_VISEE {
                add(&mut texte, tirage.mot(pool));
            }
        }
        texte
    }

    fn phrase(&self, pool: &[String], tirage: &mut Tirage) -> String {
        let c = tirage.mots(&self.metier.competences, 3);
        let [c1, c2, c3] = [0, 1, 2].map(|rank| c.get(rank).copied().unwrap_or_default());
        let ville = self.entreprise.ville();
        let valeurs = [
            ("entreprise", self.entreprise.nom.as_str()),
            ("ville", ville),
            ("a_ville", &a_ville(ville)),
            ("titre", self.metier.masculin),
            ("c1", c1),
            ("c2", c2),
            ("c3", c3),
            ("de_c1", &de(c1)),
            ("de_c2", &de(c2)),
            ("de_c3", &de(c3)),
        ];
        majuscule(&remplir(tirage.mot(pool), &valeurs))
    }
}

fn accroches(metier: &Metier) -> &'static [String] {
    famille(metier.famille).map_or(&[], |f| f.accroches.as_slice())
}

fn add(texte: &mut String, phrase: &str) {
    texte.push(' ');
    texte.push_str(phrase);
}

fn capitalised(skills: &[&str]) -> Vec<String> {
    skills.iter().map(|skill| majuscule(skill)).collect()
}

fn conditions(tirage: &mut Tirage) -> Vec<&'static str> {
    match tirage.entre(0, 5) {
        0 => vec!["Être inscrit dans un centre de formation ou en recherche"],
        1 => vec!["Avoir entre 16 et 29 ans révolus, ou être reconnu travailleur handicapé"],
        2 => vec!["Débutant accepté"],
        _ => Vec::new(),
    }
}

fn target_diploma(diplome: &'static Diplome) -> Objet {
    let mut o = Objet::new();
    o.champ("european", diplome.niveau.to_string())
        .champ("label", libelle_niveau_offre(diplome.niveau));
    o
}

fn publication(reference: NaiveDate, tirage: &mut Tirage) -> Objet {
    let creation =
        reference.checked_sub_days(Days::new(tirage.sous(PLUS_ANCIENNE))).unwrap_or(reference);
    let mut o = Objet::new();
    o.champ("creation", instant(creation));
    o.champ("expiration", creation.checked_add_months(PUBLICATION).map(instant));
    o
}

fn contract(reference: NaiveDate, tirage: &mut Tirage) -> Objet {
    let start = start(reference, tirage).map(instant);
    let both = tirage.chance(25);
    let kinds =
        if both { vec!["Apprentissage", "Professionnalisation"] } else { vec!["Apprentissage"] };
    let duration = tirage.parmi(&[12u32, 12, 18, 24, 24, 24, 36]).copied();
    let remote = tirage.parmi(&["onsite", "onsite", "onsite", "onsite", "hybrid"]).copied();
    let mut o = Objet::new();
    o.champ("start", start)
        .champ("duration", duration)
        .champ("type", kinds)
        .champ("remote", remote);
    o
}

// Half the contracts start with the school year, a third within two months, the others say nothing.
fn start(reference: NaiveDate, tirage: &mut Tirage) -> Option<NaiveDate> {
    match tirage.sous(100) {
        0..50 => september_after(reference),
        50..85 => reference.checked_add_days(Days::new(10 + tirage.sous(55))),
        _ => None,
    }
}

/// First of September that follows `day`.
pub(super) fn september_after(day: NaiveDate) -> Option<NaiveDate> {
    let september = NaiveDate::from_ymd_opt(day.year(), 9, 1)?;
    if september > day { Some(september) } else { september.checked_add_months(Months::new(12)) }
}

/// Midnight of a day, as the publishers write instants.
pub(super) fn instant(day: NaiveDate) -> String {
    format!("{day}T00:00:00.000Z")
}
