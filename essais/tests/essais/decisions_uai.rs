//! An authority decides of the UAI of an organisation of its territory, and of no other.

use axum::http::Method;
use base::sqlx;
use web::Role;

use crate::acces::D_ICI;
use crate::demande::{CLIENT, FORMULAIRE, Reponse};
use crate::site::{Site, jouer, sites};

const LISTE: &str = "/organismes/uai-a-valider";

async fn lire(site: &Site, role: Role, adresse: &str) -> Reponse {
    let cookie = site.cookie(role).await;
    let entetes = [D_ICI, ("cookie", cookie.as_str())];
    site.demander(Method::GET, adresse, CLIENT, &entetes).await
}

async fn decider(site: &Site, role: Role, siret: &str, corps: &str) -> Reponse {
    let cookie = site.cookie(role).await;
    let mut entetes = FORMULAIRE.to_vec();
    entetes.push(("cookie", cookie.as_str()));
    let adresse = format!("/organisme/{siret}/uai");
    site.envoyer(Method::POST, &adresse, CLIENT, &entetes, corps).await
}

/// The SIRET of the organisations of the list of this role.
async fn listes(site: &Site, role: Role, parametres: &str) -> Vec<String> {
    let page = lire(site, role, &format!("{LISTE}{parametres}")).await;
    assert_eq!(page.statut, 200, "{}", page.corps);
    let morceaux = page.corps.split("<a href=\"/organisme/").skip(1);
    morceaux.filter_map(|m| m.split("/uai").next()).map(str::to_owned).collect()
}

async fn un_organisme(site: &Site, condition: &str) -> String {
    let sql = format!("SELECT siret FROM annuaire_organismes WHERE {condition} ORDER BY siret");
    let requete = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
    let trouves: Vec<String> = requete.fetch_all(site.etat.db.read().pool()).await.unwrap();
    trouves.into_iter().next().unwrap_or_else(|| panic!("nobody is where {condition}"))
}

#[test]
fn an_authority_decides_in_its_territory_and_the_sheet_says_so() {
    jouer(async {
        for site in sites().await {
            let ici = un_organisme(site, "departement = '35' AND etat = 'actif'").await;
            let ailleurs = un_organisme(site, "departement NOT IN ('35', '22', '29', '56')").await;
            let motif = "V%C3%A9rifi%C3%A9+aupr%C3%A8s+de+l%E2%80%99%C3%A9tablissement";
            let corps = format!("choix=autre&autre=0350111o&motif={motif}");
            let refus = decider(site, Role::Academie, &ailleurs, &corps).await;
            assert_eq!(refus.statut, 403, "{}", site.nom);
            for role in [Role::Cfa, Role::Dreets, Role::Auditeur, Role::Support] {
                assert_eq!(decider(site, role, &ici, &corps).await.statut, 403, "{role:?}");
            }
            let corps = format!("choix=autre&autre=9990011{}&motif={motif}", cle("9990011"));
            let fait = decider(site, Role::Academie, &ici, &corps).await;
            assert_eq!(fait.statut, 303, "{} {}", site.nom, fait.corps);
            let suite = lire(site, Role::Academie, fait.entete("location")).await;
            assert!(suite.corps.contains("La décision est enregistrée"), "{}", site.nom);
            let fiche = site.lire(&format!("/organisme/{ici}")).await;
            assert!(fiche.corps.contains("9990011"), "{}", site.nom);
            assert!(fiche.corps.contains("Académie de Rennes"), "the authority is public");
            assert!(!fiche.corps.contains("Exemple Académie"), "the person is not");
            assert!(!fiche.corps.contains("Décider de son UAI"), "nobody is invited to decide");
            let sienne = lire(site, Role::Academie, &format!("/organisme/{ici}")).await;
            assert!(sienne.corps.contains("Décider de son UAI"));
            let retrait =
                decider(site, Role::Region, &ici, "choix=aucun&motif=Saisi+par+erreur").await;
            assert_eq!(retrait.statut, 303);
            let fiche = site.lire(&format!("/organisme/{ici}")).await;
            assert!(fiche.corps.contains("Conseil régional, Bretagne"), "both stay in the history");
            assert!(fiche.corps.contains("Académie de Rennes"));
        }
    });
}

