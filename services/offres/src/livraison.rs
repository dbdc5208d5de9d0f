//! A file of offers that a partner delivers when it does not call the API: NDJSON or CSV, in the words of
//! the API. Each line goes through the same steps as a call, and the report says what became of it.

mod lecture;

use std::collections::HashMap;
use std::io::Write;

use importer::{Fichier, Illisible};
use serde::Serialize;
use tokio::sync::mpsc::channel;
use web::guichet::Partenaire;
use web::{Erreur, Etat};

use self::lecture::Lue;
use crate::api::ecriture::{Ecriture, deposer, retirer};
use crate::depot::deposees::Deposee;
use crate::depot::{moderation, partenaires};
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// Who acts, in the history of the offers.
const PAR: &str = "livraison";

/// Lines in flight between the file and the database.
const EN_VOL: usize = 500;

/// A complete delivery takes away at most this share of what its publisher shows, unless it is forced.
const PERTE_MAX: f64 = 0.5;

/// Fewer offers than this may all leave.
const PEU: usize = 10;

/// What is delivered.
#[derive(Clone, Debug)]
pub struct Livraison {
    /// Name of the partner, as its key would give it.
    pub partenaire: String,
    /// Whether what is not in the file is withdrawn.
    pub complete: bool,
    /// Whether most of its offers may leave at once.
    pub forcer: bool,
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ligne {
    /// Line of the file; none for an offer that is not in it.
    ligne: Option<i64>,
    /// Identifier at the partner's.
    reference: String,
    /// Identifier here.
    offre: String,
    /// What became of it: the code of its state, `inchangee` or `faute`.
    issue: String,
    /// Why.
    raisons: String,
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Lines read.
    pub lues: u64,
    /// Offers that are shown, new or changed.
    pub publiees: u64,
    /// Offers that said the same already.
    pub inchangees: u64,
    /// Offers that a rule stops: refused, or to be looked at.
    pub arretees: u64,
    /// Lines where a value is to be corrected.
    pub fautes: u64,
    /// Offers withdrawn, by their line or because they are no longer delivered.
    pub retirees: u64,
    /// Why those that are no longer delivered were kept.
    pub gardees: Option<String>,
}

/// What stops a delivery.
#[derive(Debug, thiserror::Error)]
pub enum Arret {
    /// The file cannot be read.
    #[error(transparent)]
    Fichier(#[from] Illisible),
    /// The report cannot be written.
    #[error("le rapport ne s’écrit pas : {0}")]
    Rapport(#[from] csv::Error),
    /// The reader of the file stopped.
    #[error("la lecture du fichier s’est arrêtée")]
    Lecteur,
    /// The database refuses.
    #[error("{}", .0.message)]
    Interne(Erreur),
}

impl From<Erreur> for Arret {
    fn from(e: Erreur) -> Self {
        Arret::Interne(e)
    }
}

/// Reads a file and writes each of its offers; the report is a CSV file (`;`), a line an offer.
///
/// What was written stays when the rest fails: the same file can be delivered again.
///
/// # Errors
/// When the file is not of an announced format, or the database refuses.
pub async fn livrer(
    etat: &Etat,
    livraison: &Livraison,
    fichier: Fichier,
    rapport: impl Write,
) -> Result<Bilan, Arret> {
    let mut rapport = csv::WriterBuilder::new().delimiter(b';').from_writer(rapport);
    let mut course = Course::nouvelle(livraison);
    let (envoi, mut reception) = channel(EN_VOL);
    let lecteur = tokio::task::spawn_blocking(move || {
        lecture::lire(&fichier, |lue| envoi.blocking_send(lue).is_ok())
    });
    while let Some(lue) = reception.recv().await {
        rapport.serialize(course.traiter(etat, lue).await?)?;
    }
    lecteur.await.map_err(|_| Arret::Lecteur)??;
    if livraison.complete {
        for ligne in course.retirer_les_absentes(etat, livraison.forcer).await? {
            rapport.serialize(ligne)?;
        }
    }
    rapport.flush().map_err(csv::Error::from)?;
    Ok(course.bilan)
}

/// A delivery under way.
struct Course {
    partenaire: Partenaire,
    /// Line of each reference read.
    vues: HashMap<String, i64>,
    /// Lines whose offer cannot be told.
    sans_reference: u64,
    bilan: Bilan,
}

impl Course {
    fn nouvelle(livraison: &Livraison) -> Self {
        let partenaire = Partenaire {
            cle: PAR.to_owned(),
            nom: livraison.partenaire.clone(),
            portees: Vec::new(),
            organisme: None,
        };
        Course { partenaire, vues: HashMap::new(), sans_reference: 0, bilan: Bilan::default() }
    }

    async fn traiter(&mut self, etat: &Etat, lue: Lue) -> Result<Ligne, Arret> {
        self.bilan.lues += 1;
        let mut ligne = Ligne {
            ligne: Some(lue.ligne),
            reference: lue.reference.clone(),
            offre: String::new(),
            issue: "faute".to_owned(),
            raisons: String::new(),
        };
        match self.ecrire(etat, lue).await? {
            Ok((offre, ecriture)) => {
                ligne.issue = self.compter(ecriture).to_owned();
                ligne.raisons = raisons(etat, &offre).await?;
                ligne.offre = offre;
            }
            Err(faute) => {
                self.bilan.fautes += 1;
                ligne.raisons = faute;
            }
        }
        Ok(ligne)
    }

    /// Writes an offer, or says what is to be corrected.
    async fn ecrire(
        &mut self,
        etat: &Etat,
        lue: Lue,
    ) -> Result<Result<(String, Ecriture), String>, Arret> {
        if lue.reference.is_empty() {
            self.sans_reference += 1;
            let requise =
                "identifier.partner_job_id : requis, une offre se livre sous sa référence";
            return Ok(Err(lue.offre.err().unwrap_or_else(|| requise.to_owned())));
        }
        if let Some(avant) = self.vues.insert(lue.reference, lue.ligne) {
            return Ok(Err(format!("identifier.partner_job_id : déjà à la ligne {avant}")));
        }
        let ecrite = match lue.offre {
            Ok(ecrite) => ecrite,
            Err(faute) => return Ok(Err(faute)),
        };
        match deposer(etat, &self.partenaire, &ecrite).await {
            Ok(fait) => Ok(Ok(fait)),
            Err(e) if e.statut.is_client_error() => Ok(Err(e.message)),
            Err(e) => Err(e.into()),
        }
    }

    /// Counts what became of an offer; its code.
    fn compter(&mut self, ecriture: Ecriture) -> &'static str {
        let b = &mut self.bilan;
        let Ecriture::Ecrite(etat) = ecriture else {
            b.inchangees += 1;
            return "inchangee";
        };
        match etat {
            EtatDOffre::Publiee => b.publiees += 1,
            EtatDOffre::Pourvue | EtatDOffre::Annulee => b.retirees += 1,
            _ => b.arretees += 1,
        }
        etat.code()
    }

    /// Withdraws what its publisher shows and did not deliver, or says why it stays.
    async fn retirer_les_absentes(
        &mut self,
        etat: &Etat,
        forcer: bool,
    ) -> Result<Vec<Ligne>, Arret> {
        let siennes = partenaires::de_l_editeur(etat.db.read(), &self.partenaire.nom).await;
        let siennes = siennes.map_err(Erreur::from)?;
        let total = siennes.len();
        let absentes: Vec<Deposee> =
            siennes.into_iter().filter(|d| !self.vues.contains_key(&d.offre.reference)).collect();
        self.bilan.gardees = self.pourquoi_garder(absentes.len(), total, forcer);
        if self.bilan.gardees.is_some() {
            return Ok(Vec::new());
        }
        let motif = "Son éditeur ne la livre plus";
        let mut lignes = Vec::with_capacity(absentes.len());
        for mut d in absentes {
            retirer(etat, PAR, &mut d, (Acte::Annuler, motif)).await?;
            self.bilan.retirees += 1;
            lignes.push(Ligne {
                ligne: None,
                reference: d.offre.reference,
                offre: d.offre.id,
                issue: d.etat.code().to_owned(),
                raisons: motif.to_owned(),
            });
        }
        Ok(lignes)
    }

    fn pourquoi_garder(&self, absentes: usize, total: usize, forcer: bool) -> Option<String> {
        if absentes == 0 {
            return None;
        }
        if self.sans_reference > 0 {
            return Some(format!(
                "{absentes} offres absentes du fichier restent : {} lignes ne disent pas de quelle offre elles parlent",
                self.sans_reference
            ));
        }
        let trop = total >= PEU && absentes as f64 > PERTE_MAX * total as f64;
        (trop && !forcer).then(|| {
            format!("{absentes} offres sur {total} sont absentes du fichier et restent : ajoutez --forcer si c’est voulu")
        })
    }
}

/// The reasons kept of an offer, in one cell.
async fn raisons(etat: &Etat, id: &str) -> Result<String, Erreur> {
    let raisons = moderation::controles(etat.db.read(), id).await?;
    let dites: Vec<String> =
        raisons.into_iter().map(|(regle, phrase)| format!("{regle} : {phrase}")).collect();
    Ok(dites.join(" | "))
}
