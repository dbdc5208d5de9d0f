//! Invented applications for the example employer.

use web::{Erreur, Etat, Role};

use crate::courriels::exemple;
use crate::depot::candidatures::{self, Ligne};
use crate::depot::cv;
use crate::regles::cv::PDF;
use crate::regles::etat::JOUR_MS;
use crate::regles::reponse::Intention;

/// The company of the example employer.
const SIRET: &str = "90000000100009";

/// Its open offer, as the offers make it.
const OFFRE: &str = "01DEM00FFRE00000000000000A";
const TITRE: &str = "Boulanger, boulangère en apprentissage";

/// A PDF of one empty page.
const CV: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Who applies: first and last name, days ago, state, answer.
const CANDIDATS: [(&str, &str, i64, &str, Option<Intention>); 5] = [
    ("Inès", "Exemple", 1, "envoyee", None),
    ("Yanis", "Exemple", 3, "envoyee", None),
    ("Maëlle", "Exemple", 12, "envoyee", None),
    ("Tom", "Exemple", 15, "repondue", Some(Intention::Entretien)),
    ("Lina", "Exemple", 20, "repondue", Some(Intention::Refus)),
];

/// Makes what is missing; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(etat: &Etat) -> Result<(), Erreur> {
    for (rang, candidat) in CANDIDATS.iter().enumerate() {
        let id = format!("DEMO-CANDIDATURE-{rang}");
        if candidatures::trouver(etat.db.read(), &id).await?.is_none() {
            creer(etat, id, candidat).await?;
        }
    }
    Ok(())
}

async fn creer(
    etat: &Etat,
    id: String,
    &(prenom, nom, jours, dans, intention): &(&str, &str, i64, &str, Option<Intention>),
) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let deposee_le = maintenant - jours * JOUR_MS;
    let ligne = Ligne {
        objet: OFFRE.to_owned(),
        titre: TITRE.to_owned(),
        siret: SIRET.to_owned(),
        role: Role::Employeur.code().to_owned(),
        destinataire: "employeur@exemple.fr".to_owned(),
        courriel: format!("{}@exemple.fr", noyau::texte::plier(prenom)),
        prenom: prenom.to_owned(),
        nom: nom.to_owned(),
        etat: dans.to_owned(),
        intention: intention.map(|i| i.code().to_owned()),
        reponse: intention.map(|i| i.texte("Boulangerie des Lices")).unwrap_or_default(),
        repondue_le: intention.map(|_| deposee_le + JOUR_MS),
        lue_le: intention.map(|_| deposee_le + JOUR_MS),
        cv_nom: format!("CV {prenom} {nom}.pdf"),
        deposee_le,
        envoyee_le: Some(deposee_le + 60_000),
        id,
        ..exemple()
    };
    let scelle = etat.reglages.coffre.sceller_octets(cv::PLACE, &ligne.id, CV)?;
    let mut tx = etat.db.write().await?;
    candidatures::ajouter(&mut tx, &ligne).await?;
    cv::ajouter(&mut tx, &ligne.id, (PDF, CV.len() as i64, scelle), deposee_le).await?;
    candidatures::noter(&mut tx, &ligne.id, "Candidature déposée", deposee_le).await?;
    candidatures::noter(&mut tx, &ligne.id, "Remise à l’employeur", deposee_le + 60_000).await?;
    if let (Some(intention), Some(le)) = (intention, ligne.repondue_le) {
        candidatures::noter(&mut tx, &ligne.id, intention.libelle(), le).await?;
    }
    tx.commit().await?;
    Ok(())
}
