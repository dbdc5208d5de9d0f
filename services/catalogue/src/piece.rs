//! What the catalogue keeps in memory, and how it stays true.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use annuaire::porte::Organismes;
use base::Lecture;
use noyau::dates::DateCivile;
use noyau::horloge::Horloge;
use noyau::territoires::{Academie, Departement, Region};
use noyau::texte::titre_propre;
use referentiels::porte::Metiers;
use tokio::sync::{Mutex, RwLock};
use web::{Erreur, Etat};

use crate::porte::{Etablissement, Formation, Formations, Reperes};
use crate::regles::criteres::Facette;
use crate::regles::examen::{CONTROLES, examiner, uai_du_lieu};
use crate::regles::vivier::{Partage, Rangee, Vivier};

/// How often a node looks whether a delivery came.
const RYTHME: Duration = Duration::from_secs(1);

/// Everything read at once.
#[derive(Default)]
pub struct Lu {
    /// The trainings.
    pub vivier: Vivier,
    /// Official vocabularies.
    pub reperes: Reperes,
    /// The directory.
    pub organismes: Arc<Organismes>,
    /// Trades; none before the first reading.
    pub metiers: Option<Arc<Metiers>>,
    /// Mark of the deliveries read.
    marque: i64,
}

impl Lu {
    /// Reads everything.
    pub async fn charger(db: &Lecture, jour: DateCivile) -> anyhow::Result<Self> {
        let marque = base::versions::marque(db).await?;
        let reperes = Reperes::charger(db).await?;
        let organismes = Organismes::charger(db).await?;
        let metiers = Some(Metiers::charger(db).await?);
        let rangees = lire(db, &reperes, &organismes, jour).await?;
        let vivier = Vivier::nouveau(rangees, jour, valeurs);
        Ok(Lu { vivier, reperes, organismes, metiers, marque })
    }

    /// Name of an organisation: the directory's, else the training's own.
    pub fn nom(&self, e: &Etablissement) -> String {
        nom(&self.organismes, e)
    }
}

fn nom(organismes: &Organismes, e: &Etablissement) -> String {
    let annuaire = || organismes.get(&e.siret)?.nom.clone();
    e.nom.as_deref().map(titre_propre).or_else(annuaire).unwrap_or_else(|| e.siret.to_string())
}

/// The catalogue of this node, read by the first request that needs it: a node that only answers
/// searches starts at once and does not carry it.
#[derive(Default)]
pub struct Catalogue {
    lu: RwLock<Option<Arc<Lu>>>,
    /// Held while reading: whoever comes meanwhile waits for that reading.
    lecture: Mutex<()>,
}

impl Catalogue {
    /// What the catalogue of the program holds at the moment.
    pub async fn de(etat: &Etat) -> Result<Arc<Lu>, Erreur> {
        let piece = etat.piece::<Catalogue>();
        let piece = piece.ok_or_else(|| Erreur::indisponible("Le catalogue n’est pas prêt."))?;
        if let Some(lu) = piece.lu.read().await.as_ref() {
            return Ok(lu.clone());
        }
        Ok(piece.rattraper(etat.db.read(), &etat.horloge).await?)
    }

    /// Whether somebody has asked for it.
    pub async fn est_lu(&self) -> bool {
        self.lu.read().await.is_some()
    }

    /// Reads again when a delivery came or the day changed.
    async fn rattraper(&self, db: &Lecture, horloge: &Horloge) -> anyhow::Result<Arc<Lu>> {
        let _seul = self.lecture.lock().await;
        let jour = horloge.aujourd_hui();
        let marque = base::versions::marque(db).await?;
        let a_jour = |lu: &Arc<Lu>| lu.marque == marque && lu.vivier.jour == Some(jour);
        if let Some(lu) = self.lu.read().await.as_ref().filter(|lu| a_jour(lu)) {
            return Ok(lu.clone());
        }
        // Readers keep the old one while the new one is made.
        let nouveau = Arc::new(Lu::charger(db, jour).await?);
        *self.lu.write().await = Some(nouveau.clone());
        Ok(nouveau)
    }

