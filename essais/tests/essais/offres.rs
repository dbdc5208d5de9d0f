//! An employer's offer, from the form to its end; who may touch it; who looks at it first.

use axum::http::Method;
use noyau::dates::Instant;
use offres::porte::{self, Adresse, Fermeture, Objet};
use web::{Etat, Role};

use crate::acces::D_ICI;
use crate::demande::{CLIENT, Reponse, adresse};
use crate::site::{Site, jouer, sites};

/// An offer of the demonstration that people see.
pub const OFFRE: &str = "01DEM00FFRE00000000000000A";

/// One that ends in a few days.
const BIENTOT_FINIE: &str = "01DEM00FFRE00000000000000B";

/// A link of a mail that nobody used.
pub async fn un_lien(site: &Site) -> String {
    let secret = coffre::hasard();
    let sql = "INSERT INTO offres_liens (empreinte, offre, acte, cree_le, expire_le)
               VALUES ($1, $2, 'annuler', 1, $3)";
    let mut tx = site.etat.db.write().await.unwrap();
    let fin = site.etat.horloge.maintenant().ms() + 1_000;
    let requete = sqlx::query(sql).bind(coffre::empreinte(&secret)).bind(OFFRE).bind(fin);
    requete.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    format!("/offres/lien/{secret}")
}

pub async fn envoyer(site: &Site, ou: &str, cookie: &str, corps: &str) -> Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(Method::POST, ou, CLIENT, &entetes, corps).await
}

pub async fn lire(site: &Site, ou: &str, cookie: &str) -> Reponse {
    site.demander(Method::GET, ou, CLIENT, &[("cookie", cookie)]).await
}

async fn session_de(site: &Site, courriel: &str) -> String {
    let maintenant = site.etat.horloge.maintenant().ms();
    let secret =
        comptes::porte::ouvrir_une_session(&site.etat.db, courriel, false, maintenant).await;
    format!("session={}", secret.unwrap())
}

/// So many days from now.
fn plus_tard(site: &Site, jours: i64) -> Instant {
    Instant::from_ms(site.etat.horloge.maintenant().ms() + jours * 86_400_000)
}

/// A form filled as an employer does.
pub fn remplie(siret: &str, autres: &[(&str, &str)]) -> String {
    let mut champs = vec![
        ("organisme", siret),
        ("rome", "D1102"),
        ("appellation", "Boulanger / Boulangère"),
        ("titre", "Boulanger, boulangère du matin"),
        ("adresse", "12 rue de Nantes 35000 Rennes"),
        ("postes", "1"),
        ("niveau", "3"),
        ("contrats", "apprentissage"),
        ("type_debut", "vite"),
        ("duree", "24"),
        ("texte", "Vous pétrissez et façonnez avec une équipe de trois personnes."),
        ("courriel", "recrutement@lices.exemple.fr"),
        ("plafond", "80"),
        ("acte", "publier"),
    ];
    for (nom, valeur) in autres {
        champs.retain(|(n, _)| n != nom);
        champs.push((nom, valeur));
    }
    adresse("", &champs)[1..].to_owned()
}

const NOUVELLE: &str = "/employeur/offres/nouvelle";
const BOULANGERIE: &str = "90000000100009";
const CHARPENTE: &str = "91000004100012";

/// The identifier in the address of an offer.
pub fn identifiant(reponse: &Reponse) -> String {
    let ou = reponse.entete("location");
    ou.trim_start_matches("/employeur/offres/").split('?').next().unwrap_or_default().to_owned()
}

async fn modeles(site: &Site, a: &str) -> Vec<String> {
    let tous = courrier::essai::deposes(site.etat.db.read(), a).await;
    tous.into_iter().map(|c| c.modele).collect()
}

