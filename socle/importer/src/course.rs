//! One import, from the file to the switch.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base::versions::{self, Comptes, Depot};
use base::{Db, ErreurBase, Lecture, lots};
use noyau::horloge::Horloge;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::JoinHandle;

use crate::puits::{Lot, Puits};
use crate::rapport::Rapport;
use crate::{Fichier, Illisible, Importeur};

/// Share of the rows of the current version that may vanish before the guard stops the switch.
const PART_PERDUE_MAX: f64 = 0.30;

/// Below this many vanished rows the guard stays quiet: small tables move by large shares.
const PERTE_NEGLIGEABLE: i64 = 20;

/// Rows deleted in one transaction when an old version is purged.
const PURGE_LOT: i64 = 5_000;

/// How to import.
#[derive(Clone, Debug)]
pub struct Options {
    /// Read and check, write nothing.
    pub a_blanc: bool,
    /// Switch even when the guard would refuse, and read again a file already imported.
    pub forcer: bool,
    /// Folder of the `rejets.csv` reports.
    pub rapports: PathBuf,
    /// Print progress on the error output.
    pub bavard: bool,
}

/// How an import ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issue {
    /// The new version is current.
    Stocke {
        /// Its number.
        version: i64,
    },
    /// This very file was already imported.
    Inchange,
    /// Checked only.
    ABlanc,
    /// The guard refused the switch; the version before stays current.
    Garde(String),
    /// The file is not of the announced format; nothing changed.
    Illisible(String),
}

impl Issue {
    /// Exit code of the command: 0 read, 2 not the announced format, 3 stopped by the guard.
    pub fn code(&self) -> u8 {
        match self {
            Issue::Illisible(_) => 2,
            Issue::Garde(_) => 3,
            _ => 0,
        }
    }
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct Course {
    /// How it ended.
    pub issue: Issue,
    /// What was read, stored and rejected.
    pub comptes: Comptes,
    /// How long it took.
    pub duree: Duration,
    /// The report of rejects, when there are some.
    pub rapport: Option<PathBuf>,
}

/// Imports a file with an importer that recognises it.
///
/// Errors are those of the database (disk full, connection lost): whatever was written stays
/// invisible. An unreadable file is not an error but an [`Issue`].
pub async fn importer(
    db: &Db,
    horloge: &Horloge,
    importeur: &Importeur,
    fichier: &Fichier,
    options: &Options,
) -> Result<Course, ErreurBase> {
    let debut = Instant::now();
    let empreinte = match empreinte(fichier.chemin(), importeur.revision) {
        Ok(empreinte) => empreinte,
        Err(e) => return Ok(terminee(Issue::Illisible(e.to_string()), Comptes::default(), debut)),
    };
    let jeu = &importeur.jeu_de(fichier);
    if !options.forcer
        && let Some(v) = versions::deja_importee(db.read(), jeu, &empreinte).await?
    {
        let comptes = Comptes { lus: v.lus, stockes: v.stockes, rejetes: v.rejetes };
        return Ok(terminee(Issue::Inchange, comptes, debut));
    }
    let (receveur, lecture) = lire_a_part(importeur, fichier);
    if options.a_blanc {
        return verifier(jeu, receveur, lecture, options, debut).await;
    }
    let version = ouvrir(db, horloge, importeur, fichier, &empreinte).await?;
    let mut ecriture = Ecriture { db, horloge, importeur, jeu, version, rang: 0, options };
    let resultat = ecriture.ecrire(receveur, lecture).await;
    ecriture.conclure(resultat, debut).await
}

fn terminee(issue: Issue, comptes: Comptes, debut: Instant) -> Course {
    Course { issue, comptes, duree: debut.elapsed(), rapport: None }
}

fn empreinte(chemin: &Path, revision: u16) -> std::io::Result<String> {
    let mut somme = Sha256::new();
    somme.update(revision.to_le_bytes());
    let mut fichier = File::open(chemin)?;
    let mut tampon = vec![0u8; 256 * 1024];
    loop {
        match fichier.read(&mut tampon)? {
            0 => return Ok(hex::encode(somme.finalize())),
            n => somme.update(&tampon[..n]),
        }
    }
}

type Lue = Result<Comptes, Illisible>;

/// Reading is blocking work: it has a thread of its own, four batches ahead at most.
fn lire_a_part(importeur: &Importeur, fichier: &Fichier) -> (Receiver<Lot>, JoinHandle<Lue>) {
    let (envoi, receveur) = channel(4);
    let (importeur, fichier) = (*importeur, fichier.clone());
    let lecture = tokio::task::spawn_blocking(move || {
        let mut puits = Puits::nouveau(envoi);
        (importeur.lire)(&fichier, &mut puits)?;
        Ok(puits.finir()?)
    });
    (receveur, lecture)
}

async fn verifier(
    jeu: &str,
    mut receveur: Receiver<Lot>,
    lecture: JoinHandle<Lue>,
    options: &Options,
    debut: Instant,
) -> Result<Course, ErreurBase> {
    let mut rapport = Rapport::nouveau(&options.rapports, jeu, "a-blanc");
    while let Some(lot) = receveur.recv().await {
        if let Lot::Rejets(rejets, _) = lot {
            rapport.noter(&rejets)?;
        }
    }
    let (issue, comptes) = match attendre(lecture).await {
        Ok(comptes) => (Issue::ABlanc, comptes),
        Err(e) => (Issue::Illisible(e.to_string()), Comptes::default()),
    };
    let rapport = rapport.fermer()?;
    Ok(Course { issue, comptes, duree: debut.elapsed(), rapport })
}

async fn attendre(lecture: JoinHandle<Lue>) -> Lue {
    lecture.await.unwrap_or_else(|e| {
        Err(Illisible::format(format!("la lecture a échoué sans prévenir ({e})")))
    })
}

async fn ouvrir(
    db: &Db,
    horloge: &Horloge,
    importeur: &Importeur,
    fichier: &Fichier,
    empreinte: &str,
) -> Result<i64, ErreurBase> {
    let maintenant = horloge.maintenant().ms();
    let jeu = &importeur.jeu_de(fichier);
    enterrer_ceux_de_cette_machine(db, jeu, maintenant).await?;
    purger(db, importeur, jeu, maintenant).await?;
    let mut tx = db.write().await?;
    let depot = Depot {
        source: importeur.source,
        jeu,
        fichier: &fichier.nom(),
        empreinte,
        processus: &processus(),
    };
    let version = versions::ouvrir(&mut tx, &depot, maintenant).await?;
    tx.commit().await?;
    Ok(version)
}

/// Who we are, as `machine:pid`.
fn processus() -> String {
    format!("{}:{}", machine(), std::process::id())
}

fn machine() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default().trim().to_owned()
}

