//! What each example must give.

/// An example and what it must give.
pub struct Attendu {
    /// Below `exemples/`, or a package made of a folder of it.
    pub fichier: &'static str,
    pub jeu: &'static str,
    pub lus: i64,
    pub stockes: i64,
    /// Line, column, value, rule.
    pub rejets: &'static [(i64, &'static str, &'static str, &'static str)],
    /// Queries and the texts they must give.
    pub contenus: &'static [(&'static str, &'static [&'static str])],
}

/// An example without a bad line.
const SANS_REJET: Attendu =
    Attendu { fichier: "", jeu: "", lus: 0, stockes: 0, rejets: &[], contenus: &[] };

pub const FORMATS: [Attendu; 36] = [
    Attendu {
        fichier: "communes/communes.json",
        jeu: "communes/communes",
        lus: 7,
        stockes: 8,
        rejets: &[
            (4, "code", "29X01", "codecommune.forme"),
            (5, "centre", "-4.2,148", "point.latitude.ignore"),
            (5, "codesPostaux", "2999", "codepostal.forme.ignore"),
            (6, "code", "29901", "doublon"),
            (7, "", "", "forme"),
        ],
        contenus: &[
            (
                "SELECT code || ' ' || nom FROM communes ORDER BY code",
                &["29901 Villefictive-sur-Mer", "29902 Postal Faux", "2A901 Bourg-Inventé", "98490 Île Sans Habitant"],
            ),
            (
                "SELECT commune || ' ' || code_postal FROM communes_codes_postaux ORDER BY 1",
                &["29901 29990", "29901 29991", "29902 29993", "2A901 20990"],
            ),
        ],
    },
    Attendu {
        fichier: "communes/zones-emploi.json",
        jeu: "communes/zones-emploi",
        lus: 4,
        stockes: 2,
        rejets: &[
            (3, "code_commune", "2C901", "codecommune.forme"),
            (4, "code_zone_emploi", "", "requis"),
        ],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/codes.csv",
        jeu: "rome/codes",
        lus: 3,
        stockes: 2,
        rejets: &[(4, "code_rome", "D99", "rome.forme")],
        contenus: &[(
            "SELECT libelle FROM rome_metiers WHERE cadre = 1 AND reglemente = 1 AND parent = 'D9901'",
            &["Dresseur / Dresseuse de comètes"],
        )],
    },
    Attendu {
        fichier: "rome/grands-domaines.csv",
        jeu: "rome/grands-domaines",
        lus: 2,
        stockes: 1,
        rejets: &[(3, "libelle_grand_domaine", "", "requis")],
        contenus: &[],
    },
    Attendu { fichier: "rome/domaines.csv", jeu: "rome/domaines", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu {
        fichier: "rome/sous-domaines.csv",
        jeu: "rome/sous-domaines",
        lus: 4,
        stockes: 1,
        rejets: &[(5, "code", "9902D", "rome.forme")],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/appellations.csv",
        jeu: "rome/appellations",
        lus: 4,
        stockes: 2,
        rejets: &[(4, "code_ogr", "abc", "entier.forme"), (5, "ogr", "990101", "doublon")],
        contenus: &[(
            "SELECT libelle_court FROM rome_appellations ORDER BY ogr",
            &["Souffleur / Souffleuse d'altitude", "Brumiste"],
        )],
    },
    Attendu {
        fichier: "rome/mobilites.csv",
        jeu: "rome/mobilites",
        lus: 3,
        stockes: 2,
        rejets: &[(4, "code_rome_cible", "??", "rome.forme")],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/textes.csv",
        jeu: "rome/textes",
        lus: 3,
        stockes: 2,
        rejets: &[(5, "libelle_type_texte", "poeme", "rome.genre_texte")],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/competences.csv",
        jeu: "rome/competences",
        lus: 3,
        stockes: 2,
        rejets: &[(4, "libelle_competence", "", "requis")],
        contenus: &[(
            "SELECT libelle FROM rome_competences WHERE macro_competence = 990201",
            &["Arrondir un cumulus"],
        )],
    },
    Attendu { fichier: "rome/savoirs.csv", jeu: "rome/savoirs", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu { fichier: "rome/contextes.csv", jeu: "rome/contextes", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu {
        fichier: "rome/coherences.csv",
        jeu: "rome/coherences",
        lus: 3,
        stockes: 2,
        rejets: &[(4, "code_ogr", "-5", "entier.forme")],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/liens.csv",
        jeu: "rome/liens",
        lus: 3,
        stockes: 2,
        rejets: &[(4, "code_compo_bloc", "", "entier.forme")],
        contenus: &[],
    },
    Attendu {
        fichier: "rome/competences-riasec.csv",
        jeu: "rome/competences-riasec",
        lus: 2,
        stockes: 1,
        ..SANS_REJET
    },
    Attendu {
        fichier: "rome/interets.csv",
        jeu: "rome/interets",
        lus: 1,
        stockes: 1,
        contenus: &[(
            "SELECT definition FROM rome_interets",
            &["Le ciel : une multitude de métiers.\n\nÀ essayer par temps clair."],
        )],
        ..SANS_REJET
    },
    Attendu {
        fichier: "rome/metiers-interets.csv",
        jeu: "rome/metiers-interets",
        lus: 2,
        stockes: 1,
        rejets: &[(3, "code_rome", "", "rome.vide")],
        contenus: &[],
    },
    Attendu { fichier: "rome/riasec.csv", jeu: "rome/riasec", lus: 2, stockes: 2, ..SANS_REJET },
    Attendu { fichier: "rome/secteurs.csv", jeu: "rome/secteurs", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu { fichier: "rome/sous-secteurs.csv", jeu: "rome/sous-secteurs", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu {
        fichier: "rome/metiers-secteurs.csv",
        jeu: "rome/metiers-secteurs",
        lus: 2,
        stockes: 2,
        ..SANS_REJET
    },
    Attendu { fichier: "rome/divisions-naf.csv", jeu: "rome/divisions-naf", lus: 2, stockes: 2, ..SANS_REJET },
    Attendu {
        fichier: "rome/metiers-naf.csv",
        jeu: "rome/metiers-naf",
        lus: 2,
        stockes: 2,
        contenus: &[(
            "SELECT division || rome FROM rome_metiers_naf ORDER BY 1",
            &["01D9901", "01D9902"],
        )],
        ..SANS_REJET
    },
    Attendu { fichier: "rome/themes.csv", jeu: "rome/themes", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu { fichier: "rome/metiers-themes.csv", jeu: "rome/metiers-themes", lus: 1, stockes: 1, ..SANS_REJET },
    Attendu {
        fichier: "bcn/n_formation_diplome.csv",
        jeu: "bcn/formations",
        lus: 6,
        stockes: 6,
        rejets: &[
            (3, "ANCIEN_DIPLOME_2", "5009910", "cfd.longueur.ignore"),
            (4, "DATE_FERMETURE", "32/13/2020", "date.inexistante.ignore"),
            (5, "FORMATION_DIPLOME", "5009910", "cfd.longueur"),
            (6, "LIBELLE_LONG_200", "", "requis"),
            (7, "NIVEAU_QUALIFICATION_RNCP", "12", "niveau.forme.ignore"),
        ],
        contenus: &[
            (
                "SELECT libelle_stat FROM bcn_formations WHERE nomenclature = 'N' ORDER BY cfd",
                &["MÉTÉORES", "SOUFFLEUR DE NUÉES", "SOUFFLEUR DE NUAGES", "NIVEAU FAUX"],
            ),
            (
                "SELECT ancien || ' ' || nouveau || ' ' || temoin FROM bcn_filiations ORDER BY 1",
                &["50099101 50099102 ancien", "50099101 50099102 nouveau"],
            ),
        ],
    },
    Attendu {
        fichier: "bcn/n_formation_diplome_enquete_51.csv",
        jeu: "bcn/formations-enquete-51",
        lus: 2,
        stockes: 2,
        contenus: &[(
            "SELECT libelle_stat FROM bcn_formations WHERE nomenclature = 'E51' ORDER BY cfd DESC",
            &["DÉJÀ DANS L'AUTRE TABLE", "CHEF DE NUAGES"],
        )],
        ..SANS_REJET
    },
    Attendu {
        fichier: "bcn/v_formation_diplome.csv",
        jeu: "bcn/formations-v",
        lus: 1,
        stockes: 1,
        ..SANS_REJET
    },
    Attendu {
        fichier: "bcn/n_mef.csv",
        jeu: "bcn/mefs",
        lus: 4,
        stockes: 2,
        rejets: &[
            (3, "MEF_STAT_11", "2332009910", "mefstat11.forme.ignore"),
            (4, "FORMATION_DIPLOME", "50099102", "mef.specialite"),
            (5, "MEF", "241991022", "mef10.forme"),
        ],
        contenus: &[("SELECT libelle_long FROM bcn_mefs WHERE annee = 1", &["1CAP2 SOUFFLEUR DE NUÉES"])],
    },
    Attendu {
        fichier: "bcn/n_niveau_formation_diplome.csv",
        jeu: "bcn/niveaux",
        lus: 2,
        stockes: 1,
        rejets: &[(3, "NIVEAU_FORMATION_DIPLOME", "", "requis")],
        contenus: &[("SELECT libelle FROM bcn_niveaux", &["CERTIFICAT D'APTITUDE AÉRIENNE"])],
    },
    Attendu {
        fichier: "rncp.zip",
        jeu: "rncp/fiches",
        lus: 28,
        stockes: 22,
        rejets: &[
            (3, "Siret_Certificateur", "12345678900000", "siret.cle.ignore"),
            (5, "Codes_Rome_Code", "D99", "rome.forme"),
            (4, "Numero_Fiche", "RS9001", "rncp.repertoire_specifique"),
            (5, "Actif", "PEUT-ÊTRE", "rncp.actif"),
            (6, "Date_Fin_Enregistrement", "le 31 août", "date.forme.ignore"),
            (8, "Si_Jury", "Par tirage au sort", "rncp.voie"),
        ],
        contenus: &[
            (
                "SELECT rncp || ' ' || COALESCE(fin_enregistrement, '') FROM rncp_fiches ORDER BY 1",
                &["RNCP99001 2029-08-31", "RNCP99002 2026-06-13", "RNCP99004 "],
            ),
            (
                "SELECT siret FROM rncp_certificateurs WHERE siret IS NOT NULL",
                &["11004301500012"],
            ),
            (
                "SELECT nom FROM rncp_partenaires WHERE rncp = 'RNCP99002' ORDER BY rang",
                &["ÉCOLE DES BRUMES", "ÉCOLE DES BROUILLARDS"],
            ),
            (
                "SELECT voie FROM rncp_voies WHERE rncp = 'RNCP99001' ORDER BY voie",
                &[
                    "apprentissage",
                    "candidature_individuelle",
                    "contrat_professionnalisation",
                    "formation_continue",
                    "statut_eleve",
                ],
            ),
            (
                "SELECT ancien || ' ' || nouveau FROM rncp_filiations ORDER BY 1",
                &["RNCP9900 RNCP99001", "RNCP99001 RNCP99002"],
            ),
            ("SELECT idcc FROM rncp_conventions ORDER BY idcc", &["0099", "9998"]),
            ("SELECT libelle FROM rncp_nsf", &["Commerce de nuages"]),
        ],
    },
    Attendu {
        fichier: "kit.xlsx",
        jeu: "kit/correspondances",
        lus: 6,
        stockes: 3,
        rejets: &[
            (5, "FicheRNCP", "NR", "kit.sans_fiche"),
            (6, "FicheRNCP", "SQWQ", "kit.sans_fiche"),
            (7, "Code Diplôme", "X0099106", "cfd.forme"),
            (8, "Date d'échéance de la fiche RNCP", "31/02/2029", "date.inexistante.ignore"),
        ],
        contenus: &[(
            "SELECT cfd || ' ' || rncp || ' ' || CAST(apprentissage AS TEXT) FROM kit_correspondances ORDER BY 1",
            &["01029901 RNCP99002 0", "50099102 RNCP99001 1", "50099107 RNCP9907 1"],
        )],
    },
    Attendu {
        fichier: "certifinfo/certif_info.csv",
        jeu: "certifinfo/certifications",
        lus: 4,
        stockes: 6,
        rejets: &[
            (4, "Code_Rome_1", "D99", "rome.forme.ignore"),
            (5, "Libelle_Diplome", "", "requis"),
        ],
        contenus: &[("SELECT ideo FROM certifinfo_onisep ORDER BY 1", &["FOR.9001", "FOR.9002"])],
    },
    Attendu {
        fichier: "idcc/idcc_opco.csv",
        jeu: "idcc/opco",
        lus: 4,
        stockes: 2,
        rejets: &[(4, "IDCC", "na", "idcc.forme"), (5, "idcc", "0099", "doublon")],
        contenus: &[],
    },
    Attendu {
        fichier: "npec-2019.xlsx",
        jeu: "npec/montants",
        lus: 6,
        stockes: 5,
        rejets: &[
            (5, "Valeur finale", "beaucoup", "npec.montant"),
            (6, "Libellé CPNE", "", "requis"),
        ],
        // The lines win over the matrix, which adds the pair they lack.
        contenus: &[(
            "SELECT certification || ' ' || libelle || ' ' || CAST(centimes AS TEXT) || ' ' || COALESCE(statut, '-')
             FROM npec_montants m JOIN npec_branches b ON b.version = m.version AND b.branche = m.branche
             ORDER BY 1",
            &[
                "01029901 CPNE des gens de brume 768200 CPNE",
                "50099102 CPNE des artisans du ciel 607933 D",
                "50099102 CPNE des gens de brume 500000 -",
            ],
        )],
    },
    Attendu {
        fichier: "npec-2022.xlsx",
        jeu: "npec/montants",
        lus: 7,
        stockes: 7,
        rejets: &[(6, "Code CPNE", "", "requis"), (5, "IDCC", "aucun", "idcc.forme")],
        contenus: &[
            (
                "SELECT certification || ' ' || cpne || ' ' || applicable_au || ' ' || CAST(centimes AS TEXT)
                 FROM npec_montants m JOIN npec_branches b ON b.version = m.version AND b.branche = m.branche
                 WHERE cpne IS NOT NULL ORDER BY 1",
                &[
                    "RNCP99001 901 2023-09-01 850000",
                    "RNCP99001 902 2022-09-01 700050",
                    "RNCP99002 902 2022-09-01 700050",
                ],
            ),
            ("SELECT cpne || ' ' || idcc FROM npec_conventions ORDER BY 1", &["901 0099", "902 9998"]),
        ],
    },
];
