//! The template that a centre without software fills: one sheet to fill, with its lists, and one that explains.

use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

use crate::regles::dossier::{OBLIGATOIRES, RANGS, aides};

/// Lines that the lists of the template cover.
const LIGNES: u32 = 2_000;

/// Columns whose values are a list.
const LISTES: &[(&str, &[&str])] = &[
    ("sexe_apprenant", &["M", "F"]),
    ("statut_apprenant", &["0", "2", "3"]),
    ("rqth_apprenant", &["oui", "non"]),
    ("obtention_diplome_formation", &["oui", "non"]),
    ("formation_presentielle", &["oui", "non"]),
    ("annee_formation", &["0", "1", "2", "3", "4", "5"]),
    ("type_cfa", &["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]),
];

/// Every column with what is expected in it, the ones that must be filled first.
pub fn colonnes() -> Vec<(String, bool, &'static str)> {
    let mut colonnes: Vec<(String, bool, &'static str)> = Vec::new();
    for (nom, aide) in aides() {
        colonnes.push((nom.to_owned(), OBLIGATOIRES.contains(&nom), aide));
    }
    colonnes.sort_by_key(|(_, obligatoire, _)| !obligatoire);
    for rang in RANGS {
        for (nom, aide) in [
            ("contrat_date_debut", "Premier jour du contrat, JJ/MM/AAAA"),
            ("contrat_date_fin", "Dernier jour prévu, JJ/MM/AAAA"),
            ("contrat_date_rupture", "Jour de la rupture, JJ/MM/AAAA"),
            ("cause_rupture_contrat", "Pourquoi, en quelques mots"),
            ("siret_employeur", "14 chiffres"),
        ] {
            colonnes.push((format!("{nom}{rang}"), false, aide));
        }
    }
    colonnes
}

/// The workbook.
///
/// # Errors
/// When it cannot be written.
pub fn classeur() -> Result<Vec<u8>, XlsxError> {
    let mut classeur = Workbook::new();
    let gras = Format::new().set_bold();
    let texte = Format::new().set_num_format("@");
    let feuille = classeur.add_worksheet().set_name("Modèle")?;
    for (rang, (nom, obligatoire, _)) in (0u16..).zip(colonnes()) {
        let etoile = if obligatoire { "*" } else { "" };
        // Text keeps the zeros at the beginning of codes.
        feuille.set_column_format(rang, &texte)?;
        feuille.set_column_width(rang, 24)?;
        feuille.write_string_with_format(0, rang, format!("{nom}{etoile}"), &gras)?;
        if let Some((_, choix)) = LISTES.iter().find(|(colonne, _)| *colonne == nom) {
            let liste = DataValidation::new().allow_list_strings(choix)?;
            feuille.add_data_validation(1, rang, LIGNES, rang, &liste)?;
        }
    }
    feuille.set_freeze_panes(1, 0)?;
    let aide = classeur.add_worksheet().set_name("Aide")?;
    for (rang, titre) in (0u16..).zip(["Colonne", "Obligatoire", "Ce qui est attendu"]) {
        aide.write_string_with_format(0, rang, titre, &gras)?;
    }
    for (ligne, (nom, obligatoire, quoi)) in (1u32..).zip(colonnes()) {
        aide.write_string(ligne, 0, &nom)?;
        aide.write_string(ligne, 1, if obligatoire { "oui" } else { "" })?;
        aide.write_string(ligne, 2, quoi)?;
    }
    classeur.save_to_buffer()
}
