//! The journeys of a person and of the officer, through the router, on every engine.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

#[path = "parcours/site.rs"]
mod site;

use conformite::journal::{self, Filtre};
use site::{Site, sites};

const INES: &str = "ines.martin@exemple.fr";

/// From the mailbox to the visit: returns its cookie.
async fn entrer(site: &Site, courriel: &str) -> String {
    let corps = format!("courriel={}", courriel.replace('@', "%40"));
    let envoi = site.poster("/mes-donnees", &corps, "").await;
    assert_eq!(
        (envoi.statut, envoi.entete("location")),
        (303, "/mes-donnees/envoye"),
        "{}",
        site.nom
    );
    let jeton = site.jeton().await;
    // A scanner of mails follows the link as often as it likes.
    for _ in 0..3 {
        let page = site.lire(&format!("/mes-donnees/lien/{jeton}"), "").await;
        assert_eq!(page.statut, 200, "{}", site.nom);
        assert!(page.corps.contains("Voir mes données"));
    }
    let ouverte = site.poster("/mes-donnees/ouvrir", &format!("jeton={jeton}"), "").await;
    assert_eq!(ouverte.entete("location"), "/mes-donnees/dossier", "{}", site.nom);
    let cookie = ouverte.entete("set-cookie").split(';').next().unwrap().to_owned();
    assert!(ouverte.entete("set-cookie").contains("HttpOnly"));
    let encore = site.poster("/mes-donnees/ouvrir", &format!("jeton={jeton}"), "").await;
    assert_eq!(encore.statut, 410, "{}: a link opens once", site.nom);
    cookie
}

async fn demander(site: &Site, cookie: &str, texte: &str) -> String {
    let corps = format!("genre=rectification&texte={texte}");
    let reponse = site.poster("/mes-donnees/demander", &corps, cookie).await;
    assert_eq!(reponse.statut, 303, "{}: {}", site.nom, reponse.corps);
    site.valeur("SELECT id FROM droits_demandes ORDER BY recue_le DESC, id DESC LIMIT 1").await
}

async fn actes(site: &Site) -> Vec<String> {
    let lignes = journal::chercher(site.db.read(), &Filtre::default(), 50).await.unwrap();
    lignes.into_iter().rev().map(|l| l.acte).collect()
}

#[tokio::test]
async fn a_person_sees_takes_away_and_erases_everything() {
    for site in sites().await {
        let cookie = entrer(&site, INES).await;
        demander(&site, &cookie, "Mon+nom+est+Martin-Durand,+06+01+02+03+04").await;
        let page = site.lire("/mes-donnees/dossier", &cookie).await;
        assert_eq!(page.entete("cache-control"), "no-store");
        for mot in [INES, "Martin-Durand", "Personne d’autre que vous", "30 jours"] {
            assert!(page.corps.contains(mot), "{}: {mot}", site.nom);
        }
        let json = site.lire("/mes-donnees/fichier/json", &cookie).await;
        let csv = site.lire("/mes-donnees/fichier/csv", &cookie).await;
        for fichier in [&json, &csv] {
            assert!(fichier.corps.contains("Martin-Durand"), "{}", site.nom);
            assert!(fichier.entete("content-disposition").contains("mes-donnees"));
        }
        let sans = site.poster("/mes-donnees/effacer", "", &cookie).await;
        assert_eq!(sans.statut, 422, "{}: the box is not ticked", site.nom);
        let efface = site.poster("/mes-donnees/effacer", "confirmer=oui", &cookie).await;
        assert_eq!(efface.entete("location"), "/mes-donnees/efface", "{}", site.nom);
        assert!(efface.entete("set-cookie").contains("Max-Age=0"));
        let dehors = site.lire("/mes-donnees/dossier", &cookie).await;
        assert_eq!(dehors.entete("location"), "/mes-donnees", "{}: the visit is over", site.nom);
        assert_eq!(
            actes(&site).await,
            ["droits.dossier.ouvrir", "droits.demandes.deposer", "droits.dossier.effacer"],
            "{}",
            site.nom
        );
        // Only the receipt still names the person: the night after it has left, nothing does.
        let sql = "SELECT DISTINCT modele FROM courriels";
        assert_eq!(site.valeur(sql).await, "droits.recu", "{}", site.nom);
        site.executer("UPDATE courriels SET etat = 'envoye', termine_le = depose_le").await;
        site.avancer_de_jours(2);
        site.conserver().await;
        for trace in [INES, "martin", "06 01 02 03 04", "0601020304"] {
            assert_eq!(
                site.chercher_partout(trace).await,
                Vec::<String>::new(),
                "{} {trace}",
                site.nom
            );
        }
        assert_eq!(site.valeur("SELECT etape FROM droits_demandes").await, "close", "{}", site.nom);
    }
}

