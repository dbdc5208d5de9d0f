//! Example accounts of a demonstration: one for each role, all invented.

use referentiels::porte::{Communes, MissionsLocales};
use ulid::Ulid;
use web::acces::GenreDeRessort;
use web::{Erreur, Etat, Ressort, Role};

use crate::actes::{
    Demande, REGLE, accorder_d_emblee, creer_la_personne, demander, personne_nouvelle,
};
use crate::depot::organisations::{self, Organisation};
use crate::depot::personnes;
use crate::regles::etat::Etat as EtatDeCompte;

/// The OPCO of the examples.
pub const OPCO: &str = "Opco entreprises de proximité";

/// Mailbox of the example of a role.
pub fn courriel_de(role: Role) -> String {
    format!("{}@exemple.fr", role.code().replace('_', "-"))
}

/// Makes what is missing; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(etat: &Etat) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    for role in Role::TOUS {
        if personnes::par_courriel(etat.db.read(), &courriel_de(role)).await?.is_none() {
            creer(etat, role, maintenant).await?;
        }
    }
    if personnes::par_courriel(etat.db.read(), DEMANDEUSE).await?.is_none() {
        faire_attendre(etat, maintenant).await?;
    }
    Ok(())
}

/// Mailbox of someone whose request waits.
const DEMANDEUSE: &str = "demandeuse@exemple.fr";

/// Someone who asks to act for a company: what the OPCO and the administrators decide.
async fn faire_attendre(etat: &Etat, maintenant: i64) -> Result<(), Erreur> {
    let mut personne = personne_nouvelle(DEMANDEUSE, "Nolwenn", "Exemple", maintenant);
    personne.etat = EtatDeCompte::Active.code().to_owned();
    let o = Organisation {
        id: Ulid::new().to_string(),
        genre: "entreprise".to_owned(),
        siret: "90000000200007".to_owned(),
        nom: "Menuiserie du Canal".to_owned(),
        adresse: "12 quai de la Prévalaye, 35000 Rennes".to_owned(),
        departement: "35".to_owned(),
        opco: OPCO.to_owned(),
        etat: EtatDeCompte::Active.code().to_owned(),
        creee_le: maintenant,
        verifiee_le: Some(maintenant),
        ..Organisation::default()
    };
    let mut tx = etat.db.write().await?;
    creer_la_personne(&mut tx, &personne, REGLE).await?;
    organisations::ajouter(&mut tx, &o).await?;
    let demande = Demande {
        personne: &personne.id,
        role: Role::Employeur,
        ressort: &Ressort::Organisme(o.siret.clone()),
        organisation: Some(&o.id),
        gestionnaire: true,
        motif: "Aucun contact publié de l’organisation n’a ce domaine",
    };
    demander(&mut tx, &demande, &personne.id, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

async fn creer(etat: &Etat, role: Role, maintenant: i64) -> Result<(), Erreur> {
    let mut personne = personne_nouvelle(&courriel_de(role), "Exemple", role.libelle(), maintenant);
    personne.etat = EtatDeCompte::Active.code().to_owned();
    let organisation = organisation(etat, role, maintenant).await?;
    let mut tx = etat.db.write().await?;
    creer_la_personne(&mut tx, &personne, REGLE).await?;
    let mut ressort = ressort(role);
    let mut id = None;
    if let Some(o) = &organisation {
        organisations::ajouter(&mut tx, o).await?;
        if role.ressort() == GenreDeRessort::Organisme {
            let code = if o.siret.is_empty() { &o.id } else { &o.siret };
            ressort = Ressort::Organisme(code.clone());
        }
        id = Some(o.id.as_str());
    }
    let demande = Demande {
        personne: &personne.id,
        role,
        ressort: &ressort,
        organisation: id,
        gestionnaire: id.is_some(),
        motif: "Exemple de démonstration",
    };
    accorder_d_emblee(&mut tx, &demande, REGLE, maintenant).await?;
    tx.commit().await?;
    Ok(())
}

/// What each example is in charge of: Bretagne, the académie of Rennes, Ille-et-Vilaine.
fn ressort(role: Role) -> Ressort {
    match role.ressort() {
        GenreDeRessort::France => Ressort::France,
        GenreDeRessort::Region => Ressort::Region("53".to_owned()),
        GenreDeRessort::Academie => Ressort::Academie("14".to_owned()),
        GenreDeRessort::Departement => Ressort::Departement("35".to_owned()),
        GenreDeRessort::Organisme => Ressort::Organisme(String::new()),
        GenreDeRessort::Opco => Ressort::Opco(OPCO.to_owned()),
        GenreDeRessort::Reseau => Ressort::Reseau("cma".to_owned()),
    }
}

async fn organisation(
    etat: &Etat,
    role: Role,
    maintenant: i64,
) -> Result<Option<Organisation>, Erreur> {
    let (genre, nom, siret) = match role {
        Role::Employeur => {
            ("entreprise", "Boulangerie des Lices".to_owned(), "90000000100009".to_owned())
        }
        Role::Cfa => {
            let Some((siret, nom)) = un_cfa(etat).await? else { return Ok(None) };
            ("cfa", nom, siret)
        }
        Role::MissionLocale => {
            let (siret, nom) = une_mission_locale(etat).await?;
            ("mission_locale", nom, siret)
        }
        Role::Opco => ("opco", OPCO.to_owned(), String::new()),
        Role::TeteDeReseau => {
            ("reseau", "Chambres de métiers et de l’artisanat".to_owned(), String::new())
        }
        _ => return Ok(None),
    };
    Ok(Some(Organisation {
        id: Ulid::new().to_string(),
        genre: genre.to_owned(),
        siret,
        nom,
        departement: "35".to_owned(),
        opco: if ["entreprise", "opco"].contains(&genre) { OPCO.to_owned() } else { String::new() },
        reseau: if genre == "reseau" { "cma".to_owned() } else { String::new() },
        etat: EtatDeCompte::Active.code().to_owned(),
        creee_le: maintenant,
        verifiee_le: Some(maintenant),
        ..Organisation::default()
    }))
}

/// SIRET and name of the mission locale of Rennes; no SIRET when the national list is not loaded.
async fn une_mission_locale(etat: &Etat) -> Result<(String, String), Erreur> {
    let missions = MissionsLocales::charger(etat.db.read()).await?;
    let communes = Communes::charger(etat.db.read()).await?;
    let rennes = communes.par_nom("Rennes", Some("35")).next();
    let sienne = rennes.and_then(|commune| missions.de(commune));
    let inventee = || (String::new(), "Mission locale de Rennes".to_owned());
    Ok(sienne.map_or_else(inventee, |m| (m.siret.clone(), m.nom.clone())))
}

/// The training centre of the examples.
async fn un_cfa(etat: &Etat) -> Result<Option<(String, String)>, Erreur> {
    let centre = annuaire::porte::centre_d_exemple(etat.db.read()).await?;
    Ok(centre.map(|(siret, nom)| (siret.to_string(), nom)))
}