pub async fn etat_de(site: &Site, id: &str) -> String {
    let sql = "SELECT etat FROM offres_deposees WHERE id = $1";
    sqlx::query_scalar(sql).bind(id).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

async fn destinataire(site: &Site, id: &str) -> Option<Adresse> {
    let maintenant = site.etat.horloge.maintenant();
    let objet = Objet::Offre(id.to_owned());
    porte::destinataire(site.etat.db.read(), &objet, maintenant).await.unwrap()
}

pub async fn poster_une_offre(site: &Site, cookie: &str, autres: &[(&str, &str)]) -> String {
    let reponse = envoyer(site, NOUVELLE, cookie, &remplie(BOULANGERIE, autres)).await;
    assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
    identifiant(&reponse)
}

#[test]
fn an_employer_posts_an_offer_that_everyone_finds() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let recherche = lire(site, &adresse(NOUVELLE, &[("q", "boulang")]), &cookie).await;
            assert!(recherche.corps.contains("rome=D1102"), "{}", site.nom);
            let formulaire = adresse(
                NOUVELLE,
                &[
                    ("organisme", BOULANGERIE),
                    ("rome", "D1102"),
                    ("appellation", "Boulanger / Boulangère"),
                ],
            );
            let page = lire(site, &formulaire, &cookie).await;
            assert_eq!(page.statut, 200, "{}", site.nom);
            assert!(page.corps.contains("Boulanger / Boulangère"), "{}", site.nom);

            let faux = remplie(
                BOULANGERIE,
                &[("titre", ""), ("texte", "Appelez le 06 12 34 56 78"), ("niveau", "")],
            );
            let refus = envoyer(site, NOUVELLE, &cookie, &faux).await;
            assert_eq!(refus.statut, 400, "{}", site.nom);
            for dit in ["Retirez le numéro de téléphone", "à remplir", "12 rue de Nantes"] {
                assert!(refus.corps.contains(dit), "{}: {dit}", site.nom);
            }

            let id =
                poster_une_offre(site, &cookie, &[("question_1", "Pourquoi ce métier ?")]).await;
            assert_eq!(etat_de(site, &id).await, "publiee", "{}", site.nom);
            let boite = "recrutement@lices.exemple.fr";
            assert!(modeles(site, boite).await.contains(&"offres.publiee".to_owned()));
            let fiche = lire(site, &format!("/employeur/offres/{id}?fait=publiee"), &cookie).await;
            assert!(fiche.corps.contains("Votre offre est en ligne"), "{}", site.nom);

            site.indexer().await;
            let liste = site
                .lire(&adresse("/recherche", &[("q", "boulangère du matin"), ("lieu", "Rennes")]))
                .await;
            assert!(liste.corps.contains(&id), "{}: the search has it", site.nom);
            let publique = site.lire(&format!("/offre/{id}")).await;
            assert_eq!(publique.statut, 200, "{}", site.nom);
            assert!(!publique.corps.contains(boite), "{}: the mailbox is private", site.nom);
            let Some(Adresse::Ouverte(d)) = destinataire(site, &id).await else { panic!() };
            assert_eq!((d.courriel.as_str(), d.questions.len()), (boite, 1), "{}", site.nom);
            porte::compter_l_audience(&site.etat).await.unwrap();
            let fiche = lire(site, &format!("/employeur/offres/{id}"), &cookie).await;
            assert!(fiche.corps.contains("Vues dans la recherche</dt><dd>1<"), "{}", fiche.corps);
            assert!(fiche.corps.contains("Ouvertures</dt><dd>1<"), "{}", fiche.corps);
        }
    });
}

#[test]
fn the_ceiling_closes_and_the_owner_opens_again() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let id = poster_une_offre(site, &cookie, &[("plafond", "2")]).await;
            let objet = Objet::Offre(id.clone());
            for recues in 1..=2 {
                assert!(
                    matches!(destinataire(site, &id).await, Some(Adresse::Ouverte(_))),
                    "{recues}"
                );
                let mut tx = site.etat.db.write().await.unwrap();
                let maintenant = site.etat.horloge.maintenant();
                porte::compter_candidature(&mut tx, &objet, maintenant).await.unwrap();
                tx.commit().await.unwrap();
            }
            let close = Some(Adresse::Close(Fermeture::PlafondAtteint));
            assert_eq!(destinataire(site, &id).await, close, "{}", site.nom);
            porte::suivre(&site.etat).await.unwrap();
            let modeles = modeles(site, "recrutement@lices.exemple.fr").await;
            assert!(modeles.contains(&"offres.plafonnee".to_owned()), "{}", site.nom);
            let ici = format!("/employeur/offres/{id}");
            let trop_bas = envoyer(site, &format!("{ici}/rouvrir"), &cookie, "plafond=2").await;
            assert_eq!(trop_bas.statut, 400, "{}", site.nom);
            let rouverte = envoyer(site, &format!("{ici}/rouvrir"), &cookie, "plafond=10").await;
            assert_eq!(rouverte.statut, 303, "{}", site.nom);
            assert!(matches!(destinataire(site, &id).await, Some(Adresse::Ouverte(_))));

            let sans_motif = envoyer(site, &format!("{ici}/clore"), &cookie, "").await;
            assert_eq!(sans_motif.statut, 400, "{}", site.nom);
            let close = envoyer(site, &format!("{ici}/clore"), &cookie, "motif=pourvue_ici").await;
            assert_eq!(close.statut, 303, "{}", site.nom);
            let pourvue = Some(Adresse::Close(Fermeture::Pourvue));
            assert_eq!(destinataire(site, &id).await, pourvue, "{}", site.nom);
            let encore = envoyer(site, &format!("{ici}/clore"), &cookie, "motif=assez").await;
            assert_eq!(encore.statut, 409, "{}: it is closed once", site.nom);
            let sql = "SELECT COUNT(*) FROM evenements WHERE sujet = 'offres.close' AND cle = $1";
            let dits: i64 = sqlx::query_scalar(sql)
                .bind(&id)
                .fetch_one(site.etat.db.read().pool())
                .await
                .unwrap();
            assert_eq!(dits, 2, "{}: once at the ceiling, once when filled", site.nom);
            assert_eq!(site.lire(&format!("/offre/{id}")).await.statut, 410, "{}", site.nom);
        }
    });
}

