//! The sender that runs on each node: leases rows, sends them, writes what became of them.
//!
//! A row is leased before it is sent and ended after the server took it. A node that dies between
//! the two leaves the row to another when the lease ends; the message has the same identifier at
//! every try, so that a mail that had left is recognised as the same.

use std::sync::Arc;
use std::time::Duration;

use base::{Db, ErreurBase, Transaction};
use coffre::Coffre;
use futures::StreamExt;
use futures::future::BoxFuture;
use noyau::horloge::Horloge;
use ulid::Ulid;

use crate::depot::{self, AEnvoyer};
use crate::enveloppe::Desabonnement;
use crate::mesures::Compteurs;
use crate::regles::{self, Echec, Motif};
use crate::transport::{DELAI_TOTAL, Envoi, Issue, Transport};
use crate::{Contenu, Habillage, LeClasseur, Piece, jeton};

/// How long a node holds a row.
const BAIL_MS: i64 = 2 * 60_000;

/// Rows leased at once.
const LOT: i64 = 32;

/// Mails sent at the same time.
const ENSEMBLE: usize = 8;

/// How often a node looks for something to send.
const RYTHME: Duration = Duration::from_secs(1);

/// How long it waits when the database did not answer.
const REPIT: Duration = Duration::from_secs(10);

/// How often the end of a mail that left is written again when the database refuses.
const INSISTANCE: u32 = 6;

/// A node that sends.
pub struct Poste {
    db: Db,
    horloge: Horloge,
    transport: Transport,
    habillage: Habillage,
    coffre: Coffre,
    compteurs: Arc<Compteurs>,
    classeur: Option<LeClasseur>,
    nom: String,
}

/// Sends what is due, until the program stops.
pub async fn tourner(poste: Poste) {
    loop {
        let attente = match poste.passer().await {
            // There may be more.
            Ok(faits) if faits > 0 => continue,
            Ok(_) => RYTHME,
            Err(e) => {
                tracing::error!(erreur = %e, "mails could not be read");
                REPIT
            }
        };
        tokio::time::sleep(attente).await;
    }
}

impl Poste {
    /// A node with its transport. Its links are signed with the key of the site.
    pub fn nouveau(
        (db, horloge): (Db, Horloge),
        transport: Transport,
        (habillage, coffre): (Habillage, Coffre),
        compteurs: Arc<Compteurs>,
    ) -> Self {
        let nom = Ulid::new().to_string();
        let classeur = None;
        Poste { db, horloge, transport, habillage, coffre, compteurs, classeur, nom }
    }

    /// With whoever opens the files that mails refer to.
    pub fn classeur(mut self, classeur: Option<LeClasseur>) -> Self {
        self.classeur = classeur;
        self
    }

    /// Leases what is due, sends it; returns how many rows were leased.
    ///
    /// # Errors
    /// When the database refuses the lease.
    pub async fn passer(&self) -> Result<usize, ErreurBase> {
        let maintenant = self.maintenant();
        if !depot::du(self.db.read(), maintenant).await? {
            return Ok(0);
        }
        let (lot, bail) = self.prendre().await?;
        let faits = lot.len();
        futures::stream::iter(lot)
            .for_each_concurrent(ENSEMBLE, |courriel| self.traiter(courriel, bail))
            .await;
        Ok(faits)
    }

    /// Leases rows; returns them with the end of the lease.
    pub(crate) async fn prendre(&self) -> Result<(Vec<AEnvoyer>, i64), ErreurBase> {
        let maintenant = self.maintenant();
        let bail = maintenant + BAIL_MS;
        let mut tx = self.db.write().await?;
        let lot = depot::prendre(&mut tx, &self.nom, maintenant, bail, LOT).await?;
        tx.commit().await?;
        Ok((lot, bail))
    }

    async fn traiter(&self, courriel: AEnvoyer, bail: i64) {
        let maintenant = self.maintenant();
        // Another node may take the row before this one is done: it is left to it.
        if maintenant + DELAI_TOTAL.as_millis() as i64 > bail {
            return;
        }
        let refus = match (courriel.morte, courriel.opposee) {
            (1, _) => Some(Motif::Morte),
            (_, 1) => Some(Motif::Opposee),
            _ => None,
        };
        let fin = match refus {
            Some(motif) => Fin::Refuse(motif),
            None => self.essayer(&courriel, maintenant).await,
        };
        self.compteurs.compter(&fin);
        self.ecrire(&courriel, &fin).await;
    }

    async fn essayer(&self, courriel: &AEnvoyer, maintenant: i64) -> Fin {
        let mut pieces = match depot::pieces(self.db.read(), &courriel.id).await {
            Ok(pieces) => pieces,
            Err(e) => return self.reporter(courriel, &e, maintenant),
        };
        if let Some(reference) = &courriel.reference {
            match self.ouvrir(courriel, reference).await {
                Ok(piece) => pieces.push(piece),
                Err((echec, motif)) => return echouer(courriel, echec, motif, maintenant),
            }
        }
        match self.transport.envoyer(&self.composer(courriel, pieces, maintenant)).await {
            Issue::Parti => Fin::Parti,
            Issue::Echec(echec, motif) => echouer(courriel, echec, &motif, maintenant),
        }
    }

