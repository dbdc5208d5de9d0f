//! A training centre manages the offers of companies: who may, under which mandate, until when.

use axum::http::Method;
use noyau::identifiants::Siret;
use offres::porte::{self, Adresse, Fermeture, Objet};
use web::Role;

use crate::acces::D_ICI;
use crate::demande::{CLIENT, Reponse, adresse};
use crate::site::{Site, jouer, sites};

/// A mandate of the demonstration, in force.
pub const MANDAT: &str = "01DEM0MANDAT0000000000000A";

/// One that is over.
const FINI: &str = "01DEM0MANDAT0000000000000C";

/// Open companies that may be declared: what is invented knows few, hence one for each test.
const OUVERTE: &str = "90000000100009";

const NOUVELLE: &str = "/cfa/entreprises/nouvelle";

/// The secret of the link of a mandate that nobody uses elsewhere.
pub async fn un_lien(site: &Site) -> String {
    let secret = coffre::hasard();
    let fin = site.etat.horloge.maintenant().ms() + 1_000_000;
    let sql = "INSERT INTO offres_mandats (id, cfa, siret, nom, nom_plie, adresse, departement, naf, opco,
                   contact, courriel, telephone, depuis, declare_par, declare_le, empreinte,
                   lien_expire_le, fin_par, fin_motif)
               VALUES ($1, $2, 'x', 'Essai', 'essai', '', '', '', '', '', '', '', '2026-11-24', '', 1,
                   $3, $4, '', '')";
    let mut tx = site.etat.db.write().await.unwrap();
    let requete = sqlx::query(sql).bind(format!("essai-{}", &secret[..12]));
    let requete = requete.bind(format!("cfa-{}", &secret[..12])).bind(coffre::empreinte(&secret));
    requete.bind(fin).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    secret
}

async fn envoyer(site: &Site, ou: &str, cookie: &str, corps: &str) -> Reponse {
    let entetes =
        [D_ICI, ("cookie", cookie), ("content-type", "application/x-www-form-urlencoded")];
    site.envoyer(Method::POST, ou, CLIENT, &entetes, corps).await
}

async fn lire(site: &Site, ou: &str, cookie: &str) -> Reponse {
    site.demander(Method::GET, ou, CLIENT, &[("cookie", cookie)]).await
}

/// The form of a company, filled.
fn declaree(siret: &str, autres: &[(&str, &str)]) -> String {
    let mut champs = vec![
        ("etape", "declarer"),
        ("siret", siret),
        ("contact", "Camille Le Goff"),
        ("courriel", "patron@fournil.exemple.org"),
        ("telephone", "01 99 00 77 77"),
        ("depuis", "2026-11-02"),
        ("exact", "oui"),
    ];
    for (nom, valeur) in autres {
        champs.retain(|(n, _)| n != nom);
        champs.push((nom, valeur));
    }
    adresse("", &champs)[1..].to_owned()
}