/// Someone who asks to act for a company of their own: the mailbox and the request.
async fn une_demandeuse(site: &Site) -> (&'static str, &'static str) {
    let lignes = [
        "INSERT INTO comptes_personnes (id, courriel, prenom, nom, telephone, etat, creee_le,
             vue_le, totp, totp_pas, pli)
         VALUES ('P-CHARPENTE', 'charpente@exemple.fr', 'Enora', 'Exemple', '', 'active', 1, 1, '',
             0, '')",
        "INSERT INTO comptes_organisations (id, genre, siret, nom, adresse, departement, naf, opco,
             reseau, etat, creee_le, pli)
         VALUES ('O-CHARPENTE', 'entreprise', '91000004100012', 'Charpentes du Ponant',
             '3 quai Est 35400 Saint-Malo', '35', '', 'Opco entreprises de proximité', '', 'active',
             1, '')",
        "INSERT INTO comptes_habilitations (id, personne, organisation, role, ressort_genre,
             ressort_code, gestionnaire, motif, etat, accordee_par, creee_le, debut, fin, revue_le)
         VALUES ('H-CHARPENTE', 'P-CHARPENTE', 'O-CHARPENTE', 'employeur', 'organisme',
             '91000004100012', 1, '', 'en_attente', '', 4102444800000, 9, 9, 9)",
    ];
    let mut tx = site.etat.db.write().await.unwrap();
    for sql in lignes {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    ("charpente@exemple.fr", "H-CHARPENTE")
}

#[test]
fn an_offer_waits_for_the_account_of_its_author() {
    jouer(async {
        for site in sites().await {
            let (qui, demande) = une_demandeuse(site).await;
            let cookie = session_de(site, qui).await;
            let corps = remplie(CHARPENTE, &[("courriel", "canal@exemple.fr")]);
            let reponse = envoyer(site, NOUVELLE, &cookie, &corps).await;
            let suite = (reponse.statut, reponse.entete("location").to_owned());
            assert_eq!(
                suite,
                (303, "/employeur/offres?fait=en_attente".to_owned()),
                "{}",
                site.nom
            );
            let sql = "SELECT id FROM offres_deposees WHERE organisme = $1 AND etat = 'en_attente'";
            let id: String = sqlx::query_scalar(sql)
                .bind(CHARPENTE)
                .fetch_one(site.etat.db.read().pool())
                .await
                .unwrap();
            let liste = lire(site, "/employeur/offres", &cookie).await;
            assert!(liste.corps.contains("En attente de la validation du compte"), "{}", site.nom);
            let fermee = lire(site, &format!("/employeur/offres/{id}"), &cookie).await;
            assert_eq!(fermee.statut, 403, "{}: nothing is managed yet", site.nom);
            porte::suivre(&site.etat).await.unwrap();
            assert_eq!(etat_de(site, &id).await, "en_attente", "{}", site.nom);

            let opco = site.cookie(Role::Opco).await;
            let decider = format!("/habilitations/{demande}/decider");
            let fait = envoyer(site, &decider, &opco, "acte=accepter&suite=/espace").await;
            assert_eq!(fait.statut, 303, "{}", site.nom);
            porte::suivre(&site.etat).await.unwrap();
            assert_eq!(etat_de(site, &id).await, "publiee", "{}", site.nom);
            assert_eq!(modeles(site, "canal@exemple.fr").await, ["offres.publiee"], "{}", site.nom);
        }
    });
}

