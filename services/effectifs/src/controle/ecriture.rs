//! The answers, written by hand: the format of dates costs more than everything else.

use std::io::{self, Write};

use super::ligne::Reponse;

/// `{"parcours":[…],"en_cours":…}`.
pub fn parcours(sortie: &mut impl Write, reponse: &Reponse) -> io::Result<()> {
    sortie.write_all(b"{\"parcours\":[")?;
    for (rang, etape) in reponse.parcours.etapes().iter().enumerate() {
        let date = etape.date;
        let virgule = if rang == 0 { "" } else { "," };
        let (annee, mois, jour) = (date.annee(), date.mois(), date.jour());
        let situation = etape.situation.code();
        write!(
            sortie,
            r#"{virgule}{{"date":"{annee:04}-{mois:02}-{jour:02}","situation":"{situation}"}}"#
        )?;
    }
    writeln!(sortie, r#"],"en_cours":"{}"}}"#, reponse.en_cours.code())
}

/// `{"erreur":…}`.
pub fn erreur(sortie: &mut impl Write, erreur: &str) -> io::Result<()> {
    sortie.write_all(b"{\"erreur\":")?;
    serde_json::to_writer(&mut *sortie, erreur)?;
    sortie.write_all(b"}\n")
}
