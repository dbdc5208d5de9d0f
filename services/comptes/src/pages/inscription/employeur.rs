//! An employer signs up: SIRET, what is known, contact.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use liens::entreprises::{Entreprise, EntreprisesFeintes, LesEntreprises};
use noyau::identifiants::Siret;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::Lien;
use web::{Erreur, Etat, Role};

use super::{ETAPES, Etape, Recherche, coordonnees, enregistrer, lire_les_coordonnees, nouvelle};
use crate::entreprises::{self, Savoir};
use crate::regles::inscription::{Refus, employeur};
use crate::regles::opco::reconnaitre;

const CHEMIN: &str = "/inscription/employeur";
const TITRE: &str = "Inscrire mon entreprise";

/// Establishments shown for a name.
const RESULTATS: usize = 10;

/// What the page knows of the company.
struct Connu {
    siret: Siret,
    savoir: Savoir,
    entreprise: Result<Option<Entreprise>, Refus>,
    opco: Option<(&'static str, String)>,
}

async fn connaitre(etat: &Etat, siret: Siret) -> Result<Connu, Erreur> {
    let savoir = entreprises::chercher(etat, &siret).await?;
    let entreprise = match &savoir {
        Savoir::Su(reponse) => employeur(reponse.clone()).map(Some),
        Savoir::Panne => Ok(None),
    };
    let idcc = match &entreprise {
        Ok(Some(e)) => e.idcc.as_slice(),
        _ => &[],
    };
    let opco = entreprises::opco(etat, &siret, idcc).await?;
    Ok(Connu { siret, savoir, entreprise, opco })
}

/// The field, what it finds, or the form once the company is found.
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
        Ok(siret) => {
            let connu = connaitre(&etat, siret).await?;
            etape(&etat, &connu, None).repondre(StatusCode::OK)
        }
    }
}

fn recherche(etat: &Etat, valeur: &str, erreur: &str) -> Etape {
    let mut vue = Etape::nouvelle(etat, TITRE, CHEMIN);
    vue.etape = Some(ETAPES[0]);
    vue.recherche = Some(Recherche {
        action: CHEMIN,
        libelle: "SIRET ou nom de l’établissement",
        aide: "Le SIRET a 14 chiffres ; il figure sur une facture ou un bulletin de paie.",
        valeur: valeur.to_owned(),
        erreur: erreur.to_owned(),
    });
    if etat.reglages.demo {
        let exemples = [
            ("une boulangerie", EntreprisesFeintes::OUVERTE),
            ("un organisme de formation", EntreprisesFeintes::FORMATION),
            ("un établissement fermé", EntreprisesFeintes::FERMEE),
            ("un établissement non diffusible", EntreprisesFeintes::NON_DIFFUSIBLE),
            ("la source en panne", EntreprisesFeintes::EN_PANNE),
        ];
        let lien = |(quoi, siret)| {
            Lien::new(format!("Démonstration : {quoi}"), format!("{CHEMIN}?siret={siret}"))
        };
        vue.liens = exemples.map(lien).into();
    }
    vue
}

async fn trouver(etat: &Etat, texte: &str) -> Result<Response, Erreur> {
    let trouvees = match etat.piece::<LesEntreprises>() {
        Some(source) => source.chercher(texte, RESULTATS).await.ok(),
        None => None,
    };
    let Some(trouvees) = trouvees else {
        let dire = "La recherche par nom ne répond pas en ce moment : donnez le SIRET.";
        return recherche(etat, texte, dire).repondre(StatusCode::BAD_REQUEST);
    };
    if trouvees.is_empty() {
        let dire = "Aucun établissement ouvert n’a ce nom. Essayez un autre nom, ou le SIRET.";
        return recherche(etat, texte, dire).repondre(StatusCode::BAD_REQUEST);
    }
    let mut vue = recherche(etat, texte, "");
    let ligne = |e: Entreprise| {
        let lien = Lien::new(e.nom, format!("{CHEMIN}?siret={}", e.siret));
        (lien, format!("{} — SIRET {}", e.adresse, e.siret))
    };
    vue.resultats = trouvees.into_iter().map(ligne).collect();
    vue.repondre(StatusCode::OK)
}