#[test]
fn only_its_members_and_the_administrators_manage_an_offer() {
    jouer(async {
        for site in sites().await {
            let ici = format!("/employeur/offres/{OFFRE}");
            let cas = [
                (Role::Employeur, 200),
                (Role::Opco, 403),
                (Role::Administrateur, 200),
                (Role::Cfa, 403),
                (Role::MissionLocale, 403),
                (Role::Dpo, 403),
            ];
            for (role, attendu) in cas {
                let cookie = site.cookie(role).await;
                assert_eq!(
                    lire(site, &ici, &cookie).await.statut,
                    attendu,
                    "{} {role:?}",
                    site.nom
                );
                let sur = lire(site, "/employeur/offres", &cookie).await;
                let vue = sur.corps.contains(OFFRE);
                assert_eq!(vue, role == Role::Employeur, "{} {role:?}", site.nom);
                let fichier = lire(site, "/employeur/offres/export/csv", &cookie).await;
                let dedans = fichier.corps.contains(OFFRE);
                assert_eq!(dedans, role == Role::Employeur, "{} {role:?}", site.nom);
            }
            let cfa = site.cookie(Role::Cfa).await;
            let pour_un_autre = envoyer(site, NOUVELLE, &cfa, &remplie(BOULANGERIE, &[])).await;
            assert_eq!(pour_un_autre.statut, 400, "{}: not for another's company", site.nom);
            for acte in ["prolonger", "dupliquer", "clore", "rouvrir", "supprimer", "modifier"] {
                let refus = envoyer(site, &format!("{ici}/{acte}"), &cfa, "").await;
                assert_eq!(refus.statut, 403, "{} {acte}", site.nom);
            }
        }
    });
}

#[test]
fn a_reminder_leaves_once_and_its_links_only_ask() {
    jouer(async {
        for site in sites().await {
            let rappels = async |etat: &Etat| {
                porte::rappeler(etat, plus_tard(site, 0)).await.unwrap();
                let tous = courrier::essai::deposes(etat.db.read(), "employeur@exemple.fr").await;
                tous.into_iter().filter(|c| c.modele == "offres.rappel").collect::<Vec<_>>()
            };
            let etat_avant = etat_de(site, BIENTOT_FINIE).await;
            assert_eq!(etat_avant, "publiee", "{}", site.nom);
            let premiers = rappels(&site.etat).await;
            let encore = rappels(&site.etat).await;
            assert_eq!(premiers.len(), encore.len(), "{}: once", site.nom);
            let siens: Vec<_> =
                premiers.iter().filter(|c| c.texte.contains("Vendeur, vendeuse")).collect();
            assert_eq!(siens.len(), 1, "{}", site.nom);
            let lien = siens[0].texte.split("/offres/lien/").nth(1).unwrap();
            let lien = format!("/offres/lien/{}", lien.split_whitespace().next().unwrap());
            let fin = async || {
                let sql = "SELECT expiration FROM offres_deposees WHERE id = $1";
                let requete = sqlx::query_scalar::<_, i64>(sql).bind(BIENTOT_FINIE);
                requete.fetch_one(site.etat.db.read().pool()).await.unwrap()
            };
            let avant = fin().await;
            for _ in 0..10 {
                assert_eq!(site.lire(&lien).await.statut, 200, "{}", site.nom);
            }
            assert_eq!(fin().await, avant, "{}: reading changes nothing", site.nom);
            assert_eq!(site.poster(&lien, "").await.statut, 200, "{}", site.nom);
            assert!(fin().await > avant, "{}", site.nom);
            assert_eq!(site.poster(&lien, "").await.statut, 410, "{}: a link works once", site.nom);
            assert_eq!(site.lire("/offres/lien/inconnu").await.statut, 404, "{}", site.nom);
        }
    });
}

#[test]
fn an_offer_ends_at_its_end_and_its_owner_is_told_once() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let boite = "fin@lices.exemple.fr";
            let id = poster_une_offre(site, &cookie, &[("courriel", boite), ("postes", "2")]).await;
            porte::expirer(&site.etat, plus_tard(site, 0)).await.unwrap();
            assert_eq!(etat_de(site, &id).await, "publiee", "{}", site.nom);
            // Its own end is brought forward: the other offers are those of other tests.
            let mut tx = site.etat.db.write().await.unwrap();
            let fin = site.etat.horloge.maintenant().ms() - 1;
            let sql = "UPDATE offres_deposees SET expiration = $2 WHERE id = $1";
            sqlx::query(sql).bind(&id).bind(fin).execute(&mut *tx).await.unwrap();
            tx.commit().await.unwrap();
            porte::expirer(&site.etat, plus_tard(site, 0)).await.unwrap();
            porte::expirer(&site.etat, plus_tard(site, 0)).await.unwrap();
            assert_eq!(etat_de(site, &id).await, "expiree", "{}", site.nom);
            let expirees = modeles(site, boite).await;
            let expirees = expirees.iter().filter(|m| *m == "offres.expiree").count();
            assert_eq!(expirees, 1, "{}", site.nom);
            let close = Some(Adresse::Close(Fermeture::Expiree));
            assert_eq!(destinataire(site, &id).await, close, "{}", site.nom);
        }
    });
}

