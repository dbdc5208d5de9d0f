//! The space of a mission locale: those it may help, in the order it should, and what becomes of them.

use axum::extract::{Path, RawQuery, State};
use noyau::dates::DateCivile;
use noyau::texte::accord;
use web::acces::Ressort;
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::{Champ, Choix, Formulaire, Genre};
use web::jeu::{Cellule, Colonne};
use web::page::Porte;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::{Rendu, a_emporter, choix, de_la_page, jour, numero, page, paginer, rendre};
use crate::actions::ACCOMPAGNER;
use crate::depot::jeunes::{self, LigneJeune};
use crate::regles::accompagnement::{self, ISSUES, Jeune, Liste};
use crate::regles::situation::{Parcours, Situation};
use crate::territoire::{Missions, Zone};

/// Address of the list.
pub const ICI: &str = "/effectifs/mission-locale";

/// Someone of the list, with the mission locale that sees them.
pub struct Suivi {
    /// Ressort of the mission locale.
    pub mission: String,
    /// What the database knows.
    pub ligne: LigneJeune,
    /// What the rules know.
    pub jeune: Jeune,
}

impl Suivi {
    /// From a row; none when a day no longer reads.
    pub fn lire(mission: &str, ligne: LigneJeune, aujourd_hui: DateCivile) -> Option<Self> {
        let naissance = ligne.naissance.parse().ok()?;
        let details: serde_json::Value = serde_json::from_str(&ligne.details).unwrap_or_default();
        let jeune = Jeune {
            age: accompagnement::age(naissance, aujourd_hui),
            rqth: details["rqth_apprenant"] == true,
            depuis: Parcours::lire(&ligne.parcours).depuis(aujourd_hui)?,
            demande: ligne.demande_le.is_some(),
            rappel: ligne.rappel.parse().ok(),
            traite: !ligne.issue.is_empty(),
        };
        Some(Suivi { mission: mission.to_owned(), ligne, jeune })
    }

    /// An optional field of the API; empty when it was not sent.
    pub fn detail(&self, champ: &str) -> String {
        let details: serde_json::Value =
            serde_json::from_str(&self.ligne.details).unwrap_or_default();
        details[champ].as_str().unwrap_or_default().to_owned()
    }

    /// Address of the sheet.
    fn adresse(&self) -> String {
        format!("{ICI}/{}/{}", self.mission, self.ligne.id)
    }
}

/// What is looked for.
struct Filtre {
    liste: Liste,
    situation: Option<Situation>,
    texte: String,
}

impl Filtre {
    fn lire(requete: &Parametres) -> Self {
        let situation = requete.texte("situation").and_then(Situation::par_code);
        Filtre {
            liste: requete.texte("liste").and_then(Liste::lire).unwrap_or(Liste::ATraiter),
            situation: situation.filter(|s| accompagnement::SITUATIONS.contains(s)),
            texte: requete.texte("q").unwrap_or_default().to_owned(),
        }
    }

    fn retient(&self, s: &Suivi) -> bool {
        let nom = noyau::texte::plier(&format!("{} {}", s.ligne.nom, s.ligne.prenom));
        Liste::de(&s.ligne.issue) == self.liste
            && self.situation.is_none_or(|voulue| voulue.code() == s.ligne.situation)
            && noyau::texte::plier(&self.texte).split_whitespace().all(|mot| nom.contains(mot))
    }

    fn suite(&self) -> String {
        choix(&[
            ("liste", self.liste.code()),
            ("situation", self.situation.map_or("", Situation::code)),
            ("q", &self.texte),
        ])
    }
}

/// The missions locales of a person, with where each acts.
async fn zones(etat: &Etat, acteur: &Acteur) -> anyhow::Result<Vec<(String, Zone)>> {
    let missions = Missions::de(etat).await?;
    let mut zones = Vec::new();
    for ressort in acteur.ressorts(&ACCOMPAGNER) {
        if let Ressort::Organisme(code) = ressort {
            let zone = missions.zone(etat.db.read(), &code).await?;
            zones.push((code, zone));
        }
    }
    Ok(zones)
}