/// The second step, or why it is not open.
fn etape(etat: &Etat, connu: &Connu, saisie: Option<&Saisie>) -> Etape {
    let entreprise = match &connu.entreprise {
        Ok(entreprise) => entreprise.as_ref(),
        Err(refus) => return refusee(etat, connu, *refus),
    };
    let mut vue = Etape::nouvelle(etat, TITRE, CHEMIN);
    vue.etape = Some(ETAPES[1]);
    match entreprise {
        Some(e) => {
            vue.faits = faits(e);
            vue.source.clone_from(&e.source);
        }
        None => {
            vue.faits = vec![("SIRET", connu.siret.affichage())];
            vue.alerte = Some((
                "warning",
                "Nous ne pouvons pas vérifier ce SIRET en ce moment".to_owned(),
                "La source des entreprises ne répond pas. Continuez : nous vérifierons dès qu’elle répondra, et vous préviendrons par courriel.".to_owned(),
            ));
        }
    }
    if let Some((nom, source)) = &connu.opco {
        vue.faits.push(("OPCO", format!("{nom} (d’après {source})")));
    }
    let mut champs = coordonnees();
    if connu.opco.is_none() {
        champs.push(champ_opco());
    }
    champs.push(Champ::cache("siret", connu.siret.to_string()));
    let formulaire = Formulaire::new(CHEMIN, "Recevoir le lien de confirmation", champs);
    vue.formulaire = Some(match saisie {
        Some(saisie) => formulaire.avec(saisie),
        None => formulaire,
    });
    vue.liens = vec![Lien::new("Ce n’est pas mon établissement", CHEMIN)];
    vue
}

fn faits(e: &Entreprise) -> Vec<(&'static str, String)> {
    let mut faits = vec![("Nom", e.nom.clone()), ("SIRET", e.siret.clone())];
    for (terme, valeur) in [("Adresse", &e.adresse), ("Activité (NAF)", &e.naf)] {
        if !valeur.is_empty() {
            faits.push((terme, valeur.clone()));
        }
    }
    faits
}

fn champ_opco() -> Champ {
    let mut choix: Vec<Choix> = donnees::opcos().map(|nom| Choix::new(nom, nom)).collect();
    choix.push(Choix::new("inconnu", "Je ne sais pas"));
    Champ::new("opco", "Votre opérateur de compétences (OPCO)", Genre::Liste(choix)).aide(
        "Il finance les contrats d’apprentissage de votre branche ; votre comptable le connaît.",
    )
}

fn refusee(etat: &Etat, connu: &Connu, refus: Refus) -> Etape {
    let mut vue = recherche(etat, connu.siret.as_ref(), "");
    vue.alerte = Some(("error", refus.titre().to_owned(), refus.conseil().to_owned()));
    if refus == Refus::Formation {
        let adresse = format!("/inscription/cfa?siret={}", connu.siret);
        vue.liens = vec![Lien::new("M’inscrire comme organisme de formation", adresse)];
    }
    vue
}

/// Keeps the sign-up and sends the link.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let Ok(siret) = saisie.texte("siret").parse::<Siret>() else {
        let dire = "Donnez d’abord le SIRET de votre établissement.";
        return recherche(&etat, "", dire).repondre(StatusCode::BAD_REQUEST);
    };
    let connu = connaitre(&etat, siret).await?;
    let mut inscription = nouvelle(&etat, "employeur", Role::Employeur, siret.as_str());
    lire_les_coordonnees(&mut saisie, &mut inscription);
    match &connu.opco {
        Some((nom, _)) => inscription.opco = (*nom).to_owned(),
        None if saisie.texte("opco") == "inconnu" => {}
        None => match reconnaitre(saisie.texte("opco")) {
            Some(nom) => inscription.opco = nom.to_owned(),
            None => saisie.refuser("opco", "Choisissez votre OPCO, ou « Je ne sais pas »."),
        },
    }
    if connu.entreprise.is_err() || !saisie.bonne() {
        return etape(&etat, &connu, Some(&saisie)).repondre(StatusCode::BAD_REQUEST);
    }
    enregistrer(&etat, &inscription, Some(&connu.savoir)).await
}