#[test]
fn what_looks_like_a_school_is_looked_at_before_anyone_sees_it() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let autres = [
                ("texte", "Notre école recherche pour une entreprise partenaire."),
                ("courriel", "ecole@exemple.fr"),
            ];
            let id = poster_une_offre(site, &cookie, &autres).await;
            assert_eq!(etat_de(site, &id).await, "a_verifier", "{}", site.nom);
            assert_eq!(site.lire(&format!("/offre/{id}")).await.statut, 410, "{}", site.nom);
            let fiche = lire(site, &format!("/employeur/offres/{id}"), &cookie).await;
            assert!(
                fiche.corps.contains("ressemble à celui d’une école"),
                "{}: the reason is said",
                site.nom
            );

            let ici = format!("/moderation/offres/{id}");
            for (role, attendu) in [(Role::Employeur, 403), (Role::Cfa, 403), (Role::Opco, 200)] {
                let cookie = site.cookie(role).await;
                assert_eq!(
                    lire(site, &ici, &cookie).await.statut,
                    attendu,
                    "{} {role:?}",
                    site.nom
                );
            }
            let opco = site.cookie(Role::Opco).await;
            assert!(
                lire(site, "/moderation/offres", &opco).await.corps.contains(&id),
                "{}",
                site.nom
            );
            let sans_motif = envoyer(site, &ici, &opco, "acte=refuser").await;
            assert_eq!(sans_motif.statut, 400, "{}", site.nom);
            let refus =
                envoyer(site, &ici, &opco, "acte=refuser&motif=Ce+n%27est+pas+un+poste").await;
            assert_eq!(refus.statut, 303, "{}", site.nom);
            assert_eq!(modeles(site, "ecole@exemple.fr").await, ["offres.refusee"], "{}", site.nom);
            let soumise = envoyer(
                site,
                &format!("/employeur/offres/{id}/modifier"),
                &cookie,
                &remplie(
                    BOULANGERIE,
                    &[("texte", "Vous cuisez le pain."), ("courriel", "ecole@exemple.fr")],
                ),
            )
            .await;
            assert_eq!(soumise.statut, 303, "{}: {}", site.nom, soumise.corps);
            assert_eq!(etat_de(site, &id).await, "publiee", "{}", site.nom);
        }
    });
}

#[test]
fn what_visitors_report_is_looked_at_and_can_be_held_back() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Employeur).await;
            let id = poster_une_offre(site, &cookie, &[("courriel", "signalee@exemple.fr")]).await;
            let ici = format!("/signaler/offre/{id}");
            assert_eq!(site.poster(&ici, "raison=inconnue").await.statut, 400, "{}", site.nom);
            let envoi =
                site.poster(&ici, "raison=escroquerie&precisions=On+demande+50+euros").await;
            assert_eq!(envoi.statut, 200, "{}", site.nom);
            let admin = site.cookie(Role::Administrateur).await;
            assert!(lire(site, "/moderation/offres", &admin).await.corps.contains(&id));
            let corps = "acte=verifier&motif=Un+visiteur+a+signal%C3%A9+l%27offre";
            let decision = envoyer(site, &format!("/moderation/offres/{id}"), &admin, corps).await;
            assert_eq!(decision.statut, 303, "{}", site.nom);
            assert_eq!(etat_de(site, &id).await, "a_verifier", "{}", site.nom);
            let retenue = modeles(site, "signalee@exemple.fr").await;
            assert!(retenue.contains(&"offres.retenue".to_owned()), "{}", site.nom);
        }
    });
}

/// What a partner sends.
pub fn offre_de_partenaire(
    reference: &str,
    siret: &str,
    autres: &[(&str, serde_json::Value)],
) -> String {
    let mut offre = serde_json::json!({
        "identifier": { "partner_job_id": reference },
        "workplace": { "siret": siret, "name": "Fournil d’Essai", "location": { "address": "3 rue du Port 35400 Saint-Malo" } },
        "apply": { "email": "api@exemple.fr", "url": null, "phone": "0299000000" },
        "contract": { "type": ["Apprentissage"], "duration": 24, "remote": "onsite" },
        "offer": {
            "title": "Boulanger", "rome_codes": ["D1102"], "opening_count": 1,
            "description": "Vous pétrissez, façonnez et cuisez avec une équipe de trois personnes.",
            "target_diploma": { "european": "3" },
            "publication": { "creation": null, "expiration": null },
        },
    });
    for (chemin, valeur) in autres {
        *offre.pointer_mut(chemin).expect("a known field") = valeur.clone();
    }
    offre.to_string()
}

const PARTENAIRE: &str = "/api/job/v1/offer";

