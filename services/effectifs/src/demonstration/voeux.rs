//! Example wishes: some of the invented apprentices wished for their training, others never came.

use base::Db;
use importer::{Fichier, Options, importer};
use noyau::horloge::Horloge;

use super::{NOMS, PRENOMS};
use crate::depot::voeux;
use crate::import;

/// How many.
const NOMBRE: usize = 48;

/// Wishes from this rank on are of nobody who came.
const ABSENTS: usize = 36;

const TITRES: &str = "Académie possédant le dossier élève et l'offre de formation;INE;Nom de l'élève;Prénom 1;Téléphone portable;Code offre de formation (vœu);Code MEF;Libellé formation;clé ministère éducatif;Libellé étab. origine;SIRET UAI gestionnaire;SIRET UAI formateur";

/// Imports the wishes addressed to the centre of the demonstration, once.
///
/// # Errors
/// When the database refuses, or the folder of temporary files.
pub async fn preparer(db: &Db, horloge: &Horloge, siret: &str) -> anyhow::Result<()> {
    if voeux::instant(db.read()).await?.is_some() {
        return Ok(());
    }
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("voeux-affelnet.csv");
    std::fs::write(&chemin, fichier(siret))?;
    let options = Options {
        a_blanc: false,
        forcer: false,
        rapports: dossier.path().to_owned(),
        bavard: false,
    };
    let [importeur] = import::importeurs();
    importer(db, horloge, &importeur, &Fichier::nouveau(chemin), &options).await?;
    Ok(())
}

fn fichier(siret: &str) -> String {
    let lignes = (0..NOMBRE).map(|n| ligne(n, siret));
    std::iter::once(TITRES.to_owned()).chain(lignes).collect::<Vec<_>>().join("\n")
}

fn ligne(n: usize, siret: &str) -> String {
    let rang = if n < ABSENTS { n } else { n + 3 };
    let (nom, prenom) = (NOMS[rang % NOMS.len()], PRENOMS[n % PRENOMS.len()]);
    let nom = if n < ABSENTS { nom.to_owned() } else { format!("{nom}-Exemple") };
    format!(
        "RENNES;{:09}AA;{nom};{prenom};06 39 98 01 {n:02};{};24722137311;CAP Boulanger;-;Collège des Exemples;{siret};{siret}",
        410_000_000 + n,
        12_000 + n
    )
}
