//! Every route says who may call it, why, and what it answers; and that is what it does.

use std::collections::BTreeSet;

use axum::http::Method;
use web::{Action, Droit, Finalite, Portee, Role, Route};

use crate::demande::{FORMULAIRE, adresse};
use crate::site::{Site, cle, jouer, sites};

/// What the layers in front of the routes answer by themselves, whatever the route.
pub const COUCHES: [u16; 1] = [414];

/// An ordinary address for each route. A route with a parameter must be given one here.
pub async fn exemple(site: &Site, route: &Route) -> String {
    let premiere = async |nature: &str| {
        let liste = site.lire_json(&adresse("/api/v1/search", &[("nature", nature)])).await;
        let hit = &liste["hits"][0];
        hit["url_id"].as_str().unwrap_or_else(|| panic!("no result is a {nature}")).to_owned()
    };
    let chemin = route.chemin.as_str();
    let id = match chemin.trim_start_matches("/widget").split('/').nth(1) {
        Some("formation") => premiere("Formation").await,
        Some("offre") => premiere("Offre d’emploi").await,
        Some("entreprise") => premiere("Entreprise à contacter").await,
        _ => String::new(),
    };
    match chemin {
        "/statique/{fichier}" => web::statique::adresse("compagnon.css"),
        "/employeur/offres/export/{format}" => "/employeur/offres/export/csv".to_owned(),
        "/mon-entreprise/lien/{jeton}" => crate::offres::un_lien_d_entreprise(site).await,
        _ if chemin.starts_with("/cfa/entreprises/{id}") => {
            chemin.replace("{id}", crate::mandats::MANDAT)
        }
        "/offres/mandat/{jeton}" => chemin.replace("{jeton}", &crate::mandats::un_lien(site).await),
        _ if chemin.starts_with("/cfa/offres-proposees/") => {
            let centre = crate::delegations::centre(site).await;
            chemin.replace("{centre}", &centre).replace("{id}", crate::offres::OFFRE)
        }
        _ if chemin.starts_with("/offres/proposition/") => {
            chemin.replace("{jeton}", &crate::delegations::une_proposition(site).await)
        }
        "/offres/lien/{jeton}" => crate::offres::un_lien(site).await,
        "/moderation/offres/importees/{id}" => {
            chemin.replace("{id}", &crate::livraisons::une_importee(site).await)
        }
        _ if chemin.starts_with("/employeur/offres/{id}")
            || chemin.starts_with("/moderation/offres/{id}")
            || chemin.starts_with("/signaler/offre/{id}") =>
        {
            chemin.replace("{id}", crate::offres::OFFRE)
        }
        "/organisme/{siret}" | "/organisme/{siret}/uai" | "/api/v1/organismes/{siret}" => {
            let liste = site.demander(Method::GET, "/organismes.csv", "203.0.113.7:5", &[]).await;
            let ligne = liste.corps.lines().nth(1).unwrap_or_default().to_owned();
            chemin.replace("{siret}", ligne.split(';').next().unwrap_or_default())
        }
        "/api/v1/uais/{uai}" => {
            let adresse = "/api/v1/organismes?uai_potentiels=true&items_par_page=1";
            let liste = site.lire_json(adresse).await;
            let uai = &liste["organismes"][0]["uai_potentiels"][0]["uai"];
            chemin.replace("{uai}", uai.as_str().unwrap_or_default())
        }
        "/connexion/lien/{jeton}" => lien_de_connexion(site).await,
        "/invitation/{jeton}" => invitation(site).await,
        "/habilitations/{id}/decider" => {
            let id = comptes::porte::habilitation_d_exemple(&site.etat.db).await.unwrap();
            chemin.replace("{id}", &id.unwrap_or_default())
        }
        _ if chemin.starts_with("/organisation/{id}") => {
            let id =
                comptes::porte::organisation_de(&site.etat.db, "cfa@exemple.fr").await.unwrap();
            chemin.replace("{id}", &id.unwrap_or_default())
        }
        "/connexion/{fournisseur}" | "/connexion/{fournisseur}/retour" => {
            chemin.replace("{fournisseur}", "proconnect")
        }
        _ if chemin.starts_with("/alertes") && !chemin.ends_with("ee") => {
            crate::alertes::exemple(site, chemin).await
        }
        _ if chemin.contains("postuler") || chemin.contains("candidature") => {
            crate::candidatures::exemple(site, chemin).await
        }
        "/courriels/modele/{code}" => "/courriels/modele/courriels.essai".to_owned(),
        "/courriels/modele/{code}/corps" => "/courriels/modele/courriels.essai/corps".to_owned(),
        "/courriels/desabonnement/{jeton}" => crate::courriels::lien_d_arret(site).await,
        "/demo/courriels/{id}" | "/demo/courriels/{id}/corps" => {
            chemin.replace("{id}", &crate::courriels::depose(site, "demo@exemple.fr").await)
        }
        "/demo/courriels/{id}/piece/{rang}" => crate::courriels::piece(site).await,
        _ if chemin.contains("rendez-vous") => crate::rendezvous::exemple(site, chemin).await,
        "/administration/courriels/{id}/relancer" => {
            "/administration/courriels/inconnu/relancer".to_owned()
        }
        "/demo/connexion/{role}" => "/demo/connexion/cfa".to_owned(),
        _ if chemin.starts_with("/administration/") && chemin.contains('{') => {
            crate::administration::exemple(site, chemin).await
        }
        "/compte/sessions/{id}/fermer" => "/compte/sessions/inconnue/fermer".to_owned(),
        "/compte/courriel/{jeton}" if route.methode == Method::GET => nouvelle_adresse(site).await,
        // What would change the address of an example that other tests sign in with.
        "/compte/courriel/{jeton}" => "/compte/courriel/inconnu".to_owned(),
        "/compte/identites/{fournisseur}/detacher" => chemin.replace("{fournisseur}", "proconnect"),
        "/mes-donnees/lien/{jeton}" => lien_vers_mes_donnees(site).await,
        "/mes-donnees/fichier/{format}" => "/mes-donnees/fichier/json".to_owned(),
        "/donnees-personnelles/registre/{fichier}" => {
            "/donnees-personnelles/registre/traitements.csv".to_owned()
        }
        "/dpo/exports/{registre}/{format}" => "/dpo/exports/demandes/csv".to_owned(),
        "/dpo/demandes/{id}" => une_demande(site).await,
        "/dpo/incidents/{id}" => un_incident(site).await,
        "/api/v1/formations" | "/api/v1/jobs" | "/api/v1/jobsEtFormations" => {
            adresse(chemin, &[("romes", "D1102,D1104,D1106"), ("caller", "essais")])
        }
        "/api/v1/formationsParRegion" => adresse(chemin, &[("departement", "35")]),
        "/api/v1/formations/formation/{id}" | "/api/v1/entity/formation/{id}" => {
            chemin.replace("{id}", &segment(&premiere("Formation").await))
        }
        "/api/v1/jobs/matcha/{id}" => {
            chemin.replace("{id}", &offre_de(site, "offres_emploi_lba").await)
        }
        "/api/v1/jobs/partnerJob/{id}" | "/api/v1/jobs/job/{id}" => {
            chemin.replace("{id}", &crate::livraisons::une_importee(site).await)
        }
        "/api/v1/jobs/company/{siret}" => {
            chemin.replace("{siret}", &premiere("Entreprise à contacter").await)
        }
        _ if chemin.starts_with("/effectifs/") && chemin.contains('{') => {
            crate::effectifs::exemple(site, chemin).await
        }
        "/api/v3/transmissions/{id}" => chemin.replace("{id}", &transmission(site).await),
        "/api/v1/metiers" => adresse(chemin, &[("title", "boulanger")]),
        "/api/v1/metiers/intitule" => adresse(chemin, &[("label", "boulanger")]),
        "/api/v1/metiers/metiersParFormation/{cfd}" => chemin.replace("{cfd}", "50022137"),
        "/api/v1/metiers/metiersParEtablissement/{siret}" => {
            chemin.replace("{siret}", "90000000100009")
        }
        "/api/job/v1/offer/{id}/publishing-informations" => {
            chemin.replace("{id}", &segment(&premiere("Offre d’emploi").await))
        }
        "/api/v1/search/suggest" => adresse(chemin, &[("q", "boulang")]),
        "/api/documentation/{operation}" => "/api/documentation/get-api-v1-search".to_owned(),
        "/donnees-ouvertes/jeu/{code}" => "/donnees-ouvertes/jeu/offres".to_owned(),
        "/donnees-ouvertes/{fichier}" => "/donnees-ouvertes/catalogue.jsonld".to_owned(),
        "/api/v1/conversions/{genre}/{code}" => "/api/v1/conversions/cfd/50022137".to_owned(),
        "/certification/{code}" => "/certification/50022137".to_owned(),
        "/certifications/export/{format}" => "/certifications/export/csv?q=boulanger".to_owned(),
        "/catalogue/perimetres/regle/{numero}" => "/catalogue/perimetres/regle/12".to_owned(),
        "/catalogue/formation/{id}/perimetres" => {
            chemin.replace("{id}", &segment(&premiere("Formation").await))
        }
        "/catalogue/export/{format}" => "/catalogue/export/csv?q=boulanger".to_owned(),
        "/catalogue/formation/{id}" => {
            chemin.replace("{id}", &segment(&premiere("Formation").await))
        }
        "/catalogue/livraisons/{id}" => premiere_livraison(site).await,
        "/catalogue/livraisons/export/{format}" => "/catalogue/livraisons/export/csv".to_owned(),
        "/catalogue/livraisons/{id}/changements/{format}" => {
            format!("{}/changements/csv", premiere_livraison(site).await)
        }
        "/catalogue/livraisons/{id}/rejets/{format}" => {
            format!("{}/rejets/xlsx", premiere_livraison(site).await)
        }
        "/catalogue/statistiques/export/{format}" => {
            "/catalogue/statistiques/export/csv".to_owned()
        }
        "/api/v1/lieux" => adresse(chemin, &[("q", "renn")]),
        "/api/geographie/v1/commune/search" => adresse(chemin, &[("code", "35000")]),
        "/api/formation/v1/{id}" => chemin.replace("{id}", &segment(&premiere("Formation").await)),
        "/api/job/v1/offer/{id}" if route.methode == Method::PUT => {
            let corps = crate::offres::offre_de_partenaire("essai", "91000002500015", &[]);
            chemin.replace("{id}", &crate::offres::publier_par_api(site, &corps).await)
        }
        "/api/job/v1/offer/{id}" => {
            chemin.replace("{id}", &segment(&premiere("Offre d’emploi").await))
        }
        "/api/job/v1/export/offres.ndjson" => lien_d_export(site).await,
        _ if id.is_empty() && chemin.contains('{') => panic!("{chemin} needs an example"),
        _ => chemin.replace("{id}", &segment(&id)).replace("{titre}", "titre"),
    }
}

