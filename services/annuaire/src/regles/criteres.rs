//! What is looked for among organisations, read from an address and written back to one.

use noyau::territoires::{Academie, Departement, Region};
use noyau::texte::plier;
use url::form_urlencoded::{Serializer, parse};

use crate::porte::Organisme;
use crate::regles::situation::{Anomalie, Situation};
use crate::regles::vocabulaire::{Etat, Nature};

/// Longest text read.
const TEXTE_MAX: usize = 200;

/// The closed choices of a search, in the order of the page: name in addresses, title.
pub const FACETTES: [(&str, &str); 6] = [
    ("situation", "UAI"),
    ("nature", "Nature"),
    ("qualiopi", "Qualiopi apprentissage"),
    ("etat", "État"),
    ("reseau", "Réseau"),
    ("anomalie", "À corriger"),
];

/// A search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteres {
    /// Words of the name, the town, a SIRET or a UAI.
    pub texte: String,
    /// A place, as typed.
    pub lieu: String,
    /// The choice made in each facet; empty for any.
    pub choix: [String; 6],
    /// Page, from 0.
    pub page: usize,
}

impl Criteres {
    /// Reads an address; what it does not understand is left aside.
    pub fn lire(adresse: &str) -> Self {
        let mut criteres = Criteres::default();
        for (nom, valeur) in parse(adresse.as_bytes()) {
            let valeur: String = valeur.trim().chars().take(TEXTE_MAX).collect();
            match nom.as_ref() {
                "q" => criteres.texte = valeur,
                "lieu" => criteres.lieu = valeur,
                "page" => criteres.page = valeur.parse().unwrap_or(0).min(100_000),
                autre => {
                    if let Some(rang) = FACETTES.iter().position(|(nom, _)| *nom == autre) {
                        criteres.choix[rang] = valeur;
                    }
                }
            }
        }
        criteres
    }

    /// Its parameters, empty for none.
    pub fn parametres(&self) -> String {
        let mut s = Serializer::new(String::new());
        let facettes = FACETTES.iter().zip(&self.choix).map(|((nom, _), v)| (*nom, v.as_str()));
        let textes = [("q", self.texte.as_str()), ("lieu", self.lieu.as_str())];
        for (nom, valeur) in textes.into_iter().chain(facettes).filter(|(_, v)| !v.is_empty()) {
            s.append_pair(nom, valeur);
        }
        if self.page > 0 {
            s.append_pair("page", &self.page.to_string());
        }
        s.finish()
    }

    /// The address of a page with this search.
    pub fn adresse(&self, chemin: &str) -> String {
        let parametres = self.parametres();
        if parametres.is_empty() { chemin.to_owned() } else { format!("{chemin}?{parametres}") }
    }
}

/// The values of an organisation in each facet.
pub fn valeurs(o: &Organisme) -> [Vec<String>; 6] {
    let qualiopi = o.qualiopi.as_ref().map(|q| if q.valeur { "oui" } else { "non" });
    let etat = if o.ouvert() { Etat::Actif } else { Etat::Ferme };
    [
        vec![Situation::de(o).code().to_owned()],
        vec![o.nature().code().to_owned()],
        vec![qualiopi.unwrap_or("inconnu").to_owned()],
        vec![etat.code().to_owned()],
        o.reseaux.clone(),
        Anomalie::de(o).into_iter().map(|a| a.code().to_owned()).collect(),
    ]
}

/// What people read for a value of a facet.
pub fn libelle(facette: usize, valeur: &str) -> String {
    let connu = match FACETTES.get(facette).map_or("", |f| f.0) {
        "situation" => Situation::TOUTES.iter().find(|s| s.code() == valeur).map(|s| s.libelle()),
        "nature" => valeur.parse::<Nature>().ok().map(Nature::libelle),
        "anomalie" => Anomalie::TOUTES.iter().find(|a| a.code() == valeur).map(|a| a.libelle()),
        "etat" => Some(if valeur == "actif" { "Ouvert" } else { "Fermé" }),
        "qualiopi" => Some(match valeur {
            "oui" => "Certifié",
            "non" => "Non certifié",
            _ => "Non renseigné",
        }),
        _ => None,
    };
    connu.map_or_else(|| valeur.to_uppercase(), str::to_owned)
}

