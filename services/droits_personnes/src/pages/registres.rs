//! The public registers: processors, next deletions.

use axum::extract::State;
use conformite::retention::{self, Passage};
use noyau::texte::nombre;
use web::Etat;

use super::dossier::declarations;
use super::{Rendu, page, quand, rendre};
use crate::sous_traitants;
use web::ecran::{Bloc, Ecran, Table};

/// The processors.
pub async fn sous_traitants(State(etat): State<Etat>) -> Rendu {
    let chapo = "Ceux à qui l’exploitant confie une partie du service (RGPD, article 28). Aucune donnée ne part vers un tiers qui n’est pas ici.";
    let mut page = page(&etat, "Sous-traitants", "/donnees-personnelles/sous-traitants");
    page.indexable = true;
    let mut ecran =
        Ecran::nouveau(page, chapo).sous("Données personnelles", "/donnees-personnelles");
    for un in sous_traitants::tous() {
        let dit = |texte: &str| if texte.is_empty() { "—".to_owned() } else { texte.to_owned() };
        ecran = ecran.bloc(Bloc::nouveau(&un.role, &[]).faits(vec![
            ("Qui", dit(&un.nom)),
            ("Données confiées", dit(&un.donnees)),
            ("Où", dit(&un.pays)),
            ("Garanties", dit(&un.garanties)),
            ("Contrat", dit(&un.contrat)),
            ("Dernier audit", dit(&un.audit)),
            ("Comment en partir", dit(&un.sortie)),
            ("Réglage du programme", dit(&un.reglage)),
        ]));
    }
    rendre(&ecran.bloc(emporter()))
}

fn emporter() -> Bloc {
    let mut bloc = Bloc::nouveau("Emporter les registres", &[]);
    for (jeu, nom) in [("sous-traitants", "Sous-traitants"), ("traitements", "Traitements")] {
        for format in ["csv", "xlsx"] {
            let libelle = format!("{nom} ({})", format.to_uppercase());
            bloc = bloc.lien(&libelle, format!("/donnees-personnelles/registre/{jeu}.{format}"));
        }
    }
    bloc
}

/// What goes next.
pub async fn suppressions(State(etat): State<Etat>) -> Rendu {
    let chapo = "Chaque nuit, ce dont la durée de conservation est passée est effacé. Voici ce que la dernière nuit a fait et ce que les trente prochains jours feront.";
    let mut page = page(&etat, "Prochaines suppressions", "/donnees-personnelles/suppressions");
    page.indexable = true;
    let ecran = Ecran::nouveau(page, chapo).sous("Données personnelles", "/donnees-personnelles");
    let passages = retention::derniers(etat.db.read()).await?;
    let Some(premier) = passages.first() else {
        let texte = "L’effacement automatique passe chaque nuit à 2 h ; il n’est pas encore passé sur cette base.";
        return rendre(&ecran.bloc(Bloc::nouveau("", &[texte])));
    };
    let date = format!("Dernier passage : {}.", quand(premier.instant));
    let declarations = declarations(&etat)?;
    let nom = |code: &str| {
        let traitement = declarations.traitements.iter().find(|t| t.code == code);
        traitement.map_or(code.to_owned(), |t| t.nom.to_owned())
    };
    let duree = |code: &str| {
        let traitement = declarations.traitements.iter().find(|t| t.code == code);
        traitement.map_or(String::new(), |t| match t.conservation.jours {
            1 => "1 jour".to_owned(),
            jours => format!("{} jours", nombre(i64::from(jours))),
        })
    };
    let lignes = passages.iter().map(|p| {
        vec![
            nom(&p.traitement),
            duree(&p.traitement),
            nombre(p.traites),
            nombre(p.a_venir),
            etat_lu(p).to_owned(),
        ]
    });
    let colonnes = ["Traitement", "Durée", "Lignes effacées", "À effacer sous 30 jours", "État"];
    let table = Table::simple("Prochaines suppressions", &colonnes, lignes.collect());
    rendre(&ecran.bloc(Bloc::nouveau("", &[date.as_str()]).table(table)))
}

fn etat_lu(p: &Passage) -> &'static str {
    match p.etat.as_str() {
        "fait" => "fait",
        "a_blanc" => "compté seulement",
        "gele" => "suspendu pour un litige",
        _ => "en échec, à corriger",
    }
}