    /// The file that the mail refers to. One that is no longer kept cannot come back; one that
    /// cannot be read now may.
    async fn ouvrir(
        &self,
        courriel: &AEnvoyer,
        reference: &str,
    ) -> Result<Piece, (Echec, &'static str)> {
        let classeur = self.classeur.as_ref().ok_or((Echec::Passager, "fichiers hors service"))?;
        match classeur.ouvrir(reference).await {
            Ok(piece) => piece.ok_or((Echec::Definitif, "fichier effacé")),
            Err(e) => {
                let id = courriel.id.as_str();
                tracing::error!(courriel = id, erreur = %e, "the file of a mail cannot be read");
                Err((Echec::Passager, "fichier illisible"))
            }
        }
    }

    fn reporter(&self, courriel: &AEnvoyer, cause: &ErreurBase, maintenant: i64) -> Fin {
        tracing::error!(courriel = courriel.id.as_str(), erreur = %cause, "files of a mail not read");
        Fin::Remis { motif: "pièces illisibles".to_owned(), prochaine: maintenant + BAIL_MS }
    }

    fn composer(&self, courriel: &AEnvoyer, pieces: Vec<Piece>, maintenant: i64) -> Envoi {
        let contenu = Contenu {
            sujet: courriel.sujet.clone(),
            texte: courriel.texte.clone(),
            html: courriel.html.clone(),
            pieces: Vec::new(),
        };
        let lien =
            |_| self.habillage.lien_de_desabonnement(&jeton::ecrire(&self.coffre, &courriel.id));
        let lien = courriel.liste_titre.as_ref().map(lien);
        let sortie = courriel.liste_titre.as_deref().zip(lien.as_deref());
        let sortie = sortie.map(|(titre, lien)| Desabonnement { titre, lien });
        Envoi {
            id: courriel.id.clone(),
            adresse: courriel.adresse.clone(),
            message: self.habillage.habiller(&contenu, sortie),
            pieces,
            desabonnement: lien,
            maintenant,
        }
    }

    /// Writes what became of a mail. For one that left this is insisted upon: as long as it is not
    /// written, another node would send it again.
    async fn ecrire(&self, courriel: &AEnvoyer, fin: &Fin) {
        let id = courriel.id.as_str();
        for essai in 1..=INSISTANCE {
            match self.ecrire_une_fois(courriel, fin).await {
                Ok(()) => return,
                Err(e) => tracing::error!(courriel = id, erreur = %e, "end of a mail not written"),
            }
            if *fin != Fin::Parti {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100) * 3_u32.pow(essai)).await;
        }
    }

    async fn ecrire_une_fois(&self, courriel: &AEnvoyer, fin: &Fin) -> Result<(), ErreurBase> {
        let mut tx = self.db.write().await?;
        self.ecrire_dans(&mut tx, courriel, fin).await?;
        tx.commit().await
    }

    fn ecrire_dans<'a>(
        &'a self,
        tx: &'a mut Transaction,
        courriel: &'a AEnvoyer,
        fin: &'a Fin,
    ) -> BoxFuture<'a, Result<(), ErreurBase>> {
        let (id, maintenant) = (courriel.id.as_str(), self.maintenant());
        Box::pin(async move {
            match fin {
                Fin::Parti => depot::parti(tx, id, &self.transport, maintenant).await,
                Fin::Refuse(motif) => depot::refuser(tx, id, motif.code(), maintenant).await,
                Fin::Remis { motif, prochaine } => {
                    depot::remettre(tx, id, &self.nom, motif, *prochaine).await
                }
                Fin::Abandon { motif, morte } => {
                    if *morte {
                        depot::enterrer(tx, &courriel.adresse, motif, maintenant).await?;
                    }
                    depot::abandonner(tx, id, motif, maintenant).await
                }
            }
        })
    }

    fn maintenant(&self) -> i64 {
        self.horloge.maintenant().ms()
    }
}

/// What a failed try leads to.
fn echouer(courriel: &AEnvoyer, echec: Echec, motif: &str, maintenant: i64) -> Fin {
    let motif = motif.to_owned();
    match echec {
        Echec::AdresseMorte => Fin::Abandon { motif, morte: true },
        Echec::Definitif => Fin::Abandon { motif, morte: false },
        Echec::Passager => match regles::attente(&courriel.id, courriel.essais) {
            Some(attente) => Fin::Remis { motif, prochaine: maintenant + attente },
            None => Fin::Abandon { motif, morte: false },
        },
    }
}

/// What became of a mail at the end of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fin {
    /// The transport took it.
    Parti,
    /// It will be tried again.
    Remis {
        /// Why it failed.
        motif: String,
        /// When (ms since 1970).
        prochaine: i64,
    },
    /// It will not.
    Abandon {
        /// Why.
        motif: String,
        /// Whether the address is dead.
        morte: bool,
    },
    /// It may no longer be sent.
    Refuse(Motif),
}
