//! The administration: lists, acts on several rows, observation, what is decided for the site.

use axum::http::Method;
use base::Lecture;
use comptes::porte::administration::{self as comptes_administration, Filtre, LignePersonne};
use conformite::journal;
use web::{Etat, Reglages, Role, Route, routeur};

use crate::demande::{CLIENT, FORMULAIRE, Reponse};
use crate::site::{Site, bases_vides, jouer, sites};

/// An ordinary address for the routes of the administration that have parameters. What would undo
/// the examples of the other tests names nothing.
pub async fn exemple(site: &Site, chemin: &str) -> String {
    let db = site.etat.db.read();
    let cfa = personne(db, "cfa@exemple.fr").await.id;
    let remplacer =
        |nom: &str, valeur: &str| chemin.replace(nom, valeur).replace("{format}", "csv");
    if chemin.ends_with("/revoquer") {
        return remplacer("{id}", "inconnue");
    }
    let filtre = Filtre { personne: cfa.clone(), ..Filtre::default() };
    match chemin.split('/').nth(2).unwrap_or_default() {
        "organisations" => {
            let tous = Filtre::default();
            let lues = comptes_administration::lister_organisations(db, &tous, 0).await.unwrap();
            remplacer("{id}", &lues.0[0].id)
        }
        "habilitations" => {
            let lues = comptes_administration::lister_habilitations(db, &filtre, 0).await.unwrap();
            remplacer("{id}", &lues.0[0].habilitation.id)
        }
        "imports" => remplacer("{id}", "1"),
        "taches" => remplacer("{nom}", "comptes.terminer"),
        "cles" => {
            let cles = partenaires::porte::lister(db, site.etat.horloge.maintenant()).await;
            remplacer("{id}", &cles.unwrap()[0].id)
        }
        _ => chemin.replace("{id}", &cfa).replace("{personne}", &cfa).replace("{format}", "csv"),
    }
}

async fn personne(db: &Lecture, courriel: &str) -> LignePersonne {
    let filtre = Filtre { mots: vec![courriel.to_owned()], ..Filtre::default() };
    let (lues, _) = comptes_administration::lister_personnes(db, &filtre, 0).await.unwrap();
    lues.into_iter().find(|p| p.courriel == courriel).expect("an example")
}

async fn lire(site: &Site, cookie: &str, adresse: &str) -> Reponse {
    site.demander(Method::GET, adresse, CLIENT, &[("cookie", cookie)]).await
}

async fn poster(site: &Site, cookie: &str, adresse: &str, corps: &str) -> Reponse {
    let entetes = [FORMULAIRE[0], FORMULAIRE[1], ("cookie", cookie)];
    site.envoyer(Method::POST, adresse, CLIENT, &entetes, corps).await
}

/// A person who only exists for one test, with a habilitation nobody else needs.
async fn invitee(site: &Site, nom: &str, role: Role) -> LignePersonne {
    let courriel = format!("{nom}@exemple.fr");
    let adresse = courriel.parse().unwrap();
    let ressort = web::Ressort::Region("53".to_owned());
    let maintenant = site.etat.horloge.maintenant().ms();
    let db = &site.etat.db;
    let qui = (&adresse, "Hélène", nom);
    comptes::porte::creer(db, qui, (role, &ressort), maintenant).await.unwrap();
    personne(db.read(), &courriel).await
}

#[test]
fn a_list_is_its_address() {
    jouer(async {
        for site in sites().await {
            invitee(site, "lemarchand", Role::Dreets).await;
            let cookie = site.cookie(Role::Administrateur).await;
            let cas = [
                ("/administration/personnes?q=helene+LEMARCHAND", true),
                ("/administration/personnes?q=lemarchand&role=dreets&etat=active", true),
                ("/administration/personnes?q=lemarchand&territoire=region:53", true),
                ("/administration/personnes?q=lemarchand&territoire=departement:35", false),
                ("/administration/personnes?q=lemarchand&role=cfa", false),
                ("/administration/personnes?q=lemarchand&etat=desactivee", false),
                ("/administration/personnes?q=%25zzz", false),
                ("/administration/habilitations?q=lemarchand&role=dreets&fin=2099-01-01", true),
                ("/administration/habilitations?q=lemarchand&fin=2026-12-01", false),
            ];
            for (adresse, attendue) in cas {
                let reponse = lire(site, &cookie, adresse).await;
                assert_eq!(reponse.statut, 200, "{adresse}");
                let trouvee = reponse.corps.contains("Hélène lemarchand");
                assert_eq!(trouvee, attendue, "{} {adresse}", site.nom);
            }
        }
    });
}

