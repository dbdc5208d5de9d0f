//! What the pages of the mails show. Dates are already French sentences.

use askama::Template;
use web::page::{Compte, Lien, Page};
use web::pagination::Pagination;

/// The mails that the service may send.
#[derive(Clone, Debug, Template)]
#[template(path = "courriels_modeles.html")]
pub struct Modeles {
    /// The layout.
    pub page: Page,
    /// What leads here.
    pub fil: Vec<Lien>,
    /// Title of a service, and its mails.
    pub services: Vec<(String, Vec<LigneModele>)>,
}

/// A model of mail.
#[derive(Clone, Debug)]
pub struct LigneModele {
    /// What it is.
    pub titre: String,
    /// When it is sent.
    pub quand: String,
    /// Where it is shown.
    pub adresse: String,
}

/// One mail, as its reader sees it.
#[derive(Clone, Debug, Template)]
#[template(path = "courriels_un.html")]
pub struct UnCourriel {
    /// The layout.
    pub page: Page,
    /// What leads here.
    pub fil: Vec<Lien>,
    /// Its subject.
    pub titre: String,
    /// What is known of it.
    pub faits: Vec<(String, String)>,
    /// Address of its HTML; none when its content is no longer kept.
    pub cadre: Option<String>,
    /// Its text.
    pub texte: String,
    /// The files that travel with it.
    pub pieces: Vec<Lien>,
}

/// A list of mails: that of the demonstration, or that of the administration.
#[derive(Clone, Debug, Template)]
#[template(path = "courriels_liste.html")]
pub struct Liste {
    /// The layout.
    pub page: Page,
    /// What leads here.
    pub fil: Vec<Lien>,
    /// Under the title.
    pub chapo: String,
    /// Address of the list, where its form leads.
    pub action: &'static str,
    /// The address looked for, as typed.
    pub q: String,
    /// States, with the one chosen.
    pub etats: Vec<Choix>,
    /// How many answer.
    pub total: Compte,
    /// Those of this page.
    pub lignes: Vec<LigneCourriel>,
    /// The other pages.
    pub pagination: Pagination,
    /// Whether the administration reads it.
    pub administration: bool,
}

/// A choice of a list.
#[derive(Clone, Debug)]
pub struct Choix {
    /// What is sent.
    pub valeur: &'static str,
    /// What is read.
    pub libelle: &'static str,
    /// Whether it is the current one.
    pub choisi: bool,
}

/// A mail in a list.
#[derive(Clone, Debug)]
pub struct LigneCourriel {
    /// Its subject, or what it is when its content is no longer kept.
    pub titre: String,
    /// Where it is read; none for the administration.
    pub lien: Option<String>,
    /// To whom.
    pub adresse: String,
    /// What became of it.
    pub etat: &'static str,
    /// DSFR class of its badge.
    pub classe: &'static str,
    /// When, why, how many tries.
    pub details: String,
    /// Where it is sent again.
    pub relancer: Option<String>,
}

/// What a person may stop.
#[derive(Clone, Debug, Template)]
#[template(path = "courriels_desabonnement.html")]
pub struct Desabonnement {
    /// The layout.
    pub page: Page,
    /// What the list is called.
    pub liste: String,
    /// Whether it is already stopped.
    pub arrete: bool,
    /// Where the button leads.
    pub action: String,
}

/// Addresses that no longer receive.
#[derive(Clone, Debug, Template)]
#[template(path = "courriels_adresses.html")]
pub struct Adresses {
    /// The layout.
    pub page: Page,
    /// What leads here.
    pub fil: Vec<Lien>,
    /// The address looked for, as typed.
    pub q: String,
    /// Those that answer, at most [`Adresses::MAX`].
    pub lignes: Vec<LigneAdresse>,
}

impl Adresses {
    /// Addresses shown at most.
    pub const MAX: i64 = 200;
}

/// An address in poor health.
#[derive(Clone, Debug)]
pub struct LigneAdresse {
    /// The address.
    pub adresse: String,
    /// What is known of it.
    pub etat: String,
    /// Whether it is dead.
    pub morte: bool,
}

fn fil() -> Vec<Lien> {
    vec![Lien::new("Accueil", "/")]
}

