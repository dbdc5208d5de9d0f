//! A training centre declares a company: its SIRET first, then who speaks for it.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use comptes::porte::entreprises::{Etablissement, etablissement};
use comptes::porte::membres::Attache;
use noyau::dates::DateCivile;
use noyau::identifiants::{Courriel, Siret, Telephone};
use ulid::Ulid;
use web::formulaire::{Champ, Choix, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{centres, fil};
use crate::depot::mandats::{self, Mandat};
use crate::mandat::declarer;
use crate::pages::{formulaire_seul, page, vers};
use crate::regles::mandat::{Declarant, Entreprise, entreprise_permise, fautes_du_contact};

/// The page.
pub const CHEMIN: &str = "/cfa/entreprises/nouvelle";

const TITRE: &str = "Ajouter une entreprise partenaire";

const DEJA: &str = "Vous gérez déjà les offres de cette entreprise.";

/// The SIRET, then the form of its company.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(requete.as_deref().unwrap_or_default());
    let siens = centres(&etat, &acteur).await?;
    if saisie.texte("siret").is_empty() {
        return formulaire_seul(chercher(&etat, &siens, &saisie));
    }
    match connaitre(&etat, &siens, &mut saisie).await? {
        Some(connue) => formulaire_seul(declaration(&etat, &connue, &saisie)),
        None => formulaire_seul(chercher(&etat, &siens, &saisie)),
    }
}

/// What the form is about: the centre that declares, and the company.
struct Connue {
    cfa: Attache,
    siret: Siret,
    etablissement: Etablissement,
}

/// The company of the SIRET that was typed, or what is wrong with it.
async fn connaitre(
    etat: &Etat,
    siens: &[Attache],
    saisie: &mut Saisie,
) -> Result<Option<Connue>, Erreur> {
    let cfa = match siens {
        [seul] => Some(seul),
        _ => siens.iter().find(|a| a.ressort() == saisie.texte("cfa")),
    };
    let Some(cfa) = cfa.cloned() else {
        saisie.refuser("cfa", "Choisissez le centre qui a l’accord de l’entreprise.");
        return Ok(None);
    };
    let Some(siret) = saisie.valeur::<Siret>("siret") else { return Ok(None) };
    let etablissement = match etablissement(etat, &siret).await? {
        Ok(etablissement) => etablissement,
        Err((titre, conseil)) => {
            saisie.refuser("siret", format!("{titre}. {conseil}"));
            return Ok(None);
        }
    };
    let siren = siret.siren();
    let e = Entreprise { siren: siren.as_str(), naf: &etablissement.entreprise.naf };
    let siren_du_cfa = cfa.siret.get(..9).unwrap_or_default();
    if let Err(refus) = entreprise_permise(e, siren_du_cfa) {
        saisie.refuser(refus.champ(), refus.phrase());
        return Ok(None);
    }
    let deja = mandats::en_vigueur(etat.db.read(), cfa.ressort(), siret.as_str()).await?;
    if deja.is_some() {
        saisie.refuser("siret", DEJA);
        return Ok(None);
    }
    Ok(Some(Connue { cfa, siret, etablissement }))
}

fn chercher(etat: &Etat, siens: &[Attache], saisie: &Saisie) -> PageFormulaire {
    let mut champs = Vec::new();
    if siens.len() > 1 {
        let choix = siens.iter().map(|a| Choix::new(a.ressort(), a.nom.as_str())).collect();
        champs.push(Champ::new("cfa", "Votre centre", Genre::Liste(choix)));
    }
    champs.push(
        Champ::ligne("siret", "SIRET de l’établissement qui recrute")
            .clavier_de("numeric")
            .aide("14 chiffres ; l’entreprise le lit sur une facture ou un bulletin de paie."),
    );
    let formulaire = Formulaire::new(CHEMIN, "Continuer", champs).avec(saisie);
    let chapo = [
        "Vous devez avoir l’accord de l’entreprise : elle est prévenue par courriel, et peut y mettre fin à tout moment.",
    ];
    PageFormulaire::new(page(etat, TITRE, CHEMIN), fil(), &chapo, formulaire)
}