#[test]
fn acts_on_several_rows_say_what_became_of_each_and_are_kept() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Administrateur).await;
            let une = invitee(site, "legoff", Role::Draaf).await;
            let moi = personne(site.etat.db.read(), "administrateur@exemple.fr").await;
            let gere = personne(site.etat.db.read(), "mission-locale@exemple.fr").await;
            let agir = "/administration/personnes/agir";
            let corps = format!("id={}&id={}&id={}&acte=desactiver", une.id, moi.id, gere.id);
            let sans_motif = poster(site, &cookie, agir, &corps).await;
            assert!(sans_motif.corps.contains("Désactiver : 0 sur 3"), "{}", site.nom);
            let corps = format!("{corps}&motif=D%C3%A9part");
            let reponse = poster(site, &cookie, agir, &corps).await;
            assert_eq!(reponse.statut, 200);
            assert!(reponse.corps.contains("Désactiver : 1 sur 3"), "{}", reponse.corps);
            assert!(reponse.corps.contains("dernier gestionnaire"), "{}", site.nom);
            let fiche = lire(site, &cookie, &format!("/administration/personnes/{}", une.id)).await;
            assert!(fiche.corps.contains("Active → Désactivée") && fiche.corps.contains("Départ"));
            let acte = Some("administration.comptes.agir".to_owned());
            let filtre =
                journal::Filtre { acte, objet: Some(une.id.clone()), ..Default::default() };
            let lignes = journal::chercher(site.etat.db.read(), &filtre, 5).await.unwrap();
            assert_eq!(lignes.len(), 1, "{}", site.nom);
            assert_eq!(
                (lignes[0].acteur.as_str(), lignes[0].motif.as_str()),
                (moi.id.as_str(), "Départ")
            );
            for vide in ["", "acte=desactiver", "id=1&acte=detruire"] {
                assert_eq!(poster(site, &cookie, agir, vide).await.statut, 400, "{vide}");
            }
        }
    });
}

#[test]
fn a_habilitation_is_confirmed_ended_and_started_again() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Administrateur).await;
            let une = invitee(site, "kervella", Role::CarifOref).await;
            let filtre = Filtre { personne: une.id, ..Filtre::default() };
            let db = site.etat.db.read();
            let (lues, _) =
                comptes_administration::lister_habilitations(db, &filtre, 0).await.unwrap();
            let id = lues[0].habilitation.id.clone();
            let etapes = [
                ("confirmer", 1),
                ("terminer", 1),
                ("confirmer", 0),
                ("reactiver", 1),
                ("accepter", 0),
            ];
            for (acte, faites) in etapes {
                let corps = format!("id={id}&acte={acte}");
                let agir = "/administration/habilitations/agir";
                let reponse = poster(site, &cookie, agir, &corps).await;
                let attendu = format!(": {faites} sur 1");
                assert!(reponse.corps.contains(&attendu), "{} {acte} {}", site.nom, reponse.corps);
            }
            let histoire = comptes_administration::histoire(db, "habilitation", &id).await.unwrap();
            assert_eq!(histoire.len(), 5, "{}", site.nom);
            assert_eq!(histoire[0].par, "Exemple Administrateur");
        }
    });
}

#[test]
fn a_list_taken_away_leaves_a_trace() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Auditeur).await;
            let adresse = "/administration/personnes/export/csv?q=cfa&etat=active";
            let reponse = poster(site, &cookie, adresse, "").await;
            assert_eq!(reponse.statut, 200);
            assert!(reponse.corps.contains("cfa@exemple.fr"), "{}", reponse.corps);
            assert!(!reponse.corps.contains("opco@exemple.fr"));
            let acte = Some("administration.comptes.exporter".to_owned());
            let filtre = journal::Filtre { acte, ..Default::default() };
            let lignes = journal::chercher(site.etat.db.read(), &filtre, 50).await.unwrap();
            let trace = lignes.iter().find(|l| l.details.contains("etat=active"));
            assert!(trace.is_some_and(|l| !l.details.contains("cfa")), "{}", site.nom);
            let support = site.cookie(Role::Support).await;
            assert_eq!(poster(site, &support, adresse, "").await.statut, 403);
            let pas_de_format = "/administration/personnes/export/pdf";
            assert_eq!(poster(site, &cookie, pas_de_format, "").await.statut, 404);
        }
    });
}

