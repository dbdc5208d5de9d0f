//! Offers of a demonstration, for the example employer: one in each state that matters. Invented.

mod partenaires;

use annuaire::porte::Organismes;
use base::{Lecture, Transaction};
use noyau::dates::Instant;
use noyau::niveau::NiveauDiplome;
use web::{Erreur, Etat, Role};

use crate::actes::{REGLE, agir, creer};
use crate::depot::delegations::{self, Delegation};
use crate::depot::deposees::{self, Deposee};
use crate::porte::{Candidature, Employeur, Offre, Statut, TypeDebut};
use crate::regles::delegation::LIEN_JOURS;
use crate::regles::vie::{Acte, Etat as EtatDOffre};
use crate::regles::{Contrat, ORIGINE_DU_SITE, expiration_par_defaut, situer};

/// SIRET of the example employer, as the accounts make it.
const SIRET: &str = "90000000100009";
const NOM: &str = "Boulangerie des Lices";
const ADRESSE: &str = "4 place des Lices 35000 Rennes";
const COURRIEL: &str = "employeur@exemple.fr";
const OPCO: &str = "Opco entreprises de proximité";

/// Milliseconds of a day.
const JOUR_MS: i64 = 86_400_000;

/// An example: its end, its title, its trade, its text, the age of its publication in days, the
/// applications received, what was done to it.
struct Exemple {
    id: &'static str,
    titre: &'static str,
    rome: &'static str,
    texte: &'static str,
    jours: i64,
    recues: i64,
    actes: &'static [(Acte, &'static str)],
}

const EXEMPLES: [Exemple; 5] = [
    Exemple {
        id: "01DEM00FFRE00000000000000A",
        titre: "Boulanger, boulangère en apprentissage",
        rome: "D1102",
        texte: "Vous pétrissez, façonnez et cuisez avec une équipe de trois personnes. La fournée commence à 4 heures ; un après-midi sur deux est libre.",
        jours: 3,
        recues: 0,
        actes: &[(Acte::Publier, "")],
    },
    Exemple {
        id: "01DEM00FFRE00000000000000B",
        titre: "Vendeur, vendeuse en boulangerie",
        rome: "D1106",
        texte: "Vous accueillez les clients, tenez la caisse et préparez les commandes.",
        jours: 55,
        recues: 0,
        actes: &[(Acte::Publier, "")],
    },
    Exemple {
        id: "01DEM00FFRE00000000000000C",
        titre: "Pâtissier, pâtissière en apprentissage",
        rome: "D1104",
        texte: "Vous apprenez les tartes, les entremets et la viennoiserie du matin.",
        jours: 20,
        recues: 80,
        actes: &[(Acte::Publier, ""), (Acte::Plafonner, "80 candidatures reçues")],
    },
    Exemple {
        id: "01DEM00FFRE00000000000000D",
        titre: "Tourier, tourière",
        rome: "D1102",
        texte: "Vous travaillez la pâte feuilletée.",
        jours: 40,
        recues: 0,
        actes: &[(Acte::Publier, ""), (Acte::Pourvoir, "Poste pourvu grâce à ce service")],
    },
    Exemple {
        id: "01DEM00FFRE00000000000000E",
        titre: "Aide-boulanger, aide-boulangère",
        rome: "D1102",
        texte: "",
        jours: 1,
        recues: 0,
        actes: &[],
    },
];

/// Makes what is missing; what is there stays.
///
/// # Errors
/// When the database refuses.
pub async fn preparer(etat: &Etat) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    for exemple in &EXEMPLES {
        if !existe(etat.db.read(), exemple.id).await? {
            let mut tx = etat.db.write().await?;
            ecrire(&mut tx, exemple, maintenant).await?;
            tx.commit().await?;
        }
    }
    proposer(etat, maintenant).await?;
    partenaires::preparer(etat, maintenant).await
}

