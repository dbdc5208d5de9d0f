//! The form of a request, on this site or inside the page of a partner.

use askama::Template;
use axum::extract::{OriginalUri, RawQuery, State};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse};
use noyau::identifiants::{Courriel, Telephone};
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::page::{Lien, Page};
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::{Rendu, encoder, page, vers};
use crate::actes::{self, Saisie as Demandee};
use crate::depot::formations::{self, Cle, Formation};
use crate::refus::Refus;
use crate::regles::motif::{AUTRE, MOTIFS, lire};
use crate::regles::portail::Portail;
use crate::vues::Demander;

/// Path of the form.
pub const CHEMIN: &str = "/rendez-vous";

/// Path of the form that partners frame.
pub const ENCART: &str = "/widget/rendez-vous";

/// Longest message.
const MESSAGE_MAX: usize = 1_000;

/// Address of the form of a training, for a portal.
pub fn adresse(formation: &str, portail: Portail) -> String {
    adresse_sous(CHEMIN, formation, portail)
}

fn adresse_sous(chemin: &str, formation: &str, portail: Portail) -> String {
    format!("{chemin}?formation={}&portail={}", encoder(formation), portail.code())
}

/// What an address asks for. The names of the former service are understood too.
struct Demande {
    formation: String,
    portail: Option<Portail>,
    chemin: &'static str,
}

impl Demande {
    fn lire(adresse: Option<&str>, ici: &Uri) -> Self {
        let lus = Parametres::lire(adresse);
        let texte = |nom: &str, ancien: &str| {
            lus.texte(nom).or_else(|| lus.texte(ancien)).unwrap_or_default().to_owned()
        };
        let portail = texte("portail", "referrer").to_lowercase();
        let encart = ici.path().starts_with(ENCART);
        Demande {
            formation: texte("formation", "cleMinistereEducatif"),
            portail: if portail.is_empty() { Some(Portail::Site) } else { Portail::lire(&portail) },
            chemin: if encart { ENCART } else { CHEMIN },
        }
    }

    fn encart(&self) -> bool {
        self.chemin == ENCART
    }

    fn page(&self, etat: &Etat, titre: String) -> Page {
        let mut page = page(etat, titre, self.chemin);
        page.encart = self.encart();
        page
    }

    async fn formation(&self, etat: &Etat) -> Result<(Formation, Portail), Erreur> {
        let trouvee = formations::trouver(etat.db.read(), Cle::Formation(&self.formation)).await?;
        let formation = trouvee.ok_or_else(|| Refus::FormationInconnue.erreur())?;
        let portail = self.portail.ok_or_else(|| {
            Erreur::parametre(
                "portail",
                "ce site n’est pas de ceux d’où l’on demande un rendez-vous",
            )
        })?;
        Ok((formation, portail))
    }
}

/// The form of the former service leads to this one.
pub async fn ancienne(RawQuery(adresse): RawQuery) -> Rendu {
    let suite = adresse.map(|a| format!("?{a}")).unwrap_or_default();
    Ok(vers(&format!("{CHEMIN}{suite}")))
}

/// The form; a page that says why when the training takes no request.
pub async fn show(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let demande = Demande::lire(adresse.as_deref(), &ici);
    let (formation, portail) = demande.formation(&etat).await?;
    if !actes::ouverte(&etat, &formation, portail).await? {
        return fermee(&etat, &demande, &formation);
    }
    montrer(&etat, &demande, &formation, portail, None)
}

/// Makes the request.
pub async fn submit(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
    corps: String,
) -> Rendu {
    let demande = Demande::lire(adresse.as_deref(), &ici);
    let (formation, portail) = demande.formation(&etat).await?;
    if !actes::ouverte(&etat, &formation, portail).await? {
        return fermee(&etat, &demande, &formation);
    }
    let mut saisie = Saisie::lire(&corps);
    let Some(demandee) = verifier(&mut saisie) else {
        return montrer(&etat, &demande, &formation, portail, Some(&saisie));
    };
    match actes::demander(&etat, &formation, portail, &demandee).await? {
        Ok(_) => {
            let envoyee = format!("{}/envoyee", demande.chemin);
            Ok(vers(&adresse_sous(&envoyee, &formation.id, portail)))
        }
        Err(refus) => {
            saisie.refuser("courriel", refus.phrase());
            montrer(&etat, &demande, &formation, portail, Some(&saisie))
        }
    }
}