/// A sending of the organisation of the key.
async fn transmission(site: &Site) -> String {
    let entetes = [("authorization", site.cle.as_str())];
    let adresse = "/api/v3/dossiers-apprenants";
    let reponse = site.envoyer(Method::POST, adresse, "203.0.113.7:5", &entetes, "[]").await;
    reponse.json()["transmission"].as_str().unwrap_or_default().to_owned()
}

/// A link that opens the session of an example.
async fn lien_de_connexion(site: &Site) -> String {
    let courriel = "cfa@exemple.fr".parse().unwrap();
    let maintenant = site.etat.horloge.maintenant().ms();
    comptes::porte::lien_de_connexion(&site.etat.db, &courriel, maintenant).await.unwrap()
}

/// An invitation that nobody used.
async fn invitation(site: &Site) -> String {
    let db = &site.etat.db;
    let id = comptes::porte::organisation_de(db, "cfa@exemple.fr").await.unwrap().unwrap();
    let maintenant = site.etat.horloge.maintenant().ms();
    let courriel = "invitee@exemple.fr".parse().unwrap();
    comptes::porte::inviter(db, &id, &courriel, maintenant).await.unwrap()
}

/// The link that proves a new mailbox of the example of the training centres.
async fn nouvelle_adresse(site: &Site) -> String {
    let secret = coffre::hasard();
    let maintenant = site.etat.horloge.maintenant().ms();
    let sql = "INSERT INTO comptes_changements (empreinte, personne, courriel, cree_le, expire_le)
               SELECT $1, id, 'nouvelle@exemple.fr', $2, $3 FROM comptes_personnes
               WHERE courriel = 'cfa@exemple.fr'";
    let mut tx = site.etat.db.write().await.unwrap();
    let requete = sqlx::query(sql).bind(coffre::empreinte(&secret)).bind(maintenant);
    requete.bind(maintenant + 60_000).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    format!("/compte/courriel/{secret}")
}