#[tokio::test]
async fn a_link_dies_and_a_mailbox_is_not_flooded() {
    for site in sites().await {
        for _ in 0..5 {
            let envoi = site.poster("/mes-donnees", "courriel=ines.martin%40exemple.fr", "").await;
            assert_eq!(envoi.statut, 303, "{}: the answer tells nothing", site.nom);
        }
        assert_eq!(site.valeur("SELECT CAST(COUNT(*) AS TEXT) FROM courriels").await, "3");
        let jeton = site.jeton().await;
        site.avancer_de_minutes(16);
        let page = site.lire(&format!("/mes-donnees/lien/{jeton}"), "").await;
        assert_eq!(page.statut, 410, "{}", site.nom);
        let morte = site.poster("/mes-donnees/ouvrir", &format!("jeton={jeton}"), "").await;
        assert_eq!(morte.statut, 410, "{}", site.nom);
        let faux = site.poster("/mes-donnees", "courriel=pas-une-adresse", "").await;
        assert_eq!(faux.statut, 422, "{}", site.nom);
        assert!(faux.corps.contains("courriel-erreur"));
    }
}

#[tokio::test]
async fn a_visit_ends_by_itself_and_by_the_button() {
    for site in sites().await {
        let cookie = entrer(&site, INES).await;
        site.avancer_de_minutes(31);
        let dehors = site.lire("/mes-donnees/dossier", &cookie).await;
        assert_eq!(dehors.entete("location"), "/mes-donnees", "{}", site.nom);
        let cookie = entrer(&site, INES).await;
        assert_eq!(site.lire("/mes-donnees/dossier", &cookie).await.statut, 200);
        site.poster("/mes-donnees/fermer", "", &cookie).await;
        for adresse in ["/mes-donnees/dossier", "/mes-donnees/fichier/json"] {
            assert_eq!(site.lire(adresse, &cookie).await.statut, 303, "{} {adresse}", site.nom);
        }
    }
}

#[tokio::test]
async fn nobody_reads_the_file_of_another() {
    for site in sites().await {
        let ines = entrer(&site, INES).await;
        demander(&site, &ines, "Une+demande+qui+est+a+moi").await;
        let autre = entrer(&site, "autre@exemple.fr").await;
        for adresse in
            ["/mes-donnees/dossier", "/mes-donnees/fichier/csv", "/mes-donnees/fichier/json"]
        {
            let lue = site.lire(adresse, &autre).await;
            assert!(!lue.corps.contains("Une demande"), "{} {adresse}", site.nom);
        }
        site.poster("/mes-donnees/effacer", "confirmer=oui", &autre).await;
        assert!(site.lire("/mes-donnees/dossier", &ines).await.corps.contains("Une demande"));
        let refus = site
            .poster(
                "/mes-donnees/corriger",
                "table=droits_demandes&colonne=courriel&courriel=x",
                &ines,
            )
            .await;
        assert_eq!(refus.statut, 400, "{}: only what is declared", site.nom);
    }
}

#[tokio::test]
async fn the_officer_answers_and_the_person_is_told() {
    for site in sites().await {
        let ines = entrer(&site, INES).await;
        let id = demander(&site, &ines, "Corrigez+mon+nom").await;
        let dpo = "session=dpo";
        let liste = site.lire("/dpo/demandes", dpo).await;
        assert!(liste.corps.contains(&id) && !liste.corps.contains(INES), "{}", site.nom);
        let fiche = format!("/dpo/demandes/{id}");
        let lue = site.lire(&fiche, dpo).await;
        assert!(lue.corps.contains(INES) && lue.corps.contains("Corrigez mon nom"), "{}", site.nom);
        let envois = [
            ("quoi=prendre", 303),
            ("quoi=prolonger&motif=court", 422),
            ("quoi=prolonger&motif=Plusieurs+services+sont+en+cause", 303),
            ("quoi=prolonger&motif=Plusieurs+services+sont+en+cause", 422),
            ("quoi=clore&reponse=Votre+nom+est+corrige", 422),
            ("quoi=clore&issue=acceptee&reponse=Votre+nom+est+corrige", 303),
            ("quoi=prendre", 422),
        ];
        for (corps, statut) in envois {
            let reponse = site.poster(&fiche, corps, dpo).await;
            assert_eq!(reponse.statut, statut, "{} {corps}: {}", site.nom, reponse.corps);
        }
        let recus =
            "SELECT string_agg(modele, ',') FROM (SELECT modele FROM courriels ORDER BY id) m";
        let recus = site.valeur(recus).await;
        for modele in ["droits.lien", "droits.accuse", "droits.prolongation", "droits.reponse"] {
            assert!(recus.contains(modele), "{}: {recus}", site.nom);
        }
        let page = site.lire("/mes-donnees/dossier", &ines).await;
        assert!(page.corps.contains("Votre nom est corrige"), "{}", site.nom);
        assert!(
            page.corps.contains("Délégué à la protection"),
            "{}: who opened the file",
            site.nom
        );
        let csv = site.lire("/dpo/exports/demandes/csv", dpo).await;
        assert!(csv.corps.contains(&id) && !csv.corps.contains(INES), "{}", site.nom);
    }
}

