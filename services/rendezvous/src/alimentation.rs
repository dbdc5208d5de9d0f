//! From the catalogue to the trainings that a request may be about: written again after each
//! delivery of trainings, of organisations or of the platforms' perimeters.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use annuaire::porte::{Organismes, organismes};
use base::{Db, Lecture, evenements};
use catalogue::porte::{
    Contacts, Etablissement, Formation as Fiche, Formations, Reperes, contacts,
};
use noyau::horloge::Horloge;
use noyau::texte::{plier, titre_propre};
use web::Etat;

use crate::depot::correspondances::{self, LignePerimetre};
use crate::depot::formations::{self, Formation, Nouvelle};
use crate::depot::gestionnaires::{self, Gestionnaire};
use crate::regles::contact::{Connus, Provenance, choisir, la_plus_frequente};

/// Name of this reader of the outbox.
const LECTEUR: &str = "rendezvous";

/// Data sets whose new version changes the trainings.
const SOURCES: [&str; 3] = ["formations/", "organismes", "rendezvous/"];

/// How often a node looks whether one came.
const RYTHME: Duration = Duration::from_secs(15);

/// Rows written by one transaction.
const LOT: usize = 1_000;

/// Follows the deliveries as long as the program runs.
pub async fn suivre(etat: Etat) {
    loop {
        tokio::time::sleep(RYTHME).await;
        if let Err(e) = rattraper(&etat.db, &etat.horloge).await {
            tracing::error!(erreur = %e, "trainings open to requests could not be written");
            tokio::time::sleep(RYTHME * 10).await;
        }
    }
}

/// Writes the trainings again when a delivery came since the last time; how many there are then,
/// none when nothing came.
///
/// # Errors
/// When the database refuses.
pub async fn rattraper(db: &Db, horloge: &Horloge) -> anyhow::Result<Option<usize>> {
    let lue = evenements::position(db.read(), LECTEUR).await?;
    let derniere = evenements::derniere_position(db.read()).await?;
    if !nouvelles(db.read(), lue, derniere).await? {
        avancer(db, lue, derniere).await?;
        return Ok(None);
    }
    let nombre = ecrire(db, horloge.maintenant().ms()).await?;
    avancer(db, lue, derniere).await?;
    Ok(Some(nombre))
}