/// The identifier of the mandate in force for this company.
async fn mandat_de(site: &Site, siret: &str) -> String {
    let sql = "SELECT id FROM offres_mandats WHERE siret = $1 AND fin_le IS NULL";
    sqlx::query_scalar(sql).bind(siret).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// Publishes an offer under a mandate; its identifier.
async fn une_offre(site: &Site, cookie: &str, mandat: &str) -> String {
    let corps = crate::offres::remplie(
        "",
        &[
            ("mandat", mandat),
            ("courriel", "candidatures@cfa.exemple.fr"),
            ("titre", "Tourier du soir"),
        ],
    );
    let reponse = envoyer(site, "/employeur/offres/nouvelle", cookie, &corps).await;
    assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
    crate::offres::identifiant(&reponse)
}

async fn destinataire(site: &Site, id: &str) -> Option<Adresse> {
    let (maintenant, objet) = (site.etat.horloge.maintenant(), Objet::Offre(id.to_owned()));
    porte::destinataire(site.etat.db.read(), &objet, maintenant).await.unwrap()
}

#[test]
fn a_centre_declares_a_company_publishes_for_it_and_the_company_ends_it() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Cfa).await;
            let vue = lire(site, &format!("{NOUVELLE}?siret={OUVERTE}"), &cookie).await;
            assert!(vue.corps.contains("Boulangerie des Lices"), "{}: {}", site.nom, vue.corps);
            for (autres, dit) in [
                (vec![("exact", "")], "sans l’accord de l’entreprise"),
                (vec![("courriel", "cfa@exemple.fr")], "pas celle de votre centre"),
                (vec![("courriel", "autre@exemple.fr")], "pas celle de votre centre"),
                (vec![("depuis", "2027-01-01")], "déjà donné"),
            ] {
                let refus = envoyer(site, NOUVELLE, &cookie, &declaree(OUVERTE, &autres)).await;
                assert_eq!(refus.statut, 400, "{}: {autres:?}", site.nom);
                assert!(refus.corps.contains(dit), "{}: {autres:?} {}", site.nom, refus.corps);
            }
            let fait = envoyer(site, NOUVELLE, &cookie, &declaree(OUVERTE, &[])).await;
            assert_eq!(fait.statut, 303, "{}: {}", site.nom, fait.corps);
            let deux = envoyer(site, NOUVELLE, &cookie, &declaree(OUVERTE, &[])).await;
            assert_eq!(deux.statut, 400, "{}: not twice", site.nom);
            let liste = lire(site, "/cfa/entreprises?q=boulangerie", &cookie).await;
            assert!(liste.corps.contains("Boulangerie des Lices"), "{}", site.nom);
            assert!(!liste.corps.contains("Garage de la Vilaine"), "{}", site.nom);
            let csv = lire(site, "/cfa/entreprises/liste.csv", &cookie).await;
            assert!(csv.corps.contains(OUVERTE), "{}: {}", site.nom, csv.corps);

            let mandat = mandat_de(site, OUVERTE).await;
            let id = une_offre(site, &cookie, &mandat).await;
            let publique = site.lire(&format!("/offre/{id}")).await;
            assert_eq!(publique.statut, 200, "{}", site.nom);
            for secret in ["Boulangerie des Lices", "patron@fournil", "Camille Le Goff"] {
                assert!(!publique.corps.contains(secret), "{}: {secret}", site.nom);
            }
            assert!(publique.corps.contains("il est votre contact"), "{}", site.nom);
            let Some(Adresse::Ouverte(d)) = destinataire(site, &id).await else { panic!() };
            assert_eq!(d.role, Role::Cfa, "{}: applications go to the centre", site.nom);
            assert_eq!(d.courriel, "candidatures@cfa.exemple.fr", "{}", site.nom);
            let gestion = lire(site, &format!("/employeur/offres/{id}"), &cookie).await;
            assert!(gestion.corps.contains("Boulangerie des Lices"), "{}", site.nom);
            let employeur = site.cookie(Role::Employeur).await;
            let autre = lire(site, &format!("/employeur/offres/{id}"), &employeur).await;
            assert_eq!(autre.statut, 403, "{}: the centre alone manages it", site.nom);

            let dits =
                courrier::essai::deposes(site.etat.db.read(), "patron@fournil.exemple.org").await;
            let lettre = dits.iter().find(|c| c.modele == "offres.mandat").unwrap();
            let lien = lettre.texte.split("/offres/mandat/").nth(1).unwrap();
            let lien = format!("/offres/mandat/{}", lien.split_whitespace().next().unwrap());
            assert_eq!(site.lire(&lien).await.statut, 200, "{}: reading ends nothing", site.nom);
            assert!(matches!(destinataire(site, &id).await, Some(Adresse::Ouverte(_))));
            assert_eq!(envoyer(site, &lien, "", "").await.statut, 200, "{}", site.nom);
            let close = Some(Adresse::Close(Fermeture::Annulee));
            assert_eq!(destinataire(site, &id).await, close, "{}", site.nom);
            assert_eq!(envoyer(site, &lien, "", "").await.statut, 410, "{}: once", site.nom);
            for suite in ["", "/modifier", "/clore", "/affiche"] {
                let ou = format!("/employeur/offres/{id}{suite}");
                assert_eq!(lire(site, &ou, &cookie).await.statut, 403, "{} {ou}", site.nom);
            }
            for suite in ["/prolonger", "/dupliquer", "/modifier", "/rouvrir"] {
                let ou = format!("/employeur/offres/{id}{suite}");
                assert_eq!(envoyer(site, &ou, &cookie, "").await.statut, 403, "{} {ou}", site.nom);
            }
            let neuve = crate::offres::remplie("", &[("mandat", &mandat)]);
            let refus = envoyer(site, "/employeur/offres/nouvelle", &cookie, &neuve).await;
            assert_eq!(refus.statut, 409, "{}: the mandate is over", site.nom);
            let mes_offres = lire(site, "/employeur/offres?q=lices", &cookie).await;
            assert!(mes_offres.corps.contains("Boulangerie des Lices, Rennes"), "{}", site.nom);
            assert!(!mes_offres.corps.contains(&id), "{}: no link to what is refused", site.nom);
            let fiche = lire(site, &format!("/cfa/entreprises/{mandat}"), &cookie).await;
            assert!(fiche.corps.contains("à la demande de l’entreprise"), "{}", site.nom);
        }
    });
}

