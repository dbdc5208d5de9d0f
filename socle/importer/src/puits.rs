//! Where a format reader puts its rows and rejects.

use std::collections::HashSet;

use base::versions::{Comptes, Rejet};
use base::{Table, Valeur};
use tokio::sync::mpsc::Sender;

/// A row of a table.
pub trait Enregistrement {
    /// The table it goes to.
    const TABLE: &'static Table;

    /// The key that makes it unique in its file, as text.
    fn cle(&self) -> String;

    /// Its values, in the order of the columns of the table.
    fn valeurs(self) -> Vec<Valeur>;
}

/// Nobody takes the rows any more.
#[derive(Debug)]
pub struct Arret;

/// What travels from the reader to the writer.
#[derive(Debug)]
pub(crate) enum Lot {
    /// Rows of one table.
    Lignes(&'static Table, Vec<Vec<Valeur>>, Comptes),
    /// Rejects.
    Rejets(Vec<Rejet>, Comptes),
}

/// Rows of one table on their way, and the keys already seen.
type EnAttente = (&'static Table, Vec<Vec<Valeur>>, HashSet<String>);

/// Rows sent together.
const TAILLE: usize = 2_000;

/// The sink of an import: batches rows by table, refuses duplicates with a reject.
#[derive(Debug)]
pub struct Puits {
    envoi: Sender<Lot>,
    en_attente: Vec<EnAttente>,
    rejets: Vec<Rejet>,
    comptes: Comptes,
}

impl Puits {
    pub(crate) fn nouveau(envoi: Sender<Lot>) -> Self {
        let (en_attente, rejets) = (Vec::new(), Vec::new());
        Puits { envoi, en_attente, rejets, comptes: Comptes::default() }
    }

    /// Counts one record read, kept or not.
    pub fn lu(&mut self) {
        self.comptes.lus += 1;
    }

    /// Stores a row. The same key twice in a file keeps the first row and rejects the second.
    pub fn poser<E: Enregistrement>(&mut self, ligne: i64, e: E) -> Result<(), Arret> {
        self.poser_nouveau(ligne, e).map(|_| ())
    }

    /// Same as [`Puits::poser`], and tells whether the row went in: a record that spreads over
    /// several tables stops there when its first row is a duplicate.
    pub fn poser_nouveau<E: Enregistrement>(&mut self, ligne: i64, e: E) -> Result<bool, Arret> {
        let cle = e.cle();
        let rang = self.rang_de(E::TABLE);
        if self.en_attente[rang].2.contains(&cle) {
            self.rejeter(doublon(E::TABLE, ligne, cle))?;
            return Ok(false);
        }
        self.en_attente[rang].2.insert(cle);
        self.en_attente[rang].1.push(e.valeurs());
        self.comptes.stockes += 1;
        if self.en_attente[rang].1.len() >= TAILLE {
            self.vider(rang)?;
        }
        Ok(true)
    }

    /// Stores a row that is allowed to come twice (a list that repeats itself): the second is
    /// silently the same.
    pub fn poser_une_fois<E: Enregistrement>(&mut self, ligne: i64, e: E) -> Result<(), Arret> {
        let rang = self.rang_de(E::TABLE);
        if self.en_attente[rang].2.contains(&e.cle()) {
            return Ok(());
        }
        self.poser(ligne, e)
    }

    /// Leaves a record out, and says why.
    pub fn rejeter(&mut self, rejet: Rejet) -> Result<(), Arret> {
        self.rejets.push(rejet);
        self.comptes.rejetes += 1;
        if self.rejets.len() >= TAILLE { self.vider_rejets() } else { Ok(()) }
    }

    /// A field that a record can do without: a bad value is noted as a reject whose rule ends with
    /// `.ignore`, and the record goes on without it.
    pub fn facultatif<T>(&mut self, lu: Result<Option<T>, Rejet>) -> Result<Option<T>, Arret> {
        match lu {
            Ok(valeur) => Ok(valeur),
            Err(mut rejet) => {
                rejet.regle.push_str(".ignore");
                self.rejeter(rejet)?;
                Ok(None)
            }
        }
    }

    /// Stores the row, or the reject that stands for it.
    pub fn poser_ou_rejeter<E: Enregistrement>(
        &mut self,
        ligne: i64,
        resultat: Result<E, Rejet>,
    ) -> Result<(), Arret> {
        match resultat {
            Ok(e) => self.poser(ligne, e),
            Err(rejet) => self.rejeter(rejet),
        }
    }

    /// What was read, stored and rejected so far.
    pub fn comptes(&self) -> Comptes {
        self.comptes
    }

    pub(crate) fn finir(&mut self) -> Result<Comptes, Arret> {
        for rang in 0..self.en_attente.len() {
            self.vider(rang)?;
        }
        self.vider_rejets()?;
        Ok(self.comptes)
    }

    fn rang_de(&mut self, table: &'static Table) -> usize {
        let connu = self.en_attente.iter().position(|(t, _, _)| t.nom == table.nom);
        connu.unwrap_or_else(|| {
            self.en_attente.push((table, Vec::new(), HashSet::new()));
            self.en_attente.len() - 1
        })
    }

    fn vider(&mut self, rang: usize) -> Result<(), Arret> {
        let (table, lignes, _) = &mut self.en_attente[rang];
        let lot = Lot::Lignes(table, std::mem::take(lignes), self.comptes);
        self.envoi.blocking_send(lot).map_err(|_| Arret)
    }

    fn vider_rejets(&mut self) -> Result<(), Arret> {
        let lot = Lot::Rejets(std::mem::take(&mut self.rejets), self.comptes);
        self.envoi.blocking_send(lot).map_err(|_| Arret)
    }
}

fn doublon(table: &Table, ligne: i64, cle: String) -> Rejet {
    Rejet {
        ligne,
        colonne: table.cle.join(", "),
        message: format!(
            "« {cle} » figure déjà plus haut dans le fichier ; la première est gardée"
        ),
        valeur: cle,
        regle: "doublon".to_owned(),
    }
}