/// A link that opens the data of a person, as the mail gives it.
async fn lien_vers_mes_donnees(site: &Site) -> String {
    let corps = format!("courriel={}%40exemple.fr", coffre::hasard());
    site.poster("/mes-donnees", &corps).await;
    let sql = "SELECT texte FROM courriels_corps WHERE texte LIKE '%/mes-donnees/lien/%' LIMIT 1";
    let texte: String =
        sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap();
    let debut = texte.split("/mes-donnees/lien/").nth(1).unwrap();
    format!("/mes-donnees/lien/{}", debut.split_whitespace().next().unwrap())
}

/// A request that waits for the officer.
async fn une_demande(site: &Site) -> String {
    let sql = "INSERT INTO droits_demandes (id, genre, courriel, sujet, texte, etape, recue_le, \
               echeance, motif, reponse) VALUES ('D1', 'acces', 'd1@exemple.fr', 'cle', \
               'Que gardez-vous ?', 'recue', 1, 2, '', '') ON CONFLICT (id) DO NOTHING";
    poser(site, sql).await;
    "/dpo/demandes/D1".to_owned()
}

/// An incident of the register.
async fn un_incident(site: &Site) -> String {
    let sql = "INSERT INTO droits_incidents (id, titre, nature, detecte_le, description, \
               populations, categories, consequences, mesures, risque, cnil_reference, retard) \
               VALUES ('I1', 'Panne', 'disponibilite', 1, '', '', '', '', '', 'a_evaluer', '', '') \
               ON CONFLICT (id) DO NOTHING";
    poser(site, sql).await;
    "/dpo/incidents/I1".to_owned()
}