/// Publishes an offer as the partner of the tests; its identifier.
pub async fn publier_par_api(site: &Site, corps: &str) -> String {
    let entetes = [("authorization", site.cle.as_str()), ("content-type", "application/json")];
    let reponse = site.envoyer(Method::POST, PARTENAIRE, CLIENT, &entetes, corps).await;
    assert_eq!(reponse.statut, 200, "{}: {}", site.nom, reponse.corps);
    reponse.json()["id"].as_str().unwrap().to_owned()
}

async fn publication(site: &Site, id: &str) -> (String, String) {
    let entetes = [("authorization", site.cle.as_str())];
    let ou = format!("{PARTENAIRE}/{id}/publishing-informations");
    let dit = site.demander(Method::GET, &ou, CLIENT, &entetes).await.json();
    let texte = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    (texte(&dit["publishing"]["status"]), texte(&dit["publishing"]["error"]["code"]))
}

#[test]
fn a_partner_publishes_and_each_reason_is_kept() {
    use serde_json::json;
    jouer(async {
        for site in sites().await {
            let bonne = offre_de_partenaire("api-1", "91000000900019", &[]);
            let id = publier_par_api(site, &bonne).await;
            assert_eq!(
                publication(site, &id).await,
                ("PUBLISHED".into(), String::new()),
                "{}",
                site.nom
            );
            assert_eq!(
                publier_par_api(site, &bonne).await,
                id,
                "{}: one reference, one offer",
                site.nom
            );
            let publique = site.lire(&format!("/offre/{id}")).await;
            assert_eq!(publique.statut, 200, "{}", site.nom);
            for prive in ["api@exemple.fr", "0299000000"] {
                assert!(!publique.corps.contains(prive), "{}: {prive} is private", site.nom);
            }
            let Some(Adresse::Ouverte(d)) = destinataire(site, &id).await else { panic!() };
            assert_eq!((d.courriel.as_str(), d.plafond), ("api@exemple.fr", None), "{}", site.nom);

            let refus = "WILL_NOT_BE_PUBLISHED".to_owned();
            let cas = [
                ("/workplace/location/address", json!(""), "GEOLOCATION_NOT_FOUND"),
                (
                    "/offer/description",
                    json!("Notre école recherche pour une entreprise partenaire."),
                    "PROPOS_D_ECOLE",
                ),
                (
                    "/offer/description",
                    json!("Écrivez à rh@exemple.fr pour ce poste de boulanger."),
                    "TEXTE.COURRIEL",
                ),
                ("/workplace/name", json!("CFA des Collines"), "ORGANISME_DE_FORMATION"),
            ];
            for (rang, (chemin, valeur, code)) in cas.into_iter().enumerate() {
                let corps = offre_de_partenaire(
                    &format!("api-r{rang}"),
                    "91000000900019",
                    &[(chemin, valeur)],
                );
                let id = publier_par_api(site, &corps).await;
                assert_eq!(
                    publication(site, &id).await,
                    (refus.clone(), code.to_owned()),
                    "{}",
                    site.nom
                );
                assert_eq!(site.lire(&format!("/offre/{id}")).await.statut, 410, "{}", site.nom);
                // Put right, it is shown.
                let corps = offre_de_partenaire(&format!("api-r{rang}"), "91000000900019", &[]);
                assert_eq!(publier_par_api(site, &corps).await, id, "{}", site.nom);
                assert_eq!(publication(site, &id).await.0, "PUBLISHED", "{} {code}", site.nom);
            }
            let titre = offre_de_partenaire(
                "api-t",
                "91000000900019",
                &[
                    ("/offer/rome_codes", json!(null)),
                    ("/offer/title", json!("Apprenti boulanger H/F")),
                ],
            );
            let id = publier_par_api(site, &titre).await;
            assert_eq!(
                publication(site, &id).await.0,
                "PUBLISHED",
                "{}: the title names the trade",
                site.nom
            );
        }
    });
}

