//! One company that a training centre manages the offers of.

use axum::extract::{Path, State};
use axum::response::Response;
use noyau::identifiants::{Siret, Telephone};
use web::ecran::{Bloc, Ecran, Rangee, Table};
use web::formulaire::{Champ, Formulaire, Genre, PageFormulaire, Saisie};
use web::page::Lien;
use web::{Acteur, Erreur, Etat};

use super::{CHEMIN, duree, fil, rendre};
use crate::depot::deposees::Deposee;
use crate::depot::mandats::{self, Mandat};
use crate::mandat::{PAR_L_ENTREPRISE, terminer};
use crate::pages::gerer::adresse;
use crate::pages::{depot, formulaire_seul, page, vers};
use crate::refus;
use crate::regles::est_un_geiq;

/// The mandate of this identifier.
///
/// # Errors
/// 404 when there is none.
async fn mandat(etat: &Etat, id: &str) -> Result<Mandat, Erreur> {
    let trouve = mandats::trouver(etat.db.read(), id).await?;
    trouve.ok_or_else(|| Erreur::introuvable("Cette entreprise n’est pas de vos partenaires."))
}

/// Shows it.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Result<Response, Erreur> {
    let m = mandat(&etat, &id).await?;
    let offres = mandats::offres(etat.db.read(), &id).await?;
    let ici = format!("{CHEMIN}/{id}");
    let mut ecran = Ecran::nouveau(page(&etat, m.nom.clone(), &ici), &duree(&m));
    ecran.fil = fil();
    if let Some(fin) = fin(&m) {
        ecran = ecran.alerte("info", "Ce mandat est terminé", &fin);
    }
    let mut ecran = ecran.bloc(l_entreprise(&m)).bloc(les_offres(&m, &offres));
    if m.en_vigueur() {
        ecran = ecran.bloc(la_fin(&ici));
    }
    rendre(&ecran)
}

fn fin(m: &Mandat) -> Option<String> {
    m.fin_le?;
    let qui = if m.fin_par == PAR_L_ENTREPRISE { "l’entreprise" } else { "votre centre" };
    Some(format!("Il a pris fin à la demande de {qui}. Motif : {}", m.fin_motif))
}

fn l_entreprise(m: &Mandat) -> Bloc {
    let siret = m.siret.parse::<Siret>().map_or_else(|_| m.siret.clone(), |s| s.affichage());
    let geiq = if est_un_geiq(&m.nom) { "GEIQ : l’entreprise recrute et forme" } else { "" };
    let mut bloc = Bloc::nouveau("L’entreprise", &[]).faits(vec![
        ("SIRET", siret),
        ("Adresse", m.adresse.clone()),
        ("Groupement", geiq.to_owned()),
        ("OPCO", m.opco.clone()),
        ("Contact", m.contact.clone()),
        ("Adresse électronique", m.courriel.clone()),
        ("Téléphone", lisible(&m.telephone)),
    ]);
    bloc.faits.retain(|(_, valeur)| !valeur.is_empty());
    bloc
}

/// A phone as the French read it.
fn lisible(telephone: &str) -> String {
    telephone.parse::<Telephone>().map_or_else(|_| telephone.to_owned(), |t| t.affichage())
}

fn les_offres(m: &Mandat, offres: &[Deposee]) -> Bloc {
    let bloc = match offres {
        [] => Bloc::nouveau("Ses offres", &["Aucune offre pour le moment."]),
        offres => Bloc::nouveau("Ses offres", &[]).table(Table::liens(
            "Ses offres",
            &["Offre", "État", "Candidatures"],
            offres.iter().map(|d| rangee(m, d)).collect(),
        )),
    };
    if !m.en_vigueur() {
        return bloc;
    }
    let nouvelle = format!("{}?mandat={}", depot::CHEMIN, m.id);
    bloc.lien("Déposer une offre pour cette entreprise", nouvelle)
}

/// Once the mandate is over its offers are only remembered.
fn rangee(m: &Mandat, d: &Deposee) -> Rangee {
    Rangee {
        adresse: if m.en_vigueur() { adresse(d) } else { String::new() },
        cellules: vec![d.offre.titre.clone(), d.etat.libelle().to_owned(), d.recues().to_string()],
    }
}

fn la_fin(ici: &str) -> Bloc {
    Bloc::nouveau(
        "Mettre fin au mandat",
        &["Les offres de l’entreprise sont retirées, et les candidats sans réponse prévenus. Vous pourrez encore répondre aux candidatures reçues."],
    )
    .formulaire(formulaire(ici))
}

fn formulaire(ici: &str) -> Formulaire {
    let motif = Champ::new("motif", "Pourquoi ?", Genre::Zone).aide("Il est gardé avec le mandat.");
    let action = format!("{ici}/terminer");
    Formulaire { principal: false, ..Formulaire::new(action, "Mettre fin au mandat", vec![motif]) }
}

/// Ends it.
pub async fn finir(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Result<Response, Erreur> {
    let m = mandat(&etat, &id).await?;
    let mut saisie = Saisie::lire(&corps);
    let motif = saisie.borne("motif", 3, 300);
    if !saisie.bonne() {
        let ici = format!("{CHEMIN}/{id}");
        let mut chemin = fil();
        chemin.push(Lien::new(m.nom.clone(), ici.clone()));
        let titre = format!("Mettre fin au mandat : {}", m.nom);
        let formulaire = formulaire(&ici).avec(&saisie);
        let vue = PageFormulaire::new(page(&etat, titre, &ici), chemin, &[], formulaire);
        return formulaire_seul(vue);
    }
    if !terminer(&etat, &m, (&acteur.personne, &motif)).await? {
        return Err(refus::mandat_fini());
    }
    Ok(vers(&format!("{CHEMIN}?fait=terminee")))
}
