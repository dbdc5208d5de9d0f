//! The offers that come by files: those of partners without our API, and the copies of what employers
//! publish here.

use base::sqlx;
use importer::{Fichier, Issue, auto, importer};
use offres::livraison::{Bilan, Livraison, livrer};
use offres::porte;
use serde_json::json;
use web::Role;

use crate::offres::{envoyer, etat_de, lire, poster_une_offre};
use crate::site::{Site, horloge, jouer, options, sites};

const TITRES: &str = "identifier.partner_job_id;workplace.siret;workplace.name;workplace.location.address;apply.url;offer.title;offer.description;offer.rome_codes;offer.status";
const TEXTE: &str = "Vous préparez, servez et rangez avec une équipe de trois personnes.";
const LICES: &str = "91000000900019";

fn offre(reference: &str, titre: &str, statut: &str) -> String {
    format!(
        "{reference};{LICES};Fournil d’Essai;3 rue du Port 35400 Saint-Malo;https://emploi.exemple.fr/{reference};{titre};{TEXTE};D1102;{statut}"
    )
}

/// Delivers these lines for a partner; what was done, and the report.
async fn livrer_csv(
    site: &Site,
    partenaire: &str,
    lignes: &[String],
    complete: bool,
) -> (Bilan, String) {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("offres.csv");
    std::fs::write(&chemin, [&[TITRES.to_owned()], lignes].concat().join("\n")).unwrap();
    let livraison = Livraison { partenaire: partenaire.to_owned(), complete, forcer: false };
    let mut rapport = Vec::new();
    let bilan = livrer(&site.etat, &livraison, Fichier::nouveau(chemin), &mut rapport).await;
    (bilan.unwrap(), String::from_utf8(rapport).unwrap())
}

async fn identifiant(site: &Site, partenaire: &str, reference: &str) -> String {
    let sql = "SELECT id FROM offres_deposees WHERE origine = $1 AND reference = $2";
    let requete = sqlx::query_scalar(sql).bind(partenaire).bind(reference);
    requete.fetch_one(site.etat.db.read().pool()).await.unwrap()
}

/// An offer of the delivery in force.
pub async fn une_importee(site: &Site) -> String {
    let sql = "SELECT o.id FROM offres o JOIN versions v ON v.id = o.version
               WHERE v.statut = 'courante' ORDER BY o.id LIMIT 1";
    sqlx::query_scalar(sql).fetch_one(site.etat.db.read().pool()).await.unwrap()
}

#[test]
fn a_file_goes_through_the_steps_of_the_api() {
    jouer(async {
        for site in sites().await {
            let qui = "Portail des livraisons";
            let lignes = [
                offre("l-1", "Livreur de pains", ""),
                offre("l-2", "Vendeur de brioches", ""),
                offre("l-2", "Vendeur de brioches encore", ""),
                offre("l-3", "Chef de rang", "").replace(LICES, "123"),
                offre("l-4", "Serveur de salle", "")
                    .replace("D1102", "")
                    .replace("Serveur de salle", "Zzzz yyyy"),
                offre("", "Sans référence", ""),
            ];
            let (bilan, rapport) = livrer_csv(site, qui, &lignes, false).await;
            let dit = (bilan.lues, bilan.publiees, bilan.arretees, bilan.fautes);
            assert_eq!(dit, (6, 2, 1, 3), "{}: {rapport}", site.nom);
            for attendu in [
                "2;l-1;",
                "identifier.partner_job_id : déjà à la ligne 3",
                "5;l-3;;faute;workplace.siret",
                "refusee;ROME_NOT_FOUND",
                "7;;;faute;identifier.partner_job_id : requis",
            ] {
                assert!(rapport.contains(attendu), "{}: {attendu} in {rapport}", site.nom);
            }
            let une = identifiant(site, qui, "l-1").await;
            assert_eq!(etat_de(site, &une).await, "publiee", "{}", site.nom);
            assert_eq!(site.lire(&format!("/offre/{une}")).await.statut, 200, "{}", site.nom);

            let encore = [offre("l-1", "Livreur de pains", ""), offre("l-2", "Vendeur", "Filled")];
            let (bilan, rapport) = livrer_csv(site, qui, &encore, false).await;
            let dit = (bilan.inchangees, bilan.retirees, bilan.publiees);
            assert_eq!(dit, (1, 1, 0), "{}: {rapport}", site.nom);
            assert_eq!(etat_de(site, &identifiant(site, qui, "l-2").await).await, "pourvue");
        }
    });
}

