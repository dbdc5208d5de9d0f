//! Files that publishers deliver beside those we read, and why they are left aside.

use importer::{Apercu, Ecarte};

/// The files known and left aside; the first description that fits wins.
pub fn ecartes() -> Vec<Ecarte> {
    vec![
        Ecarte { reconnaitre: a_lire, motif: "document à lire, pas un jeu de données" },
        Ecarte {
            reconnaitre: rome_redit,
            motif: "redit ce que portent les autres fichiers du ROME",
        },
        Ecarte {
            reconnaitre: rome_editorial,
            motif: "mise en page des fiches du ROME, sans donnée",
        },
        Ecarte { reconnaitre: contours, motif: "contours de territoires : la carte a les siens" },
        Ecarte {
            reconnaitre: territoires,
            motif: "départements, régions et académies sont dans le programme",
        },
        Ecarte { reconnaitre: modele, motif: "modèle de tableur à remplir, sans donnée" },
        Ecarte {
            reconnaitre: missions_locales,
            motif: "liens des missions locales : aucun service ne les montre encore",
        },
        Ecarte {
            reconnaitre: voeux,
            motif: "vœux et capacités de l'affectation : aucun service ne les montre encore",
        },
        Ecarte {
            reconnaitre: opco,
            motif: "listes de certifications par OPCO : aucun service ne les montre encore",
        },
        Ecarte {
            reconnaitre: orientation,
            motif: "mots-clés et formations proches d'orientation : aucun service ne les montre encore",
        },
    ]
}

fn a_lire(apercu: &Apercu) -> bool {
    ["pdf", "md", "txt", "docx"].iter().any(|e| apercu.extension(e))
}

fn rome_redit(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&["code_ogr", "libelle", "code_rubrique"])
        || apercu.a_les_colonnes(&["code_rome", "libelle_grand_domaine"])
        || apercu.a_les_colonnes(&["code_grand_domaine", "numero_fiche_rome", "ogr_appellation"])
}

fn rome_editorial(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&["code_compo_bloc", "libelle_bloc"])
        || apercu.a_les_colonnes(&["code_rubrique", "position_rubrique"])
        || apercu.a_les_colonnes(&["code_type_referentiel", "libelle_type_referentiel"])
}

fn contours(apercu: &Apercu) -> bool {
    apercu.extension("geojson")
}

fn territoires(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&["codeAcademie", "codeRegion", "codeDepartement"])
}

fn modele(apercu: &Apercu) -> bool {
    apercu.extension("xlsx") && apercu.nom().starts_with("modele")
}

fn missions_locales(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&["nom", "siret", "rdv_url"])
}

fn voeux(apercu: &Apercu) -> bool {
    apercu.a_les_colonnes(&["Etablissement d'accueil", "MEF STAT 11"])
        || apercu.a_les_colonnes(&["UAI", "MEFSTAT11"])
}

fn opco(apercu: &Apercu) -> bool {
    let entete = apercu.entete().to_lowercase();
    apercu.nom().starts_with("opco-rncp")
        || entete.contains("code_rncp")
        || entete.contains("code rncp")
}

fn orientation(apercu: &Apercu) -> bool {
    let nom = apercu.nom();
    nom.starts_with("formationSimilaire") || nom.starts_with("keywords_formations")
}