fn declaration(etat: &Etat, connue: &Connue, saisie: &Saisie) -> PageFormulaire {
    let e = &connue.etablissement.entreprise;
    let aujourd_hui = etat.horloge.aujourd_hui().to_string();
    let champs = vec![
        Champ::cache("etape", "declarer"),
        Champ::cache("cfa", connue.cfa.ressort()),
        Champ::cache("siret", connue.siret.to_string()),
        Champ::ligne("contact", "Prénom et nom de la personne de l’entreprise").completer("off"),
        Champ::new("courriel", "Son adresse électronique", Genre::Courriel)
            .aide("Elle n’est jamais affichée. L’entreprise y reçoit un courriel qui dit que vous gérez ses offres.")
            .completer("off"),
        Champ::new("telephone", "Son téléphone", Genre::Telephone)
            .aide("Il n’est jamais affiché.")
            .completer("off"),
        Champ::new("depuis", "Date de l’accord", Genre::Jour).valeur(aujourd_hui),
        Champ::new(
            "exact",
            "Je déclare avoir l’accord de l’entreprise et que ces informations sont exactes",
            Genre::Case,
        ),
    ];
    // The fields of the second step are only marked once they were sent.
    let formulaire = Formulaire::new(CHEMIN, "Ajouter l’entreprise", champs);
    let formulaire = match saisie.texte("etape") {
        "declarer" => formulaire.avec(saisie),
        _ => formulaire,
    };
    let opco = &connue.etablissement.opco;
    let mut chapo = vec![format!("{} — {}", e.nom, e.adresse)];
    if !opco.is_empty() {
        chapo.push(format!("OPCO : {opco}."));
    }
    let chapo: Vec<&str> = chapo.iter().map(String::as_str).collect();
    PageFormulaire::new(page(etat, TITRE, CHEMIN), fil(), &chapo, formulaire)
        .liens(vec![Lien::new("Ce n’est pas cette entreprise", CHEMIN)])
}

/// Goes to the second step, or keeps the mandate.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let siens = centres(&etat, &acteur).await?;
    let Some(connue) = connaitre(&etat, &siens, &mut saisie).await? else {
        return formulaire_seul(chercher(&etat, &siens, &saisie));
    };
    if saisie.texte("etape") != "declarer" {
        return formulaire_seul(declaration(&etat, &connue, &saisie));
    }
    let lu = lire(&etat, &acteur, &connue, &mut saisie).await?;
    let Some(mut mandat) = lu.filter(|_| saisie.bonne()) else {
        return formulaire_seul(declaration(&etat, &connue, &saisie));
    };
    let maintenant = etat.horloge.maintenant();
    if !declarer(&etat, &mut mandat, (&connue.cfa.nom, maintenant)).await? {
        saisie.refuser("siret", DEJA);
        return formulaire_seul(chercher(&etat, &siens, &saisie));
    }
    Ok(vers(&format!("{}?fait=ajoutee", super::CHEMIN)))
}

/// The mandate as it was typed; what is wrong is noted in the form.
async fn lire(
    etat: &Etat,
    acteur: &Acteur,
    connue: &Connue,
    saisie: &mut Saisie,
) -> Result<Option<Mandat>, Erreur> {
    let contact = saisie.borne("contact", 3, 100);
    let courriel = saisie.valeur::<Courriel>("courriel");
    let telephone = saisie.valeur::<Telephone>("telephone");
    let depuis = date(saisie, etat.horloge.aujourd_hui());
    if !saisie.coche("exact") {
        saisie.refuser("exact", "Cochez cette case : sans l’accord de l’entreprise, vous ne pouvez pas publier pour elle.");
    }
    let compte = comptes::porte::administration::personne(etat.db.read(), &acteur.personne).await?;
    let declarant = Declarant { courriel: &compte.courriel, telephone: &compte.telephone };
    for faute in fautes_du_contact(declarant, courriel.as_ref(), telephone.as_ref()) {
        saisie.refuser(faute.champ(), faute.phrase());
    }
    let (Some(courriel), Some(telephone), Some(depuis)) = (courriel, telephone, depuis) else {
        return Ok(None);
    };
    let Etablissement { entreprise: e, opco } = connue.etablissement.clone();
    Ok(Some(Mandat {
        id: Ulid::new().to_string(),
        cfa: connue.cfa.ressort().to_owned(),
        siret: connue.siret.to_string(),
        nom: e.nom,
        adresse: e.adresse,
        departement: e.departement,
        naf: e.naf,
        opco,
        contact,
        courriel: courriel.to_string(),
        telephone: telephone.to_string(),
        depuis: depuis.to_string(),
        declare_par: acteur.personne.clone(),
        ..Mandat::default()
    }))
}

fn date(saisie: &mut Saisie, aujourd_hui: DateCivile) -> Option<DateCivile> {
    match DateCivile::lire(saisie.texte("depuis")) {
        Ok(Some(jour)) if jour > aujourd_hui => {
            saisie.refuser("depuis", "L’accord doit être déjà donné.");
            None
        }
        Ok(Some(jour)) => Some(jour),
        Ok(None) => {
            saisie.refuser("depuis", "Donnez la date de l’accord.");
            None
        }
        Err(e) => {
            saisie.refuser("depuis", e.message);
            None
        }
    }
}