#[test]
fn a_complete_delivery_takes_away_what_it_does_not_hold() {
    jouer(async {
        for site in sites().await {
            let qui = "Portail complet";
            let toutes: Vec<String> = (0..12)
                .map(|n| offre(&format!("c-{n}"), &format!("Vendeur numéro {n}"), ""))
                .collect();
            let (bilan, rapport) = livrer_csv(site, qui, &toutes, true).await;
            assert_eq!((bilan.publiees, bilan.retirees), (12, 0), "{}: {rapport}", site.nom);

            let (bilan, _) = livrer_csv(site, qui, &toutes[..3], true).await;
            assert_eq!(bilan.retirees, 0, "{}: most of them would leave", site.nom);
            assert!(bilan.gardees.unwrap().contains("9 offres sur 12"), "{}", site.nom);

            let illisible = [&toutes[..10], &[offre("", "Sans référence", "")]].concat();
            let (bilan, _) = livrer_csv(site, qui, &illisible, true).await;
            assert_eq!(bilan.retirees, 0, "{}: a line may be one of the two", site.nom);

            let (bilan, rapport) = livrer_csv(site, qui, &toutes[..10], true).await;
            assert_eq!((bilan.inchangees, bilan.retirees), (10, 2), "{}", site.nom);
            assert!(rapport.contains("Son éditeur ne la livre plus"), "{}: {rapport}", site.nom);
            assert_eq!(etat_de(site, &identifiant(site, qui, "c-11").await).await, "annulee");
        }
    });
}

/// An offer as the export of the public job API tells it.
fn livree(id: &str, titre: &str, siret: &str) -> String {
    let offre = json!({
        "identifier": { "id": id, "partner_label": "Autre portail", "partner_job_id": id },
        "workplace": {
            "siret": siret, "name": "Fournil d’Essai",
            "location": { "address": "12 rue de Nantes 35000 Rennes" },
        },
        "apply": { "url": "https://emploi.exemple.fr/x" },
        "contract": { "type": ["Apprentissage"] },
        "offer": {
            "title": titre, "description": TEXTE, "rome_codes": ["D1102"], "status": "Active",
            "publication": { "creation": "2026-11-20T08:00:00Z", "expiration": "2027-01-20T00:00:00Z" },
        },
        "is_delegated": false,
    });
    offre.to_string()
}

/// Imports the offers of the demonstration with these besides, as the delivery of the day.
async fn importer_avec(site: &Site, offres: &[String]) {
    let dossier = tempfile::tempdir().unwrap();
    let jour = horloge().aujourd_hui().naive();
    let demo =
        donnees::demo::Demo::new(&donnees::demo::Echelle::Petit, donnees::demo::Graine(2026), jour);
    let chemin = dossier.path().join("offres.ndjson");
    let lignes: Vec<String> = demo.offres().chain(offres.iter().cloned()).collect();
    std::fs::write(&chemin, lignes.join("\n")).unwrap();
    let fichier = Fichier::nouveau(chemin);
    let importeurs = compagnon::assembly::importeurs(&site.services);
    let importeur = auto::trouver(&fichier, &importeurs).unwrap();
    let options = importer::Options { forcer: true, ..options(dossier.path()) };
    let course = importer(&site.etat.db, &horloge(), importeur, &fichier, &options).await.unwrap();
    assert!(matches!(course.issue, Issue::Stocke { .. }), "{}: {:?}", site.nom, course.issue);
    porte::suivre(&site.etat).await.unwrap();
    site.indexer().await;
}

