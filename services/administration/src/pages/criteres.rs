//! What the address of a list asks for: search, filters, order, page.

use comptes::porte::administration::{Etat, Filtre, GENRES, Tri, territoire};
use noyau::dates::DateCivile;
use noyau::territoires::{Academie, Departement, Region};
use noyau::texte::{mots, plier};
use url::form_urlencoded;
use web::page::Lien;
use web::parametres::Parametres;
use web::{Ressort, Role};

use crate::vues::{Choix, Filtres, Selection};

/// The parameters that lists understand, in the order of addresses.
const NOMS: [&str; 8] = ["q", "etat", "role", "genre", "territoire", "opco", "fin", "tri"];

/// The criteria of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteres {
    valeurs: Vec<(&'static str, String)>,
    /// Page, from 0.
    pub page: u64,
}

impl Criteres {
    /// Reads an address; what it says that lists do not understand is left aside.
    pub fn lire(adresse: Option<&str>) -> Self {
        let lus = Parametres::lire(adresse);
        let valeur = |nom: &&'static str| {
            let texte = lus.texte(nom)?;
            let texte: String = texte.chars().filter(|c| !c.is_control()).take(100).collect();
            connue(nom, &texte).then_some((*nom, texte))
        };
        let page = lus.texte("page").and_then(|p| p.parse::<u64>().ok()).unwrap_or(0);
        Criteres { valeurs: NOMS.iter().filter_map(valeur).collect(), page: page.min(1_000_000) }
    }

    /// The value of a criterion; empty for none.
    pub fn valeur(&self, nom: &str) -> &str {
        self.valeurs.iter().find(|(n, _)| *n == nom).map_or("", |(_, v)| v)
    }

    /// The address of a page of this list.
    pub fn adresse(&self, chemin: &str, page: u64) -> String {
        let mut requete = form_urlencoded::Serializer::new(String::new());
        requete.extend_pairs(&self.valeurs);
        if page > 0 {
            requete.append_pair("page", &page.to_string());
        }
        let requete = requete.finish();
        if requete.is_empty() { chemin.to_owned() } else { format!("{chemin}?{requete}") }
    }

    fn sans(&self, nom: &str) -> Criteres {
        let valeurs = self.valeurs.iter().filter(|(n, _)| *n != nom).cloned().collect();
        Criteres { valeurs, page: 0 }
    }

    /// What the list keeps.
    pub fn filtre(&self) -> Filtre {
        let ou = territoire(self.valeur("territoire"));
        let texte = |nom| self.valeur(nom).to_owned();
        Filtre {
            mots: plier(self.valeur("q")).split_whitespace().map(str::to_owned).collect(),
            etat: texte("etat"),
            role: texte("role"),
            genre: texte("genre"),
            opco: texte("opco"),
            departements: ou.as_ref().map(|(_, d)| d.clone()).unwrap_or_default(),
            territoire: ou.map(|(r, _)| (r.genre().code().to_owned(), r.code().to_owned())),
            fin_avant: self.valeur("fin").parse::<DateCivile>().ok().map(|d| d.fin().ms()),
            tri: match self.valeur("tri") {
                "recentes" => Tri::Recentes,
                "vues" => Tri::Vues,
                "fin" => Tri::Fin,
                _ => Tri::Nom,
            },
            ..Filtre::default()
        }
    }

    /// The form of a list: which filters it has, among `selections`, and the OPCO known.
    pub fn formulaire(
        &self,
        action: &'static str,
        cherche: &'static str,
        selections: Vec<Selection>,
        avec_fin: bool,
    ) -> Filtres {
        let filtres = ["q", "etat", "role", "genre", "territoire", "opco", "fin"];
        let poses = self.valeurs.iter().filter(|(n, _)| filtres.contains(n));
        let pose = |(nom, valeur): &(&'static str, String)| {
            Lien::new(libelle(nom, valeur), self.sans(nom).adresse(action, 0))
        };
        Filtres {
            action,
            cherche,
            q: self.valeur("q").to_owned(),
            poses: poses.map(pose).collect(),
            selections,
            fin: avec_fin.then(|| self.valeur("fin").to_owned()),
        }
    }

    /// A filter whose first choice is everything.
    pub fn selection(
        &self,
        nom: &'static str,
        titre: &'static str,
        toutes: &str,
        options: Vec<(String, String)>,
    ) -> Selection {
        let pris = self.valeur(nom);
        let premiere = std::iter::once((String::new(), toutes.to_owned()));
        let choix = premiere.chain(options).map(|(valeur, libelle)| Choix {
            choisi: valeur == pris,
            valeur,
            libelle,
        });
        Selection { nom, titre, choix: choix.collect() }
    }

    /// The filter on states, among those given.
    pub fn etats(&self, etats: &[Etat]) -> Selection {
        let options = etats.iter().map(|e| (e.code().to_owned(), e.libelle().to_owned()));
        self.selection("etat", "État", "Tous", options.collect())
    }

    /// The filter on roles.
    pub fn roles(&self) -> Selection {
        let options = Role::TOUS.iter().map(|r| (r.code().to_owned(), r.libelle().to_owned()));
        self.selection("role", "Rôle", "Tous", options.collect())
    }

    /// The filter on territories.
    pub fn territoires(&self) -> Selection {
        let option = |r: Ressort| (format!("{}:{}", r.genre().code(), r.code()), r.libelle());
        let mut options = vec![option(Ressort::France)];
        options.extend(Region::toutes().iter().map(|r| option(Ressort::Region(r.code.to_owned()))));
        options.extend(
            Academie::toutes().iter().map(|a| option(Ressort::Academie(a.code.to_owned()))),
        );
        options.extend(
            Departement::tous().iter().map(|d| option(Ressort::Departement(d.code.to_owned()))),
        );
        self.selection("territoire", "Territoire", "Tous", options)
    }

    /// The filter on OPCO.
    pub fn opcos(&self, connus: Vec<String>) -> Selection {
        let options = connus.into_iter().map(|o| (o.clone(), o)).collect();
        self.selection("opco", "OPCO", "Tous", options)
    }
}

