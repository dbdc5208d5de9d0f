//! The tantivy schema of a plan.

use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, STRING, Schema, TextFieldIndexing,
    TextOptions,
};

use crate::plan::Plan;

/// Tokenizer that only splits on spaces: texts reach tantivy already analysed.
pub(crate) const BLANCS: &str = "blancs";

/// Name of the column that orders every segment by place.
pub(crate) const CLE: &str = "cle";

/// Name of the column of points.
pub(crate) const POINT: &str = "point";

/// Name of the column of title hashes and lengths.
pub(crate) const TITRE: &str = "titre";

/// Name of the column of profiles.
pub(crate) const PROFIL: &str = "profil";

/// Fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Champs {
    pub schema: Schema,
    pub id: Field,
    pub genre: Field,
    pub charge: Field,
    /// Keys of title and labels, and the keywords that open their document; the frequency
    /// says which (see `origine`).
    pub mots: Field,
    /// Keys of the keywords that open nothing: looked up for the best documents only.
    pub indices: Field,
    /// Neighbouring keys of title and labels, same trick.
    pub couples: Field,
    /// Folded words of the name.
    pub nom: Field,
    /// Keys of the body.
    pub corps: Field,
    pub cle: Field,
    pub point: Field,
    pub titre: Field,
    pub profil: Field,
    /// Columns of the large facets.
    pub grandes: Vec<Field>,
    pub nombres: Vec<Field>,
}

/// Where a key comes from. The sum of the origins of a key in a document is written as its
/// term frequency, so one posting list answers for three texts.
pub(crate) mod origine {
    pub const MOT_CLE: u32 = 1;
    pub const LIBELLE: u32 = 2;
    pub const TITRE: u32 = 4;
    /// Number of possible sums.
    pub const SOMMES: usize = 8;
}

/// Name of the column of a large facet.
pub(crate) fn colonne_facette(nom: &str) -> String {
    format!("facette_{nom}")
}

/// Name of the column of a key.
pub(crate) fn colonne_cle(nom: &str) -> String {
    format!("cle_{nom}")
}

impl Champs {
    pub fn new(plan: &Plan) -> Self {
        let mut s = Schema::builder();
        let colonne = TextOptions::default().set_fast("raw");
        let nombre = NumericOptions::default().set_fast();
        let grandes = plan
            .grandes()
            .map(|f| s.add_text_field(&colonne_facette(&f.nom), colonne.clone()))
            .collect();
        let nombres = plan
            .cles
            .iter()
            .map(|nom| s.add_i64_field(&colonne_cle(nom), nombre.clone()))
            .collect();
        Self {
            id: s.add_text_field("id", STRING | STORED),
            genre: s.add_text_field("genre", STRING),
            charge: s.add_bytes_field("charge", STORED),
            mots: s.add_text_field("mots", texte(IndexRecordOption::WithFreqs)),
            couples: s.add_text_field("couples", texte(IndexRecordOption::WithFreqs)),
            indices: s.add_text_field("indices", texte(IndexRecordOption::Basic)),
            nom: s.add_text_field("nom", texte(IndexRecordOption::Basic)),
            corps: s.add_text_field("corps", texte(IndexRecordOption::Basic)),
            cle: s.add_u64_field(CLE, nombre.clone()),
            point: s.add_u64_field(POINT, nombre.clone()),
            titre: s.add_u64_field(TITRE, nombre),
            profil: s.add_text_field(PROFIL, colonne),
            grandes,
            nombres,
            schema: s.build(),
        }
    }
}

fn texte(option: IndexRecordOption) -> TextOptions {
    let indexation = TextFieldIndexing::default()
        .set_tokenizer(BLANCS)
        .set_index_option(option)
        .set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexation)
}
