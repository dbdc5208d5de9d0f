//! The queue of the officer.

use axum::extract::{Path, RawQuery, State};
use base::Transaction;
use conformite::journal::{self, Acteur as Auteur, Fait};
use noyau::dates::Instant;
use serde_json::json;
use web::formulaire::{Champ, Choix, Formulaire, Genre as GenreDeChamp, Saisie};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::dossier::poster;
use super::{PAR_PAGE, Rendu, jour, nombre_de_pages, numero, page, quand, refuser, rendre, vers};
use crate::courriels;
use crate::depot::demandes::{self, Demande};
use crate::regles::demande::{Commande, Etape, Genre, Issue};
use web::ecran::{Bloc, Ecran, Rangee, Table};

const ICI: &str = "/dpo/demandes";

/// The list.
pub async fn list(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let parametres = Parametres::lire(requete.as_deref());
    let etape = parametres.texte("etape").and_then(Etape::lire);
    let rang = numero(parametres.texte("page"));
    let db = etat.db.read();
    let total = demandes::compter(db, etape).await?;
    let lignes = demandes::lister(db, etape, rang, PAR_PAGE).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let chapo = "La plus proche de son échéance d’abord. Sans choix d’état, la liste montre ce qui attend une réponse.";
    let mut ecran = Ecran::nouveau(page(&etat, "Demandes des personnes", ICI), chapo);
    ecran.filtres = Some(filtres(etape));
    ecran.sans_choix = "Celles qui attendent";
    ecran = ecran.bloc(liste(&lignes, maintenant)).bloc(exporter());
    let code = etape.map_or("", Etape::code);
    ecran.pagination = Pagination::nouvelle(
        u64::try_from(rang).unwrap_or_default(),
        nombre_de_pages(total),
        |p| format!("{ICI}?etape={code}&page={p}"),
    );
    rendre(&ecran)
}

fn filtres(etape: Option<Etape>) -> Formulaire {
    let choix = Etape::TOUTES.map(|e| Choix::new(e.code(), e.libelle())).to_vec();
    let champ = Champ::new("etape", "État", GenreDeChamp::Liste(choix)).facultatif();
    let champ = champ.valeur(etape.map_or("", Etape::code));
    Formulaire::new(ICI, "Afficher", vec![champ])
}

fn liste(lignes: &[Demande], maintenant: i64) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau("", &["Aucune demande dans cet état."]);
    }
    let rangees = lignes.iter().map(|d| Rangee {
        adresse: format!("{ICI}/{}", d.id),
        cellules: vec![
            genre(d).to_owned(),
            d.suivi().etape.libelle().to_owned(),
            jour(d.echeance),
            d.suivi().urgence(maintenant).to_owned(),
            jour(d.recue_le),
            d.id.clone(),
        ],
    });
    let colonnes = ["Demande", "État", "Réponse avant le", "Urgence", "Reçue le", "Numéro"];
    Bloc::default().table(Table::liens("Demandes", &colonnes, rangees.collect()))
}

fn exporter() -> Bloc {
    let mut bloc = Bloc::nouveau(
        "Exporter",
        &["Le suivi de toutes les demandes, sans adresse ni texte : ce qu’un contrôle demande."],
    );
    for (format, libelle) in
        [("csv", "Suivi des demandes (CSV)"), ("xlsx", "Suivi des demandes (XLSX)")]
    {
        bloc = bloc.lien(libelle, format!("/dpo/exports/demandes/{format}"));
    }
    bloc
}

fn genre(d: &Demande) -> &'static str {
    Genre::lire(&d.genre).map_or("Autre demande", Genre::libelle)
}