/// The request is made.
pub async fn envoyee(
    State(etat): State<Etat>,
    RawQuery(adresse): RawQuery,
    OriginalUri(ici): OriginalUri,
) -> Rendu {
    let demande = Demande::lire(adresse.as_deref(), &ici);
    let (f, _) = demande.formation(&etat).await?;
    let page = demande.page(&etat, "Votre demande est enregistrée".to_owned());
    let texte = format!(
        "Nous la transmettons à {}. Un courriel vous confirme ce que vous avez demandé.",
        f.formateur_nom
    );
    let suite = Bloc::nouveau(
        "Et maintenant",
        &[
            "Le centre s’engage à vous répondre sous quatre jours ouvrés, par courriel ou par téléphone. Regardez aussi vos courriers indésirables.",
        ],
    );
    let suite = match demande.encart() {
        true => suite,
        false => suite
            .lien("Revenir à la fiche de la formation", fiche(&f.id))
            .lien("Chercher un employeur", "/recherche?mode=emplois"),
    };
    let chapo = format!("{}, {}", f.titre, f.formateur_nom);
    let ecran = Ecran::nouveau(page, &chapo).alerte("success", "C’est envoyé", &texte).bloc(suite);
    Ok(Html(ecran.render()?).into_response())
}

/// Address of the sheet of a training.
pub fn fiche(formation: &str) -> String {
    format!("/formation/{}/formation", encoder(formation))
}

fn fermee(etat: &Etat, demande: &Demande, f: &Formation) -> Rendu {
    let page = demande.page(etat, "La prise de rendez-vous n’est pas ouverte".to_owned());
    let chapo = format!("{}, {}", f.titre, f.formateur_nom);
    let ailleurs = Bloc::nouveau(
        "Que faire",
        &["Joignez le centre à l’adresse ci-dessus, ou choisissez une formation voisine."],
    )
    .lien("Voir la fiche de la formation", fiche(&f.id))
    .lien("Chercher une autre formation", "/recherche?mode=formations");
    let ecran = Ecran::nouveau(page, &chapo)
        .alerte(
            "info",
            "Cette formation ne reçoit pas de demande pour le moment",
            "Le centre n’a pas ouvert ce service, ou ne répond pas aux demandes.",
        )
        .bloc(Bloc::default().faits(vec![("Lieu", f.lieu())]))
        .bloc(ailleurs);
    Ok(Html(ecran.render()?).into_response())
}

fn montrer(
    etat: &Etat,
    demande: &Demande,
    f: &Formation,
    portail: Portail,
    saisie: Option<&Saisie>,
) -> Rendu {
    let action = adresse_sous(demande.chemin, &f.id, portail);
    let formulaire = Formulaire::new(action, "Envoyer ma demande", champs());
    let titre = format!("Demander un rendez-vous : {}, {}", f.titre, f.formateur_nom);
    let coches = saisie.map(|s| lire(s.liste("motifs"))).unwrap_or_default();
    let vue = Demander {
        page: demande.page(etat, titre),
        fil: vec![Lien::new("Accueil", "/"), Lien::new(f.titre.as_str(), fiche(&f.id))],
        intitule: f.titre.clone(),
        centre: f.formateur_nom.clone(),
        lieu: f.lieu(),
        depuis: if portail == Portail::Site { "" } else { portail.libelle() }.to_owned(),
        formulaire: saisie.map_or(formulaire.clone(), |s| formulaire.avec(s)),
        motifs: MOTIFS.map(|m| (m.code, m.libelle, coches.contains(&m))).to_vec(),
    };
    let statut = if saisie.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((statut, Html(vue.rendre()?)).into_response())
}