/// An import killed on this machine is known dead at once, without waiting for its silence.
async fn enterrer_ceux_de_cette_machine(
    db: &Db,
    jeu: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    for (id, processus) in versions::en_cours(db.read(), jeu).await? {
        let Some((hote, pid)) = processus.rsplit_once(':') else { continue };
        let proc_existe = Path::new("/proc/self").exists();
        let vivant = Path::new("/proc").join(pid).exists();
        if hote == machine() && proc_existe && !vivant {
            let mut tx = db.write().await?;
            let motif = "le programme s'est arrêté pendant l'import";
            versions::abandonner(&mut tx, id, "interrompue", motif, maintenant).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Deletes the rows of versions that nobody can need, in short transactions.
pub(crate) async fn purger(
    db: &Db,
    importeur: &Importeur,
    jeu: &str,
    maintenant: i64,
) -> Result<(), ErreurBase> {
    for version in versions::a_purger(db.read(), jeu, maintenant).await? {
        for table in importeur.tables {
            loop {
                let mut tx = db.write().await?;
                let effaces = lots::effacer(&mut tx, table, version.id, PURGE_LOT).await?;
                tx.commit().await?;
                if effaces == 0 {
                    break;
                }
            }
        }
        let mut tx = db.write().await?;
        versions::marquer_purgee(&mut tx, version.id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The writing half of an import.
struct Ecriture<'a> {
    db: &'a Db,
    horloge: &'a Horloge,
    importeur: &'a Importeur,
    jeu: &'a str,
    version: i64,
    rang: i64,
    options: &'a Options,
}

type Ecrite = Result<(Lue, Option<PathBuf>), ErreurBase>;

impl Ecriture<'_> {
    async fn ecrire(&mut self, mut receveur: Receiver<Lot>, lecture: JoinHandle<Lue>) -> Ecrite {
        let nom = self.version.to_string();
        let mut rapport = Rapport::nouveau(&self.options.rapports, self.jeu, &nom);
        let mut dit = Instant::now();
        while let Some(lot) = receveur.recv().await {
            let comptes = self.ecrire_lot(lot, &mut rapport).await?;
            if self.options.bavard && dit.elapsed() > Duration::from_secs(2) {
                eprintln!("  {} : {} lus, {} stockés", self.jeu, comptes.lus, comptes.stockes);
                dit = Instant::now();
            }
        }
        Ok((attendre(lecture).await, rapport.fermer()?))
    }

    async fn ecrire_lot(&mut self, lot: Lot, rapport: &mut Rapport) -> Result<Comptes, ErreurBase> {
        let mut tx = self.db.write().await?;
        let comptes = match lot {
            Lot::Lignes(table, lignes, comptes) => {
                lots::inserer(&mut tx, table, self.version, &lignes).await?;
                comptes
            }
            Lot::Rejets(rejets, comptes) => {
                versions::noter_rejets(&mut tx, self.version, self.rang, &rejets).await?;
                self.rang += rejets.len() as i64;
                rapport.noter(&rejets)?;
                comptes
            }
        };
        let maintenant = self.horloge.maintenant().ms();
        versions::battre(&mut tx, self.version, comptes, maintenant).await?;
        tx.commit().await?;
        Ok(comptes)
    }

    async fn conclure(self, resultat: Ecrite, debut: Instant) -> Result<Course, ErreurBase> {
        let (lue, rapport) = match resultat {
            Ok(ecrite) => ecrite,
            Err(e) => {
                self.abandonner("interrompue", &e.to_string()).await.ok();
                return Err(e);
            }
        };
        let (issue, comptes) = match lue {
            Err(e) => {
                self.abandonner("interrompue", &e.to_string()).await?;
                (Issue::Illisible(e.to_string()), Comptes::default())
            }
            Ok(comptes) => (self.basculer(comptes).await?, comptes),
        };
        Ok(Course { issue, comptes, duree: debut.elapsed(), rapport })
    }

    async fn basculer(&self, comptes: Comptes) -> Result<Issue, ErreurBase> {
        if let Some(motif) = garde(self.db.read(), self.jeu, comptes).await?
            && !self.options.forcer
        {
            self.abandonner("refusee", &motif).await?;
            return Ok(Issue::Garde(motif));
        }
        let maintenant = self.horloge.maintenant().ms();
        let mut tx = self.db.write().await?;
        versions::battre(&mut tx, self.version, comptes, maintenant).await?;
        versions::basculer(&mut tx, self.version, self.jeu, maintenant).await?;
        tx.commit().await?;
        purger(self.db, self.importeur, self.jeu, maintenant).await?;
        Ok(Issue::Stocke { version: self.version })
    }

    async fn abandonner(&self, statut: &str, motif: &str) -> Result<(), ErreurBase> {
        let maintenant = self.horloge.maintenant().ms();
        let mut tx = self.db.write().await?;
        versions::abandonner(&mut tx, self.version, statut, motif, maintenant).await?;
        tx.commit().await
    }
}

/// Why the switch should not happen, if it should not.
async fn garde(db: &Lecture, jeu: &str, comptes: Comptes) -> Result<Option<String>, ErreurBase> {
    if comptes.stockes == 0 {
        let motif = format!("aucune ligne valable sur {} lues", comptes.lus);
        return Ok(Some(motif));
    }
    let Some(avant) = versions::courante(db, jeu).await? else { return Ok(None) };
    Ok(perte_excessive(avant.stockes, comptes.stockes))
}

fn perte_excessive(avant: i64, apres: i64) -> Option<String> {
    let perdues = avant - apres;
    let excessive = perdues > PERTE_NEGLIGEABLE && perdues as f64 > avant as f64 * PART_PERDUE_MAX;
    excessive.then(|| {
        format!(
            "{perdues} lignes sur {avant} disparaîtraient ; l'ancienne version reste en place \
             (relancez avec --forcer si c'est voulu)"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::perte_excessive;

    #[test]
    fn the_guard_stops_mass_disappearance_only() {
        let cases = [
            (231, 21, true),
            (231, 230, false),
            (30, 11, false),
            (30, 9, true),
            (1000, 701, false),
            (1000, 699, true),
            (0, 5, false),
        ];
        for (avant, apres, refuse) in cases {
            assert_eq!(perte_excessive(avant, apres).is_some(), refuse, "{avant} → {apres}");
        }
    }
}
