//! Trainings, written as the catalogue publishes them: one object per place, diploma and year of
//! entry of an organisation.

use chrono::{Datelike, Months, NaiveDate};

use super::Demo;
use super::json::{Objet, Vide};
use super::offre::{instant, september_after};
use super::organisme::{ORGANISMES_DE_RENNES, Organisme, departement_de, diplomes_enseignes};
use super::redaction::{capitales, de, majuscule};
use super::territoire::{Lieu, lieu};
use super::tirage::{Serie, Tirage};
use crate::diplomes::{Diplome, diplome, libelle_niveau_catalogue};
use crate::metiers::{Metier, metier_principal};

/// Share of trainings given elsewhere than at the organisation's address.
const ANTENNES: u64 = 20;
const BOULANGER: &str = "50022137";
/// Codes of a training place run from 01 to 99; beyond, the parcours number changes.
const LIEUX_PAR_PARCOURS: u32 = 99;

/// One training.
struct Formation<'a> {
    rang: u32,
    diplome: &'static Diplome,
    formateur: &'a Organisme,
    gestionnaire: &'a Organisme,
    lieu: Lieu,
    rentree: NaiveDate,
    annee: &'static str,
    duree: u8,
}

/// Every training, organisation by organisation.
pub(super) fn lignes(demo: &Demo) -> impl Iterator<Item = String> {
    let total: u64 = (0..demo.effectifs.organismes).map(|rang| size(demo, rang)).sum();
    let mut before = 0;
    (0..demo.effectifs.organismes).flat_map(move |rang| {
        let share = |weight: u64| u64::from(demo.effectifs.formations) * weight / total.max(1);
        let start = share(before);
        before += size(demo, rang);
        let count = u32::try_from(share(before) - start).unwrap_or_default();
        of_organisation(demo, rang, count)
    })
}

// A few large organisations and many small ones.
fn size(demo: &Demo, rang: u32) -> u64 {
    let mut tirage = Tirage::new(demo.graine, Serie::Taille, rang);
    tirage.parmi(&[2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 8, 14]).copied().unwrap_or(1)
}

fn of_organisation(demo: &Demo, rang: u32, count: u32) -> Vec<String> {
    let formateur = demo.organisme(rang);
    let autre = demo.responsable(rang).map(|responsable| demo.organisme(responsable));
    let gestionnaire = autre.as_ref().unwrap_or(&formateur);
    let mut tirage = Tirage::new(demo.graine, Serie::Formation, rang);
    let mut diplomes = diplomes_enseignes(&formateur.familles, &mut tirage);
    if demo.accent_rennes && rang < ORGANISMES_DE_RENNES {
        diplomes.retain(|d| d.cfd != BOULANGER);
        diplomes.splice(0..0, diplome(BOULANGER));
    }
    let mut antennes = Vec::new();
    let rentree = september_after(demo.reference).unwrap_or(demo.reference);
    let taught = diplomes.iter().cycle().zip(0..count);
    taught
        .map(|(diplome, rang)| {
            let tour = rang as usize / diplomes.len();
            let lieu = match tour.checked_sub(1) {
                None => place(demo, &formateur, &mut tirage),
                Some(antenne) => {
                    if antenne == antennes.len() {
                        antennes.push(antenne_neuve(demo, &formateur, &antennes, &mut tirage));
                    }
                    copie(&antennes[antenne])
                }
            };
            let (annee, duree) = parcours(diplome, &mut tirage);
            let formation = Formation {
                rang,
                diplome,
                formateur: &formateur,
                gestionnaire,
                lieu,
                rentree,
                annee,
                duree,
            };
            formation.json(&mut tirage)
        })
        .collect()
}

/// Year of entry and length. A few publishers do not say the year (`X`); a few trainings take in
/// the second year; a CAP right after collège may last three.
fn parcours(diplome: &Diplome, tirage: &mut Tirage) -> (&'static str, u8) {
    let annee = match tirage.sous(100) {
        0..10 => "X",
        10..15 if diplome.duree > 1 => "2",
        _ => "1",
    };
    let longue = diplome.sigle == "CAP" && diplome.duree == 2 && tirage.chance(8);
    (annee, diplome.duree + u8::from(longue))
}

/// An organisation that teaches a diploma again does so elsewhere: each round has its own place.
fn antenne_neuve(
    demo: &Demo,
    organisme: &Organisme,
    connues: &[Lieu],
    tirage: &mut Tirage,
) -> Lieu {
    let prise = |l: &Lieu| {
        let memes = connues.iter().chain([&organisme.lieu]);
        memes.into_iter().any(|c| c.voie == l.voie && c.commune.code == l.commune.code)
    };
    let mut antenne = lieu(demo.territoire.bourg_voisin(organisme.lieu.commune, tirage), tirage);
    while prise(&antenne) {
        antenne = lieu(demo.territoire.bourg_voisin(organisme.lieu.commune, tirage), tirage);
    }
    antenne
}

fn copie(lieu: &Lieu) -> Lieu {
    Lieu { voie: lieu.voie.clone(), ..*lieu }
}