async fn poser(site: &Site, sql: &'static str) {
    let mut tx = site.etat.db.write().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The newest delivery of trainings.
async fn premiere_livraison(site: &Site) -> String {
    let versions = base::versions::lister(site.etat.db.read(), 500).await.unwrap();
    let livraison = versions.iter().find(|v| v.source == "formations").unwrap();
    format!("/catalogue/livraisons/{}", livraison.id)
}

/// An offer of this origin.
pub async fn offre_de(site: &Site, origine: &str) -> String {
    let liste = site.lire_json(&adresse("/api/v1/search", &[("sub_type", origine)])).await;
    segment(liste["hits"][0]["url_id"].as_str().expect("an offer of this origin"))
}

/// The link to the file of all offers, as the route that gives it does.
async fn lien_d_export(site: &Site) -> String {
    let entetes = [("authorization", site.cle.as_str())];
    let reponse = site.demander(Method::GET, "/api/job/v1/export", "203.0.113.7:5", &entetes).await;
    let lien = reponse.json()["url"].as_str().unwrap_or_default().to_owned();
    lien.strip_prefix(site.etat.reglages.adresse.as_str()).unwrap_or_default().to_owned()
}

/// What an ordinary call to this route must carry: a key, a session of someone who may, the proof
/// that a form comes from our own pages.
pub async fn entetes(site: &Site, route: &Route) -> Vec<(&'static str, String)> {
    let mut entetes = match route.droit {
        Droit::Cle(_) => vec![("authorization", site.cle.clone())],
        Droit::Public | Droit::Exploitation => vec![],
        Droit::Connecte => vec![("cookie", site.cookie(Role::Cfa).await)],
        Droit::Peut(action) => vec![("cookie", site.cookie(qui_peut(action)).await)],
    };
    if route.chemin == "/api/courriels/evenements" {
        let secret = format!("Bearer {}", crate::site::SECRET_DES_COURRIELS);
        entetes.push(("authorization", secret));
    }
    if route.chemin == "/effectifs/televersement" && route.methode == Method::POST {
        entetes.push(("content-type", crate::effectifs::EN_PARTIES.to_owned()));
        entetes.push(("sec-fetch-site", "same-origin".to_owned()));
    } else if route.methode != Method::GET && route.est_api() {
        entetes.push(("content-type", "application/json".to_owned()));
    } else if route.methode != Method::GET {
        entetes.extend(FORMULAIRE.map(|(nom, valeur)| (nom, valeur.to_owned())));
    }
    entetes
}

/// A role that may do this: the administrator where they may.
fn qui_peut(action: &Action) -> Role {
    let roles = || action.regles.iter().map(|r| r.role);
    let tout = roles().find(|r| *r == Role::Administrateur);
    tout.or_else(|| roles().next()).unwrap_or(Role::Administrateur)
}

/// Headers as the caller lends them.
pub fn pretes<'a>(entetes: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    entetes.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

/// What an ordinary call to this route sends.
async fn corps(site: &Site, route: &Route) -> String {
    let simple = match route.chemin.as_str() {
        "/api/courriels/evenements" => crate::courriels::REMIS,
        "/api/job/v1/apply" => crate::candidatures::CORPS,
        "/api/v3/dossiers-apprenants" => "[]",
        "/effectifs/cles" => "nom=Ypareo",
        "/effectifs/televersement" => crate::effectifs::FICHIER,
        "/avis/envoyer" => "parcours=recherche&note=bien&trouve=oui&texte=Merci",
        "/api/job/v1/offer" | "/api/job/v1/offer/{id}" if route.methode != Method::GET => {
            return crate::offres::offre_de_partenaire("essai", "91000002500015", &[]);
        }
        "/api/appointment-request/context/create" => {
            let cle = crate::rendezvous::cle_me(site).await;
            return serde_json::json!({ "idCleMinistereEducatif": cle, "referrer": "onisep" })
                .to_string();
        }
        "/api/formation/v1/appointment/generate-link" => {
            let cle = crate::rendezvous::cle_me(site).await;
            return serde_json::json!({ "cle_ministere_educatif": cle }).to_string();
        }
        _ => "",
    };
    simple.to_owned()
}

/// An identifier as a segment of an address.
fn segment(id: &str) -> String {
    id.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(b).to_string()
            }
            autre => format!("%{autre:02X}"),
        })
        .collect()
}

