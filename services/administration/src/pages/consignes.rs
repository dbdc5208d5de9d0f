//! The banner, maintenance, and the services switched off.

use axum::extract::State;
use axum::response::Response;
use noyau::dates::{DateCivile, Instant};
use serde_json::json;
use web::consignes::{Consignes, INDISPENSABLES};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::pagination::Pagination;
use web::plateforme::Registre;
use web::{Acteur, Erreur, Etat};

use super::{Rendu, cadre, html, quand, refaire, vers};
use crate::actions::CONSIGNES_DECIDER;
use crate::consignes;
use crate::depot::{self, LigneConsignes};
use crate::trace::{self, Trace};
use crate::vues::{Badge, Fiche};

/// Address of the page.
pub const CHEMIN: &str = "/administration/consignes";

/// Longest banner.
const ANNONCE_MAX: usize = 300;

/// The services that may be switched off, with their titles.
fn services(etat: &Etat) -> Vec<(&'static str, &'static str)> {
    let Some(registre) = etat.piece::<Registre>() else { return Vec::new() };
    registre.noms().filter(|(nom, _)| !INDISPENSABLES.contains(nom)).collect()
}

fn formulaire(etat: &Etat, ligne: &LigneConsignes) -> Formulaire {
    let coche = |oui: bool| if oui { "oui" } else { "" };
    let fin = ligne.annonce_fin.map(|fin| Instant::from_ms(fin - 1).date().to_string());
    let mut champs = vec![
        Champ::new("bandeau", "Annonce en haut de toutes les pages", Genre::Zone)
            .aide(format!("{ANNONCE_MAX} caractères au plus. Vide : aucune annonce."))
            .facultatif()
            .valeur(ligne.annonce.clone()),
        Champ::new("fin", "Dernier jour de l’annonce", Genre::Jour)
            .aide("Vide : jusqu’à ce que vous l’ôtiez.")
            .facultatif()
            .valeur(fin.unwrap_or_default()),
        Champ::new("maintenance", "Mettre le site en maintenance", Genre::Case)
            .aide("Chacun peut consulter, seuls les administrateurs peuvent enregistrer.")
            .facultatif()
            .valeur(coche(ligne.maintenance == 1)),
    ];
    let suspendus: Vec<&str> = ligne.suspendus.split_whitespace().collect();
    champs.extend(services(etat).into_iter().map(|(nom, titre)| {
        Champ::new(nom, format!("Suspendre : {titre}"), Genre::Case)
            .facultatif()
            .valeur(coche(suspendus.contains(&nom)))
    }));
    Formulaire::new(CHEMIN, "Appliquer ces consignes", champs)
}

/// What is decided, and the form to decide otherwise.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    let ligne = depot::consignes(etat.db.read()).await?.unwrap_or_default();
    let formulaire = formulaire(&etat, &ligne);
    html(&vue(&etat, &acteur, &ligne, formulaire))
}

fn vue(etat: &Etat, acteur: &Acteur, ligne: &LigneConsignes, formulaire: Formulaire) -> Fiche {
    let decide = acteur.peut_quelque_part(&CONSIGNES_DECIDER).is_ok();
    let vigueur = consignes::en_vigueur(ligne, etat.horloge.maintenant().ms());
    let titres = services(etat);
    let suspendus = titres.iter().filter(|(nom, _)| vigueur.suspendus.contains(*nom));
    let suspendus: Vec<&str> = suspendus.map(|(_, titre)| *titre).collect();
    let liste = if suspendus.is_empty() { "Aucun".to_owned() } else { suspendus.join(" ; ") };
    let decidees = (ligne.decidees_le > 0).then_some(ligne.decidees_le);
    let faits = [
        ("Annonce affichée", vigueur.annonce.unwrap_or_else(|| "Aucune".to_owned())),
        ("Maintenance", if vigueur.maintenance { "Oui" } else { "Non" }.to_owned()),
        ("Services suspendus", liste),
        ("Dernière décision", quand(decidees)),
    ];
    let cadre = cadre(etat, acteur, "Consignes", CHEMIN);
    Fiche {
        page: cadre.page.clone(),
        cadre,
        etat: Badge::default(),
        alerte: None,
        faits: faits.map(|(terme, valeur)| (terme.to_owned(), valeur)).to_vec(),
        tableaux: Vec::new(),
        actes: None,
        formulaires: if decide { vec![formulaire] } else { Vec::new() },
        liens: Vec::new(),
        pagination: Pagination::default(),
    }
}

/// Decides: in force here at once, on the other nodes within five seconds.
pub async fn decider(
    State(etat): State<Etat>,
    acteur: Acteur,
    corps: String,
) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let annonce = saisie.borne("bandeau", 0, ANNONCE_MAX);
    let fin = jour(&mut saisie);
    if fin.is_some_and(|jour| jour < etat.horloge.aujourd_hui()) {
        saisie.refuser("fin", "Ce jour est passé.");
    }
    let maintenant = etat.horloge.maintenant().ms();
    let suspendus = services(&etat).into_iter().map(|(nom, _)| nom);
    let suspendus: Vec<&str> = suspendus.filter(|nom| saisie.coche(nom)).collect();
    let ligne = LigneConsignes {
        annonce: annonce.split_whitespace().collect::<Vec<_>>().join(" "),
        annonce_fin: fin.map(|jour| jour.plus_jours(1).debut().ms()),
        maintenance: i64::from(saisie.coche("maintenance")),
        suspendus: suspendus.join(" "),
        decidees_par: acteur.personne.clone(),
        decidees_le: maintenant,
    };
    if !saisie.bonne() {
        let formulaire = formulaire(&etat, &ligne).avec(&saisie);
        let en_place = depot::consignes(etat.db.read()).await?.unwrap_or_default();
        let mut vue = vue(&etat, &acteur, &en_place, formulaire);
        vue.page.titre = format!("Erreur — {}", vue.cadre.titre);
        return refaire(&vue);
    }
    enregistrer(&etat, &acteur, &ligne).await?;
    Ok(vers(CHEMIN))
}

/// The last day of the banner; none when it is left empty.
fn jour(saisie: &mut Saisie) -> Option<DateCivile> {
    if saisie.texte("fin").is_empty() { None } else { saisie.valeur("fin") }
}

async fn enregistrer(etat: &Etat, acteur: &Acteur, ligne: &LigneConsignes) -> Result<(), Erreur> {
    let details = json!({
        "annonce": !ligne.annonce.is_empty(),
        "maintenance": ligne.maintenance == 1,
        "suspendus": ligne.suspendus,
    });
    let acte = "administration.consignes.decider";
    let trace = Trace { acte, genre: "site", id: "consignes", sujet: None, motif: "", details };
    let mut tx = etat.db.write().await?;
    depot::decider(&mut tx, ligne).await?;
    let pour = trace::au_nom_de(acteur);
    trace::noter(&mut tx, &acteur.personne, pour, trace, ligne.decidees_le).await?;
    tx.commit().await?;
    if let Some(piece) = etat.piece::<Consignes>() {
        piece.poser(consignes::en_vigueur(ligne, ligne.decidees_le));
    }
    Ok(())
}