/// A place understood without any table of communes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Territoire {
    /// Everywhere.
    France,
    /// A région.
    Region(&'static str),
    /// An académie.
    Academie(&'static str),
    /// A département.
    Departement(&'static str),
    /// A postal code.
    CodePostal(String),
    /// A town by its folded name, in a département when it is said.
    Ville(String, Option<&'static str>),
}

impl Territoire {
    /// Understands `Bretagne`, `Académie de Rennes`, `35`, `Ille-et-Vilaine (35)`, `35000`,
    /// `Rennes (35)`, `Rennes`.
    pub fn lire(texte: &str) -> Self {
        let texte = texte.trim();
        if texte.is_empty() || plier(texte) == "france" {
            return Territoire::France;
        }
        let plie = plier(texte);
        if plie.starts_with("academie ")
            && let Some(a) = Academie::toutes().iter().find(|a| plie.ends_with(&plier(a.nom)))
        {
            return Territoire::Academie(a.code);
        }
        let (nom, entre) = match texte.split_once('(') {
            Some((nom, reste)) => (nom.trim(), reste.trim_end_matches([')', ' '])),
            None => (texte, ""),
        };
        let code = Departement::par_code(&entre.to_uppercase()).map(|d| d.code);
        if let Some(d) = Departement::par_code(&nom.to_uppercase()) {
            return Territoire::Departement(d.code);
        }
        if nom.len() == 5 && nom.bytes().all(|o| o.is_ascii_digit()) {
            return Territoire::CodePostal(nom.to_owned());
        }
        let region = Region::par_nom(nom).filter(|_| code.is_none());
        let departement = Departement::par_nom(nom).filter(|d| code.is_none_or(|c| c == d.code));
        match (region, departement) {
            (Some(r), _) => Territoire::Region(r.code),
            (None, Some(d)) => Territoire::Departement(d.code),
            (None, None) => Territoire::Ville(plier(nom), code),
        }
    }

    /// Whether an organisation is there.
    pub fn contient(&self, o: &Organisme) -> bool {
        let Some(a) = o.adresse.as_ref().map(|f| &f.valeur) else {
            return *self == Territoire::France;
        };
        let est = |champ: &Option<String>, code: &str| champ.as_deref() == Some(code);
        match self {
            Territoire::France => true,
            Territoire::Region(code) => est(&a.region, code),
            Territoire::Academie(code) => est(&a.academie, code),
            Territoire::Departement(code) => est(&a.departement, code),
            Territoire::CodePostal(code) => est(&a.code_postal, code),
            Territoire::Ville(nom, departement) => {
                let ici = a.localite.as_ref().is_some_and(|l| plier(l).starts_with(nom.as_str()));
                ici && departement.is_none_or(|d| est(&a.departement, d))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_back() {
        let cas = ["", "q=cfa+rennes&lieu=35&nature=formateur&page=2", "anomalie=sans_lieu"];
        for adresse in cas {
            assert_eq!(Criteres::lire(adresse).parametres(), adresse);
        }
        assert_eq!(Criteres::lire("autre=1&page=x"), Criteres::default());
    }

    #[test]
    fn places_people_type() {
        let cas = [
            ("", Territoire::France),
            ("Bretagne", Territoire::Region("53")),
            ("35", Territoire::Departement("35")),
            ("2a", Territoire::Departement("2A")),
            ("Ille-et-Vilaine (35)", Territoire::Departement("35")),
            ("Académie de Rennes", Territoire::Academie("14")),
            ("35000", Territoire::CodePostal("35000".to_owned())),
            ("Rennes (35)", Territoire::Ville("rennes".to_owned(), Some("35"))),
        ];
        for (texte, attendu) in cas {
            assert_eq!(Territoire::lire(texte), attendu, "{texte}");
        }
    }
}
