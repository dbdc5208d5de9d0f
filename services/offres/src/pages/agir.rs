//! What is done to one offer by those who manage it.

use axum::extract::{Path, State};
use axum::response::Response;
use ulid::Ulid;
use web::formulaire::{Champ, Choix, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::formulaire::PLAFOND_MAX;
use super::gerer::{adresse, offre_de, reouverture};
use super::{fil_des_offres, formulaire_seul, page, vers};
use crate::actes::{agir, creer};
use crate::depot::deposees::Deposee;
use crate::depot::gestion;
use crate::mandat::tenir;
use crate::porte::Objet;
use crate::publication::dater;
use crate::refus;
use crate::regles::cloture::Motif;
use crate::regles::expiration_par_defaut;
use crate::regles::vie::{Acte, Etat as EtatDOffre, RefusDeVie};

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
    let formulaire = Formulaire::new(action, "Clore l’offre", champs_de_cloture());
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

/// Why an offer is closed.
pub fn champs_de_cloture() -> Vec<Champ> {
    let choix = Motif::TOUS.iter().map(|m| Choix::new(m.code(), m.libelle())).collect();
    vec![
        Champ::new("motif", "Pour quelle raison ?", Genre::Radios(choix)),
        Champ::new("precision", "Précision", Genre::Zone)
            .facultatif()
            .aide("Utile si vous avez choisi « Autre raison ». Elle reste entre vous et l’administration du service."),
    ]
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
    tenir(&mut tx, &copie).await?;
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
        return Err(refus::de(RefusDeVie::Transition.into()));
    }
    tx.commit().await?;
    Ok(vers(&format!("{}?fait=supprimee", super::liste::CHEMIN)))
}