fn place(demo: &Demo, organisme: &Organisme, tirage: &mut Tirage) -> Lieu {
    if tirage.chance(ANTENNES) {
        let commune = demo.territoire.bourg_voisin(organisme.lieu.commune, tirage);
        return lieu(commune, tirage);
    }
    copie(&organisme.lieu)
}

impl Formation<'_> {
    fn json(&self, tirage: &mut Tirage) -> String {
        let mut o = Objet::ligne(6_000);
        self.identity(&mut o, tirage);
        self.certification(&mut o);
        self.content(&mut o);
        self.sessions(&mut o, tirage);
        self.place(&mut o);
        organisation(&mut o, "etablissement_gestionnaire_", self.gestionnaire);
        organisation(&mut o, "etablissement_formateur_", self.formateur);
        self.reference(&mut o);
        self.platforms(&mut o, tirage);
        o.fin()
    }

    /// `<Certif Info>P<parcours><durée><année><SIRET gestionnaire><SIRET formateur>-<INSEE>#L<lieu>`.
    fn cle(&self) -> String {
        let parcours = 1 + self.rang / LIEUX_PAR_PARCOURS;
        let place = 1 + self.rang % LIEUX_PAR_PARCOURS;
        let (d, g, f) = (self.diplome, &self.gestionnaire.siret, &self.formateur.siret);
        format!(
            "{}P{parcours:02}{}{}{g}{f}-{}#L{place:02}",
            d.certifinfo, self.duree, self.annee, self.lieu.commune.code
        )
    }

    fn identity(&self, o: &mut Objet, tirage: &mut Tirage) {
        let (formation, action) = (tirage.entre(1, 99_999_999), tirage.entre(1, 999_999));
        let region = self.formateur.departement().region;
        o.champ("_id", tirage.identifiant()).champ("cle_ministere_educatif", self.cle());
        o.champ("id_formation", format!("{region}_{formation:08}"))
            .champ("id_action", format!("{region}_{action:06}"));
        o.champ("ids_action", vec![format!("{region}_{action:06}")])
            .champ("id_certifinfo", self.diplome.certifinfo);
        o.champ("published", true)
            .champ("catalogue_published", true)
            .champ("forced_published", false);
        o.champ("entierement_a_distance", false);
    }

    fn certification(&self, o: &mut Objet) {
        let d = self.diplome;
        o.champ("cfd", d.cfd).champ("cfd_entree", d.cfd).champ("cfd_outdated", false);
        o.nuls(&["cfd_specialite", "cfd_date_fermeture", "nom", "niveau_entree_obligatoire"]);
        o.champ("intitule_long", d.intitule_long).champ("intitule_court", capitales(d.intitule));
        o.champ("intitule_rco", d.nom_usuel()).champ("diplome", d.diplome);
        o.champ("niveau", libelle_niveau_catalogue(d.niveau)).champ("libelle_court", d.sigle);
        o.champ("niveau_formation_diplome", d.cfd.get(..3).unwrap_or(d.cfd));
        o.champ("rncp_code", d.rncp)
            .champ("rncp_intitule", d.intitule)
            .champ("rncp_eligible_apprentissage", true);
        o.champ("rncp_details", rncp_details(d))
            .champ("rome_codes", d.romes.as_slice())
            .champ("bcn_mefs_10", Vide);
    }

    fn content(&self, o: &mut Objet) {
        let Some(metier) = metier_principal(self.diplome.cfd) else {
            return;
        };
        let learned = metier.competences.join(", ");
        o.champ("objectif", objective(metier));
        o.champ(
            "contenu",
            format!("{}. Enseignements généraux et périodes en entreprise.", majuscule(&learned)),
        );
    }

    fn sessions(&self, o: &mut Objet, tirage: &mut Tirage) {
        let length = Months::new(12 * u32::from(self.duree));
        let previous =
            self.rentree.checked_sub_months(Months::new(12)).filter(|_| tirage.chance(60));
        let starts: Vec<_> = previous.into_iter().chain([self.rentree]).collect();
        let ends = starts.iter().filter_map(|day| day.checked_add_months(length));
        o.champ("periode", starts.iter().copied().map(instant).collect::<Vec<_>>());
        o.champ("date_debut", starts.iter().copied().map(instant).collect::<Vec<_>>());
        o.champ("date_fin", ends.map(instant).collect::<Vec<_>>());
        o.champ("tags", starts.iter().map(|day| day.year().to_string()).collect::<Vec<_>>());
        o.champ("modalites_entrees_sorties", starts.iter().map(|_| false).collect::<Vec<_>>());
        o.champ("duree", self.duree.to_string()).champ("annee", self.annee);
        o.champ("duree_incoherente", false).champ("annee_incoherente", false);
        o.champ("capacite", tirage.chance(40).then(|| tirage.entre(8, 30).to_string()));
    }

    fn place(&self, o: &mut Objet) {
        let (lieu, d) = (&self.lieu, departement_de(self.lieu.commune));
        o.champ("lieu_formation_adresse", &lieu.voie)
            .champ("lieu_formation_adresse_computed", lieu.adresse());
        o.champ("lieu_formation_geo_coordonnees", lieu.lat_lon());
        o.champ("lieu_formation_geo_coordonnees_computed", lieu.lat_lon()).champ("distance", 0u32);
        o.champ("lieu_formation_siret", &self.formateur.siret)
            .champ("code_postal", lieu.code_postal);
        o.champ("code_commune_insee", lieu.commune.code).champ("localite", lieu.commune.ville());
        o.champ("num_departement", d.code)
            .champ("nom_departement", d.nom)
            .champ("region", d.region_nom);
        o.champ("num_academie", d.academie.trim_start_matches('0'))
            .champ("nom_academie", d.academie_nom);
        o.champ("uai_formation", &self.formateur.uai).champ("uai_formation_valide", true);
    }

    fn reference(&self, o: &mut Objet) {
        let prefix = "etablissement_reference";
        o.champ(prefix, "gestionnaire").champ_de(prefix, "_published", true).champ_de(
            prefix,
            "_habilite_rncp",
            true,
        );
        o.champ_de(prefix, "_certifie_qualite", self.gestionnaire.qualiopi);
        o.champ("geo_coordonnees_etablissement_gestionnaire", self.gestionnaire.lieu.lat_lon());
        o.champ("geo_coordonnees_etablissement_formateur", self.formateur.lieu.lat_lon());
    }

    // Young people apply through Affelnet before the baccalauréat, through Parcoursup after.
    fn platforms(&self, o: &mut Objet, tirage: &mut Tirage) {
        let rang = tirage.sous(100);
        let (affelnet, parcoursup) = match self.diplome.niveau {
            3 | 4 => (affelnet(rang), HORS),
            5 | 6 => (HORS, parcoursup(rang)),
            _ => (HORS, HORS),
        };
        o.champ("affelnet_statut", affelnet).champ("parcoursup_statut", parcoursup);
        o.nuls(&["affelnet_id", "parcoursup_id", "parcoursup_error", "rejection", "editedFields"]);
        o.champ("affelnet_perimetre", affelnet == "publié")
            .champ("parcoursup_perimetre", parcoursup == "publié");
        o.champ("updates_history", Vide);
    }
}