#[test]
fn a_partner_touches_its_own_offers_only_and_closes_them() {
    use serde_json::json;
    jouer(async {
        for site in sites().await {
            let corps = offre_de_partenaire("api-2", "91000001700012", &[]);
            let id = publier_par_api(site, &corps).await;
            let ou = format!("{PARTENAIRE}/{id}");
            let poser = async |cle: &str, ou: &str, corps: &str| {
                let entetes = [("authorization", cle), ("content-type", "application/json")];
                site.envoyer(Method::PUT, ou, CLIENT, &entetes, corps).await.statut
            };
            let db = &site.etat.db;
            let maintenant = site.etat.horloge.maintenant();
            let fin = site.etat.horloge.aujourd_hui().plus_jours(9);
            let portees = [web::Portee::Offres];
            let autre = partenaires::porte::creer(db, "Un autre", &portees, fin, maintenant).await;
            let autre = format!("Bearer {}", autre.unwrap());
            assert_eq!(poser(&autre, &ou, &corps).await, 403, "{}", site.nom);
            let lecture = crate::site::cle(db, &[]).await;
            assert_eq!(
                poser(&lecture, &ou, &corps).await,
                403,
                "{}: the scope is asked for",
                site.nom
            );
            assert_eq!(poser(&site.cle, &format!("{PARTENAIRE}/inconnue"), &corps).await, 404);
            assert_eq!(
                poser(&site.cle, &format!("{PARTENAIRE}/{OFFRE}"), &corps).await,
                403,
                "{}: an employer's",
                site.nom
            );

            // The same job of the same company, by another publisher.
            let entetes = [("authorization", autre.as_str())];
            let double =
                site.envoyer(Method::POST, PARTENAIRE, CLIENT, &entetes, &corps).await.json();
            let double = double["id"].as_str().unwrap().to_owned();
            assert_eq!(publication(site, &double).await.1, "DUPLICATE", "{}", site.nom);

            let close = [
                ("/offer/publication", json!({})),
                ("/offer", {
                    let mut offre: serde_json::Value = serde_json::from_str(&corps).unwrap();
                    offre["offer"]["status"] = json!("Filled");
                    offre["offer"].clone()
                }),
            ];
            let close = offre_de_partenaire("api-2", "91000001700012", &close);
            assert_eq!(poser(&site.cle, &ou, &close).await, 204, "{}", site.nom);
            assert_eq!(etat_de(site, &id).await, "pourvue", "{}", site.nom);
            assert_eq!(poser(&site.cle, &ou, &corps).await, 400, "{}: it is closed", site.nom);
            for (chemin, valeur) in [
                ("/workplace/siret", json!("123")),
                ("/offer/title", json!("x")),
                ("/offer/description", json!("court")),
                ("/contract/remote", json!("maison")),
                ("/apply/email", json!(null)),
                ("/offer/target_diploma/european", json!("9")),
                ("/offer/publication/expiration", json!("2020-01-01T00:00:00Z")),
            ] {
                let corps = offre_de_partenaire("api-3", "91000001700012", &[(chemin, valeur)]);
                let entetes = [("authorization", site.cle.as_str())];
                let refus = site.envoyer(Method::POST, PARTENAIRE, CLIENT, &entetes, &corps).await;
                assert_eq!(refus.statut, 400, "{} {chemin}", site.nom);
            }
        }
    });
}