#[tokio::test]
async fn an_incident_runs_its_course() {
    for site in sites().await {
        let dpo = "session=dpo";
        let corps = "titre=Fichier+au+mauvais+destinataire&nature=confidentialite&heures=80&description=Un+fichier+est+parti&populations=candidats&categories=nom&consequences=&mesures=&nombre=1+200&risque=reel";
        let faux = site.poster("/dpo/incidents", "titre=x&heures=a", dpo).await;
        assert_eq!(faux.statut, 422, "{}", site.nom);
        let inscrit = site.poster("/dpo/incidents", corps, dpo).await;
        assert_eq!(inscrit.statut, 303, "{}: {}", site.nom, inscrit.corps);
        let fiche = inscrit.entete("location").to_owned();
        let page = site.lire(&fiche, dpo).await;
        for mot in ["dépassé de 8", "1\u{202f}200", "à préciser", "RGPD, article 33"] {
            assert!(page.corps.contains(mot), "{}: {mot}", site.nom);
        }
        let envois = [
            ("quoi=clore", 422),
            ("quoi=notifier&reference=C-12&retard=", 422),
            ("quoi=notifier&reference=C-12&retard=Detecte+un+vendredi+soir", 303),
            ("quoi=completer&risque=eleve&nombre=1300&mesures=Rappel+du+fichier", 303),
            ("quoi=clore", 422),
            ("quoi=informer", 303),
            ("quoi=clore", 303),
            ("quoi=completer&risque=nul", 422),
        ];
        for (corps, statut) in envois {
            let reponse = site.poster(&fiche, corps, dpo).await;
            assert_eq!(reponse.statut, statut, "{} {corps}", site.nom);
        }
        let csv = site.lire("/dpo/exports/incidents/csv", dpo).await;
        assert!(csv.corps.contains("C-12") && csv.corps.contains("1300"), "{}", site.nom);
        assert!(site.lire("/dpo/incidents", dpo).await.corps.contains("Clos"));
    }
}

#[tokio::test]
async fn the_journal_is_searched_and_taken_away_with_a_trace() {
    for site in sites().await {
        entrer(&site, INES).await;
        let auditeur = "session=auditeur";
        let page = site.lire("/dpo/journal?acte=droits.dossier", auditeur).await;
        assert!(page.corps.contains("droits.dossier.ouvrir"), "{}", site.nom);
        assert!(!page.corps.contains(INES), "{}: it names nobody", site.nom);
        let rien = site.lire("/dpo/journal?acte=annuaire", auditeur).await;
        assert!(rien.corps.contains("Aucune ligne"), "{}", site.nom);
        assert_eq!(site.lire("/dpo/journal?du=hier", auditeur).await.statut, 400);
        assert_eq!(site.poster("/dpo/journal/export", "motif=", auditeur).await.statut, 400);
        let extrait = site.poster("/dpo/journal/export", "motif=controle+annuel", auditeur).await;
        assert_eq!(extrait.statut, 200, "{}: {}", site.nom, extrait.corps);
        assert!(extrait.corps.contains("droits.dossier.ouvrir"), "{}", site.nom);
        assert_eq!(actes(&site).await.last().unwrap(), "droits.journal.exporter", "{}", site.nom);
        assert_eq!(journal::verifier(site.db.read(), true).await.unwrap().rupture, None);
    }
}