impl Modeles {
    /// An invented one, for tests.
    pub fn exemple() -> Self {
        let ligne = LigneModele {
            titre: "Votre lien de connexion".to_owned(),
            quand: "À la personne qui demande à se connecter.".to_owned(),
            adresse: "/courriels/modele/comptes.lien".to_owned(),
        };
        let services = vec![("Les comptes".to_owned(), vec![ligne])];
        Modeles { page: Page::nouvelle("Les courriels que nous envoyons"), fil: fil(), services }
    }
}

impl UnCourriel {
    /// Invented ones: with its content, and without.
    pub fn exemples() -> [Self; 2] {
        let un = |cadre: Option<&str>| UnCourriel {
            page: Page::nouvelle("Votre lien de connexion"),
            fil: fil(),
            titre: "Votre lien de connexion".to_owned(),
            faits: vec![("À".to_owned(), "ines@exemple.fr".to_owned())],
            cadre: cadre.map(str::to_owned),
            texte: "Bonjour,".to_owned(),
            pieces: vec![Lien::new("rendez-vous.ics", "/demo/courriels/1/piece/0")],
        };
        [un(Some("/demo/courriels/1/corps")), un(None)]
    }
}

impl Liste {
    /// Invented ones: empty, of the demonstration, of the administration.
    pub fn exemples() -> [Self; 3] {
        let ligne = |lien: Option<&str>, relancer: Option<&str>| LigneCourriel {
            titre: "Votre lien de connexion".to_owned(),
            lien: lien.map(str::to_owned),
            adresse: "ines@exemple.fr".to_owned(),
            etat: "Abandonné",
            classe: "fr-badge--error",
            details: "Il y a 2 jours, après 7 essais : serveur injoignable".to_owned(),
            relancer: relancer.map(str::to_owned),
        };
        let liste = |administration, lignes: Vec<LigneCourriel>| Liste {
            page: Page::nouvelle("Les courriels"),
            fil: fil(),
            chapo: "Les courriels de la démonstration.".to_owned(),
            action: "/demo/courriels",
            q: String::new(),
            etats: vec![Choix { valeur: "", libelle: "Tous", choisi: true }],
            total: Compte(lignes.len() as u64),
            lignes,
            pagination: Pagination::default(),
            administration,
        };
        [
            liste(false, vec![]),
            liste(false, vec![ligne(Some("/demo/courriels/1"), None)]),
            liste(true, vec![ligne(None, Some("/administration/courriels/1/relancer"))]),
        ]
    }
}

impl Desabonnement {
    /// Invented ones: to be stopped, and stopped.
    pub fn exemples() -> [Self; 2] {
        [false, true].map(|arrete| Desabonnement {
            page: Page::nouvelle("Ne plus recevoir ces courriels"),
            liste: "Les alertes d’offres".to_owned(),
            arrete,
            action: "/courriels/desabonnement/1-2".to_owned(),
        })
    }
}

impl Adresses {
    /// Invented ones: none, and two.
    pub fn exemples() -> [Self; 2] {
        let ligne = |morte| LigneAdresse {
            adresse: "ines@exemple.fr".to_owned(),
            etat: "N’existe plus depuis 2 jours : 550 5.1.1".to_owned(),
            morte,
        };
        [vec![], vec![ligne(true), ligne(false)]].map(|lignes| Adresses {
            page: Page::nouvelle("Les adresses qui ne reçoivent plus"),
            fil: fil(),
            q: String::new(),
            lignes,
        })
    }
}

#[cfg(test)]
mod tests {
    use askama::Template;

    use super::*;

    fn rendues() -> Vec<String> {
        let mut toutes = vec![Modeles::exemple().render().unwrap()];
        toutes.extend(UnCourriel::exemples().map(|v| v.render().unwrap()));
        toutes.extend(Liste::exemples().map(|v| v.render().unwrap()));
        toutes.extend(Desabonnement::exemples().map(|v| v.render().unwrap()));
        toutes.extend(Adresses::exemples().map(|v| v.render().unwrap()));
        toutes
    }

    #[test]
    fn every_view_is_sound() {
        for page in rendues() {
            assert_eq!(web::controle::fautes(&page), Vec::<String>::new(), "{page}");
        }
    }
}