#[test]
fn companies_that_a_centre_may_not_declare() {
    jouer(async {
        for site in sites().await {
            let cookie = site.cookie(Role::Cfa).await;
            for (siret, dit) in [
                ("90000000400003", "organisme de formation"),
                ("90000000500000", "fermé"),
                ("90000000600008", "ne pas être publié"),
                ("90000000200007", "gérez déjà"),
                ("12345678900000", "SIRET"),
                ("", "est vide"),
            ] {
                let refus = envoyer(site, NOUVELLE, &cookie, &declaree(siret, &[])).await;
                assert_eq!(refus.statut, 400, "{} {siret}", site.nom);
                assert!(refus.corps.contains(dit), "{} {siret}: {}", site.nom, refus.corps);
            }
        }
    });
}

#[test]
fn a_mandate_is_that_of_its_centre_alone() {
    jouer(async {
        for site in sites().await {
            let cfa = site.cookie(Role::Cfa).await;
            let ici = format!("/cfa/entreprises/{MANDAT}");
            assert_eq!(lire(site, &ici, &cfa).await.statut, 200, "{}", site.nom);
            for role in [Role::Employeur, Role::Opco, Role::Administrateur] {
                let autre = site.cookie(role).await;
                assert_eq!(lire(site, &ici, &autre).await.statut, 403, "{} {role:?}", site.nom);
            }
            // The same mandate, held by another centre.
            let centre = |cfa: String| async move {
                let mut tx = site.etat.db.write().await.unwrap();
                let sql = "UPDATE offres_mandats SET cfa = $2 WHERE id = $1";
                sqlx::query(sql).bind(MANDAT).bind(cfa).execute(&mut *tx).await.unwrap();
                tx.commit().await.unwrap();
            };
            let sien: Siret = annuaire_d_exemple(site).await;
            centre("13002526500013".to_owned()).await;
            let vue = lire(site, &ici, &cfa).await.statut;
            let fin = envoyer(site, &format!("{ici}/terminer"), &cfa, "motif=Essai").await.statut;
            let corps = crate::offres::remplie("", &[("mandat", MANDAT)]);
            let offre = envoyer(site, "/employeur/offres/nouvelle", &cfa, &corps).await.statut;
            let liste = lire(site, "/cfa/entreprises?q=vilaine", &cfa).await;
            centre(sien.to_string()).await;
            assert_eq!((vue, fin, offre), (403, 403, 404), "{}", site.nom);
            assert!(!liste.corps.contains("Garage de la Vilaine"), "{}", site.nom);
            let fini = format!("/cfa/entreprises/{FINI}/terminer");
            assert_eq!(envoyer(site, &fini, &cfa, "motif=Essai").await.statut, 409, "{}", site.nom);
            let sans_motif = envoyer(site, &format!("{ici}/terminer"), &cfa, "").await;
            assert_eq!(sans_motif.statut, 400, "{}", site.nom);
        }
    });
}

async fn annuaire_d_exemple(site: &Site) -> Siret {
    let sql = "SELECT cfa FROM offres_mandats WHERE id = $1";
    let cfa: String =
        sqlx::query_scalar(sql).bind(MANDAT).fetch_one(site.etat.db.read().pool()).await.unwrap();
    cfa.parse().unwrap()
}