const HORS: &str = "non publiable en l'état";

/// What the publisher last said, by a number under one hundred: each status can be met.
fn affelnet(rang: u64) -> &'static str {
    match rang {
        0..45 => "publié",
        45..50 => "prêt pour intégration",
        50..53 => "en attente de mise à jour",
        53..57 => "non publié",
        _ => HORS,
    }
}

fn parcoursup(rang: u64) -> &'static str {
    match rang {
        0..45 => "publié",
        45..50 => "prêt pour intégration",
        50..53 => "en attente de mise à jour",
        53..56 => "non publié",
        56..59 => "rejet de publication",
        59..61 => "échec d'envoi",
        61..63 => "fermé",
        _ => HORS,
    }
}

fn objective(metier: &Metier) -> String {
    let (m, f) = (de(metier.masculin), de(metier.feminin));
    if m == f {
        format!("Exercer le métier {m}.")
    } else {
        format!("Exercer le métier {m} ou {f}.")
    }
}

fn rncp_details(d: &Diplome) -> Objet {
    let mut o = Objet::new();
    o.champ("active_inactive", "ACTIVE").champ("etat_fiche_rncp", "Publiée");
    o.champ("niveau_europe", format!("niveau{}", d.niveau)).champ("rncp_outdated", false);
    o
}

fn organisation(o: &mut Objet, prefix: &str, organisme: &Organisme) {
    let (lieu, d) = (&organisme.lieu, organisme.departement());
    let mail = format!("contact{}@exemple.invalid", organisme.rang);
    o.champ_de(prefix, "id", format!("{:024x}", organisme.rang + 1));
    o.champ_de(prefix, "siret", &organisme.siret).champ_de(prefix, "siren", &organisme.siren);
    o.champ_de(prefix, "enseigne", &organisme.nom).champ_de(prefix, "uai", &organisme.uai);
    o.champ_de(prefix, "entreprise_raison_sociale", &organisme.raison_sociale);
    o.champ_de(prefix, "adresse", &lieu.voie).champ_de(prefix, "code_postal", lieu.code_postal);
    o.champ_de(prefix, "code_commune_insee", lieu.commune.code).champ_de(
        prefix,
        "localite",
        lieu.commune.ville(),
    );
    o.champ_de(prefix, "num_departement", d.code).champ_de(prefix, "nom_departement", d.nom);
    o.champ_de(prefix, "num_academie", d.academie.trim_start_matches('0'));
    o.champ_de(prefix, "nom_academie", d.academie_nom).champ_de(prefix, "region", d.region_nom);
    o.champ_de(prefix, "nda", &organisme.nda).champ_de(prefix, "courriel", mail);
    o.champ_de(prefix, "published", true).champ_de(prefix, "habilite_rncp", true);
    o.champ_de(prefix, "certifie_qualite", organisme.qualiopi);
}