/// Those whom these missions locales see, the first to call first.
async fn chercher(etat: &Etat, zones: &[(String, Zone)]) -> Result<Vec<Suivi>, Erreur> {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let mut suivis = Vec::new();
    for (mission, zone) in zones {
        let lignes = jeunes::de_la_zone(etat.db.read(), zone).await?;
        let lus = lignes.into_iter().filter_map(|l| Suivi::lire(mission, l, aujourd_hui));
        suivis.extend(lus.filter(|s| s.jeune.visible(aujourd_hui)));
    }
    suivis.sort_by_key(|s| {
        let rang = s.jeune.priorite(aujourd_hui).rang();
        (rang, std::cmp::Reverse(s.jeune.depuis), s.ligne.id.clone())
    });
    Ok(suivis)
}

/// The list.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let filtre = Filtre::lire(&parametres);
    let rang = numero(parametres.texte("page"));
    let zones = zones(&etat, &acteur).await?;
    let mut suivis = chercher(&etat, &zones).await?;
    suivis.retain(|s| filtre.retient(s));
    let total = i64::try_from(suivis.len()).unwrap_or_default();
    let mut ecran = ecran(&etat, "Jeunes à accompagner", ICI, &chapo(&zones));
    ecran.filtres = Some(formulaire(&filtre));
    ecran.sans_choix = "Toutes";
    let suite = filtre.suite();
    ecran.pagination = paginer(ICI, &suite, rang, total);
    if suivis.is_empty() {
        return rendre(&ecran.bloc(Bloc::nouveau("", &["Personne dans cette liste."])));
    }
    let table = tableau(de_la_page(&suivis, rang), total, etat.horloge.aujourd_hui());
    let fichiers = a_emporter("Liste des jeunes", ICI, &suite);
    rendre(&ecran.bloc(Bloc::default().table(table)).bloc(fichiers))
}

/// A page of the space.
pub fn ecran(etat: &Etat, titre: &str, chemin: &str, chapo: &str) -> Ecran {
    let mut page = page(etat, titre, chemin);
    page.porte = Some(Porte::Pilote);
    Ecran::nouveau(page, chapo).sous("Mon espace", "/espace")
}

fn chapo(zones: &[(String, Zone)]) -> String {
    let delai = accompagnement::JOURS_DU_CENTRE;
    let qui = format!(
        "Les jeunes en formation sans contrat : dès que leur CFA vous demande de l’aide, sinon {delai} jours après leur rupture ou leur entrée."
    );
    let departement = zones.iter().find_map(|(_, zone)| match zone {
        Zone::Departement(code) => Some(code),
        _ => None,
    });
    match departement {
        Some(code) => format!(
            "{qui} La liste des communes de votre mission locale n’est pas connue : vous voyez tout le département {code}."
        ),
        None => qui,
    }
}

fn formulaire(filtre: &Filtre) -> Formulaire {
    let listes = Liste::TOUTES.map(|l| Choix::new(l.code(), l.libelle())).to_vec();
    let situations = accompagnement::SITUATIONS.map(|s| Choix::new(s.code(), s.libelle())).to_vec();
    let champs = vec![
        Champ::new("liste", "Liste", Genre::Liste(listes)).valeur(filtre.liste.code()),
        Champ::new("situation", "Situation", Genre::Liste(situations))
            .facultatif()
            .valeur(filtre.situation.map_or("", Situation::code)),
        Champ::ligne("q", "Nom ou prénom").facultatif().valeur(&filtre.texte),
    ];
    Formulaire::new(ICI, "Afficher", champs)
}

fn tableau(suivis: &[Suivi], total: i64, aujourd_hui: DateCivile) -> Table {
    let rangees = suivis.iter().map(|s| Rangee {
        adresse: s.adresse(),
        cellules: vec![
            format!("{} {}", s.ligne.nom, s.ligne.prenom),
            s.jeune.priorite(aujourd_hui).libelle().to_owned(),
            format!("{} ans", s.jeune.age),
            Situation::libelle_de(&s.ligne.situation).to_owned(),
            s.jeune.depuis.court(),
            issue(&s.ligne),
            jour(&s.ligne.rappel),
        ],
    });
    let colonnes =
        ["Jeune", "Priorité", "Âge", "Situation", "Depuis le", "Dernier contact", "À rappeler le"];
    Table::liens(&accord(total, "jeune", "jeunes"), &colonnes, rangees.collect())
}

