//! The register of incidents.

use axum::extract::{Path, RawQuery, State};
use conformite::journal::{self, Fait};
use noyau::dates::Instant;
use serde_json::json;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::pagination::Pagination;
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::demandes::auteur;
use super::{PAR_PAGE, Rendu, nombre_de_pages, numero, page, quand, refuser, rendre, vers};
use crate::depot::incidents;
use crate::regles::Refus;
use crate::regles::incident::{Incident, Nature, Risque};
use web::ecran::{Bloc, Ecran, Rangee, Table};

const ICI: &str = "/dpo/incidents";

/// Fields of text: name, label, help.
const TEXTES: [(&str, &str, &str); 5] = [
    ("description", "Ce qui s’est passé", "Sans nommer personne."),
    ("populations", "Personnes concernées", "Exemple : candidats, employeurs."),
    ("categories", "Catégories de données", "Exemple : nom, adresse électronique."),
    ("consequences", "Conséquences probables", ""),
    ("mesures", "Mesures prises ou envisagées", ""),
];

/// The register.
pub async fn list(State(etat): State<Etat>, RawQuery(requete): RawQuery) -> Rendu {
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let total = incidents::compter(etat.db.read()).await?;
    let lignes = incidents::lister(etat.db.read(), rang, PAR_PAGE).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let chapo = "Toute violation de données, notifiée ou non, y est inscrite (RGPD, article 33.5). Le délai de 72 heures court dès la détection.";
    let mut ecran = Ecran::nouveau(page(&etat, "Registre des incidents", ICI), chapo)
        .bloc(liste(&lignes, maintenant))
        .bloc(
            Bloc::nouveau("Inscrire et emporter", &[])
                .lien("Inscrire un incident", "/dpo/incidents/nouveau")
                .lien("Registre des incidents (CSV)", "/dpo/exports/incidents/csv")
                .lien("Registre des incidents (XLSX)", "/dpo/exports/incidents/xlsx"),
        );
    let courante = u64::try_from(rang).unwrap_or_default();
    ecran.pagination =
        Pagination::nouvelle(courante, nombre_de_pages(total), |p| format!("{ICI}?page={p}"));
    rendre(&ecran)
}

fn liste(lignes: &[Incident], maintenant: i64) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau("", &["Aucun incident n’est inscrit."]);
    }
    let rangees = lignes.iter().map(|i| Rangee {
        adresse: format!("{ICI}/{}", i.id),
        cellules: vec![
            i.titre.clone(),
            quand(i.detecte_le),
            i.etape().to_owned(),
            i.delai(maintenant).unwrap_or_else(|| "—".to_owned()),
            i.risque.libelle().to_owned(),
        ],
    });
    let colonnes = ["Incident", "Détecté le", "État", "Reste pour la CNIL", "Risque"];
    Bloc::default().table(Table::liens("Incidents", &colonnes, rangees.collect()))
}

/// The form of a new incident.
pub async fn nouveau(State(etat): State<Etat>) -> Rendu {
    rendre(&saisir(&etat, &Saisie::default()))
}

fn saisir(etat: &Etat, saisie: &Saisie) -> Ecran {
    let chapo = "Inscrivez ce que vous savez ; vous compléterez ensuite.";
    let champs =
        [champs_de_tete(etat.horloge.maintenant()), champs_de_texte(), champs_de_risque()].concat();
    let formulaire = Formulaire::new(ICI, "Inscrire au registre", champs);
    let nu = saisie.texte("titre").is_empty() && saisie.bonne();
    let formulaire = if nu { formulaire } else { formulaire.avec(saisie) };
    Ecran::nouveau(page(etat, "Inscrire un incident", ICI), chapo)
        .sous("Registre des incidents", ICI)
        .bloc(Bloc::default().formulaire(formulaire))
}

fn champs_de_tete(maintenant: Instant) -> Vec<Champ> {
    let natures = Nature::TOUTES.map(|n| Choix::new(n.code(), n.libelle())).to_vec();
    vec![
        Champ::ligne("titre", "En quelques mots")
            .aide("Exemple : fichier envoyé au mauvais destinataire."),
        Champ::new("nature", "Ce qui a été atteint", Genre::Radios(natures)),
        Champ::ligne("heures", "Détecté il y a combien d’heures")
            .aide(format!("Nombre entier ; il est maintenant {}.", maintenant.long()))
            .valeur("0"),
    ]
}

fn champs_de_texte() -> Vec<Champ> {
    let texte = |(nom, libelle, aide): (&'static str, &str, &str)| {
        Champ::new(nom, libelle, Genre::Zone).aide(aide).facultatif()
    };
    TEXTES.map(texte).to_vec()
}

fn champs_de_risque() -> Vec<Champ> {
    let risques = Risque::TOUS.map(|r| Choix::new(r.code(), r.libelle())).to_vec();
    vec![
        Champ::ligne("nombre", "Nombre approximatif de personnes").facultatif(),
        Champ::new("risque", "Risque pour les personnes", Genre::Radios(risques))
            .valeur(Risque::AEvaluer.code()),
    ]
}

