//! What became of what the centre sent.

use axum::extract::{Path, RawQuery, State};
use web::ecran::{Bloc, Rangee, Table};
use web::export::{self, Format};
use web::formulaire::Formulaire;
use web::jeu::{Cellule, Colonne};
use web::parametres::Parametres;
use web::{Acteur, Erreur, Etat};

use super::{PAR_PAGE, Rendu, numero, paginer, quand, rendre, sirets, sous_l_accueil};
use crate::actions::TRANSMETTRE;
use crate::depot::fautes::{self, LigneFaute};
use crate::depot::transmissions::{self, Transmission};
use crate::reception::ERP;

/// Address of the list.
pub const ICI: &str = "/effectifs/transmissions";

/// Most rows of a file.
const EXPORT_MAX: i64 = 100_000;

/// The sendings, newest first.
pub async fn list(State(etat): State<Etat>, acteur: Acteur, RawQuery(requete): RawQuery) -> Rendu {
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let (mut lignes, mut total) = (Vec::new(), 0);
    for siret in sirets(&acteur, &TRANSMETTRE) {
        total += transmissions::compter(etat.db.read(), &siret).await?;
        lignes
            .extend(transmissions::de_l_organisme(etat.db.read(), &siret, (rang, PAR_PAGE)).await?);
    }
    lignes.sort_by_key(|t: &Transmission| std::cmp::Reverse(t.recue_le));
    let chapo = "Chaque envoi, avec le nombre de dossiers reçus et ce que chacun est devenu.";
    let mut ecran = sous_l_accueil(&etat, "Mes transmissions", ICI, chapo);
    ecran.pagination = paginer(ICI, "", rang, total);
    rendre(&ecran.bloc(tableau(&lignes)))
}

fn tableau(lignes: &[Transmission]) -> Bloc {
    if lignes.is_empty() {
        return Bloc::nouveau("", &["Votre organisme n’a encore rien transmis."])
            .lien("Créer une clé pour mon logiciel", "/effectifs/cles");
    }
    let rangees = lignes.iter().map(|t| Rangee {
        adresse: format!("{ICI}/{}", t.id),
        cellules: vec![
            quand(t.recue_le),
            etat_de(t).to_owned(),
            t.recus.to_string(),
            (t.crees + t.mis_a_jour + t.identiques).to_string(),
            t.fusionnes.to_string(),
            t.refuses.to_string(),
        ],
    });
    let colonnes = ["Reçue le", "État", "Reçus", "Enregistrés", "Fusionnés", "Refusés"];
    Bloc::default().table(Table::liens("Transmissions", &colonnes, rangees.collect()))
}

fn etat_de(t: &Transmission) -> &'static str {
    match t.etat.as_str() {
        "apercu" => "À confirmer",
        "recue" => "En cours de traitement",
        "echec" => "Interrompue : l’exploitant est prévenu",
        _ if t.refuses > 0 => "Incomplète",
        _ => "Complète",
    }
}

/// One sending.
pub async fn show(
    State(etat): State<Etat>,
    Path(id): Path<String>,
    RawQuery(requete): RawQuery,
) -> Rendu {
    let rang = numero(Parametres::lire(requete.as_deref()).texte("page"));
    let t = trouver(&etat, &id).await?;
    let db = etat.db.read();
    let total = fautes::compter(db, &id).await?;
    let lignes = fautes::lister(db, &id, (rang, PAR_PAGE)).await?;
    let titre = format!("Transmission du {}", quand(t.recue_le));
    let chemin = format!("{ICI}/{id}");
    let chapo = if t.source == ERP {
        "Corrigez dans votre logiciel ce qui est listé ici : le prochain envoi mettra les dossiers à jour."
    } else {
        "Corrigez dans votre fichier ce qui est listé ici, puis envoyez-le à nouveau : les dossiers seront mis à jour."
    };
    let mut ecran = sous_l_accueil(&etat, &titre, &chemin, chapo).sous("Mes transmissions", ICI);
    ecran.pagination = paginer(&chemin, "", rang, total);
    if t.etat == "apercu" {
        ecran = ecran.bloc(a_confirmer(&t));
    }
    rendre(&ecran.bloc(bilan(&t)).bloc(a_corriger(&t, &lignes)))
}

async fn trouver(etat: &Etat, id: &str) -> Result<Transmission, Erreur> {
    let trouvee = transmissions::trouver(etat.db.read(), id).await?;
    trouvee.ok_or_else(|| Erreur::introuvable("Cette transmission n’existe pas."))
}