/// The outcome as people read it.
pub fn issue(ligne: &LigneJeune) -> String {
    if ligne.issue.is_empty() {
        return "Aucun".to_owned();
    }
    accompagnement::libelle(&ISSUES, &ligne.issue).to_owned()
}

const COLONNES: &[Colonne] = &[
    Colonne::texte("nom", "Nom"),
    Colonne::texte("prenom", "Prénom"),
    Colonne::texte("naissance", "Date de naissance"),
    Colonne::texte("courriel", "Adresse électronique"),
    Colonne::texte("telephone", "Téléphone"),
    Colonne::texte("code_postal", "Code postal"),
    Colonne::texte("commune", "Code Insee de la commune"),
    Colonne::texte("formation", "Formation"),
    Colonne::texte("siret_cfa", "SIRET du CFA"),
    Colonne::texte("situation", "Situation"),
    Colonne::texte("depuis", "Depuis le"),
    Colonne::texte("priorite", "Priorité"),
    Colonne::texte("aide_demandee", "Ce que demande le CFA"),
    Colonne::texte("dernier_contact", "Dernier contact"),
    Colonne::texte("a_rappeler", "À rappeler le"),
];

/// The list as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let filtre = Filtre::lire(&Parametres::lire(requete.as_deref()));
    let mut suivis = chercher(&etat, &zones(&etat, &acteur).await?).await?;
    suivis.retain(|s| filtre.retient(s));
    let aujourd_hui = etat.horloge.aujourd_hui();
    let lignes = suivis.iter().map(|s| cellules(s, aujourd_hui)).collect();
    export::envoyer(format, "jeunes-a-accompagner", COLONNES, lignes).await
}

fn cellules(s: &Suivi, aujourd_hui: DateCivile) -> Vec<Cellule> {
    let l = &s.ligne;
    let besoin = match l.besoin.as_str() {
        "" => String::new(),
        code => accompagnement::libelle(&accompagnement::BESOINS, code).to_owned(),
    };
    let textes = [
        l.nom.clone(),
        l.prenom.clone(),
        l.naissance.clone(),
        l.courriel.clone().unwrap_or_default(),
        s.detail("tel_apprenant"),
        s.detail("code_postal_apprenant"),
        l.commune.clone(),
        l.formation.clone(),
        l.siret.clone(),
        Situation::libelle_de(&l.situation).to_owned(),
        s.jeune.depuis.to_string(),
        s.jeune.priorite(aujourd_hui).libelle().to_owned(),
        besoin,
        issue(l),
        l.rappel.clone(),
    ];
    textes.map(Cellule::Texte).to_vec()
}

/// Someone of the path, when the mission locale of the path sees them.
pub async fn trouver(etat: &Etat, mission: &str, id: &str) -> Result<Option<Suivi>, Erreur> {
    let aujourd_hui = etat.horloge.aujourd_hui();
    let Some(ligne) = jeunes::un(etat.db.read(), id).await? else { return Ok(None) };
    let zone = Missions::de(etat).await?.zone(etat.db.read(), mission).await?;
    let a_aider = accompagnement::SITUATIONS.iter().any(|s| s.code() == ligne.situation);
    let deja = !ligne.issue.is_empty();
    if !zone.couvre(&ligne.commune) || !(a_aider || deja) {
        return Ok(None);
    }
    let suivi = Suivi::lire(mission, ligne, aujourd_hui);
    Ok(suivi.filter(|s| s.jeune.visible(aujourd_hui)))
}

/// The same, for a handler: the guard has found them already.
pub async fn un(
    etat: &Etat,
    Path((mission, id)): &Path<(String, String)>,
) -> Result<Suivi, Erreur> {
    let trouve = trouver(etat, mission, id).await?;
    trouve.ok_or_else(|| Erreur::introuvable("Ce jeune n’est pas dans votre territoire."))
}
