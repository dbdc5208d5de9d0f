//! The mails that the service may send, with an example of each: what it writes is no secret.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use courrier::{Message, Modele};
use web::page::Lien;
use web::plateforme::Registre;
use web::{Erreur, Etat};

use super::vues::{LigneModele, Modeles, UnCourriel};
use super::{cadre, html, inconnu, page};

const TITRE: &str = "Les courriels que nous envoyons";

fn registre(etat: &Etat) -> Result<Arc<Registre>, Erreur> {
    etat.piece().ok_or_else(|| Erreur::indisponible("Le service démarre."))
}

/// The list, service by service.
pub async fn liste(State(etat): State<Etat>) -> Result<Response, Erreur> {
    let registre = registre(&etat)?;
    let mut services: Vec<(String, Vec<LigneModele>)> = Vec::new();
    for (service, modele) in registre.courriels() {
        match services.last_mut().filter(|(titre, _)| titre == service) {
            Some((_, lignes)) => lignes.push(ligne(modele)),
            None => services.push((service.to_owned(), vec![ligne(modele)])),
        }
    }
    let mut page = page(&etat, TITRE, "/courriels");
    page.indexable = true;
    page.description =
        "Chaque courriel que ce service peut envoyer, à qui, quand, avec un exemple.".to_owned();
    html(&Modeles { page, fil: vec![Lien::new("Accueil", "/")], services })
}

fn ligne(modele: &Modele) -> LigneModele {
    LigneModele {
        titre: modele.titre.to_owned(),
        quand: modele.quand.to_owned(),
        adresse: format!("/courriels/modele/{}", modele.code),
    }
}

/// One of them.
pub async fn show(State(etat): State<Etat>, Path(code): Path<String>) -> Result<Response, Erreur> {
    let (modele, message) = exemple(&etat, &code)?;
    let chemin = format!("/courriels/modele/{code}");
    let titre = format!("{} : exemple de courriel", modele.titre);
    html(&UnCourriel {
        page: page(&etat, &titre, &chemin),
        fil: vec![Lien::new("Accueil", "/"), Lien::new(TITRE, "/courriels")],
        titre: modele.titre.to_owned(),
        faits: vec![
            ("Quand".to_owned(), modele.quand.to_owned()),
            ("Sujet".to_owned(), message.sujet),
        ],
        cadre: Some(format!("{chemin}/corps")),
        texte: message.texte,
        pieces: Vec::new(),
    })
}

/// Its HTML, for the frame.
pub async fn corps(State(etat): State<Etat>, Path(code): Path<String>) -> Result<Response, Erreur> {
    Ok(cadre(&exemple(&etat, &code)?.1.html))
}

fn exemple(etat: &Etat, code: &str) -> Result<(Modele, Message), Erreur> {
    let registre = registre(etat)?;
    let modele = registre.courriels().map(|(_, m)| *m).find(|m| m.code == code);
    let modele = modele.ok_or_else(inconnu)?;
    let message = etat.reglages.habillage().habiller(&(modele.exemple)(), None);
    Ok((modele, message))
}