/// What the centre decides once it has seen what is in its file.
fn a_confirmer(t: &Transmission) -> Bloc {
    let bonnes = t.recus - t.refuses;
    if bonnes == 0 {
        let phrase =
            "Aucune ligne ne peut être importée : corrigez le fichier, puis envoyez-le à nouveau.";
        return Bloc::nouveau("Aperçu du fichier", &[phrase])
            .lien("Envoyer un autre fichier", "/effectifs/televersement");
    }
    let phrase = format!(
        "{} lignes lues, {} à corriger. Rien n’est encore importé : vous pouvez importer maintenant les lignes bonnes et renvoyer les autres plus tard, ou corriger d’abord.",
        t.recus, t.refuses
    );
    let bouton = match bonnes {
        1 => "Importer la ligne bonne".to_owned(),
        n => format!("Importer les {n} lignes bonnes"),
    };
    let mut bloc = Bloc::nouveau("Aperçu du fichier", &[]).formulaire(Formulaire::new(
        format!("{ICI}/{}/importer", t.id),
        bouton,
        Vec::new(),
    ));
    bloc.paragraphes.push(phrase);
    bloc.lien("Envoyer un autre fichier", "/effectifs/televersement")
}

fn bilan(t: &Transmission) -> Bloc {
    let source = if t.source == ERP { "Votre logiciel, par l’API" } else { "Un fichier" };
    let mut faits = vec![
        ("Envoyée par", source.to_owned()),
        ("État", etat_de(t).to_owned()),
        ("Dossiers reçus", t.recus.to_string()),
        ("Nouveaux", t.crees.to_string()),
        ("Mis à jour", t.mis_a_jour.to_string()),
        ("Déjà connus à l’identique", t.identiques.to_string()),
        ("En double dans l’envoi, ou déjà fusionnés par vous", t.fusionnes.to_string()),
        ("Refusés", t.refuses.to_string()),
    ];
    if let Some(le) = t.traitee_le {
        faits.push(("Traitée le", quand(le)));
    }
    Bloc::nouveau("Bilan", &[]).faits(faits)
}

fn a_corriger(t: &Transmission, lignes: &[LigneFaute]) -> Bloc {
    if lignes.is_empty() {
        let phrase = if t.refuses > 0 {
            "Le détail n’est plus gardé après trente jours ; un nouvel envoi le redonnera."
        } else {
            "Rien n’est à corriger dans cet envoi."
        };
        return Bloc::nouveau("À corriger", &[phrase]);
    }
    let ligne = |f: &LigneFaute| {
        vec![
            format!("{} ({})", f.nom, f.id_erp),
            f.message.clone(),
            f.champ.clone(),
            f.valeur.clone(),
            f.rang.to_string(),
            if f.refuse == 1 { "Dossier refusé" } else { "Champ laissé vide ou à vérifier" }
                .to_owned(),
        ]
    };
    let place = if t.source == ERP { "Rang dans l’envoi" } else { "Ligne du fichier" };
    let colonnes = ["Apprenant", "Ce qui ne va pas", "Champ", "Valeur reçue", place, "Conséquence"];
    let table = Table::simple("À corriger", &colonnes, lignes.iter().map(ligne).collect());
    let mut bloc = Bloc::nouveau("À corriger", &[]).table(table);
    if t.refuses > 0 {
        let libelle = "Les seules lignes refusées, à corriger puis à renvoyer (XLSX)";
        bloc = bloc.lien(libelle, format!("{ICI}/{}/a-corriger", t.id));
    }
    for format in [Format::Csv, Format::Xlsx] {
        let libelle = format!("Tout ce qui est à corriger ({})", format.extension().to_uppercase());
        bloc = bloc.lien(&libelle, format!("{ICI}/{}/erreurs/{}", t.id, format.extension()));
    }
    bloc
}

const COLONNES: &[Colonne] = &[
    Colonne::entier("rang", "Rang dans l’envoi"),
    Colonne::texte("id_erp_apprenant", "Identifiant dans votre logiciel"),
    Colonne::texte("apprenant", "Prénom et nom"),
    Colonne::texte("champ", "Champ à corriger"),
    Colonne::texte("valeur", "Valeur reçue"),
    Colonne::texte("code", "Code de la règle"),
    Colonne::texte("message", "Ce qui ne va pas"),
    Colonne::texte("consequence", "refuse ou averti"),
];

/// What is to be mended, as a file.
pub async fn fichier(
    format: Format,
    State(etat): State<Etat>,
    Path((id, _)): Path<(String, String)>,
) -> Rendu {
    let lignes = fautes::lister(etat.db.read(), &id, (0, EXPORT_MAX)).await?;
    let lignes = lignes.into_iter().map(|f| {
        let suite = if f.refuse == 1 { "refuse" } else { "averti" }.to_owned();
        let mut cellules = vec![Cellule::Entier(f.rang)];
        let textes = [f.id_erp, f.nom, f.champ, f.valeur, f.code, f.message, suite];
        cellules.extend(textes.map(Cellule::Texte));
        cellules
    });
    export::envoyer(format, "a-corriger", COLONNES, lignes.collect()).await
}