#[test]
fn the_support_sees_through_the_eyes_of_someone_and_changes_nothing() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Support).await;
            let db = site.etat.db.read();
            let cfa = personne(db, "cfa@exemple.fr").await;
            let adresse = format!("/administration/observer/{}", cfa.id);
            assert_eq!(poster(site, &cookie, &adresse, "motif=court").await.statut, 400);
            let motif = "motif=Demande+d%E2%80%99aide+par+t%C3%A9l%C3%A9phone";
            let debut = poster(site, &cookie, &adresse, motif).await;
            assert_eq!((debut.statut, debut.entete("location")), (303, "/espace"), "{}", site.nom);
            let espace = lire(site, &cookie, "/espace").await;
            assert!(espace.corps.contains("Vous observez le compte d’une autre personne"));
            assert!(espace.corps.contains("Exemple CFA"), "{}", espace.corps);
            let refus = poster(site, &cookie, "/compte", "prenom=A&nom=B").await;
            assert_eq!(refus.statut, 403, "{}", site.nom);
            assert_eq!(lire(site, &cookie, "/administration/personnes").await.statut, 403);
            let fin = poster(site, &cookie, "/observation/fin", "").await;
            assert_eq!(fin.statut, 303);
            assert!(!lire(site, &cookie, "/espace").await.corps.contains("Vous observez"));
            let filtre = journal::Filtre { objet: Some(cfa.id.clone()), ..Default::default() };
            let lignes = journal::chercher(db, &filtre, 10).await.unwrap();
            let actes: Vec<_> = lignes.iter().map(|l| l.acte.as_str()).collect();
            assert!(actes.contains(&"administration.observation.commencer"), "{actes:?}");
            assert!(actes.contains(&"administration.observation.finir"), "{actes:?}");
            let modele = "administration.observation".to_owned();
            let critere = courrier::porte::Critere { modele, ..Default::default() };
            let (_, combien) = courrier::porte::lister(db, &critere, 0, 5).await.unwrap();
            assert!(combien > 0, "{}", site.nom);
        }
    });
}

#[test]
fn an_observation_that_ends_by_itself_is_in_the_journal_once() {
    jouer(async {
        for base in bases_vides().await {
            let horloge = noyau::horloge::Horloge::figee("2026-11-24T09:00:00Z".parse().unwrap());
            let etat = Etat::nouveau(base.db.clone(), horloge.clone(), Reglages::d_essai());
            let creer = async |nom: &str, role, ressort: web::Ressort| {
                let adresse = format!("{nom}@exemple.fr").parse().unwrap();
                let (qui, ms) = ((&adresse, "Hélène", nom), horloge.maintenant().ms());
                comptes::porte::creer(&base.db, qui, (role, &ressort), ms).await.unwrap();
                personne(base.db.read(), &format!("{nom}@exemple.fr")).await
            };
            let region = || web::Ressort::Region("53".to_owned());
            let vue = creer("vue", Role::Dreets, region()).await;
            let support = creer("aide", Role::Support, web::Ressort::France).await;
            let ms = horloge.maintenant().ms();
            comptes::porte::ouvrir_une_session(&base.db, &support.courriel, true, ms)
                .await
                .unwrap();
            let sql = "UPDATE comptes_sessions SET observe = $1, observe_fin = $2";
            let mut tx = base.db.write().await.unwrap();
            sqlx::query(sql).bind(&vue.id).bind(ms + 900_000).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            for (minutes, attendu) in [(14, 0), (2, 1), (60, 1)] {
                horloge.avancer(std::time::Duration::from_secs(minutes * 60));
                administration::taches::clore_les_observations(&etat).await.unwrap();
                let filtre = journal::Filtre { objet: Some(vue.id.clone()), ..Default::default() };
                let lignes = journal::chercher(base.db.read(), &filtre, 10).await.unwrap();
                let fins = lignes.iter().filter(|l| l.acte == "administration.observation.finir");
                assert_eq!(fins.count(), attendu, "{} {minutes}", base.nom);
            }
        }
    });
}

#[test]
fn whoever_watches_over_the_others_is_never_observed() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Support).await;
            let motif = "motif=Demande+d%E2%80%99aide";
            for qui in ["administrateur", "dpo", "auditeur", "support"] {
                let autre = personne(site.etat.db.read(), &format!("{qui}@exemple.fr")).await;
                let adresse = format!("/administration/observer/{}", autre.id);
                let refus = poster(site, &cookie, &adresse, motif).await;
                assert_eq!(refus.statut, 400, "{} {qui}", site.nom);
                let espace = lire(site, &cookie, "/espace").await;
                assert!(!espace.corps.contains("Vous observez"), "{} {qui}", site.nom);
            }
            let nulle_part = "/administration/observer/inconnue";
            assert_eq!(poster(site, &cookie, nulle_part, motif).await.statut, 404);
        }
    });
}