/// Statuses that a route may answer.
pub fn dits(route: &Route) -> BTreeSet<u16> {
    route.reponses.iter().map(|(statut, _)| *statut).chain(COUCHES).collect()
}

#[test]
fn every_route_says_why_and_what() {
    jouer(async {
        let services = &sites().await[0].services;
        let registre: BTreeSet<&str> =
            services.iter().flat_map(|s| s.traitements.iter().map(|t| t.code)).collect();
        for route in services.iter().flat_map(|s| &s.routes) {
            let ou = format!("{} {}", route.methode, route.chemin);
            match route.finalite {
                Finalite::SansDonneePersonnelle(phrase) => {
                    assert!(phrase.len() > 4, "{ou}: no sentence")
                }
                Finalite::Traitement(code) => {
                    assert!(registre.contains(code), "{ou}: « {code} » is not in the register")
                }
            }
            let statuts = dits(route);
            assert!(
                statuts.iter().any(|s| (200..400).contains(s)),
                "{ou}: no success is documented"
            );
            assert!(
                route.reponses.iter().all(|(_, quoi)| !quoi.is_empty()),
                "{ou}: a status means nothing"
            );
            let limite = route.debit.quota().is_some();
            assert_eq!(statuts.contains(&429), limite, "{ou}: its rate and its answers disagree");
        }
    });
}

#[test]
fn every_route_has_its_own_address() {
    jouer(async {
        let services = &sites().await[0].services;
        let mut vues = BTreeSet::new();
        for route in services.iter().flat_map(|s| &s.routes) {
            let forme: Vec<&str> = route
                .chemin
                .split('/')
                .map(|p| if p.starts_with('{') { "{}" } else { p })
                .collect();
            let forme = format!("{} {}", route.methode, forme.join("/"));
            assert!(vues.insert(forme.clone()), "{forme} is there twice");
        }
        assert!(vues.len() > 20);
    });
}

