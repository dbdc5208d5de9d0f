//! An organisation: its members, the requests to join it, the invitations.

pub mod invitation;
pub mod membres;
pub mod revue;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use base::Lecture;
use noyau::dates::Instant;
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};
use web::{Acteur, Cible, Erreur, Etat, Role};

use super::habilitations::{Demande, demande};
use super::{html, page, vers};
use crate::actions::GERER_L_ORGANISATION;
use crate::depot::evenements;
use crate::depot::habilitations::{self, Dossier};
use crate::depot::invitations::{self, Invitation};
use crate::depot::organisations::{self, Organisation};
use crate::regles::etat::{Etat as EtatDeCompte, Objet};
use crate::regles::inscription::INVITATIONS_MAX;

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "organisation.html")]
pub struct Fiche {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<&'static str>,
    /// SIRET, address, OPCO.
    pub faits: Vec<(&'static str, String)>,
    /// Those who ask to join.
    pub demandes: Vec<Demande>,
    /// Members.
    pub membres: Vec<Membre>,
    /// Whether whoever reads is one of them.
    pub membre: bool,
    /// Whether whoever reads manages them.
    pub gere: bool,
    /// The form that invites.
    pub inviter: Option<Formulaire>,
    /// Identifier, mailbox and dates of the invitations without an answer.
    pub invitations: Vec<(String, String, String)>,
    /// Address of the page.
    pub ici: String,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membre {
    /// Identifier of the habilitation.
    pub id: String,
    /// First and last name.
    pub qui: String,
    /// Mailbox.
    pub courriel: String,
    /// Role.
    pub role: String,
    /// Whether they manage the members.
    pub gestionnaire: bool,
    /// Whether it is whoever reads.
    pub moi: bool,
    /// Until when.
    pub fin: String,
}

impl Fiche {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let membre = |id: &str, moi| Membre {
            id: id.to_owned(),
            qui: "Camille Le Goff".to_owned(),
            courriel: "camille@exemple.fr".to_owned(),
            role: "CFA".to_owned(),
            gestionnaire: moi,
            moi,
            fin: "24 novembre 2027".to_owned(),
        };
        Fiche {
            page: Page::nouvelle("CFA des Horizons"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            fait: Some("Les invitations sont parties."),
            faits: vec![("SIRET", "900 000 001 00009".to_owned())],
            demandes: super::habilitations::Demandes::exemple().demandes,
            membres: vec![membre("a", true), membre("b", false)],
            membre: true,
            gere: true,
            inviter: Some(formulaire("x")),
            invitations: vec![("i".to_owned(), "zoe@exemple.fr".to_owned(), "Envoyée".to_owned())],
            ici: "/organisation/x".to_owned(),
        }
    }
}

/// The organisations of whoever reads.
#[derive(Clone, Debug, Template)]
#[template(path = "organisations.html")]
pub struct Liste {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// Name, address, and where it is.
    pub organisations: Vec<(Lien, String)>,
}

impl Liste {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        Liste {
            page: Page::nouvelle("Mes organisations"),
            fil: vec![Lien::new("Mon espace", "/espace")],
            organisations: vec![(Lien::new("CFA", "/organisation/x"), "Rennes".to_owned())],
        }
    }
}

/// The list; the organisation itself when there is only one.
pub async fn liste(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    acteur: Acteur,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let miennes = organisations::de_la_personne(&db, &acteur.personne, maintenant).await?;
    if let [une] = miennes.as_slice() {
        return Ok(vers(&format!("/organisation/{}", une.id)));
    }
    let ligne = |o: Organisation| {
        let precision = if o.siret.is_empty() {
            o.adresse
        } else {
            format!("{} — SIRET {}", o.adresse, o.siret)
        };
        (Lien::new(o.nom, format!("/organisation/{}", o.id)), precision)
    };
    html(&Liste {
        page: page(&etat, "Mes organisations", "/organisation"),
        fil: vec![Lien::new("Mon espace", "/espace")],
        organisations: miennes.into_iter().map(ligne).collect(),
    })
}

pub(crate) async fn lire(db: &Lecture, id: &str) -> Result<Organisation, Erreur> {
    let trouvee = organisations::par_id(db, id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette organisation n’existe pas."))
}

fn formulaire(id: &str) -> Formulaire {
    let aide = format!(
        "Une ou plusieurs adresses, {INVITATIONS_MAX} au plus, séparées par des espaces, des virgules ou des retours à la ligne. L’invitation fonctionne une fois, pendant 96 heures."
    );
    Formulaire::new(
        format!("/organisation/{id}/invitations"),
        "Envoyer les invitations",
        vec![
            Champ::new("adresses", "Adresses électroniques", Genre::Zone).aide(aide),
            Champ::new("gestionnaire", "Ces personnes gèrent aussi les membres", Genre::Case)
                .facultatif(),
        ],
    )
}

/// The page.
pub async fn show(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    axum::Extension(cible): axum::Extension<Cible>,
    acteur: Acteur,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let o = lire(etat.db.read(), &id).await?;
    let mut vue = fiche(&etat, &o, &cible, &acteur, None).await?;
    vue.fait = match adresse.as_deref() {
        Some("invitees") => Some("Les invitations sont parties."),
        Some("fait") => Some("C’est enregistré."),
        _ => None,
    };
    html(&vue)
}

async fn fiche(
    etat: &Etat,
    o: &Organisation,
    cible: &Cible,
    acteur: &Acteur,
    saisie: Option<&Saisie>,
) -> Result<Fiche, Erreur> {
    let db = etat.db.read();
    let gere = acteur.peut(&GERER_L_ORGANISATION, cible).is_ok();
    let tous = habilitations::de_l_organisation(db, &o.id).await?;
    let active = EtatDeCompte::Active.code();
    let (actifs, attente): (Vec<Dossier>, Vec<Dossier>) =
        tous.into_iter().partition(|d| d.etat == active);
    let mut demandes = Vec::new();
    for d in &attente {
        let passe = evenements::de(db, Objet::Habilitation, &d.id).await?;
        demandes.push(demande(d, &passe));
    }
    let ouvertes = if gere { invitations::en_cours(db, &o.id).await? } else { Vec::new() };
    let maintenant = etat.horloge.maintenant();
    let formulaire = formulaire(&o.id);
    Ok(Fiche {
        page: page(etat, &o.nom, "/organisation"),
        fil: vec![
            Lien::new("Mon espace", "/espace"),
            Lien::new("Mes organisations", "/organisation"),
        ],
        fait: None,
        faits: faits(o),
        demandes,
        membre: actifs.iter().any(|d| d.personne == acteur.personne),
        membres: actifs.into_iter().map(|d| membre(d, acteur)).collect(),
        gere,
        inviter: gere.then(|| match saisie {
            Some(saisie) => formulaire.avec(saisie),
            None => formulaire,
        }),
        invitations: ouvertes.iter().map(|i| invitation_dite(i, maintenant)).collect(),
        ici: format!("/organisation/{}", o.id),
    })
}

fn faits(o: &Organisation) -> Vec<(&'static str, String)> {
    let etat = EtatDeCompte::lire(&o.etat).map_or("", EtatDeCompte::libelle);
    let faits = [
        ("SIRET", o.siret.clone()),
        ("Adresse", o.adresse.clone()),
        ("OPCO", o.opco.clone()),
        ("État", etat.to_owned()),
    ];
    faits.into_iter().filter(|(_, valeur)| !valeur.is_empty()).collect()
}

fn membre(d: Dossier, acteur: &Acteur) -> Membre {
    Membre {
        qui: format!("{} {}", d.prenom, d.nom),
        role: Role::lire(&d.role).map_or_else(|| d.role.clone(), |r| r.libelle().to_owned()),
        gestionnaire: d.gestionnaire == 1,
        moi: d.personne == acteur.personne,
        fin: Instant::from_ms(d.fin).date().long(),
        id: d.id,
        courriel: d.courriel,
    }
}

fn invitation_dite(i: &Invitation, maintenant: Instant) -> (String, String, String) {
    let envoyee = Instant::from_ms(i.cree_le).relatif(maintenant);
    let fin = if i.expire_le <= maintenant.ms() {
        "elle ne fonctionne plus".to_owned()
    } else {
        format!("valable jusqu’au {}", Instant::from_ms(i.expire_le).long())
    };
    (i.id.clone(), i.courriel.clone(), format!("Envoyée {envoyee}, {fin}"))
}