#[test]
fn a_uai_that_another_has_is_said_before_it_is_shared() {
    jouer(async {
        for site in sites().await {
            let sql = "departement = '56' AND etat = 'actif'";
            let premier = un_organisme(site, sql).await;
            let autre = un_organisme(site, &format!("{sql} AND siret <> '{premier}'")).await;
            let uai = format!("9990022{}", cle("9990022"));
            let corps = format!("choix=autre&autre={uai}&motif=Lu+sur+son+arrete");
            assert_eq!(decider(site, Role::Academie, &premier, &corps).await.statut, 303);
            let averti = decider(site, Role::Academie, &autre, &corps).await;
            assert_eq!(averti.statut, 400, "{}", site.nom);
            assert!(averti.corps.contains("déjà validé ailleurs"));
            assert!(averti.corps.contains(&premier));
            let confirme = format!("{corps}&partage=oui");
            assert_eq!(decider(site, Role::Academie, &autre, &confirme).await.statut, 303);
            let partages = listes(site, Role::Academie, "?attente=partage&departement=56").await;
            assert!(partages.contains(&premier) && partages.contains(&autre), "{partages:?}");
            for siret in [&premier, &autre] {
                let retrait = "choix=aucun&motif=Retrait+de+l%E2%80%99essai";
                assert_eq!(decider(site, Role::Academie, siret, retrait).await.statut, 303);
            }
        }
    });
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_is_kept() {
    jouer(async {
        for site in sites().await {
            let ici = un_organisme(site, "departement = '29' AND etat = 'actif'").await;
            let cas = [
                ("motif=Un+motif+assez+long", "choix-erreur"),
                ("choix=autre&autre=0350000A&motif=Un+motif+assez+long", "autre-erreur"),
                ("choix=autre&autre=0000000A&motif=Un+motif+assez+long", "autre-erreur"),
                ("choix=0350000A&motif=Un+motif+assez+long", "choix-erreur"),
                ("choix=autre&autre=0290000A&motif=court", "motif-erreur"),
                ("choix=aucun&motif=", "motif-erreur"),
            ];
            for (corps, champ) in cas {
                let refus = decider(site, Role::CarifOref, &ici, corps).await;
                assert_eq!(refus.statut, 400, "{corps}");
                assert!(refus.corps.contains(&format!("id=\"{champ}\"")), "{corps}");
            }
            let sql = "SELECT COUNT(*) FROM annuaire_decisions WHERE siret = $1";
            let gardees: i64 = sqlx::query_scalar(sql)
                .bind(&ici)
                .fetch_one(site.etat.db.read().pool())
                .await
                .unwrap();
            assert_eq!(gardees, 0, "{}", site.nom);
        }
    });
}

#[test]
fn the_list_holds_ones_territory_and_nothing_else() {
    jouer(async {
        for site in sites().await {
            let mut vus = Vec::new();
            for page in 0..3 {
                vus.extend(listes(site, Role::Academie, &format!("?page={page}")).await);
            }
            assert!(!vus.is_empty(), "{}", site.nom);
            for siret in &vus {
                let sql = "SELECT COUNT(*) FROM annuaire_organismes
                           WHERE siret = $1 AND departement IN ('22', '29', '35', '56')";
                let dedans: i64 = sqlx::query_scalar(sql)
                    .bind(siret)
                    .fetch_one(site.etat.db.read().pool())
                    .await
                    .unwrap();
                assert!(dedans > 0, "{} {siret}", site.nom);
            }
            let espace = lire(site, Role::Academie, "/espace").await;
            assert!(espace.corps.contains("UAI à valider"), "{}", site.nom);
            assert!(listes(site, Role::Academie, "?departement=75").await.is_empty());
        }
    });
}

/// The check letter of a number.
fn cle(numero: &str) -> char {
    let lettre = |l: &char| format!("{numero}{l}").parse::<noyau::identifiants::Uai>().is_ok();
    ('A'..='Z').find(lettre).unwrap()
}