async fn trouver(etat: &Etat, id: &str) -> Result<Demande, Erreur> {
    let trouvee = demandes::trouver(etat.db.read(), id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette demande n’existe pas."))
}

/// One request. Reading it goes into the journal, since it names someone: this is the one page
/// whose reading writes.
pub async fn show(State(etat): State<Etat>, acteur: Acteur, Path(id): Path<String>) -> Rendu {
    let demande = trouver(&etat, &id).await?;
    let mut tx = etat.db.write().await?;
    noter(&mut tx, &acteur, &demande, "droits.demandes.lire", &etat).await?;
    tx.commit().await?;
    rendre(&ecran(&etat, &demande, &Saisie::default()))
}

fn ecran(etat: &Etat, d: &Demande, saisie: &Saisie) -> Ecran {
    let maintenant = etat.horloge.maintenant();
    let titre = format!("Demande {}", d.id);
    let ecran =
        Ecran::nouveau(page(etat, &titre, ICI), genre(d)).sous("Demandes des personnes", ICI);
    let adresse = if d.courriel.is_empty() { "effacée" } else { &d.courriel };
    let close = d.close_le.map(|close_le| {
        let issue = d.issue.as_deref().and_then(Issue::lire).map_or("—", Issue::libelle);
        format!("{} : {issue}", quand(close_le))
    });
    let faits = vec![
        ("Adresse prouvée", adresse.to_owned()),
        ("État", d.suivi().etape.libelle().to_owned()),
        ("Reçue le", quand(d.recue_le)),
        (
            "Réponse avant le",
            format!("{} ({})", jour(d.echeance), Instant::from_ms(d.echeance).relatif(maintenant)),
        ),
        ("Prolongée parce que", d.motif.clone()),
        ("Close le", close.unwrap_or_default()),
    ];
    let ecran = ecran.bloc(Bloc::default().faits(faits).texte(&d.texte));
    if d.suivi().etape == Etape::Close {
        return ecran.bloc(Bloc::nouveau("Réponse", &[]).texte(&d.reponse));
    }
    ecran.bloc(actions(d, saisie))
}

fn actions(d: &Demande, saisie: &Saisie) -> Bloc {
    let adresse = format!("{ICI}/{}", d.id);
    let mut bloc = Bloc::nouveau("Traiter", &[]);
    let quoi = |code: &'static str| Champ::cache("quoi", code);
    let rempli = |code: &str, formulaire: Formulaire| {
        if saisie.texte("quoi") == code { formulaire.avec(saisie) } else { formulaire }
    };
    let etape = d.suivi().etape;
    if etape == Etape::Recue {
        let mut prendre = Formulaire::bouton(&adresse, "Prendre cette demande");
        prendre.champs = vec![quoi("prendre")];
        bloc = bloc.formulaire(prendre);
    }
    let issues = Issue::TOUTES.map(|i| Choix::new(i.code(), i.libelle())).to_vec();
    let champs = vec![
        quoi("clore"),
        Champ::new("issue", "Suite donnée", GenreDeChamp::Radios(issues)),
        Champ::new("reponse", "Réponse, que la personne lira", GenreDeChamp::Zone),
    ];
    bloc = bloc.formulaire(rempli(
        "clore",
        Formulaire::new(&adresse, "Envoyer la réponse et clore", champs),
    ));
    if etape != Etape::Prolongee {
        let champs = vec![
            quoi("prolonger"),
            Champ::new("motif", "Pourquoi il faut deux mois de plus", GenreDeChamp::Zone)
                .aide("La personne le lira (RGPD, article 12.3)."),
        ];
        let mut formulaire = Formulaire::new(&adresse, "Prolonger le délai", champs);
        formulaire.principal = false;
        bloc = bloc.formulaire(rempli("prolonger", formulaire));
    }
    bloc
}

/// Takes, extends or answers.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let mut demande = trouver(&etat, &id).await?;
    let Some(commande) = commande(&mut saisie) else {
        return refuser(&ecran(&etat, &demande, &saisie));
    };
    let maintenant = etat.horloge.maintenant().ms();
    let avant = demande.suivi().etape;
    match demande.suivi().appliquer(&commande, maintenant) {
        Ok(suivi) => {
            demande.etape = suivi.etape.code().to_owned();
            demande.echeance = suivi.echeance;
        }
        Err(refus) => {
            let champ = if saisie.texte("quoi") == "clore" { "reponse" } else { "motif" };
            saisie.refuser(champ, refus.phrase());
            return refuser(&ecran(&etat, &demande, &saisie));
        }
    }
    let acte = completer(&mut demande, &commande, maintenant);
    let mut tx = etat.db.write().await?;
    if demandes::avancer(&mut tx, &demande, avant).await? {
        prevenir(&mut tx, &demande, &commande, maintenant).await?;
        noter(&mut tx, &acteur, &demande, acte, &etat).await?;
        tx.commit().await?;
    }
    Ok(vers(&format!("{ICI}/{id}")))
}

fn commande(saisie: &mut Saisie) -> Option<Commande> {
    match saisie.texte("quoi") {
        "prendre" => Some(Commande::Prendre),
        "prolonger" => {
            let motif = saisie.borne("motif", 10, 2_000);
            saisie.bonne().then_some(Commande::Prolonger(motif))
        }
        _ => {
            let reponse = saisie.borne("reponse", 10, 5_000);
            let issue = Issue::lire(saisie.texte("issue"));
            if issue.is_none() {
                saisie.refuser("issue", "Choisissez la suite donnée.");
            }
            issue.filter(|_| saisie.bonne()).map(|issue| Commande::Clore(issue, reponse))
        }
    }
}

/// What the act leaves in the request; returns its name in the journal.
fn completer(demande: &mut Demande, commande: &Commande, maintenant: i64) -> &'static str {
    match commande {
        Commande::Prendre => "droits.demandes.prendre",
        Commande::Prolonger(motif) => {
            demande.motif.clone_from(motif);
            "droits.demandes.prolonger"
        }
        Commande::Clore(issue, reponse) => {
            demande.issue = Some(issue.code().to_owned());
            demande.reponse.clone_from(reponse);
            demande.close_le = Some(maintenant);
            "droits.demandes.clore"
        }
    }
}

async fn prevenir(
    tx: &mut Transaction,
    d: &Demande,
    commande: &Commande,
    maintenant: i64,
) -> Result<(), Erreur> {
    let (modele, contenu) = match commande {
        Commande::Prendre => return Ok(()),
        Commande::Prolonger(motif) => {
            let fin = Instant::from_ms(d.echeance);
            (courriels::PROLONGATION, courriels::prolongation(&d.id, motif, fin))
        }
        Commande::Clore(_, reponse) => (courriels::REPONSE, courriels::reponse(&d.id, reponse)),
    };
    poster(tx, modele, &d.courriel, contenu, maintenant).await
}

async fn noter(
    tx: &mut Transaction,
    acteur: &Acteur,
    d: &Demande,
    acte: &'static str,
    etat: &Etat,
) -> Result<(), Erreur> {
    let fait = Fait {
        acte,
        acteur: auteur(acteur),
        objet_genre: "demande",
        objet_id: d.id.clone(),
        sujet: Some(d.sujet.clone()),
        motif: String::new(),
        details: json!({ "etape": d.etape }),
    };
    journal::consigner(tx, &fait, etat.horloge.maintenant().ms()).await?;
    Ok(())
}

/// The signed-in person, as the journal calls them.
pub fn auteur(acteur: &Acteur) -> Auteur {
    let auteur = Auteur::compte(&acteur.personne);
    let organisme = acteur.habilitations.first().map(|h| h.organisme.as_str());
    match organisme.filter(|nom| !nom.is_empty()) {
        Some(nom) => auteur.au_nom_de(nom),
        None => auteur.au_nom_de("Délégué à la protection des données"),
    }
}
