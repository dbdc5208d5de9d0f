//! One offer, for those who manage it: where it stands, what can be done, what happened.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use noyau::dates::Instant;
use ulid::Ulid;
use web::formulaire::{Champ, Choix, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::{Lien, Page};
use web::{Acteur, Erreur, Etat};

use super::formulaire::PLAFOND_MAX;
use super::{fil_des_offres, formulaire_seul, html, page, vers};
use crate::actes::{REGLE, agir, creer};
use crate::depot::deposees::{self, Deposee};
use crate::depot::histoire::{self, Fait};
use crate::depot::{gestion, moderation};
use crate::porte::Objet;
use crate::publication::dater;
use crate::refus;
use crate::regles::cloture::Motif;
use crate::regles::expiration_par_defaut;
use crate::regles::vie::{Acte, Etat as EtatDOffre};

/// The page.
#[derive(Clone, Debug, Template)]
#[template(path = "offre_gestion.html")]
pub struct Fiche {
    /// The page.
    pub page: Page,
    /// What leads to it.
    pub fil: Vec<Lien>,
    /// What was just done.
    pub fait: Option<String>,
    /// Label and colour of the state.
    pub etat: (&'static str, &'static str),
    /// What the state means and what to do.
    pub suite: String,
    /// Why someone looks at it.
    pub raisons: Vec<String>,
    /// Company, place, end.
    pub faits: Vec<(&'static str, String)>,
    /// Seen, opened, applied.
    pub chiffres: Vec<(&'static str, i64)>,
    /// Mailbox that no longer receives anything.
    pub adresse_perdue: bool,
    /// Links to what can be done.
    pub liens: Vec<Lien>,
    /// Buttons to what can be done: address, label.
    pub boutons: Vec<(String, &'static str)>,
    /// The form that opens it again, when its ceiling is reached.
    pub rouvrir: Option<Formulaire>,
    /// What happened: when, what, who, why.
    pub histoire: Vec<[String; 4]>,
}

impl Fiche {
    /// An invented one, for tests.
    #[cfg(test)]
    pub fn exemple() -> Self {
        Fiche {
            page: Page::nouvelle("Boulanger, boulangère"),
            fil: fil_des_offres(),
            fait: Some("Votre offre est en ligne.".to_owned()),
            etat: ("Publiée", "success"),
            suite: "Elle est visible jusqu’au 24 janvier 2027.".to_owned(),
            raisons: vec!["Le texte renvoie à un autre site.".to_owned()],
            faits: vec![("Entreprise", "Boulangerie des Lices".to_owned())],
            chiffres: vec![("Vues", 12), ("Ouvertures", 3), ("Candidatures", 1)],
            adresse_perdue: true,
            liens: vec![Lien::new("Modifier", "/x")],
            boutons: vec![("/x".to_owned(), "Prolonger de deux mois")],
            rouvrir: Some(reouverture("/x", 80)),
            histoire: vec![["24 novembre", "Création", "Vous", ""].map(str::to_owned)],
        }
    }
}

/// Address of the page of an offer.
pub fn adresse(d: &Deposee) -> String {
    format!("{}/{}", super::liste::CHEMIN, d.offre.id)
}

/// The offer of this identifier.
///
/// # Errors
/// 404 when there is none.
pub async fn offre_de(etat: &Etat, id: &str) -> Result<Deposee, Erreur> {
    deposees::trouver(etat.db.read(), id).await?.ok_or_else(refus::introuvable)
}

/// Shows it.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let histoire = histoire::de(etat.db.read(), &id).await?;
    let raisons = match d.etat {
        EtatDOffre::AVerifier | EtatDOffre::Refusee => {
            moderation::controles(etat.db.read(), &id).await?
        }
        _ => Vec::new(),
    };
    let ici = adresse(&d);
    let relever = (d.etat == EtatDOffre::Plafonnee)
        .then(|| reouverture(&format!("{ici}/rouvrir"), d.recues()));
    html(&Fiche {
        page: page(&etat, d.offre.titre.clone(), &ici),
        fil: fil_des_offres(),
        fait: dit(saisie.texte("fait")),
        etat: (d.etat.libelle(), d.etat.badge()),
        suite: suite(&d),
        raisons: raisons.into_iter().map(|(_, phrase)| phrase).collect(),
        faits: faits(&d),
        chiffres: vec![
            ("Vues dans la recherche", d.vues),
            ("Ouvertures", d.ouvertures),
            ("Candidatures", d.recues()),
        ],
        adresse_perdue: d.perdu_le.is_some(),
        liens: liens(&d),
        boutons: boutons(&d),
        rouvrir: relever,
        histoire: histoire.iter().map(|f| ligne(f, &acteur)).collect(),
    })
}

/// What was just done, in words; nothing for a word that no form sends.
pub fn dit(code: &str) -> Option<String> {
    let phrase = match code {
        "publiee" => "Votre offre est en ligne.",
        "a_verifier" => {
            "Votre offre est enregistrée. Une personne la relit avant la mise en ligne."
        }
        "en_attente" => {
            "Votre offre est enregistrée. Elle sera publiée dès que votre compte sera validé."
        }
        "brouillon" => "Votre brouillon est gardé.",
        "enregistree" => "Vos changements sont enregistrés.",
        "prolongee" => "Votre offre est prolongée de deux mois.",
        "rouverte" => "Votre offre reçoit de nouveau des candidatures.",
        "pourvue" | "annulee" => "Votre offre est close. Les candidats sans réponse sont prévenus.",
        "dupliquee" => "Voici la copie : relisez-la avant de la publier.",
        "supprimee" => "Le brouillon est supprimé.",
        _ => return None,
    };
    Some(phrase.to_owned())
}

fn suite(d: &Deposee) -> String {
    let fin = d.offre.expiration.map(|f| f.date().long()).unwrap_or_default();
    match d.etat {
        EtatDOffre::Brouillon => "Elle n’est visible que de vous et de vos collègues.".to_owned(),
        EtatDOffre::EnAttente => {
            format!("Elle sera publiée dès que votre compte sera validé. {}", d.motif)
        }
        EtatDOffre::AVerifier => {
            "Une personne la relit avant la mise en ligne, en deux jours ouvrés au plus.".to_owned()
        }
        EtatDOffre::Publiee => format!(
            "Elle est visible jusqu’au {fin}. Vous serez prévenu 7 jours puis 1 jour avant."
        ),
        EtatDOffre::Refusee => format!(
            "Elle n’a pas été mise en ligne : {}. Corrigez-la, puis soumettez-la de nouveau.",
            d.motif.trim_end_matches('.')
        ),
        EtatDOffre::Pourvue | EtatDOffre::Annulee => {
            format!("Motif : {}.", d.motif.trim_end_matches('.'))
        }
        EtatDOffre::Expiree => {
            "Sa date de fin est passée. Vous pouvez la prolonger, ou dire qu’elle est pourvue."
                .to_owned()
        }
        EtatDOffre::Plafonnee => format!(
            "Elle a reçu {} candidatures et n’en reçoit plus. Répondez-y, relevez le plafond, ou dites qu’elle est pourvue.",
            d.recues()
        ),
    }
}

fn faits(d: &Deposee) -> Vec<(&'static str, String)> {
    let o = &d.offre;
    let contrats: Vec<&str> = o.contrats.iter().map(|c| c.code()).collect();
    vec![
        ("Entreprise", o.employeur.nom.clone()),
        ("Métier", d.appellation.clone()),
        ("Lieu de travail", o.lieu.adresse.clone()),
        ("Contrat", contrats.join(" ou ")),
        ("Postes", o.postes.to_string()),
        ("Candidatures envoyées à", d.courriel.clone()),
    ]
}

fn liens(d: &Deposee) -> Vec<Lien> {
    let ici = adresse(d);
    let mut liens = Vec::new();
    if d.etat.est_modifiable() {
        liens.push(Lien::new("Modifier", format!("{ici}/modifier")));
    }
    if d.etat == EtatDOffre::Publiee {
        liens.push(Lien::new("Voir l’offre en ligne", format!("/offre/{}", d.offre.id)));
        liens.push(Lien::new("Imprimer l’affiche", format!("{ici}/affiche")));
    }
    if d.etat.actes_du_proprietaire().contains(&Acte::Annuler) {
        liens.push(Lien::new("Clore l’offre", format!("{ici}/clore")));
    }
    liens
}

fn boutons(d: &Deposee) -> Vec<(String, &'static str)> {
    let ici = adresse(d);
    let mut boutons = Vec::new();
    if d.etat.actes_du_proprietaire().contains(&Acte::Prolonger) {
        boutons.push((format!("{ici}/prolonger"), "Prolonger de deux mois"));
    }
    boutons.push((format!("{ici}/dupliquer"), "Dupliquer"));
    if d.etat == EtatDOffre::Brouillon {
        boutons.push((format!("{ici}/supprimer"), "Supprimer le brouillon"));
    }
    boutons
}

fn reouverture(action: &str, recues: i64) -> Formulaire {
    let champ = Champ::ligne("plafond", "Nouveau plafond de candidatures")
        .clavier_de("numeric")
        .aide(format!("Plus de {recues}, {PLAFOND_MAX} au plus."))
        .valeur((recues + 20).min(PLAFOND_MAX).to_string());
    Formulaire { principal: false, ..Formulaire::new(action, "Rouvrir l’offre", vec![champ]) }
}

/// One thing that happened: a person is only named to themselves.
fn ligne(f: &Fait, acteur: &Acteur) -> [String; 4] {
    let quoi = Acte::lire(&f.acte).map_or_else(|| f.acte.clone(), |a| a.libelle().to_owned());
    let qui = match f.par.as_str() {
        REGLE => "Automatique",
        par if par == acteur.personne => "Vous",
        _ => "Une autre personne habilitée",
    };
    [Instant::from_ms(f.instant).long(), quoi, qui.to_owned(), f.motif.clone()]
}

/// Makes it last two months more.
pub async fn prolonger(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    faire_durer(&etat, &mut d, &acteur.personne).await?;
    Ok(vers(&format!("{}?fait=prolongee", adresse(&d))))
}

/// Gives it a new end, two months from now.
///
/// # Errors
/// 409 when it can no longer last.
pub async fn faire_durer(etat: &Etat, d: &mut Deposee, par: &str) -> Result<(), Erreur> {
    let maintenant = etat.horloge.maintenant();
    d.offre.expiration = Some(expiration_par_defaut(maintenant));
    d.rappel = 0;
    d.prolongations += 1;
    let mut tx = etat.db.write().await?;
    agir(&mut tx, d, Acte::Prolonger, (par, ""), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(())
}

/// Takes applications again, with a higher ceiling.
pub async fn rouvrir(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let plafond = saisie.texte("plafond").parse::<i64>().unwrap_or_default();
    if plafond <= d.recues() || plafond > PLAFOND_MAX {
        saisie
            .refuser("plafond", format!("Donnez un nombre de {} à {PLAFOND_MAX}.", d.recues() + 1));
        let formulaire = reouverture(&format!("{}/rouvrir", adresse(&d)), d.recues()).avec(&saisie);
        let ici = adresse(&d);
        let vue = PageFormulaire::new(
            page(&etat, "Rouvrir l’offre", &ici),
            fil_des_offres(),
            &[],
            formulaire,
        );
        return formulaire_seul(vue);
    }
    d.plafond = Some(plafond);
    let maintenant = etat.horloge.maintenant();
    if d.offre.expiration.is_none_or(|fin| fin <= maintenant) {
        dater(&mut d, maintenant);
    }
    let mut tx = etat.db.write().await?;
    let motif = format!("Plafond relevé à {plafond}");
    let acte = Acte::Rouvrir;
    agir(&mut tx, &mut d, acte, (&acteur.personne, &motif), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=rouverte", adresse(&d))))
}

/// The form that closes it.
pub async fn clore(State(etat): State<Etat>, Path(id): Path<String>) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let action = format!("{}/clore", adresse(&d));
    formulaire_seul(cloture(&etat, &d, &action, None))
}

/// The page that closes an offer, sent to `action`.
pub fn cloture(etat: &Etat, d: &Deposee, action: &str, saisie: Option<&Saisie>) -> PageFormulaire {
    let choix = Motif::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    let champs = vec![
        Champ::new("motif", "Pourquoi la clore ?", Genre::Radios(choix)),
        Champ::new("precision", "Précision", Genre::Zone)
            .facultatif()
            .aide("Utile si vous avez choisi « Autre raison ». Elle reste entre vous et l’administration du service."),
    ];
    let formulaire = Formulaire::new(action, "Clore l’offre", champs);
    let formulaire = match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    };
    let mut fil = fil_des_offres();
    fil.push(Lien::new(d.offre.titre.clone(), adresse(d)));
    let titre = format!("Clore l’offre : {}", d.offre.titre);
    let chapo = [
        "Elle ne sera plus visible, et les candidats qui n’ont pas eu de réponse seront prévenus.",
    ];
    PageFormulaire::new(page(etat, titre, action), fil, &chapo, formulaire)
}

/// Closes it.
pub async fn fermer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let Some((acte, motif)) = lire_la_cloture(&mut saisie) else {
        let action = format!("{}/clore", adresse(&d));
        return formulaire_seul(cloture(&etat, &d, &action, Some(&saisie)));
    };
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    agir(&mut tx, &mut d, acte, (&acteur.personne, &motif), maintenant).await.map_err(refus::de)?;
    tx.commit().await?;
    Ok(vers(&format!("{}?fait={}", adresse(&d), d.etat.code())))
}

/// What closing does and why; notes what is missing.
pub fn lire_la_cloture(saisie: &mut Saisie) -> Option<(Acte, String)> {
    let precision = saisie.borne("precision", 0, 500);
    let Some(motif) = Motif::lire(saisie.texte("motif")) else {
        saisie.refuser("motif", "Choisissez une raison.");
        return None;
    };
    if motif == Motif::Autre && precision.chars().count() < 3 {
        saisie.refuser("precision", "Dites en quelques mots pourquoi.");
    }
    let phrase = match precision.is_empty() {
        true => motif.libelle().to_owned(),
        false => format!("{} — {precision}", motif.libelle()),
    };
    saisie.bonne().then(|| (motif.acte(), phrase))
}

/// Makes a draft of the same offer.
pub async fn dupliquer(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let mut d = offre_de(&etat, &id).await?;
    let maintenant = etat.horloge.maintenant();
    let neuf = Ulid::new().to_string();
    d.offre.candidature.destinataire = Some(Objet::Offre(neuf.clone()).code());
    d.offre.candidature.recues = 0;
    d.offre.reference.clone_from(&neuf);
    d.offre.id = neuf;
    d.offre.publication = None;
    d.offre.expiration = None;
    d.offre.statut = EtatDOffre::Brouillon.statut();
    let copie = Deposee {
        etat: EtatDOffre::Brouillon,
        auteur: acteur.personne.clone(),
        perdu_le: None,
        prolongations: 0,
        rappel: 0,
        vues: 0,
        ouvertures: 0,
        motif: String::new(),
        creee_le: maintenant.ms(),
        modifiee_le: maintenant.ms(),
        ..d
    };
    let mut tx = etat.db.write().await?;
    creer(&mut tx, &copie, &acteur.personne, maintenant).await?;
    tx.commit().await?;
    Ok(vers(&format!("{}/modifier", adresse(&copie))))
}

/// Removes a draft.
pub async fn supprimer(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let d = offre_de(&etat, &id).await?;
    let mut tx = etat.db.write().await?;
    if !gestion::supprimer_le_brouillon(&mut tx, &d.offre.id).await? {
        return Err(refus::de(crate::regles::vie::RefusDeVie::Transition.into()));
    }
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=supprimee", super::liste::CHEMIN)))
}