/// A company of the demonstration whose mailbox is known: SIRET, mailbox.
async fn une_entreprise(site: &Site, rang: i64) -> (String, String) {
    let sql =
        "SELECT c.siret, c.courriel FROM offres_contacts c JOIN versions v ON v.id = c.version
               WHERE v.statut = 'courante' ORDER BY c.siret LIMIT 1 OFFSET $1";
    sqlx::query_as(sql).bind(rang).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// A link that a company may use.
pub async fn un_lien_d_entreprise(site: &Site) -> String {
    let (siret, _) = une_entreprise(site, 0).await;
    let maintenant = site.etat.horloge.maintenant();
    let mut tx = site.etat.db.write().await.unwrap();
    let lien =
        porte::lien_de_l_entreprise(&mut tx, &siret.parse().unwrap(), maintenant).await.unwrap();
    tx.commit().await.unwrap();
    lien
}

/// Asks for the link as a company does, and takes it from its mail.
async fn demander_le_lien(site: &Site, siret: &str, boite: &str) -> String {
    let envoi = site.poster("/mon-entreprise", &format!("siret={siret}")).await;
    assert_eq!(envoi.statut, 200, "{}", site.nom);
    let tous = courrier::essai::deposes(site.etat.db.read(), boite).await;
    let texte = &tous.first().expect("a mail").texte;
    assert!(texte.contains("fichier France Travail"), "{}: the source is said", site.nom);
    let lien = texte.split("/mon-entreprise/lien/").nth(1).unwrap();
    format!("/mon-entreprise/lien/{}", lien.split_whitespace().next().unwrap())
}

#[test]
fn a_company_stops_and_the_next_list_does_not_bring_it_back() {
    jouer(async {
        for site in sites().await {
            let (siret, boite) = une_entreprise(site, 5).await;
            let fiche = format!("/entreprise/{siret}");
            let avant = site.lire(&fiche).await;
            assert_eq!(avant.statut, 200, "{}", site.nom);
            assert!(
                avant.corps.contains(&format!("/mon-entreprise?siret={siret}")),
                "{}",
                site.nom
            );
            assert!(!avant.corps.contains(&boite), "{}: the mailbox is private", site.nom);
            let lien = demander_le_lien(site, &siret, &boite).await;
            for _ in 0..5 {
                assert_eq!(site.lire(&lien).await.statut, 200, "{}", site.nom);
            }
            assert_eq!(
                site.lire(&fiche).await.statut,
                200,
                "{}: reading changes nothing",
                site.nom
            );
            assert_eq!(site.poster(&lien, "").await.statut, 400, "{}", site.nom);
            let choix = site.poster(&lien, "demande=opposer&raison=fermee").await;
            assert_eq!(choix.statut, 200, "{}", site.nom);
            assert_eq!(site.poster(&lien, "demande=paraitre").await.statut, 410, "{}", site.nom);
            assert_eq!(site.lire(&fiche).await.statut, 404, "{}", site.nom);
            let objet = Objet::Recruteur(siret.parse().unwrap());
            let maintenant = site.etat.horloge.maintenant();
            let adresse = porte::destinataire(site.etat.db.read(), &objet, maintenant).await;
            assert_eq!(adresse.unwrap(), None, "{}: nobody writes to it", site.nom);
            site.indexer().await;
            let liste = site.lire(&crate::demande::adresse("/recherche", &[("q", &siret)])).await;
            assert!(!liste.corps.contains(&fiche), "{}: the search lost it", site.nom);
            // The next list holds it under another version: what was chosen is not a row of a list.
            let sql = "SELECT COUNT(*) FROM recruteurs WHERE siret = $1";
            let rangees: i64 = sqlx::query_scalar(sql)
                .bind(&siret)
                .fetch_one(site.etat.db.read().pool())
                .await
                .unwrap();
            assert!(rangees > 0, "{}: the list still names it", site.nom);
        }
    });
}

#[test]
fn a_company_gives_another_mailbox_and_both_are_told() {
    jouer(async {
        for site in sites().await {
            let (siret, boite) = une_entreprise(site, 7).await;
            let lien = demander_le_lien(site, &siret, &boite).await;
            let sans = site.poster(&lien, "demande=corriger&courriel=pas-une-adresse").await;
            assert_eq!(sans.statut, 400, "{}", site.nom);
            let fait = site.poster(&lien, "demande=corriger&courriel=neuve%40exemple.fr").await;
            assert_eq!(fait.statut, 200, "{}", site.nom);
            for a in [boite.as_str(), "neuve@exemple.fr"] {
                let dits = modeles(site, a).await;
                assert!(dits.contains(&"offres.entreprise_choix".to_owned()), "{} {a}", site.nom);
            }
            let objet = Objet::Recruteur(siret.parse().unwrap());
            let maintenant = site.etat.horloge.maintenant();
            let adresse =
                porte::destinataire(site.etat.db.read(), &objet, maintenant).await.unwrap();
            let Some(Adresse::Ouverte(d)) = adresse else { panic!("{}", site.nom) };
            assert_eq!(d.courriel, "neuve@exemple.fr", "{}", site.nom);
            assert!(d.source.starts_with("indiquée par l’entreprise"), "{}", site.nom);
            for _ in 0..5 {
                site.poster("/mon-entreprise", &format!("siret={siret}")).await;
            }
            let liens = modeles(site, "neuve@exemple.fr").await;
            let liens = liens.iter().filter(|m| *m == "offres.mon_entreprise").count();
            assert!(liens <= 2, "{}: three links a day, no more", site.nom);
            let inconnu = site.poster("/mon-entreprise", "siret=90000000100009").await;
            assert_eq!(inconnu.statut, 200, "{}: the same answer", site.nom);
        }
    });
}

#[test]
fn the_offers_deposited_here_are_a_feed() {
    jouer(async {
        for site in sites().await {
            let rss = site.lire("/offres/flux.rss").await;
            assert_eq!(rss.statut, 200, "{}", site.nom);
            assert!(rss.entete("content-type").starts_with("application/rss+xml"), "{}", site.nom);
            assert!(rss.corps.contains(&format!("/offre/{OFFRE}</link>")), "{}", site.nom);
            let json = site.lire_json("/offres/flux.json").await;
            let ids: Vec<&str> =
                json["items"].as_array().unwrap().iter().filter_map(|i| i["id"].as_str()).collect();
            assert!(ids.contains(&OFFRE), "{}", site.nom);
            assert!(
                !ids.contains(&"01DEM00FFRE00000000000000E"),
                "{}: a draft is private",
                site.nom
            );
            assert!(!json.to_string().contains("employeur@exemple.fr"), "{}", site.nom);
        }
    });
}