async fn est_visible(site: &Site, id: &str) -> bool {
    let maintenant = site.etat.horloge.maintenant();
    let offre = porte::offre(site.etat.db.read(), id).await.unwrap();
    offre.is_some_and(|o| o.est_visible(maintenant))
}

async fn est_trouvee(site: &Site, id: &str, titre: &str) -> bool {
    let ou = crate::demande::adresse("/recherche", &[("q", titre), ("lieu", "Rennes")]);
    site.lire(&ou).await.corps.contains(id)
}

#[test]
fn what_a_delivery_copies_or_a_visitor_reports_leaves_for_good() {
    jouer(async {
        for site in sites().await {
            let boulangerie = "90000000100009";
            let livraison = [
                livree("imp-avant", "Chocolatier de saison", boulangerie),
                livree("imp-apres", "Glacier des remparts", boulangerie),
                livree("imp-autre", "Chocolatier de saison", LICES),
                livree("imp-fausse", "Conseiller miracle", LICES),
            ];
            importer_avec(site, &livraison).await;
            assert!(est_trouvee(site, "imp-avant", "chocolatier de saison").await, "{}", site.nom);

            // The employer publishes what the delivery holds.
            let cookie = site.cookie(Role::Employeur).await;
            let titre = [("titre", "Chocolatier de saison")];
            let sienne = poster_une_offre(site, &cookie, &titre).await;
            porte::suivre(&site.etat).await.unwrap();
            site.indexer().await;
            assert_eq!(etat_de(site, &sienne).await, "publiee", "{}", site.nom);
            assert!(!est_visible(site, "imp-avant").await, "{}", site.nom);
            assert!(est_visible(site, "imp-autre").await, "{}: another company", site.nom);
            assert!(!est_trouvee(site, "imp-avant", "chocolatier de saison").await, "{}", site.nom);
            assert!(
                site.lire("/offre/imp-avant").await.corps.contains("n’est plus ouverte"),
                "{}",
                site.nom
            );

            // A visitor reports one; an OPCO does not decide of it, an administrator does.
            let ici = "/moderation/offres/importees/imp-fausse";
            let signale = site.poster("/signaler/offre/imp-fausse", "raison=escroquerie").await;
            assert_eq!(signale.statut, 200, "{}", site.nom);
            let (admin, opco) =
                (site.cookie(Role::Administrateur).await, site.cookie(Role::Opco).await);
            assert_eq!(lire(site, ici, &opco).await.statut, 403, "{}", site.nom);
            assert!(lire(site, "/moderation/offres", &admin).await.corps.contains(ici));
            let page = lire(site, ici, &admin).await;
            assert!(page.corps.contains("On y demande de l’argent"), "{}", site.nom);
            let sans = envoyer(site, ici, &admin, "acte=retirer").await;
            assert_eq!(sans.statut, 400, "{}: a reason is asked", site.nom);
            let fait = envoyer(site, ici, &admin, "acte=retirer&motif=Une+arnaque").await;
            assert_eq!(fait.statut, 303, "{}", site.nom);
            assert!(!lire(site, "/moderation/offres", &admin).await.corps.contains(ici));

            // The next delivery holds them still, and one more that an employer published before it.
            let titre = [("titre", "Glacier des remparts de Rennes")];
            poster_une_offre(site, &cookie, &titre).await;
            importer_avec(
                site,
                &[
                    &livraison[..],
                    &[livree("imp-neuve", "Glacier des remparts de Rennes", boulangerie)],
                ]
                .concat(),
            )
            .await;
            for (id, visible) in [
                ("imp-avant", false),
                ("imp-fausse", false),
                ("imp-neuve", false),
                ("imp-autre", true),
            ] {
                assert_eq!(est_visible(site, id).await, visible, "{} {id}", site.nom);
            }
            let signale = site.poster("/signaler/offre/imp-autre", "raison=inexacte").await;
            assert_eq!(signale.statut, 200, "{}", site.nom);
            importer_avec(site, &[]).await;
            let file = lire(site, "/moderation/offres", &admin).await;
            assert!(!file.corps.contains("imp-autre"), "{}: it is nowhere any more", site.nom);
        }
    });
}