#[tokio::test]
async fn a_hold_keeps_what_the_person_erases() {
    for site in sites().await {
        let ines = entrer(&site, INES).await;
        demander(&site, &ines, "Une+demande+en+litige").await;
        let dpo = "session=dpo";
        let faux = site.poster("/dpo/gels", "traitement=inconnu&motif=affaire+26-114", dpo).await;
        assert_eq!(faux.statut, 422, "{}", site.nom);
        let corps = "traitement=droits.demandes&motif=affaire+26-114";
        assert_eq!(site.poster("/dpo/gels", corps, dpo).await.statut, 303, "{}", site.nom);
        site.poster("/mes-donnees/effacer", "confirmer=oui", &ines).await;
        assert_eq!(site.chercher_partout("Une demande en litige").await.len(), 1, "{}", site.nom);
        let gels = site.lire("/dpo/gels", dpo).await;
        assert!(gels.corps.contains("affaire 26-114"), "{}", site.nom);
        let id = site.valeur("SELECT id FROM retention_gels").await;
        assert_eq!(site.poster("/dpo/gels", &format!("lever={id}"), dpo).await.statut, 303);
        assert!(site.lire("/dpo/gels", dpo).await.corps.contains("affaire 26-114"));
    }
}

#[tokio::test]
async fn everyone_reads_the_registers_and_only_the_officer_the_rest() {
    for site in sites().await {
        for adresse in [
            "/donnees-personnelles/sous-traitants",
            "/donnees-personnelles/suppressions",
            "/donnees-personnelles/registre/sous-traitants.csv",
            "/donnees-personnelles/registre/traitements.xlsx",
        ] {
            assert_eq!(site.lire(adresse, "").await.statut, 200, "{} {adresse}", site.nom);
        }
        site.conserver().await;
        let page = site.lire("/donnees-personnelles/suppressions", "").await;
        assert!(page.corps.contains("Journal des accès"), "{}", site.nom);
        assert_eq!(site.lire("/donnees-personnelles/registre/autre.csv", "").await.statut, 404);
        let reservees = [
            "/dpo/demandes",
            "/dpo/incidents",
            "/dpo/incidents/nouveau",
            "/dpo/journal",
            "/dpo/gels",
            "/dpo/exports/demandes/csv",
        ];
        for adresse in reservees {
            assert_eq!(site.lire(adresse, "").await.statut, 303, "{} {adresse}", site.nom);
            assert_eq!(
                site.lire(adresse, "session=employeur").await.statut,
                403,
                "{} {adresse}",
                site.nom
            );
        }
        for (adresse, statut) in [("/dpo/journal", 200), ("/dpo/demandes", 403), ("/dpo/gels", 403)]
        {
            assert_eq!(site.lire(adresse, "session=auditeur").await.statut, statut, "{adresse}");
        }
        let ecrire = site.poster("/dpo/incidents", "titre=abcdef", "session=auditeur").await;
        assert_eq!(ecrire.statut, 403, "{}: an auditor only reads", site.nom);
        let ailleurs = site.d_ailleurs("/mes-donnees", "courriel=a%40b.fr").await;
        assert_eq!(ailleurs, 403, "{}: forms of this site only", site.nom);
    }
}

#[tokio::test]
async fn every_page_is_sound() {
    for site in sites().await {
        let ines = entrer(&site, INES).await;
        let id = demander(&site, &ines, "Corrigez+mon+nom").await;
        let dpo = "session=dpo";
        let fiche = format!("/dpo/demandes/{id}");
        let corps = "titre=Panne+du+serveur&nature=disponibilite&heures=1&risque=eleve";
        let incident =
            site.poster("/dpo/incidents", corps, dpo).await.entete("location").to_owned();
        site.poster("/dpo/gels", "traitement=droits.demandes&motif=affaire+26-114", dpo).await;
        let pages = [
            ("/mes-donnees", ""),
            ("/mes-donnees/envoye", ""),
            ("/mes-donnees/lien/faux", ""),
            ("/mes-donnees/efface", ""),
            ("/mes-donnees/dossier", &ines),
            ("/mes-donnees/dossier?fait=demande", &ines),
            ("/donnees-personnelles/sous-traitants", ""),
            ("/donnees-personnelles/suppressions", ""),
            ("/dpo/demandes", dpo),
            ("/dpo/demandes?etape=close", dpo),
            (&fiche, dpo),
            ("/dpo/incidents", dpo),
            ("/dpo/incidents/nouveau", dpo),
            (&incident, dpo),
            ("/dpo/journal", dpo),
            ("/dpo/gels", dpo),
        ];
        for (adresse, cookie) in pages {
            let page = site.lire(adresse, cookie).await;
            let fautes = web::controle::fautes(&page.corps);
            assert_eq!(fautes, Vec::<String>::new(), "{} {adresse}", site.nom);
        }
    }
}
