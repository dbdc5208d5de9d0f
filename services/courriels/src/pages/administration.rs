//! For administrators: what waits, what was given up, which addresses no longer receive.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Lecture, evenements};
use courrier::porte::{self, Critere, ETATS, Ligne};
use courrier::{Adresse, Motif};
use noyau::dates::Instant;
use serde_json::json;
use url::form_urlencoded;
use web::formulaire::Saisie;
use web::page::{Compte, Lien};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Erreur, Etat};

use super::vues::{Adresses, Choix, LigneAdresse, LigneCourriel, Liste};
use super::{html, page};

const TITRE: &str = "Les courriels envoyés";
const CHEMIN: &str = "/administration/courriels";

/// Mails on a page.
const PAR_PAGE: i64 = 50;

/// What can be done with a mail of a list: the addresses that do it.
pub struct Actes {
    /// Reading it.
    pub lire: Option<String>,
    /// Sending it again.
    pub relancer: Option<String>,
}

/// What a list is asked.
pub struct Demande {
    action: &'static str,
    critere: Critere,
    rang: i64,
}

impl Demande {
    /// Reads the address of a list; what is not understood is left aside.
    pub fn lire(requete: Option<&str>, action: &'static str) -> Self {
        let lus = Parametres::lire(requete);
        let adresse = lus.texte("q").unwrap_or_default().to_lowercase().replace('\0', "");
        let etat = lus.texte("etat").unwrap_or_default();
        let etat = ETATS.into_iter().map(|(code, _)| code).find(|code| *code == etat);
        let rang = lus.texte("page").and_then(|p| p.parse().ok()).unwrap_or(0_i64);
        let etat = etat.unwrap_or_default().to_owned();
        let critere = Critere { adresse, etat, modele: String::new() };
        Demande { action, critere, rang: rang.clamp(0, 100_000) }
    }

    /// The list; `actes` says what can be done with a mail.
    pub async fn repondre(
        &self,
        etat: &Etat,
        db: &Lecture,
        titre: &str,
        actes: fn(&Ligne) -> Actes,
    ) -> Result<Liste, Erreur> {
        let saut = self.rang * PAR_PAGE;
        let (lignes, total) = porte::lister(db, &self.critere, saut, PAR_PAGE).await?;
        let total = u64::try_from(total).unwrap_or(0);
        let (rang, pages) = (self.rang as u64, total.div_ceil(PAR_PAGE as u64));
        let maintenant = etat.horloge.maintenant();
        Ok(Liste {
            page: page(etat, titre, self.action),
            fil: Vec::new(),
            chapo: String::new(),
            action: self.action,
            q: self.critere.adresse.clone(),
            etats: self.etats(),
            total: Compte(total),
            lignes: lignes.iter().map(|l| presenter(l, actes(l), maintenant)).collect(),
            pagination: Pagination::nouvelle(rang, pages, |page| self.adresse(page)),
            administration: false,
        })
    }

    fn etats(&self) -> Vec<Choix> {
        let tous = std::iter::once(("", "Tous les états"));
        let choix =
            |(valeur, libelle)| Choix { valeur, libelle, choisi: self.critere.etat == valeur };
        tous.chain(ETATS).map(choix).collect()
    }

    fn adresse(&self, page: u64) -> String {
        let mut ecrite = form_urlencoded::Serializer::new(String::new());
        for (nom, valeur) in [("q", &self.critere.adresse), ("etat", &self.critere.etat)] {
            if !valeur.is_empty() {
                ecrite.append_pair(nom, valeur);
            }
        }
        if page > 0 {
            ecrite.append_pair("page", &page.to_string());
        }
        format!("{}?{}", self.action, ecrite.finish())
    }
}

/// What the pages say of a state.
pub fn libelle(etat: &str) -> &'static str {
    ETATS.into_iter().find(|(code, _)| *code == etat).map_or("", |(_, libelle)| libelle)
}

fn presenter(ligne: &Ligne, actes: Actes, maintenant: Instant) -> LigneCourriel {
    let classe = match ligne.etat.as_str() {
        "envoye" => "fr-badge--success",
        "abandonne" => "fr-badge--error",
        "refuse" => "fr-badge--warning",
        _ => "fr-badge--info",
    };
    LigneCourriel {
        titre: ligne.sujet.clone().unwrap_or_else(|| ligne.modele.clone()),
        lien: actes.lire,
        adresse: ligne.adresse.clone(),
        etat: libelle(&ligne.etat),
        classe,
        details: details(ligne, maintenant),
        relancer: actes.relancer,
    }
}

