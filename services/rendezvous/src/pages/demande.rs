//! One request, in the space of its centre: what it says, its answer.

use axum::extract::{Path, RawQuery, State};
use web::ecran::{Bloc, Ecran};
use web::formulaire::{Formulaire, Saisie};
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::cfa::{CHEMIN, sous_la_liste};
use super::{Rendu, page, quand, rendre, repondre, vers};
use crate::actes;
use crate::actions::REPONDRE;
use crate::depot::demandes::{self, Demande};
use crate::depot::modeles::{self, Modele};

async fn trouver(etat: &Etat, id: &str) -> Result<Demande, Erreur> {
    let trouvee = demandes::trouver(etat.db.read(), id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette demande n’existe pas."))
}

/// One request. The centre opens it with a button, which says that it was read; whoever only looks
/// (support, administration) changes nothing.
pub async fn show(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path((siret, id)): Path<(String, String)>,
    RawQuery(adresse): RawQuery,
) -> Rendu {
    let d = trouver(&etat, &id).await?;
    let modeles = modeles::du_centre(etat.db.read(), &siret).await?;
    let lus = Parametres::lire(adresse.as_deref());
    let choisi = modeles.iter().find(|m| lus.texte("modele") == Some(&m.id));
    let saisie = choisi.map(|m| repondre::partir_de(&m.texte, &d));
    rendre(&ecran(&etat, &acteur, &siret, &d, (saisie.as_ref(), &modeles)))
}

fn ecran(
    etat: &Etat,
    acteur: &Acteur,
    siret: &str,
    d: &Demande,
    (saisie, modeles): (Option<&Saisie>, &[Modele]),
) -> Ecran {
    let titre = format!("Demande pour {}", d.intitule);
    let chemin = format!("{CHEMIN}/{siret}/demande/{}", d.id);
    let ecran = Ecran::nouveau(page(etat, titre, CHEMIN), d.etat().libelle());
    let ecran = sous_la_liste(ecran).bloc(repondre::annonce(d));
    let repond = acteur.peut_quelque_part(&REPONDRE).is_ok();
    if d.lue_le.is_none() && repond {
        let bouton = Formulaire::bouton(format!("{chemin}/ouvrir"), "Lire la demande");
        let bouton = Formulaire { principal: true, ..bouton };
        return ecran.bloc(Bloc::default().formulaire(bouton));
    }
    let ecran = ecran.bloc(repondre::detail(d)).bloc(histoire(d));
    if !d.etat().ouvert() {
        return ecran.bloc(repondre::deja(d));
    }
    if !repond {
        return ecran;
    }
    let formulaire = repondre::formulaire(&chemin, d);
    let formulaire = saisie.map_or(formulaire.clone(), |s| formulaire.avec(s));
    let bloc = Bloc::nouveau("Répondre", &[&repondre::engagement()]).formulaire(formulaire);
    ecran.bloc(modeles.iter().fold(bloc, |bloc, m| {
        let adresse = format!("{chemin}?modele={}", m.id);
        bloc.lien(&format!("Partir du modèle « {} »", m.titre), adresse)
    }))
}

/// Its dates.
fn histoire(d: &Demande) -> Bloc {
    Bloc::nouveau("Son histoire", &[]).faits(vec![
        ("Demandée", quand(Some(d.deposee_le))),
        ("Envoyée au centre", quand(d.transmise_le)),
        ("Non distribuée", quand(d.non_distribuee_le)),
        ("Lue", quand(d.lue_le)),
        ("Répondue", quand(d.repondue_le)),
    ])
}

/// The centre opens a request.
pub async fn ouvrir(State(etat): State<Etat>, Path((siret, id)): Path<(String, String)>) -> Rendu {
    let d = trouver(&etat, &id).await?;
    let mut tx = etat.db.write().await?;
    actes::lire(&mut tx, &d, etat.horloge.maintenant().ms()).await?;
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}/{siret}/demande/{id}")))
}

/// The centre answers.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path((siret, id)): Path<(String, String)>,
    corps: String,
) -> Rendu {
    let d = trouver(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant();
    let Some(lue) = repondre::lire(&mut saisie, maintenant) else {
        let d = Demande { lue_le: Some(maintenant.ms()), ..d };
        let modeles = modeles::du_centre(etat.db.read(), &siret).await?;
        return rendre(&ecran(&etat, &acteur, &siret, &d, (Some(&saisie), &modeles)));
    };
    let mut tx = etat.db.write().await?;
    let site = &etat.reglages.adresse;
    if let Err(refus) = actes::repondre(&mut tx, site, &d, &lue, maintenant.ms()).await? {
        return Err(refus.erreur());
    }
    tx.commit().await?;
    Ok(vers(&format!("{CHEMIN}/{siret}/demande/{id}")))
}