    /// Once it has been read, keeps it true as long as the program runs.
    pub async fn suivre(etat: Etat) {
        let Some(catalogue) = etat.piece::<Catalogue>() else { return };
        loop {
            tokio::time::sleep(RYTHME).await;
            if !catalogue.est_lu().await {
                continue;
            }
            if let Err(e) = catalogue.rattraper(etat.db.read(), &etat.horloge).await {
                tracing::error!(erreur = %e, "the catalogue could not be read again");
                tokio::time::sleep(RYTHME * 10).await;
            }
        }
    }
}

async fn lire(
    db: &Lecture,
    reperes: &Reperes,
    organismes: &Organismes,
    jour: DateCivile,
) -> anyhow::Result<Vec<Rangee>> {
    let mut formations = Formations::ouvrir(db, reperes.clone()).await?.toutes().legeres();
    let (mut rangees, mut textes) = (Vec::new(), Textes::default());
    while let Some(page) = formations.suivantes(db).await? {
        let jeu = textes.partager(formations.jeu());
        for f in page {
            let qualiopi = organismes.get(&f.gestionnaire.siret).and_then(|o| o.qualiopi);
            let constats = examiner(&f, &reperes.connu(&f, jour, qualiopi));
            let controles = constats.iter().fold(0, |masque, c| masque | 1 << c.rang);
            rangees.push(Rangee {
                controles,
                jeu: jeu.clone(),
                ..rangee(f, organismes, jour, &mut textes)
            });
        }
    }
    Ok(rangees)
}

/// Texts that many rows share, kept once.
#[derive(Default)]
struct Textes(HashSet<Partage>);

impl Textes {
    fn partager(&mut self, texte: &str) -> Partage {
        if let Some(connu) = self.0.get(texte) {
            return connu.clone();
        }
        let partage: Partage = texte.into();
        self.0.insert(partage.clone());
        partage
    }
}

fn rangee(f: Formation, organismes: &Organismes, jour: DateCivile, textes: &mut Textes) -> Rangee {
    let a_venir = f.sessions.iter().filter(|s| s.debut >= jour);
    let mut mois: Vec<(i32, u32)> = a_venir.map(|s| (s.debut.annee(), s.debut.mois())).collect();
    mois.sort_unstable();
    mois.dedup();
    let departement = f.lieu.departement.as_deref().and_then(Departement::par_code);
    let academie = departement.and_then(Departement::academie).map_or("", |a| a.code);
    let mut annees: Vec<i32> = f.sessions.iter().map(|s| s.debut.annee()).collect();
    annees.dedup();
    let statut = |s: &Option<String>| s.as_deref().unwrap_or_default().to_owned();
    let titre = f.titre().unwrap_or_else(|| format!("Formation {}", f.cfd));
    Rangee {
        titre: textes.partager(&titre),
        cfd: f.cfd,
        rncp: f.rncp,
        niveau: f.niveau.map_or(0, |n| n.numero()),
        diplome: textes.partager(&f.diplome.as_deref().map(titre_propre).unwrap_or_default()),
        gestionnaire: (f.gestionnaire.siret, textes.partager(&nom(organismes, &f.gestionnaire))),
        formateur: (f.formateur.siret, textes.partager(&nom(organismes, &f.formateur))),
        ville: textes.partager(&f.lieu.localite.as_deref().map(titre_propre).unwrap_or_default()),
        code_postal: f.lieu.code_postal,
        commune: f.lieu.commune,
        territoires: [
            departement.map_or("", |d| d.code),
            academie,
            departement.map_or("", |d| d.region().code),
        ],
        point: f.lieu.point,
        rentree: f.prochaine_session(jour).map(|s| (s.debut, s.au_jour)),
        mois: mois.into(),
        capacite: f.capacite,
        a_distance: f.a_distance,
        publiee: f.publiee,
        archivee: !f.sessions.is_empty() && f.prochaine_session(jour).is_none(),
        generale: f.catalogue_general,
        jeu: textes.partager(""),
        controles: 0,
        uai: uai_du_lieu(&f).uai,
        intitule: textes.partager(f.intitule.as_deref().unwrap_or_default()),
        statuts: [
            textes.partager(&statut(&f.parcoursup_statut)),
            textes.partager(&statut(&f.affelnet_statut)),
        ],
        annees: annees.iter().map(|annee| textes.partager(&annee.to_string())).collect(),
        romes: f.romes.into(),
        id: f.id.into(),
    }
}