fn details(ligne: &Ligne, maintenant: Instant) -> String {
    let mut details = vec![Instant::from_ms(ligne.depose_le).relatif(maintenant)];
    if ligne.essais > 1 {
        details.push(format!("{} essais", ligne.essais));
    }
    let motif = Motif::TOUS.into_iter().find(|m| m.code() == ligne.motif);
    let motif = motif.map_or(ligne.motif.as_str(), |m| m.libelle());
    if !motif.is_empty() {
        details.push(motif.to_owned());
    }
    if ligne.etat == "en_attente" && ligne.prochaine > maintenant.ms() {
        details.push(format!("prochain essai le {}", Instant::from_ms(ligne.prochaine).long()));
    }
    details.join(" · ")
}

/// The mails, without what they say.
pub async fn liste(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let demande = Demande::lire(requete.as_deref(), CHEMIN);
    let attente = porte::attente(&db).await?;
    let mut vue = demande.repondre(&etat, &db, TITRE, actes).await?;
    vue.fil = vec![Lien::new("Mon espace", "/espace")];
    vue.administration = true;
    vue.chapo = format!(
        "En attente : {}. Abandonnés : {}. {}",
        Compte(attente.en_attente.unsigned_abs()),
        Compte(attente.abandonnes.unsigned_abs()),
        transport(&etat),
    );
    html(&vue)
}

/// A dead letter may be sent again, as long as its content is kept.
fn actes(ligne: &Ligne) -> Actes {
    let peut = ligne.etat == "abandonne" && ligne.sujet.is_some();
    Actes { lire: None, relancer: peut.then(|| format!("{CHEMIN}/{}/relancer", ligne.id)) }
}

fn transport(etat: &Etat) -> &'static str {
    match etat.reglages.courriel.smtp {
        _ if etat.reglages.demo => "Ce site est une démonstration : aucun courriel n’en sort.",
        Some(_) => "Les courriels partent par le serveur SMTP configuré.",
        None => "Aucun serveur SMTP n’est configuré : les courriels restent dans la base.",
    }
}

/// Puts a dead letter back in the queue.
pub async fn relancer(
    State(etat): State<Etat>,
    Path(id): Path<String>,
) -> Result<Response, Erreur> {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if !porte::relancer(&mut tx, &id, maintenant).await? {
        return Err(Erreur::introuvable(
            "Ce courriel n’est pas abandonné, ou son texte est effacé.",
        ));
    }
    evenements::publier(&mut tx, "courriel.relance", &id, &json!({}), maintenant).await?;
    tx.commit().await?;
    Ok(Redirect::to(CHEMIN).into_response())
}

/// The addresses that no longer receive.
pub async fn adresses(
    State(etat): State<Etat>,
    State(db): State<Lecture>,
    RawQuery(requete): RawQuery,
) -> Result<Response, Erreur> {
    let lus = Parametres::lire(requete.as_deref());
    let q = lus.texte("q").unwrap_or_default().to_lowercase().replace('\0', "");
    let maintenant = etat.horloge.maintenant();
    let lignes = porte::sante(&db, &q, Adresses::MAX).await?;
    let presenter = |l: porte::LigneAdresse| LigneAdresse {
        etat: match l.morte_le {
            Some(le) => {
                let depuis = Instant::from_ms(le).relatif(maintenant);
                format!("N’existe plus, appris {depuis} : {}", l.motif)
            }
            None => format!("Refus passagers : {} ; dernier : {}", l.rebonds, l.motif),
        },
        morte: l.morte_le.is_some(),
        adresse: l.adresse,
    };
    html(&Adresses {
        page: page(
            &etat,
            "Les adresses qui ne reçoivent plus",
            "/administration/courriels/adresses",
        ),
        fil: vec![Lien::new("Mon espace", "/espace"), Lien::new(TITRE, CHEMIN)],
        q,
        lignes: lignes.into_iter().map(presenter).collect(),
    })
}

/// Someone knows that an address lives again.
pub async fn retablir(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let saisie = Saisie::lire(&corps);
    let inconnue = || Erreur::introuvable("Cette adresse n’est pas connue comme n’existant plus.");
    let adresse = Adresse::lire(saisie.texte("adresse")).ok_or_else(inconnue)?;
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    if !porte::ressusciter(&mut tx, &adresse).await? {
        return Err(inconnue());
    }
    // The event is public to the services: it does not carry the address.
    evenements::publier(&mut tx, "courriel.adresse_retablie", "", &json!({}), maintenant).await?;
    tx.commit().await?;
    Ok(Redirect::to("/administration/courriels/adresses").into_response())
}
