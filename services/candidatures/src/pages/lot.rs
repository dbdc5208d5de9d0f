//! Several applications at once: read, or refused with one text that is read again before it leaves.

use axum::extract::State;
use noyau::texte::accord;
use web::ecran::{Bloc, Ecran, Lot};
use web::formulaire::{Champ, Formulaire, Genre, Saisie};
use web::{Acteur, Erreur, Etat};

use super::recues::LISTE;
use super::reponse::qui;
use super::{Rendu, discrete, ecran, page, recues, vers};
use crate::actions::organisations;
use crate::depot::candidatures::{self, Ligne};
use crate::depot::listes;
use crate::regles::reponse::{Intention, TEXTE_MAX};
use crate::regles::texte::sans_liens;
use crate::repondre::{Reponse, repondre};

/// Names shown before it leaves.
const NOMS_DITS: usize = 30;

/// What the list says of what was just done.
pub fn fait(saisie: &Saisie) -> Option<String> {
    let nombre: i64 = saisie.texte("nombre").parse().ok().filter(|n| (0..=1_000).contains(n))?;
    match saisie.texte("fait") {
        "lues" => Some(accord(
            nombre,
            "candidature est marquée comme lue.",
            "candidatures sont marquées comme lues.",
        )),
        "refusees" => Some(accord(
            nombre,
            "refus partira dans dix minutes : d’ici là, il peut être annulé sur la page de la candidature.",
            "refus partiront dans dix minutes : d’ici là, chacun peut être annulé sur la page de sa candidature.",
        )),
        _ => None,
    }
}

/// The applications chosen, among those of the person's organisations.
async fn choisies(etat: &Etat, saisie: &Saisie, acteur: &Acteur) -> Result<Vec<Ligne>, Erreur> {
    Ok(listes::parmi(etat.db.read(), &organisations(acteur), &Lot::choisis(saisie)).await?)
}

/// Reads the applications chosen, or shows what refusing them would send.
pub async fn choisir(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let saisie = Saisie::lire(&corps);
    let lignes = choisies(&etat, &saisie, &acteur).await?;
    if lignes.is_empty() {
        return refaire(&etat, &acteur, "Choisissez au moins une candidature de la liste.").await;
    }
    match saisie.texte("acte") {
        "lue" => lire(&etat, &lignes).await,
        "refus" => {
            let attendent: Vec<Ligne> = lignes.into_iter().filter(Ligne::attend).collect();
            if attendent.is_empty() {
                let dit = "Aucune des candidatures choisies n’attend de réponse.";
                return refaire(&etat, &acteur, dit).await;
            }
            Ok(discrete(ecran(&relire(&etat, &attendent, None))?))
        }
        _ => refaire(&etat, &acteur, "Choisissez ce que vous voulez en faire.").await,
    }
}

async fn refaire(etat: &Etat, acteur: &Acteur, erreur: &'static str) -> Rendu {
    let vue = recues::liste(etat, &Saisie::default(), acteur).await?;
    Ok(discrete(ecran(&vue.alerte("error", erreur, ""))?))
}

async fn lire(etat: &Etat, lignes: &[Ligne]) -> Rendu {
    let maintenant = etat.horloge.maintenant().ms();
    let mut tx = etat.db.write().await?;
    let mut lues = 0;
    for l in lignes {
        if candidatures::lire(&mut tx, &l.id, maintenant).await? {
            candidatures::noter(&mut tx, &l.id, "Lue par l’employeur", maintenant).await?;
            lues += 1;
        }
    }
    tx.commit().await?;
    Ok(vers(&format!("{LISTE}?fait=lues&nombre={lues}")))
}

/// To whom, and the text that each will receive.
fn relire(etat: &Etat, lignes: &[Ligne], saisie: Option<&Saisie>) -> Ecran {
    let entreprise = lignes.first().map(|l| l.entreprise.clone()).unwrap_or_default();
    let mut champs: Vec<Champ> =
        lignes.iter().map(|l| Champ::cache("choix", l.id.clone())).collect();
    let texte = Champ::new("texte", "Votre message à chaque candidat", Genre::Zone)
        .aide("Vous pouvez tout changer. Les adresses de sites sont retirées.")
        .valeur(Intention::Refus.texte(&entreprise));
    champs.push(match saisie {
        Some(saisie) => texte.avec(saisie),
        None => texte,
    });
    let nombre = i64::try_from(lignes.len()).unwrap_or(i64::MAX);
    let bouton = format!("Envoyer {}", accord(nombre, "refus", "refus"));
    let noms: Vec<String> = lignes.iter().take(NOMS_DITS).map(qui).collect();
    let suite = match lignes.len().saturating_sub(NOMS_DITS) {
        0 => String::new(),
        reste => format!(" et {reste} autres"),
    };
    let a = format!("Recevront ce courriel, une seule fois : {}{suite}.", noms.join(", "));
    let formulaire = Formulaire::new(format!("{LISTE}/lot/refuser"), bouton, champs);
    Ecran::nouveau(page(etat, "Refuser plusieurs candidatures", LISTE), "")
        .sous("Mon espace", "/espace")
        .sous("Candidatures reçues", LISTE)
        .bloc(
            Bloc::nouveau("", &[&a, "Les courriels partent dix minutes plus tard : d’ici là, chaque refus peut être annulé."])
                .formulaire(formulaire)
                .lien("Revenir à la liste", LISTE),
        )
}

/// Refuses the applications chosen that still wait for an answer.
pub async fn refuser(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let lignes = choisies(&etat, &saisie, &acteur).await?;
    let attendent: Vec<Ligne> = lignes.into_iter().filter(Ligne::attend).collect();
    if attendent.is_empty() {
        let dit = "Aucune des candidatures choisies n’attend de réponse.";
        return refaire(&etat, &acteur, dit).await;
    }
    let texte = sans_liens(&saisie.borne("texte", 10, TEXTE_MAX));
    if !saisie.bonne() {
        return Ok(discrete(ecran(&relire(&etat, &attendent, Some(&saisie)))?));
    }
    let reponse = Reponse { intention: Intention::Refus, texte, motifs: Vec::new() };
    let mut tx = etat.db.write().await?;
    let mut refusees = 0;
    for l in &attendent {
        refusees += i64::from(repondre(&mut tx, &etat, l, &reponse, &acteur.personne).await?);
    }
    tx.commit().await?;
    Ok(vers(&format!("{LISTE}?fait=refusees&nombre={refusees}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_what_was_done() {
        let dit = |adresse: &str| fait(&Saisie::lire(adresse));
        assert_eq!(dit("fait=lues&nombre=2").unwrap(), "2 candidatures sont marquées comme lues.");
        assert!(dit("fait=refusees&nombre=1").unwrap().starts_with("1 refus partira"));
        for rien in ["", "fait=lues", "fait=autre&nombre=1", "fait=lues&nombre=99999"] {
            assert_eq!(dit(rien), None, "{rien}");
        }
    }
}