/// On a database of its own: what is decided must not stop the other tests.
#[test]
fn what_is_decided_for_the_site_is_in_force_at_once_and_for_the_next_node() {
    jouer(async {
        let commun = &sites().await[0];
        let base = bases_vides().await.remove(0);
        let reglages =
            Reglages { dossier: base.dossier.to_path_buf(), ..(*commun.etat.reglages).clone() };
        let noeud = || async {
            let services = compagnon::assembly::services();
            let horloge = commun.etat.horloge.clone();
            let etat = Etat::nouveau(base.db.clone(), horloge, reglages.clone());
            let (routeur, etat) = routeur::assembler(etat, &services).await.unwrap();
            Site::emprunte("consignes", routeur, etat, services)
        };
        let site = noeud().await;
        let admin = site.cookie(Role::Administrateur).await;
        let employeur = site.cookie(Role::Employeur).await;
        let ici = "/administration/consignes";
        let corps = "bandeau=Travaux+ce+soir&fin=2026-11-25&maintenance=oui&offres=oui&comptes=oui";
        assert_eq!(poster(&site, &admin, ici, corps).await.statut, 303);
        let suivant = noeud().await;
        for noeud in [&site, &suivant] {
            assert!(noeud.lire("/plan-du-site").await.corps.contains("Travaux ce soir"));
            let des_offres = offre(noeud);
            assert_eq!(noeud.lire(&des_offres).await.statut, 503, "{des_offres}");
            assert_eq!(lire(noeud, &admin, "/espace").await.statut, 200);
        }
        assert_eq!(poster(&site, &employeur, ici, "").await.statut, 503);
        let passe = "bandeau=x&fin=2026-11-23";
        assert_eq!(poster(&site, &admin, ici, passe).await.statut, 400);
        assert_eq!(poster(&site, &admin, ici, "").await.statut, 303);
        assert!(!site.lire("/plan-du-site").await.corps.contains("Travaux ce soir"));
        assert_ne!(site.lire(&offre(&site)).await.statut, 503);
    });
}

/// Address of a route of the offers that has no parameter.
fn offre(site: &Site) -> String {
    let offres = site.services.iter().find(|s| s.nom == "offres").unwrap();
    let simple = |r: &&Route| r.methode == Method::GET && !r.chemin.contains('{');
    offres.routes.iter().find(simple).unwrap().chemin.clone()
}

#[test]
fn a_key_is_shown_once_works_and_is_ended() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Administrateur).await;
            let ici = "/administration/cles";
            for faux in
                ["nom=a&fin=2027-01-01", "nom=Portail&fin=2026-11-23", "nom=Portail&fin=2040-01-01"]
            {
                assert_eq!(poster(site, &cookie, ici, faux).await.statut, 400, "{faux}");
            }
            let neuve = poster(site, &cookie, ici, "nom=Portail+essai&fin=2027-01-01").await;
            assert_eq!((neuve.statut, neuve.entete("cache-control")), (200, "no-store"));
            let cle =
                neuve.corps.split("id=\"cle\" value=\"").nth(1).unwrap().split('"').next().unwrap();
            let porteur = format!("Bearer {cle}");
            let appel = async || {
                let entetes = [("authorization", porteur.as_str())];
                site.demander(Method::GET, "/api/job/v1/export", CLIENT, &entetes).await.statut
            };
            assert_ne!(appel().await, 401, "{}", site.nom);
            let liste = lire(site, &cookie, ici).await;
            assert!(liste.corps.contains("Portail essai") && !liste.corps.contains(cle));
            let connues =
                partenaires::porte::lister(site.etat.db.read(), site.etat.horloge.maintenant());
            let connues = connues.await.unwrap();
            let id = &connues.iter().find(|c| c.nom == "Portail essai").unwrap().id;
            let fin = poster(site, &cookie, &format!("{ici}/{id}/revoquer"), "").await;
            assert_eq!(fin.statut, 303);
            assert_eq!(appel().await, 401, "{}", site.nom);
        }
    });
}

#[test]
fn health_measures_every_part() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Auditeur).await;
            let page = lire(site, &cookie, "/administration/sante").await;
            assert_eq!(page.statut, 200, "{}", page.corps);
            for part in [
                "Base de données",
                "Index de recherche",
                "Tâches",
                "Courriels",
                "Espace disque",
                "Journal",
            ] {
                assert!(page.corps.contains(part), "{} {part}", site.nom);
            }
            assert!(!page.corps.contains("La mesure a échoué"), "{}", page.corps);
        }
    });
}
