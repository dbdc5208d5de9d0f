//! A training centre signs up, from the directory.

use annuaire::porte::{Organisme, Organismes, organisme};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use noyau::identifiants::Siret;
use noyau::texte::plier;
use web::formulaire::{Champ, Formulaire, Saisie};
use web::page::Lien;
use web::{Erreur, Etat, Role};

use super::{ETAPES, Etape, Recherche, coordonnees, enregistrer, lire_les_coordonnees, nouvelle};
use crate::inscription::adresse_sur_une_ligne;
use crate::regles::inscription::{Refus, cfa};

const CHEMIN: &str = "/inscription/cfa";
const TITRE: &str = "Inscrire mon organisme de formation";

/// Organisations shown for a name.
const RESULTATS: usize = 10;

/// The field, what it finds, or the form once the organisation is found.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(adresse.as_deref().unwrap_or_default());
    let voulu = [saisie.texte("siret"), saisie.texte("q")].into_iter().find(|t| !t.is_empty());
    let Some(voulu) = voulu else { return recherche(&etat, "", "").repondre(StatusCode::OK) };
    let chiffres: String = voulu.chars().filter(|c| !c.is_whitespace()).collect();
    if !chiffres.bytes().all(|b| b.is_ascii_digit()) {
        return trouver(&etat, voulu).await;
    }
    match chiffres.parse::<Siret>() {
        Err(e) => recherche(&etat, voulu, &e.message).repondre(StatusCode::BAD_REQUEST),
        Ok(siret) => match cfa(organisme(etat.db.read(), &siret).await?) {
            Ok(o) => etape(&etat, &o, None).repondre(StatusCode::OK),
            Err(refus) => refusee(&etat, &siret, refus).repondre(StatusCode::OK),
        },
    }
}

fn recherche(etat: &Etat, valeur: &str, erreur: &str) -> Etape {
    let mut vue = Etape::nouvelle(etat, TITRE, CHEMIN);
    vue.etape = Some(ETAPES[0]);
    vue.recherche = Some(Recherche {
        action: CHEMIN,
        libelle: "SIRET ou nom de l’organisme",
        aide: "Le SIRET a 14 chiffres ; c’est celui du lieu d’où l’organisme est géré.",
        valeur: valeur.to_owned(),
        erreur: erreur.to_owned(),
    });
    vue
}

async fn trouver(etat: &Etat, texte: &str) -> Result<Response, Erreur> {
    let mots = plier(texte);
    let mots: Vec<&str> = mots.split_whitespace().collect();
    let organismes = Organismes::charger(etat.db.read()).await?;
    let mut trouves: Vec<(String, String, Siret)> = organismes
        .iter()
        .filter_map(|(siret, o)| {
            let nom = o.nom.clone()?;
            let plie = plier(&format!("{nom} {}", o.localite.as_deref().unwrap_or_default()));
            let va = mots.iter().all(|m| plie.contains(m));
            va.then(|| (nom, o.localite.clone().unwrap_or_default(), *siret))
        })
        .collect();
    trouves.sort();
    trouves.truncate(RESULTATS);
    if trouves.is_empty() {
        let dire =
            "L’annuaire ne connaît aucun organisme de ce nom. Essayez un autre nom, ou le SIRET.";
        return recherche(etat, texte, dire).repondre(StatusCode::BAD_REQUEST);
    }
    let mut vue = recherche(etat, texte, "");
    let ligne = |(nom, ville, siret): (String, String, Siret)| {
        let lien = Lien::new(nom, format!("{CHEMIN}?siret={siret}"));
        (lien, format!("{ville} — SIRET {}", siret.affichage()))
    };
    vue.resultats = trouves.into_iter().map(ligne).collect();
    vue.repondre(StatusCode::OK)
}

fn refusee(etat: &Etat, siret: &Siret, refus: Refus) -> Etape {
    let mut vue = recherche(etat, siret.as_str(), "");
    vue.alerte = Some(("error", refus.titre().to_owned(), refus.conseil().to_owned()));
    vue.liens = vec![Lien::new("Consulter l’annuaire des organismes", "/organismes")];
    vue
}

fn etape(etat: &Etat, o: &Organisme, saisie: Option<&Saisie>) -> Etape {
    let mut vue = Etape::nouvelle(etat, TITRE, CHEMIN);
    vue.etape = Some(ETAPES[1]);
    vue.faits = vec![("Nom", o.nom()), ("SIRET", o.siret.affichage())];
    if let Some(adresse) = &o.adresse {
        vue.faits.push(("Adresse", adresse_sur_une_ligne(&adresse.valeur)));
    }
    if let Some(uai) = o.uai_validee() {
        vue.faits.push(("UAI", uai.to_string()));
    }
    "annuaire des organismes de formation".clone_into(&mut vue.source);
    let mut champs = coordonnees();
    champs.push(Champ::cache("siret", o.siret.to_string()));
    let formulaire = Formulaire::new(CHEMIN, "Recevoir le lien de confirmation", champs);
    vue.formulaire = Some(match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    });
    vue.liens = vec![Lien::new("Ce n’est pas mon organisme", CHEMIN)];
    vue
}

/// Keeps the sign-up and sends the link.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let Ok(siret) = saisie.texte("siret").parse::<Siret>() else {
        let dire = "Donnez d’abord le SIRET de votre organisme.";
        return recherche(&etat, "", dire).repondre(StatusCode::BAD_REQUEST);
    };
    let o = match cfa(organisme(etat.db.read(), &siret).await?) {
        Ok(o) => o,
        Err(refus) => return refusee(&etat, &siret, refus).repondre(StatusCode::BAD_REQUEST),
    };
    let mut inscription = nouvelle(&etat, "cfa", Role::Cfa, siret.as_str());
    lire_les_coordonnees(&mut saisie, &mut inscription);
    if !saisie.bonne() {
        return etape(&etat, &o, Some(&saisie)).repondre(StatusCode::BAD_REQUEST);
    }
    enregistrer(&etat, &inscription, None).await
}