fn champs() -> Vec<Champ> {
    let profils = vec![
        Choix::new("jeune", "Une personne qui veut se former"),
        Choix::new("parent", "Un parent"),
    ];
    vec![
        Champ::new("profil", "Vous êtes", Genre::Radios(profils)).valeur("jeune"),
        Champ::ligne("prenom", "Prénom").completer("given-name"),
        Champ::ligne("nom", "Nom").completer("family-name"),
        Champ::new("telephone", "Téléphone", Genre::Telephone)
            .aide("Format attendu : 06 12 34 56 78")
            .completer("tel"),
        Champ::new("courriel", "Adresse électronique", Genre::Courriel)
            .aide("Format attendu : nom@domaine.fr. La réponse arrive à cette adresse.")
            .completer("email"),
        Champ::new("motifs", "De quoi voulez-vous parler ?", Genre::Case)
            .aide("Au moins un sujet."),
        Champ::new("message", "Votre message", Genre::Zone)
            .aide("Nécessaire si vous avez choisi « Autre chose ».")
            .facultatif(),
    ]
}

/// Reads what was typed; notes what is wrong.
fn verifier(saisie: &mut Saisie) -> Option<Demandee> {
    let parent = saisie.texte("profil") == "parent";
    let prenom = nom_de_personne(saisie, "prenom");
    let nom = nom_de_personne(saisie, "nom");
    let telephone = saisie.valeur::<Telephone>("telephone");
    let courriel = saisie.valeur::<Courriel>("courriel");
    let motifs = lire(saisie.liste("motifs"));
    if motifs.is_empty() {
        saisie.refuser("motifs", "Choisissez au moins un sujet.");
    }
    let autre = motifs.iter().any(|m| m.code == AUTRE);
    let message = saisie.borne("message", 0, MESSAGE_MAX);
    if autre && message.is_empty() {
        saisie.refuser("message", "Dites de quoi vous voulez parler.");
    }
    if !saisie.bonne() {
        return None;
    }
    Some(Demandee {
        parent,
        prenom,
        nom,
        courriel: courriel?,
        telephone: telephone?,
        motifs,
        message,
    })
}

/// A name: at least one letter, and nothing that could be read as an address in a mail.
fn nom_de_personne(saisie: &mut Saisie, champ: &'static str) -> String {
    let texte = saisie.borne(champ, 1, 80);
    let permis = |c: char| c.is_alphabetic() || " '’-.".contains(c);
    let nom = texte.chars().any(char::is_alphabetic) && texte.chars().all(permis);
    if !texte.is_empty() && (!nom || texte.contains("www.")) {
        saisie.refuser(champ, "Un nom ne contient que des lettres, des espaces et des tirets.");
    }
    texte
}

#[cfg(test)]
mod tests {
    use super::*;

    const BON: &str = "profil=parent&prenom=Anne-Marie&nom=Le+Goff&telephone=06+12+34+56+78&courriel=Anne%40Exemple.fr&motifs=frais&motifs=lieu&message=";

    #[test]
    fn a_complete_request_is_read() {
        let mut saisie = Saisie::lire(BON);
        let lue = verifier(&mut saisie).unwrap();
        assert!(lue.parent);
        assert_eq!((lue.prenom.as_str(), lue.nom.as_str()), ("Anne-Marie", "Le Goff"));
        assert_eq!(lue.courriel.as_str(), "anne@exemple.fr");
        assert_eq!(lue.motifs.len(), 2);
    }

    #[test]
    fn each_fault_is_said_next_to_its_field() {
        let cas = [
            ("motifs=frais&motifs=lieu", "motifs=inconnu", "motifs"),
            ("motifs=frais", "motifs=autre", "message"),
            ("prenom=Anne-Marie", "prenom=", "prenom"),
            ("nom=Le+Goff", "nom=www.exemple.fr", "nom"),
            ("nom=Le+Goff", "nom=http%3A%2F%2Fx", "nom"),
            ("telephone=06+12+34+56+78", "telephone=12", "telephone"),
            ("courriel=Anne%40Exemple.fr", "courriel=anne", "courriel"),
        ];
        for (bon, faux, champ) in cas {
            let mut saisie = Saisie::lire(&BON.replace(bon, faux));
            assert!(verifier(&mut saisie).is_none(), "{faux}");
            assert!(!saisie.erreur(champ).is_empty(), "{faux}");
        }
    }
}