#[test]
fn every_route_answers_an_ordinary_call_with_a_documented_success() {
    jouer(async {
        for site in sites().await {
            for route in site.services.iter().flat_map(|s| &s.routes) {
                let adresse = exemple(site, route).await;
                let client = if route.droit == Droit::Exploitation {
                    "127.0.0.1:5"
                } else {
                    "203.0.113.7:5"
                };
                let entetes = entetes(site, route).await;
                let corps = corps(site, route).await;
                let methode = route.methode.clone();
                let reponse =
                    site.envoyer(methode, &adresse, client, &pretes(&entetes), &corps).await;
                let ou = format!("{} {} {adresse}", site.nom, route.methode);
                assert!(
                    dits(route).contains(&reponse.statut),
                    "{ou}: {} is not documented",
                    reponse.statut
                );
                // A form sent empty is told what is missing; it is never refused to who may send it.
                let remplie = route.methode == Method::GET || route.est_api();
                let permise = if remplie {
                    reponse.statut < 400
                } else {
                    ![401, 403].contains(&reponse.statut)
                };
                assert!(permise, "{ou}: {} {}", reponse.statut, reponse.corps);
            }
        }
    });
}

#[test]
fn what_is_for_the_operator_is_hidden_from_everyone_else() {
    jouer(async {
        let site = &sites().await[0];
        let reserves =
            site.services.iter().flat_map(|s| &s.routes).filter(|r| r.droit == Droit::Exploitation);
        let mut vues = 0;
        for route in reserves {
            let adresse = exemple(site, route).await;
            let loin = [
                ("203.0.113.7:5", vec![]),
                ("203.0.113.7:5", vec![("x-forwarded-for", "127.0.0.1")]),
            ];
            for (client, entetes) in loin {
                let reponse =
                    site.demander(route.methode.clone(), &adresse, client, &entetes).await;
                assert_eq!(reponse.statut, 404, "{adresse}");
            }
            let pres = site.demander(route.methode.clone(), &adresse, "[::1]:5", &[]).await;
            assert_eq!(pres.statut, 200, "{adresse}");
            vues += 1;
        }
        assert!(vues > 0);
    });
}

#[test]
fn a_route_that_wants_a_key_refuses_whoever_has_not_the_right_one() {
    jouer(async {
        for site in sites().await {
            let sans_portee = cle(&site.etat.db, &[]).await;
            for route in site.services.iter().flat_map(|s| &s.routes) {
                let Droit::Cle(portee) = route.droit else { continue };
                let adresse = exemple(site, route).await;
                let appeler = async |entetes: &[(&str, &str)]| {
                    site.demander(route.methode.clone(), &adresse, "203.0.113.7:5", entetes).await
                };
                let refus = [
                    (vec![], "cle.absente"),
                    (vec![("authorization", "Basic abc")], "cle.forme"),
                    (vec![("authorization", "Bearer abc")], "cle.illisible"),
                ];
                for (entetes, code) in refus {
                    let reponse = appeler(&entetes).await;
                    let attendu = portee.refus_de_cle().as_u16();
                    assert_eq!((reponse.statut, code), (attendu, code), "{adresse}");
                    assert_eq!(reponse.json()["code"], code, "{adresse}");
                }
                if portee != Portee::Lecture {
                    let reponse = appeler(&[("authorization", &sans_portee)]).await;
                    assert_eq!(reponse.statut, 403, "{adresse}");
                }
            }
        }
    });
}

#[test]
fn a_route_answers_its_own_method_only() {
    jouer(async {
        let site = &sites().await[0];
        let toutes = || site.services.iter().flat_map(|s| &s.routes);
        let declarees: BTreeSet<(&str, &str)> =
            toutes().map(|r| (r.methode.as_str(), r.chemin.as_str())).collect();
        let lues = toutes().filter(|r| r.methode == Method::GET);
        for route in lues.filter(|r| r.droit == Droit::Public) {
            let adresse = exemple(site, route).await;
            for methode in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                if declarees.contains(&(methode.as_str(), route.chemin.as_str())) {
                    continue;
                }
                let reponse = site.demander(methode.clone(), &adresse, "203.0.113.7:5", &[]).await;
                assert_eq!(reponse.statut, 405, "{methode} {adresse}");
                assert!(reponse.entete("allow").contains("GET"), "{methode} {adresse}");
            }
            let tete = site.demander(Method::HEAD, &adresse, "203.0.113.7:5", &[]).await;
            assert!(tete.statut < 400 && tete.corps.is_empty(), "HEAD {adresse}: {}", tete.statut);
        }
    });
}
