//! The keys of the centre's software.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use conformite::journal::{self, Acteur as Auteur, Fait};
use noyau::dates::Instant;
use partenaires::porte::{self, CleConnue, DUREE, Etat as EtatDeCle};
use serde_json::json;
use web::ecran::{Bloc, Ecran, Table};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat, Portee};

use super::{Rendu, refuser, rendre, sirets, sous_l_accueil, vers};
use crate::actions::TRANSMETTRE;

/// Address of the page.
pub const ICI: &str = "/effectifs/cles";

/// The keys of the centres one acts for.
pub async fn show(State(etat): State<Etat>, acteur: Acteur) -> Rendu {
    rendre(&ecran(&etat, &acteur, &Saisie::default()).await?)
}

async fn ecran(etat: &Etat, acteur: &Acteur, saisie: &Saisie) -> Result<Ecran, Erreur> {
    let chapo = "Une clé permet à votre logiciel d’envoyer vos effectifs. Elle ne s’affiche qu’une fois et vaut un an.";
    let mut ecran = sous_l_accueil(etat, "Clés de mon logiciel", ICI, chapo);
    let siens = sirets(acteur, &TRANSMETTRE);
    for siret in &siens {
        let cles = porte::lister_de(etat.db.read(), siret, etat.horloge.maintenant()).await?;
        ecran = ecran.bloc(liste(siret, &cles));
    }
    let bloc = Bloc::nouveau(
        "Nouvelle clé",
        &[
            "L’adresse à donner à votre logiciel avec la clé est celle de ce site, suivie de /api/v3/dossiers-apprenants.",
        ],
    );
    let formulaire = formulaire(&siens);
    let formulaire = if saisie.texte("nom").is_empty() && saisie.bonne() {
        formulaire
    } else {
        formulaire.avec(saisie)
    };
    Ok(ecran.bloc(bloc.formulaire(formulaire)))
}

fn liste(siret: &str, cles: &[CleConnue]) -> Bloc {
    let titre = format!("Clés de l’organisme {siret}");
    if cles.is_empty() {
        return Bloc::nouveau(&titre, &["Aucune clé n’a encore été créée."]);
    }
    let ligne = |c: &CleConnue| {
        let vue = c.vue_le.map_or_else(|| "Jamais".to_owned(), Instant::long);
        let etat = match c.etat {
            EtatDeCle::Valide => "Valide",
            EtatDeCle::Expiree => "Expirée",
            EtatDeCle::Revoquee => "Révoquée",
        };
        vec![c.nom.clone(), etat.to_owned(), format!("…{}", c.fin), c.expire_le.date().long(), vue]
    };
    let colonnes = ["Logiciel", "État", "Fin de la clé", "Valable jusqu’au", "Dernier usage"];
    let table = Table::simple(&titre, &colonnes, cles.iter().map(ligne).collect());
    let valides = cles.iter().filter(|c| c.etat == EtatDeCle::Valide);
    valides.fold(Bloc::nouveau(&titre, &[]).table(table), |bloc, c| {
        let libelle = format!("Révoquer la clé « {} » (…{})", c.nom, c.fin);
        bloc.formulaire(Formulaire::bouton(format!("{ICI}/{}/revoquer", c.id), libelle))
    })
}

fn formulaire(siens: &[String]) -> Formulaire {
    let nom =
        Champ::ligne("nom", "Quel logiciel ?").aide("Son nom vous aidera à reconnaître la clé.");
    let mut champs = vec![nom];
    match siens {
        [_] => {}
        plusieurs => {
            let choix = plusieurs.iter().map(|s| Choix::new(s.clone(), s.clone())).collect();
            champs.push(Champ::new("siret", "Pour quel organisme ?", Genre::Radios(choix)));
        }
    }
    Formulaire::new(ICI, "Créer la clé", champs)
}

/// Makes a key, and shows it for the only time.
pub async fn submit(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let nom = saisie.borne("nom", 2, 80);
    let siens = sirets(&acteur, &TRANSMETTRE);
    let siret = match siens.as_slice() {
        [seul] => seul.clone(),
        _ => saisie.texte("siret").to_owned(),
    };
    if !siens.contains(&siret) {
        saisie.refuser("siret", "Choisissez l’un de vos organismes.");
    }
    if !saisie.bonne() {
        return refuser(&ecran(&etat, &acteur, &saisie).await?);
    }
    let fin = etat.horloge.aujourd_hui().plus_jours(DUREE);
    let maintenant = etat.horloge.maintenant();
    let mut tx = etat.db.write().await?;
    let portees = [Portee::Effectifs];
    let cle = porte::creer_pour(&mut tx, &siret, (&nom, &portees), fin, maintenant).await?;
    let fait = fait(&acteur, "effectifs.cles.creer", &siret);
    journal::consigner(&mut tx, &fait, maintenant.ms()).await?;
    tx.commit().await?;
    let chapo = "Copiez-la maintenant dans votre logiciel : elle ne sera plus jamais affichée.";
    let mut bloc = Bloc::nouveau("", &[])
        .faits(vec![("Valable jusqu’au", fin.long())])
        .lien("Retour aux clés", ICI);
    bloc.texte = Some(cle);
    let ecran =
        sous_l_accueil(&etat, "Clé créée", ICI, chapo).sous("Clés de mon logiciel", ICI).bloc(bloc);
    let mut reponse = rendre(&ecran)?;
    reponse.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(reponse)
}

/// Ends a key.
pub async fn revoquer(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let maintenant = etat.horloge.maintenant();
    porte::revoquer(&etat.db, &id, maintenant).await?;
    let mut tx = etat.db.write().await?;
    let fait = fait(&acteur, "effectifs.cles.revoquer", &id);
    journal::consigner(&mut tx, &fait, maintenant.ms()).await?;
    tx.commit().await?;
    Ok(vers(ICI))
}

fn fait(acteur: &Acteur, acte: &'static str, objet: &str) -> Fait {
    Fait {
        acte,
        acteur: Auteur::compte(&acteur.personne),
        objet_genre: "cle",
        objet_id: objet.to_owned(),
        sujet: None,
        motif: String::new(),
        details: json!({}),
    }
}