/// Reads what may be completed at any time; notes what is wrong.
fn completer(incident: &mut Incident, saisie: &mut Saisie) {
    incident.description = saisie.borne("description", 0, 4_000);
    incident.populations = saisie.borne("populations", 0, 500);
    incident.categories = saisie.borne("categories", 0, 500);
    incident.consequences = saisie.borne("consequences", 0, 4_000);
    incident.mesures = saisie.borne("mesures", 0, 4_000);
    match Risque::lire(saisie.texte("risque")) {
        Some(risque) => incident.risque = risque,
        None => saisie.refuser("risque", "Choisissez un niveau de risque."),
    }
    let nombre = saisie.texte("nombre").replace([' ', '\u{a0}', '\u{202f}'], "");
    match nombre.parse() {
        Ok(n) if (0..=100_000_000).contains(&n) => incident.nombre_personnes = Some(n),
        _ if nombre.is_empty() => incident.nombre_personnes = None,
        _ => saisie.refuser("nombre", "Écrivez un nombre entier, par exemple 120."),
    }
}

/// Inscribes.
pub async fn inscrire(State(etat): State<Etat>, acteur: Acteur, corps: String) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let maintenant = etat.horloge.maintenant().ms();
    let mut incident = lu(&mut saisie, maintenant);
    completer(&mut incident, &mut saisie);
    if !saisie.bonne() {
        return refuser(&saisir(&etat, &saisie));
    }
    enregistrer(&etat, &acteur, &incident, "droits.incidents.inscrire").await?;
    Ok(vers(&format!("{ICI}/{}", incident.id)))
}

fn lu(saisie: &mut Saisie, maintenant: i64) -> Incident {
    let titre = saisie.borne("titre", 5, 150);
    let nature = Nature::lire(saisie.texte("nature"));
    if nature.is_none() {
        saisie.refuser("nature", "Choisissez ce qui a été atteint.");
    }
    let heures: i64 = saisie.texte("heures").parse().unwrap_or(-1);
    if !(0..=87_600).contains(&heures) {
        saisie.refuser("heures", "Écrivez un nombre entier d’heures, 0 pour maintenant.");
    }
    Incident {
        id: ulid::Ulid::new().to_string(),
        titre,
        nature: nature.unwrap_or(Nature::Confidentialite),
        detecte_le: maintenant - heures * crate::regles::HEURE_MS,
        description: String::new(),
        populations: String::new(),
        nombre_personnes: None,
        categories: String::new(),
        consequences: String::new(),
        mesures: String::new(),
        risque: Risque::AEvaluer,
        cnil_le: None,
        cnil_reference: String::new(),
        retard: String::new(),
        personnes_le: None,
        clos_le: None,
    }
}

async fn enregistrer(
    etat: &Etat,
    acteur: &Acteur,
    incident: &Incident,
    acte: &'static str,
) -> Result<(), Erreur> {
    let mut tx = etat.db.write().await?;
    incidents::ecrire(&mut tx, incident).await?;
    let fait = Fait {
        acte,
        acteur: auteur(acteur),
        objet_genre: "incident",
        objet_id: incident.id.clone(),
        sujet: None,
        motif: String::new(),
        details: json!({"etape": incident.etape(), "risque": incident.risque.code()}),
    };
    journal::consigner(&mut tx, &fait, etat.horloge.maintenant().ms()).await?;
    Ok(tx.commit().await?)
}

async fn trouver(etat: &Etat, id: &str) -> Result<Incident, Erreur> {
    let trouve = incidents::trouver(etat.db.read(), id).await?;
    trouve.ok_or_else(|| Erreur::introuvable("Cet incident n’est pas au registre."))
}

/// One incident, with its texts.
pub async fn show(State(etat): State<Etat>, Path(id): Path<String>) -> Rendu {
    let incident = trouver(&etat, &id).await?;
    rendre(&ecran(&etat, &incident, &Saisie::default()))
}

fn ecran(etat: &Etat, i: &Incident, saisie: &Saisie) -> Ecran {
    let date = |ms: Option<i64>| ms.map_or_else(|| "non".to_owned(), quand);
    let maintenant = etat.horloge.maintenant().ms();
    let faits = vec![
        ("État", i.etape().to_owned()),
        ("Détecté le", quand(i.detecte_le)),
        ("Notification à la CNIL avant le", quand(i.limite())),
        ("Reste", i.delai(maintenant).unwrap_or_else(|| "—".to_owned())),
        ("Atteinte", i.nature.libelle().to_owned()),
        ("Risque", i.risque.libelle().to_owned()),
        ("CNIL notifiée", date(i.cnil_le)),
        ("Personnes informées", date(i.personnes_le)),
        ("Clos", date(i.clos_le)),
    ];
    let mut ecran = Ecran::nouveau(page(etat, &i.titre, ICI), "")
        .sous("Registre des incidents", ICI)
        .bloc(Bloc::default().faits(faits));
    if i.clos_le.is_none() {
        ecran = ecran.bloc(suite(i, saisie)).bloc(completion(i, saisie));
    }
    let site = &etat.reglages.site;
    let contact =
        site.contact.clone().unwrap_or_else(|| "(réglage COMPAGNON_SITE__CONTACT)".to_owned());
    let mut cnil = Bloc::nouveau(
        "Texte de la notification à la CNIL",
        &[
            "À déposer sur le téléservice de la CNIL ; ce qui n’est pas encore connu pourra être complété (article 33.4).",
        ],
    );
    cnil.texte = Some(i.texte_pour_la_cnil(&site.nom, &contact));
    let mut personnes = Bloc::nouveau("Texte pour les personnes", &[]);
    personnes.texte = Some(i.texte_pour_les_personnes(&site.nom, &contact));
    ecran.bloc(cnil).bloc(personnes)
}