/// The values of a row for a facet: key and label.
fn valeurs(facette: Facette, r: &Rangee) -> Vec<(String, String)> {
    let une = |cle: &str, libelle: &str| vec![(cle.to_owned(), libelle.to_owned())];
    let [_, academie, region] = r.territoires;
    match facette {
        Facette::Etat if r.publiee => une("publiee", "Publiée"),
        Facette::Etat => une("retiree", "Retirée par l’éditeur"),
        Facette::Niveau => niveau(r.niveau),
        Facette::Diplome if r.diplome.is_empty() => une("-", "Non précisé"),
        Facette::Diplome => une(&r.diplome, &r.diplome),
        Facette::Region => une(region, Region::par_code(region).map_or("Non située", |t| t.nom)),
        Facette::Academie => {
            une(academie, Academie::par_code(academie).map_or("Non située", |t| t.nom))
        }
        Facette::Rentree => rentrees(r),
        Facette::Gestionnaire => une(r.gestionnaire.0.as_str(), &r.gestionnaire.1),
        Facette::Formateur => une(r.formateur.0.as_str(), &r.formateur.1),
        Facette::Distance if r.a_distance => une("oui", "Entièrement à distance"),
        Facette::Distance => une("non", "Sur place"),
        Facette::Offre => match r.generale {
            Some(true) => une("generale", "Catalogue général"),
            Some(false) => une("autre", "Offre non réglementaire"),
            None => une("inconnue", "Non précisée par l’éditeur"),
        },
        Facette::Controle => controles(r.controles),
        Facette::Jeu => une(&r.jeu, nom_du_jeu(&r.jeu)),
    }
}

fn niveau(numero: u8) -> Vec<(String, String)> {
    let niveau = noyau::niveau::NiveauDiplome::new(numero).ok();
    let libelle =
        niveau.map_or("Non précisé".to_owned(), |n| format!("{} (niveau {numero})", n.libelle()));
    vec![(numero.to_string(), libelle)]
}

/// A start to come at all, and the months of those starts.
fn rentrees(r: &Rangee) -> Vec<(String, String)> {
    if r.mois.is_empty() {
        return vec![("aucune".to_owned(), "Aucune".to_owned())];
    }
    let mut valeurs = vec![("a-venir".to_owned(), "Toutes".to_owned())];
    valeurs.extend(r.mois.iter().map(|(annee, mois)| {
        let libelle = DateCivile::new(*annee, *mois, 1).map(DateCivile::mois_long);
        let cle = format!("{annee}-{mois:02}");
        (cle.clone(), libelle.unwrap_or(cle))
    }));
    valeurs
}

fn controles(masque: u32) -> Vec<(String, String)> {
    if masque == 0 {
        return vec![("aucun".to_owned(), "Aucun".to_owned())];
    }
    let echoues = CONTROLES.iter().enumerate().filter(|(rang, _)| masque & (1 << rang) != 0);
    echoues.map(|(_, c)| (c.code.to_owned(), c.titre.to_owned())).collect()
}

/// What pages call a data set.
pub fn nom_du_jeu(jeu: &str) -> &'static str {
    match jeu {
        "formations/catalogue" => "Catalogue des formations",
        "formations/rco" => "Livraison RCO",
        _ => "Autre",
    }
}