/// The first offer was proposed to three centres: one has someone, one read it, one did not.
async fn proposer(etat: &Etat, maintenant: Instant) -> Result<(), Erreur> {
    let offre = EXEMPLES[0].id;
    if !delegations::de_l_offre(etat.db.read(), offre).await?.is_empty() {
        return Ok(());
    }
    let hier = maintenant.ms() - JOUR_MS;
    let suites = [(Some(hier), "oui", Some(hier)), (Some(hier), "", None), (None, "", None)];
    let mut tx = etat.db.write().await?;
    for ((siret, nom), (lue_le, reponse, repondue_le)) in
        centres(etat).await?.into_iter().zip(suites)
    {
        let delegation = Delegation {
            offre: offre.to_owned(),
            centre: siret,
            nom,
            ville: "Rennes".to_owned(),
            km: 3,
            envoyee: 1,
            proposee_le: hier,
            expire_le: hier + LIEN_JOURS * JOUR_MS,
            lue_le,
            reponse: reponse.to_owned(),
            repondue_le,
        };
        let secret = coffre::empreinte(&coffre::hasard());
        delegations::ajouter(&mut tx, &delegation, &secret).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Three centres of the directory, the example training centre first.
async fn centres(etat: &Etat) -> Result<Vec<(String, String)>, Erreur> {
    let organismes = Organismes::charger(etat.db.read()).await?;
    let du_35 = organismes.iter().filter_map(|(siret, o)| {
        let certifie = o.departement.as_deref() == Some("35") && o.qualiopi == Some(true);
        certifie.then(|| Some((siret.to_string(), o.nom.clone()?)))?
    });
    let mut centres: Vec<(String, String)> = du_35.collect();
    centres.sort();
    centres.truncate(3);
    Ok(centres)
}

async fn existe(db: &Lecture, id: &str) -> Result<bool, Erreur> {
    Ok(deposees::trouver(db, id).await?.is_some())
}

async fn ecrire(tx: &mut Transaction, e: &Exemple, maintenant: Instant) -> Result<(), Erreur> {
    let publication = Instant::from_ms(maintenant.ms() - e.jours * JOUR_MS);
    let mut d = deposee(e, publication);
    creer(tx, &d, REGLE, publication).await?;
    for (acte, motif) in e.actes {
        agir(tx, &mut d, *acte, (REGLE, motif), publication).await?;
    }
    Ok(())
}

fn deposee(e: &Exemple, publication: Instant) -> Deposee {
    Deposee {
        offre: offre(e, publication),
        etat: EtatDOffre::Brouillon,
        role: Role::Employeur.code().to_owned(),
        organisme: SIRET.to_owned(),
        auteur: String::new(),
        courriel: COURRIEL.to_owned(),
        provenance: "compte employeur".to_owned(),
        perdu_le: None,
        appellation: e.titre.to_owned(),
        texte_libre: e.texte.to_owned(),
        questions: vec!["Qu’est-ce qui vous attire dans ce métier ?".to_owned()],
        plafond: Some(80),
        prolongations: 0,
        rappel: 0,
        vues: if e.actes.is_empty() { 0 } else { 12 * e.jours },
        ouvertures: if e.actes.is_empty() { 0 } else { 3 * e.jours },
        motif: String::new(),
        creee_le: publication.ms(),
        modifiee_le: publication.ms(),
        mandat: String::new(),
    }
}

fn offre(e: &Exemple, publication: Instant) -> Offre {
    Offre {
        id: e.id.to_owned(),
        origine: ORIGINE_DU_SITE.to_owned(),
        reference: e.id.to_owned(),
        statut: Statut::EnAttente,
        siret: SIRET.parse().ok(),
        employeur: Employeur {
            nom: NOM.to_owned(),
            presentation: Some("Boulangerie artisanale ouverte en 1998, cinq salariés.".to_owned()),
            site: None,
            taille: "02".parse().ok(),
            naf: "10.71C".parse().ok(),
            secteur: Some("Boulangerie et boulangerie-pâtisserie".to_owned()),
            idcc: "843".parse().ok(),
            opco: Some(OPCO.to_owned()),
        },
        lieu: situer(ADRESSE, None),
        romes: e.rome.parse().into_iter().collect(),
        handicap: false,
        candidature: Candidature {
            url: None,
            destinataire: Some(format!("partners_{}", e.id)),
            recues: e.recues,
        },
        titre: e.titre.to_owned(),
        description: e.texte.to_owned(),
        niveau: NiveauDiplome::new(3).ok(),
        contrats: vec![Contrat::Apprentissage],
        debut: None,
        type_debut: Some(TypeDebut::DesQuePossible),
        debut_souple: false,
        duree_mois: Some(24),
        rythme: Some("Une semaine au CFA, trois semaines à la boulangerie".to_owned()),
        teletravail: None,
        postes: 1,
        competences: Vec::new(),
        acquis: Vec::new(),
        conditions: Vec::new(),
        publication: Some(publication),
        expiration: Some(expiration_par_defaut(publication)),
        deleguee: false,
        formation_incluse: false,
    }
}