fn suite(i: &Incident, saisie: &Saisie) -> Bloc {
    let adresse = format!("{ICI}/{}", i.id);
    let formulaire = |quoi: &'static str, bouton: &str, champs: Vec<Champ>| {
        let champs = [vec![Champ::cache("quoi", quoi)], champs].concat();
        let un = Formulaire::new(&adresse, bouton, champs);
        if saisie.texte("quoi") == quoi { un.avec(saisie) } else { un }
    };
    let mut bloc = Bloc::nouveau("Suite", &[]);
    if i.cnil_le.is_none() && i.risque != Risque::Nul {
        let champs = vec![
            Champ::ligne("reference", "Numéro de dossier à la CNIL").facultatif(),
            Champ::new("retard", "Motifs du retard", Genre::Zone)
                .aide("À remplir au-delà de 72 heures.")
                .facultatif(),
        ];
        bloc = bloc.formulaire(formulaire("notifier", "La CNIL est notifiée", champs));
    }
    if i.personnes_le.is_none() && i.risque == Risque::Eleve {
        bloc = bloc.formulaire(formulaire("informer", "Les personnes sont informées", vec![]));
    }
    let mut clore = formulaire("clore", "Clore l’incident", vec![]);
    clore.principal = false;
    bloc.formulaire(clore)
}

fn completion(i: &Incident, saisie: &Saisie) -> Bloc {
    let valeurs = [&i.description, &i.populations, &i.categories, &i.consequences, &i.mesures];
    let textes = champs_de_texte().into_iter().zip(valeurs).map(|(c, v)| c.valeur(v.as_str()));
    let nombre = i.nombre_personnes.map(|n| n.to_string()).unwrap_or_default();
    let risques = champs_de_risque().into_iter().map(|c| match c.nom {
        "nombre" => c.valeur(nombre.as_str()),
        _ => c.valeur(i.risque.code()),
    });
    let quoi = vec![Champ::cache("quoi", "completer")];
    let champs: Vec<Champ> = quoi.into_iter().chain(textes).chain(risques).collect();
    let mut formulaire = Formulaire::new(format!("{ICI}/{}", i.id), "Enregistrer", champs);
    formulaire.principal = false;
    let rempli = saisie.texte("quoi") == "completer";
    let formulaire = if rempli { formulaire.avec(saisie) } else { formulaire };
    Bloc::nouveau("Compléter", &[]).formulaire(formulaire)
}

/// Completes, notes what was told, closes.
pub async fn submit(
    State(etat): State<Etat>,
    acteur: Acteur,
    Path(id): Path<String>,
    corps: String,
) -> Rendu {
    let mut saisie = Saisie::lire(&corps);
    let mut incident = trouver(&etat, &id).await?;
    let maintenant = etat.horloge.maintenant().ms();
    let acte = match saisie.texte("quoi") {
        "notifier" => "droits.incidents.notifier",
        "informer" => "droits.incidents.informer",
        "clore" => "droits.incidents.clore",
        _ => "droits.incidents.completer",
    };
    if acte == "droits.incidents.completer" {
        completer(&mut incident, &mut saisie);
    }
    let suite = match acte {
        _ if incident.clos_le.is_some() => Err(Refus::Close),
        "droits.incidents.notifier" => {
            let (reference, retard) =
                (saisie.borne("reference", 0, 100), saisie.borne("retard", 0, 2_000));
            incident.clone().notifier(&reference, &retard, maintenant)
        }
        "droits.incidents.informer" => incident.clone().informer(maintenant),
        "droits.incidents.clore" => incident.clone().clore(maintenant),
        _ => Ok(incident.clone()),
    };
    match suite {
        Ok(suivant) if saisie.bonne() => {
            enregistrer(&etat, &acteur, &suivant, acte).await?;
            Ok(vers(&format!("{ICI}/{id}")))
        }
        Ok(_) => refuser(&ecran(&etat, &incident, &saisie)),
        Err(refus) => {
            if acte == "droits.incidents.notifier" {
                saisie.refuser("retard", refus.phrase());
            }
            let ecran = ecran(&etat, &incident, &saisie);
            refuser(&ecran.alerte("error", "Ce n’est pas encore possible", refus.phrase()))
        }
    }
}
