//! The companies that the example training centre manages: two in force, one over, and an offer for one of
//! them. Invented.

use annuaire::porte::centre_d_exemple;
use noyau::dates::Instant;
use web::{Erreur, Etat, Role};

use super::{Exemple, JOUR_MS, OPCO, deposee, existe};
use crate::actes::{REGLE, agir, creer};
use crate::depot::mandats::{self, Mandat};
use crate::mandat::appliquer;
use crate::regles::mandat::LIEN_JOURS;
use crate::regles::vie::Acte;

/// A company: its end, SIRET, name, address, activity, days since the mandate began, why it is over.
struct Partenaire {
    id: &'static str,
    siret: &'static str,
    nom: &'static str,
    adresse: &'static str,
    naf: &'static str,
    jours: i64,
    fin: Option<&'static str>,
}

const PARTENAIRES: [Partenaire; 3] = [
    Partenaire {
        id: "01DEM0MANDAT0000000000000A",
        siret: "90000000300005",
        nom: "Garage de la Vilaine",
        adresse: "30 rue de Nantes, 35200 Rennes",
        naf: "45.20A",
        jours: 30,
        fin: None,
    },
    Partenaire {
        id: "01DEM0MANDAT0000000000000B",
        siret: "90000000200007",
        nom: "Menuiserie du Canal",
        adresse: "12 quai de la Prévalaye, 35000 Rennes",
        naf: "43.32A",
        jours: 12,
        fin: None,
    },
    Partenaire {
        id: "01DEM0MANDAT0000000000000C",
        siret: "90000000800004",
        nom: "Conserverie de la Baie",
        adresse: "8 rue du Port, 29900 Concarneau",
        naf: "10.20Z",
        jours: 200,
        fin: Some("L’entreprise recrute désormais par elle-même"),
    },
];

const OFFRE: Exemple = Exemple {
    id: "01DEM00FFRE00000000000000F",
    titre: "Mécanicien, mécanicienne automobile en apprentissage",
    rome: "I1604",
    texte: "Vous apprenez l’entretien courant et le diagnostic dans un atelier de quatre personnes.",
    jours: 6,
    recues: 2,
    actes: &[(Acte::Publier, "")],
};

/// Makes what is missing; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(etat: &Etat, maintenant: Instant) -> Result<(), Erreur> {
    let Some((siret, nom)) = centre_d_exemple(etat.db.read()).await? else { return Ok(()) };
    let cfa = siret.to_string();
    for partenaire in &PARTENAIRES {
        if mandats::trouver(etat.db.read(), partenaire.id).await?.is_none() {
            declarer(etat, partenaire, &cfa, maintenant).await?;
        }
    }
    if existe(etat.db.read(), OFFRE.id).await? {
        return Ok(());
    }
    let mandat = mandat(&PARTENAIRES[0], &cfa, maintenant);
    let publication = Instant::from_ms(maintenant.ms() - OFFRE.jours * JOUR_MS);
    let mut d = deposee(&OFFRE, publication);
    appliquer(&mut d, &mandat);
    (d.role, d.organisme) = (Role::Cfa.code().to_owned(), cfa);
    (d.courriel, d.provenance) = ("cfa@exemple.fr".to_owned(), "compte CFA".to_owned());
    (d.offre.siret, d.offre.employeur.nom) = (Some(siret), nom);
    (d.offre.deleguee, d.offre.formation_incluse) = (true, true);
    (d.offre.employeur.presentation, d.offre.employeur.secteur) = (None, None);
    (d.offre.employeur.taille, d.offre.rythme) = (None, None);
    let mut tx = etat.db.write().await?;
    creer(&mut tx, &d, REGLE, publication).await?;
    for (acte, motif) in OFFRE.actes {
        agir(&mut tx, &mut d, *acte, (REGLE, motif), publication).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn mandat(p: &Partenaire, cfa: &str, maintenant: Instant) -> Mandat {
    let debut = Instant::from_ms(maintenant.ms() - p.jours * JOUR_MS);
    Mandat {
        id: p.id.to_owned(),
        cfa: cfa.to_owned(),
        siret: p.siret.to_owned(),
        nom: p.nom.to_owned(),
        adresse: p.adresse.to_owned(),
        departement: "35".to_owned(),
        naf: p.naf.to_owned(),
        opco: OPCO.to_owned(),
        contact: "Camille Exemple".to_owned(),
        courriel: format!("contact-{}@exemple.fr", p.siret),
        telephone: "+33199001234".to_owned(),
        depuis: debut.date().to_string(),
        declare_par: REGLE.to_owned(),
        declare_le: debut.ms(),
        lien_expire_le: debut.ms() + LIEN_JOURS * JOUR_MS,
        ..Mandat::default()
    }
}

async fn declarer(
    etat: &Etat,
    p: &Partenaire,
    cfa: &str,
    maintenant: Instant,
) -> Result<(), Erreur> {
    let secret = coffre::empreinte(&coffre::hasard());
    let mut tx = etat.db.write().await?;
    mandats::ajouter(&mut tx, &mandat(p, cfa, maintenant), &secret).await?;
    if let Some(motif) = p.fin {
        mandats::terminer(&mut tx, p.id, (REGLE, motif), maintenant.ms() - JOUR_MS).await?;
    }
    tx.commit().await?;
    Ok(())
}