/// Whether this value means something: an unknown state would silently empty the list.
fn connue(nom: &str, valeur: &str) -> bool {
    match nom {
        "q" => !mots(valeur).is_empty(),
        "etat" => Etat::lire(valeur).is_some(),
        "role" => Role::lire(valeur).is_some(),
        "genre" => GENRES.iter().any(|(code, _)| *code == valeur),
        "territoire" => territoire(valeur).is_some(),
        "fin" => valeur.parse::<DateCivile>().is_ok(),
        "tri" => ["recentes", "vues", "fin", "nom"].contains(&valeur),
        _ => true,
    }
}

/// What people read of a filter in force.
fn libelle(nom: &str, valeur: &str) -> String {
    match nom {
        "etat" => Etat::lire(valeur).map_or("", Etat::libelle).to_owned(),
        "role" => Role::lire(valeur).map_or("", Role::libelle).to_owned(),
        "genre" => GENRES.iter().find(|(c, _)| *c == valeur).map_or("", |(_, l)| l).to_owned(),
        "territoire" => territoire(valeur).map(|(r, _)| r.libelle()).unwrap_or_default(),
        "fin" => match valeur.parse::<DateCivile>() {
            Ok(jour) => format!("Jusqu’au {}", jour.long()),
            Err(_) => String::new(),
        },
        _ => valeur.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_the_list() {
        let adresse = "q=H%C3%A9l%C3%A8ne+le&etat=active&role=cfa&territoire=region%3A53&fin=2026-12-31&tri=fin&page=2";
        let lus = Criteres::lire(Some(adresse));
        assert_eq!(lus.adresse("", 2), format!("?{adresse}"));
        let filtre = lus.filtre();
        assert_eq!(filtre.mots, ["helene", "le"]);
        assert_eq!(filtre.territoire, Some(("region".to_owned(), "53".to_owned())));
        assert_eq!((filtre.departements.len(), filtre.tri), (4, Tri::Fin));
        let poses = lus.formulaire("/x", "Nom", vec![], true).poses;
        let dits: Vec<_> = poses.iter().map(|p| p.libelle.as_str()).collect();
        assert_eq!(dits, ["Hélène le", "Active", "CFA", "Bretagne", "Jusqu’au 31 décembre 2026"]);
        assert!(!poses[1].adresse.contains("etat=") && poses[1].adresse.contains("role=cfa"));
    }

    #[test]
    fn what_means_nothing_is_left_aside() {
        for adresse in ["etat=morte", "role=roi", "territoire=lune:1", "fin=demain", "q=%25", "x=1"]
        {
            assert_eq!(Criteres::lire(Some(adresse)), Criteres::default(), "{adresse}");
        }
    }
}