async fn avancer(db: &Db, lue: i64, derniere: i64) -> anyhow::Result<()> {
    if lue < derniere {
        let mut tx = db.write().await?;
        evenements::avancer(&mut tx, LECTEUR, derniere).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether one of the events after `position` is a version of what trainings are made from.
async fn nouvelles(db: &Lecture, mut position: i64, fin: i64) -> anyhow::Result<bool> {
    while position < fin {
        let lus = evenements::lire(db, position, 500).await?;
        let Some(dernier) = lus.last() else { return Ok(false) };
        position = dernier.id;
        let concerne = |cle: &str| SOURCES.iter().any(|source| cle.starts_with(source));
        if lus.iter().any(|e| e.sujet == "version.courante" && concerne(&e.cle)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Writes everything again: short transactions, then one that removes what is no longer published.
async fn ecrire(db: &Db, maintenant: i64) -> anyhow::Result<usize> {
    let savoir = Savoir::lire(db.read()).await?;
    let lues = lire(db.read()).await?;
    let (nouvelles, responsables) = savoir.composer(lues);
    for lot in nouvelles.chunks(LOT) {
        let mut tx = db.write().await?;
        formations::ecrire(&mut tx, lot, maintenant).await?;
        tx.commit().await?;
    }
    let mut tx = db.write().await?;
    gestionnaires::ecrire(&mut tx, &responsables, maintenant).await?;
    // An empty catalogue is an accident, not a decision: it closes nothing.
    if !nouvelles.is_empty() {
        formations::oublier(&mut tx, maintenant).await?;
        gestionnaires::oublier(&mut tx, maintenant).await?;
    }
    tx.commit().await?;
    tracing::info!(formations = nouvelles.len(), "trainings open to requests written");
    Ok(nouvelles.len())
}

/// A training of the catalogue, with whom its publisher says to write to.
struct Lue {
    fiche: Fiche,
    contacts: Contacts,
}

async fn lire(db: &Lecture) -> anyhow::Result<Vec<Lue>> {
    let mut parcours = Formations::ouvrir(db, Reperes::charger(db).await?).await?;
    let mut lues = Vec::new();
    while let Some(page) = parcours.suivantes(db).await? {
        let ids: Vec<String> = page.iter().map(|f| f.id.clone()).collect();
        let mut connus = contacts(db, &ids).await?;
        lues.extend(page.into_iter().map(|mut fiche| {
            // Long texts are not needed, and many trainings are held at once.
            (fiche.objectif, fiche.contenu, fiche.onisep_url) = (None, None, None);
            Lue { contacts: connus.remove(&fiche.id).unwrap_or_default(), fiche }
        }));
    }
    Ok(lues)
}

/// What decides of each training, read once.
struct Savoir {
    mortes: HashSet<String>,
    choix: HashMap<String, (Provenance, String)>,
    annuaire: HashMap<String, String>,
    noms: std::sync::Arc<Organismes>,
    perimetre: HashMap<String, LignePerimetre>,
    onisep: HashMap<String, String>,
}

impl Savoir {
    async fn lire(db: &Lecture) -> anyhow::Result<Self> {
        let choix = formations::choix(db).await?.into_iter();
        let choix = choix.filter_map(|(id, c, par)| Some((id, (Provenance::lire(&par)?, c))));
        let annuaire = organismes(db).await?.into_iter().filter_map(|o| {
            let premier = o.contacts.iter().find(|c| c.confirme).or(o.contacts.first())?;
            Some((o.siret.to_string(), premier.courriel.clone()))
        });
        let perimetre = correspondances::perimetre(db).await?.into_iter();
        Ok(Savoir {
            mortes: courrier::porte::mortes(db).await?,
            choix: choix.collect(),
            annuaire: annuaire.collect(),
            noms: Organismes::charger(db).await?,
            perimetre: perimetre.map(|ligne| (ligne.0.clone(), ligne)).collect(),
            onisep: correspondances::onisep(db).await?.into_iter().collect(),
        })
    }

    fn morte(&self, courriel: &str) -> bool {
        self.mortes.contains(courriel)
    }

    fn composer(&self, lues: Vec<Lue>) -> (Vec<Nouvelle>, Vec<Gestionnaire>) {
        let frequentes = self.frequentes(&lues);
        let mut responsables: HashMap<String, Gestionnaire> = HashMap::new();
        let mut nouvelles = Vec::with_capacity(lues.len());
        for lue in lues {
            let siret = lue.fiche.gestionnaire.siret.to_string();
            let frequente = frequentes.get(&siret).map(String::as_str);
            let nouvelle = self.formation(&lue, frequente);
            let g = responsables.entry(siret.clone()).or_insert_with(|| Gestionnaire {
                nom: nouvelle.formation.gestionnaire_nom.clone(),
                siret,
                ..Gestionnaire::default()
            });
            self.compter(g, &lue, &nouvelle.formation);
            nouvelles.push(nouvelle);
        }
        for g in responsables.values_mut().filter(|g| g.courriel.is_none()) {
            let repli = frequentes.get(&g.siret).or_else(|| self.annuaire.get(&g.siret));
            g.courriel = repli.filter(|c| !self.morte(c)).cloned();
        }
        (nouvelles, responsables.into_values().collect())
    }

    /// The most frequent mailbox of the trainings of each manager.
    fn frequentes(&self, lues: &[Lue]) -> HashMap<String, String> {
        let mut champs: HashMap<String, Vec<&str>> = HashMap::new();
        for lue in lues {
            let siennes = champs.entry(lue.fiche.gestionnaire.siret.to_string()).or_default();
            siennes.extend(lue.contacts.formation.as_deref());
        }
        let frequente = |champs: Vec<&str>| la_plus_frequente(champs, |c| self.morte(c));
        champs.into_iter().filter_map(|(siret, c)| Some((siret, frequente(c)?))).collect()
    }

    fn compter(&self, g: &mut Gestionnaire, lue: &Lue, f: &Formation) {
        if g.courriel.is_none() {
            let connus =
                Connus { formation: lue.contacts.gestionnaire.as_deref(), ..Connus::default() };
            g.courriel = choisir(&connus, |c| self.morte(c)).map(|(courriel, _)| courriel);
        }
        if f.courriel.is_some() {
            g.formations += 1;
            g.parcoursup += f.parcoursup;
            g.affelnet += f.affelnet;
        }
    }

    fn formation(&self, lue: &Lue, frequente: Option<&str>) -> Nouvelle {
        let f = &lue.fiche;
        let (gestionnaire, formateur) =
            (f.gestionnaire.siret.to_string(), f.formateur.siret.to_string());
        let cle_me = f.cle_me.as_ref().map(|c| c.to_string());
        let annuaire = self.annuaire.get(&formateur).or_else(|| self.annuaire.get(&gestionnaire));
        let connus = Connus {
            choisi: self.choix.get(&f.id).map(|(p, courriel)| (*p, courriel.as_str())),
            formation: lue.contacts.formation.as_deref(),
            formateur: lue.contacts.formateur.as_deref(),
            gestionnaire: lue.contacts.gestionnaire.as_deref(),
            frequente,
            annuaire: annuaire.map(String::as_str),
        };
        let choisie = choisir(&connus, |c| self.morte(c));
        let (id_parcoursup, parcoursup, affelnet) = self.plateformes(f, cle_me.as_deref());
        let titre = f.titre().unwrap_or_else(|| format!("Formation {}", f.cfd));
        let localite = f.lieu.localite.as_deref().map(titre_propre).unwrap_or_default();
        let formation = Formation {
            id: f.id.clone(),
            id_rco: f.rco.id(),
            cfd: f.cfd.to_string(),
            gestionnaire_nom: self.nom(&f.gestionnaire),
            formateur_nom: self.nom(&f.formateur),
            lieu_adresse: f.lieu.adresse.clone().unwrap_or_default(),
            lieu_code_postal: f.lieu.code_postal.map(|c| c.to_string()).unwrap_or_default(),
            id_onisep: cle_me.as_ref().and_then(|c| self.onisep.get(c)).cloned(),
            provenance: choisie.as_ref().map_or("", |(_, p)| p.code()).to_owned(),
            courriel: choisie.map(|(courriel, _)| courriel),
            lieu_localite: localite,
            gestionnaire,
            formateur,
            cle_me,
            titre,
            parcoursup,
            affelnet,
            id_parcoursup,
            ..Formation::default()
        };
        let titre_plie = plier(&format!("{} {}", formation.titre, formation.lieu_localite));
        Nouvelle { formation, titre_plie }
    }

    /// What the platforms say of a training; else what the catalogue says of its statuses there.
    fn plateformes(&self, f: &Fiche, cle_me: Option<&str>) -> (Option<String>, i64, i64) {
        if !self.perimetre.is_empty() {
            let ligne = cle_me.and_then(|cle| self.perimetre.get(cle));
            return ligne.map_or((None, 0, 0), |(_, id, p, a)| (id.clone(), *p, *a));
        }
        let dedans = |statut: &Option<String>| {
            let statut = plier(statut.as_deref().unwrap_or_default());
            i64::from(!statut.is_empty() && !statut.contains("hors perimetre"))
        };
        (None, dedans(&f.parcoursup_statut), dedans(&f.affelnet_statut))
    }

    fn nom(&self, e: &Etablissement) -> String {
        let connu = self.noms.get(&e.siret).and_then(|o| o.nom.clone());
        let publie = || e.nom.as_deref().map(titre_propre);
        connu.or_else(publie).unwrap_or_else(|| format!("SIRET {}", e.siret.affichage()))
    }
}

/// The mailbox that the rule finds for one training, when nobody chooses it.
///
/// # Errors
/// When the database refuses.
pub async fn adresse_publiee(
    db: &Lecture,
    f: &Formation,
) -> anyhow::Result<Option<(String, Provenance)>> {
    let mortes = courrier::porte::mortes(db).await?;
    let connus = contacts(db, std::slice::from_ref(&f.id)).await?.remove(&f.id).unwrap_or_default();
    let du_gestionnaire = gestionnaires::trouver(db, &f.gestionnaire).await?;
    let connus = Connus {
        choisi: None,
        formation: connus.formation.as_deref(),
        formateur: connus.formateur.as_deref(),
        gestionnaire: connus.gestionnaire.as_deref(),
        frequente: du_gestionnaire.as_ref().and_then(|g| g.courriel.as_deref()),
        annuaire: None,
    };
    Ok(choisir(&connus, |c| mortes.contains(c)))
}
