//! The controls of a training in base: what each one looks at, why it fails, who corrects it.
//!
//! Rules of the conversion of 2022 and of the publication threshold of the catalogue (31 August, see
//! `referentiels::porte::limite_de_publication`).

mod jugeable;

pub use jugeable::empechement;

use noyau::dates::DateCivile;
use noyau::geo::{Point, distance_km};
use noyau::identifiants::{Cfd, Mef10, Uai};
use noyau::texte;

use super::formation::{Formation, Precision};

/// How serious a failed control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravite {
    /// The training cannot be offered on the national platforms as it is.
    Bloquant,
    /// Something is likely to be wrong.
    AVerifier,
    /// Something is missing that people look for.
    ACompleter,
}

impl Gravite {
    /// What pages say.
    pub fn libelle(self) -> &'static str {
        match self {
            Gravite::Bloquant => "Bloquant",
            Gravite::AVerifier => "À vérifier",
            Gravite::ACompleter => "À compléter",
        }
    }
}

/// A control.
#[derive(Debug, PartialEq, Eq)]
pub struct Controle {
    /// Stable code.
    pub code: &'static str,
    /// What must hold, as a sentence.
    pub titre: &'static str,
    /// How serious a failure is.
    pub gravite: Gravite,
    /// How to correct, and who does.
    pub corriger: &'static str,
}

/// Who collects the offer of training.
const CARIF: &str = "Le CFA corrige auprès du Carif-Oref de sa région, qui transmet à RCO.";

const fn controle(
    code: &'static str,
    gravite: Gravite,
    titre: &'static str,
    corriger: &'static str,
) -> Controle {
    Controle { code, titre, gravite, corriger }
}

/// Every control, in the order of the sheet. The rank of a control is its place here.
pub static CONTROLES: [Controle; 15] = [
    controle(
        "cle.absente",
        Gravite::Bloquant,
        "La fiche a une clé ministère éducatif",
        "Le Carif-Oref attribue la clé quand la fiche est complète.",
    ),
    controle(
        "cle.siret",
        Gravite::AVerifier,
        "Les SIRET de la clé sont ceux du gestionnaire et du formateur",
        CARIF,
    ),
    controle(
        "cfd.inconnu",
        Gravite::Bloquant,
        "Le code formation diplôme existe à la Base centrale des nomenclatures",
        CARIF,
    ),
    controle(
        "cfd.perime",
        Gravite::Bloquant,
        "Le diplôme reste ouvert après le 31 août qui précède la rentrée",
        "Le CFA déclare le diplôme qui le remplace auprès du Carif-Oref de sa région.",
    ),
    controle(
        "rncp.inconnu",
        Gravite::AVerifier,
        "La fiche RNCP existe au répertoire national",
        CARIF,
    ),
    controle(
        "rncp.perime",
        Gravite::Bloquant,
        "La fiche RNCP reste enregistrée après le 31 août qui précède la rentrée",
        "Le certificateur demande le renouvellement à France compétences ; le CFA déclare la fiche qui la remplace.",
    ),
    controle(
        "rncp.apprentissage",
        Gravite::Bloquant,
        "La certification peut être préparée en apprentissage",
        "Le certificateur fait ouvrir la voie de l’apprentissage par France compétences.",
    ),
    controle(
        "rncp.couple",
        Gravite::AVerifier,
        "Le diplôme et la fiche RNCP désignent la même certification",
        CARIF,
    ),
    controle(
        "duree.incoherente",
        Gravite::AVerifier,
        "La durée déclarée est l’une de celles du diplôme (MEF)",
        CARIF,
    ),
    controle(
        "annee.incoherente",
        Gravite::AVerifier,
        "L’année d’entrée déclarée est l’une de celles du diplôme (MEF)",
        CARIF,
    ),
    controle("lieu.position", Gravite::ACompleter, "Le lieu de formation a une position", CARIF),
    controle(
        "lieu.eloigne",
        Gravite::AVerifier,
        "La position du lieu est dans sa commune ou près d’elle",
        "Le CFA vérifie l’adresse et les coordonnées (latitude puis longitude) auprès du Carif-Oref.",
    ),
    controle(
        "lieu.uai",
        Gravite::ACompleter,
        "Le lieu de formation a un code UAI",
        "L’académie immatricule le lieu ; le CFA déclare ensuite le code au Carif-Oref.",
    ),
    controle(
        "organisme.qualiopi",
        Gravite::Bloquant,
        "L’organisme gestionnaire est certifié Qualiopi pour l’apprentissage",
        "L’organisme transmet son certificat à la DREETS, qui tient la liste publique des organismes de formation.",
    ),
    controle(
        "session.aucune",
        Gravite::Bloquant,
        "Une rentrée à venir est déclarée",
        "Le CFA déclare ses prochaines dates de rentrée au Carif-Oref de sa région.",
    ),
];

/// What the official lists say of a training, for the controls. What no list says is not controlled.
#[derive(Clone, Debug, Default)]
pub struct Connu {
    /// Today.
    pub aujourd_hui: Option<DateCivile>,
    /// 31 August that the certification must outlive.
    pub seuil: Option<DateCivile>,
    /// Whether a list of diplomas is loaded.
    pub diplomes: bool,
    /// The diploma: its last day, when the list knows it.
    pub diplome: Option<Option<DateCivile>>,
    /// Diplomas that took its place.
    pub successeurs: Vec<Cfd>,
    /// Whether a register of certifications is loaded.
    pub fiches: bool,
    /// The sheet of the register.
    pub fiche: Option<FicheConnue>,
    /// Whether the couple of diploma and sheet is known; none when the diploma has no sheet.
    pub couple: Option<bool>,
    /// Ways of preparing the diploma.
    pub mefs: Vec<Mef10>,
    /// Middle of the commune of the place.
    pub centre: Option<Point>,
    /// Qualiopi of the organisation that answers for it.
    pub qualiopi: Option<bool>,
}

/// What the register says of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct FicheConnue {
    /// Last day of the registration.
    pub fin: Option<DateCivile>,
    /// Still active.
    pub active: bool,
    /// Registered by right: the diploma's own dates decide.
    pub de_droit: bool,
    /// Can be prepared in apprenticeship.
    pub apprentissage: bool,
}

/// A control that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constat {
    /// Rank of the control in [`CONTROLES`].
    pub rang: usize,
    /// Why, with the values.
    pub raison: String,
}

impl Constat {
    /// The control.
    pub fn controle(&self) -> &'static Controle {
        &CONTROLES[self.rang]
    }
}

/// Rank of a control.
pub fn rang(code: &str) -> Option<usize> {
    CONTROLES.iter().position(|c| c.code == code)
}

/// A place farther than this from the middle of its commune is likely to be misplaced.
const LOIN_KM: f64 = 30.0;

/// The controls that a training fails, in their order.
pub fn examiner(f: &Formation, connu: &Connu) -> Vec<Constat> {
    let raisons: [(&str, Option<String>); 15] = [
        (
            "cle.absente",
            f.cle_me.is_none().then(|| format!("La fiche n’a que ses numéros RCO ({}).", f.id)),
        ),
        ("cle.siret", cle_siret(f)),
        ("cfd.inconnu", cfd_inconnu(f, connu)),
        ("cfd.perime", cfd_perime(f, connu)),
        ("rncp.inconnu", rncp_inconnu(f, connu)),
        ("rncp.perime", rncp_perime(connu)),
        ("rncp.apprentissage", rncp_apprentissage(connu)),
        ("rncp.couple", couple(f, connu)),
        ("duree.incoherente", duree(f, connu)),
        ("annee.incoherente", annee(f, connu)),
        ("lieu.position", position(f)),
        ("lieu.eloigne", eloigne(f, connu)),
        ("lieu.uai", uai_absent(f)),
        ("organisme.qualiopi", qualiopi(f, connu)),
        ("session.aucune", session(f, connu)),
    ];
    let constats = raisons.into_iter().enumerate();
    constats.filter_map(|(rang, (_, raison))| Some(Constat { rang, raison: raison? })).collect()
}

fn cle_siret(f: &Formation) -> Option<String> {
    let cle = f.cle_me?;
    let (gestionnaire, formateur) = (cle.siret_gestionnaire().ok()?, cle.siret_formateur().ok()?);
    let accord = gestionnaire == f.gestionnaire.siret && formateur == f.formateur.siret;
    (!accord).then(|| {
        format!(
            "La clé porte {gestionnaire} et {formateur}, la fiche {} et {}.",
            f.gestionnaire.siret, f.formateur.siret
        )
    })
}

fn cfd_inconnu(f: &Formation, connu: &Connu) -> Option<String> {
    (connu.diplomes && connu.diplome.is_none())
        .then(|| format!("Le code {} n’est pas dans la nomenclature chargée.", f.cfd))
}

/// The dates of the diploma decide, unless it is registered on request (then those of the sheet do).
fn cfd_perime(f: &Formation, connu: &Connu) -> Option<String> {
    let (fermeture, seuil) = (connu.diplome??, connu.seuil?);
    let sur_demande = connu.fiche.is_some_and(|fiche| !fiche.de_droit);
    if sur_demande || fermeture > seuil {
        return None;
    }
    let suite = match connu.successeurs.as_slice() {
        [] => "Aucun diplôme ouvert ne le remplace.".to_owned(),
        codes => format!("Remplacé par {}.", textes(codes)),
    };
    Some(format!(
        "Le diplôme {} ferme le {}, pas après le {}. {suite}",
        f.cfd,
        fermeture.court(),
        seuil.court()
    ))
}

fn rncp_inconnu(f: &Formation, connu: &Connu) -> Option<String> {
    let rncp = f.rncp?;
    (connu.fiches && connu.fiche.is_none())
        .then(|| format!("La fiche {rncp} n’est pas dans le répertoire chargé."))
}

fn rncp_perime(connu: &Connu) -> Option<String> {
    let (fiche, seuil) = (connu.fiche?, connu.seuil?);
    if fiche.de_droit {
        return None;
    }
    match fiche.fin {
        Some(fin) if fin <= seuil => Some(format!(
            "L’enregistrement prend fin le {}, pas après le {}.",
            fin.court(),
            seuil.court()
        )),
        None if !fiche.active => {
            Some("France compétences tient la fiche pour inactive.".to_owned())
        }
        _ => None,
    }
}

fn rncp_apprentissage(connu: &Connu) -> Option<String> {
    let fiche = connu.fiche?;
    (!fiche.apprentissage)
        .then(|| "La fiche est enregistrée sur demande et n’ouvre pas cette voie.".to_owned())
}

fn couple(f: &Formation, connu: &Connu) -> Option<String> {
    let rncp = f.rncp?;
    (connu.couple == Some(false)).then(|| {
        format!("Le kit apprentissage de France compétences ne relie pas {} à {rncp}.", f.cfd)
    })
}

fn duree(f: &Formation, connu: &Connu) -> Option<String> {
    let duree = f.duree?;
    let possibles = distincts(connu.mefs.iter().map(Mef10::duree));
    let accord = possibles.is_empty() || possibles.iter().any(|d| i64::from(*d) == duree);
    (!accord).then(|| {
        format!(
            "La fiche dit {}, les MEF du diplôme {}.",
            texte::pluriel(duree, "an"),
            textes(&possibles)
        )
    })
}

fn annee(f: &Formation, connu: &Connu) -> Option<String> {
    let annee: u8 = f.annee.as_deref()?.parse().ok()?;
    let possibles = distincts(connu.mefs.iter().map(Mef10::annee));
    let accord = possibles.is_empty() || possibles.contains(&annee);
    (!accord).then(|| format!("La fiche dit {annee}, les MEF du diplôme {}.", textes(&possibles)))
}

fn distincts(valeurs: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut valeurs: Vec<u8> = valeurs.collect();
    valeurs.sort_unstable();
    valeurs.dedup();
    valeurs
}

fn textes<T: ToString>(valeurs: &[T]) -> String {
    valeurs.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn position(f: &Formation) -> Option<String> {
    let raison = match f.lieu.precision {
        Precision::Adresse => return None,
        Precision::Commune => "Sans coordonnées : le centre de la commune en tient lieu.",
        Precision::Aucune => "Ni coordonnées, ni commune connue.",
    };
    Some(raison.to_owned())
}

/// The trap of coordinates: publishers write `lat,lon` for a place, `lon,lat` for an organisation.
fn eloigne(f: &Formation, connu: &Connu) -> Option<String> {
    let (point, centre) = (f.lieu.point?, connu.centre?);
    let km = distance_km(point, centre);
    if km <= LOIN_KM || f.lieu.precision != Precision::Adresse {
        return None;
    }
    let inverse = Point::new(point.lon(), point.lat()).ok();
    if inverse.is_some_and(|p| distance_km(p, centre) <= LOIN_KM) {
        return Some("La latitude et la longitude semblent inversées.".to_owned());
    }
    Some(format!("La position est à {} du centre de la commune.", texte::distance(km)))
}

fn uai_absent(f: &Formation) -> Option<String> {
    let choix = uai_du_lieu(f);
    choix.uai.is_none().then(|| choix.raison.to_owned())
}

fn qualiopi(f: &Formation, connu: &Connu) -> Option<String> {
    (connu.qualiopi == Some(false)).then(|| {
        format!("La liste publique ne donne pas cette certification à {}.", f.gestionnaire.siret)
    })
}

fn session(f: &Formation, connu: &Connu) -> Option<String> {
    let jour = connu.aujourd_hui?;
    if f.prochaine_session(jour).is_some() {
        return None;
    }
    Some(match f.sessions.last() {
        Some(derniere) => {
            format!("La dernière rentrée déclarée est celle du {}.", derniere.debut.court())
        }
        None => "Aucune date n’est déclarée.".to_owned(),
    })
}

/// The UAI of a place, and why this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoixUai {
    /// The code; none when nothing gives one.
    pub uai: Option<Uai>,
    /// The reason, as a sentence.
    pub raison: &'static str,
}

/// The UAI of the place of a training: the one declared, else that of the organisation that teaches
/// when the place is in its commune.
pub fn uai_du_lieu(f: &Formation) -> ChoixUai {
    if f.lieu.uai.is_some() {
        return ChoixUai { uai: f.lieu.uai, raison: "Déclaré pour ce lieu par l’éditeur." };
    }
    let meme_commune = f.lieu.commune.is_some() && f.lieu.commune == f.formateur.commune;
    match (f.formateur.uai, meme_commune) {
        (Some(uai), true) => {
            ChoixUai { uai: Some(uai), raison: "Celui du formateur : le lieu est dans sa commune." }
        }
        (Some(_), false) => ChoixUai {
            uai: None,
            raison: "Non déclaré ; celui du formateur ne vaut pas, le lieu est dans une autre commune.",
        },
        (None, _) => {
            ChoixUai { uai: None, raison: "Ni le lieu ni le formateur n’en déclarent." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::formation::{Session, essai};
    use super::*;

    fn jour(texte: &str) -> DateCivile {
        texte.parse().unwrap()
    }

    fn sain() -> (Formation, Connu) {
        let mut f = essai::formation();
        f.cle_me = None;
        f.rncp = Some("RNCP37537".parse().unwrap());
        f.lieu.precision = Precision::Adresse;
        f.lieu.point = Some(Point::new(48.11, -1.68).unwrap());
        f.lieu.uai = Some("0351234F".parse().unwrap_or_else(|_| "0010856A".parse().unwrap()));
        f.sessions =
            vec![Session { debut: jour("2027-09-01"), fin: None, au_jour: true, capacite: None }];
        let connu = Connu {
            aujourd_hui: Some(jour("2026-11-24")),
            seuil: Some(jour("2027-08-31")),
            diplomes: true,
            diplome: Some(None),
            fiches: true,
            fiche: Some(FicheConnue {
                fin: None,
                active: true,
                de_droit: true,
                apprentissage: true,
            }),
            couple: Some(true),
            mefs: vec!["2402213731".parse().unwrap(), "2412213721".parse().unwrap()],
            centre: Some(Point::new(48.11, -1.68).unwrap()),
            qualiopi: Some(true),
            ..Connu::default()
        };
        (f, connu)
    }

    type Cas = (fn(&mut Formation, &mut Connu), &'static [&'static str]);

    #[test]
    fn each_control_fails_for_its_own_reason() {
        let cas: [Cas; 15] = [
            (|_, _| {}, &[]),
            (|_, c| c.diplome = None, &["cfd.inconnu"]),
            (|_, c| (c.diplome, c.diplomes) = (None, false), &[]),
            (|_, c| c.diplome = Some(Some(jour("2027-08-31"))), &["cfd.perime"]),
            (|_, c| c.diplome = Some(Some(jour("2027-09-01"))), &[]),
            (|_, c| c.fiche = None, &["rncp.inconnu"]),
            (
                |_, c| {
                    c.diplome = Some(Some(jour("2020-08-31")));
                    c.fiche = Some(FicheConnue {
                        fin: Some(jour("2027-08-31")),
                        active: true,
                        de_droit: false,
                        apprentissage: false,
                    });
                },
                &["rncp.perime", "rncp.apprentissage"],
            ),
            (|_, c| c.couple = Some(false), &["rncp.couple"]),
            (|f, _| f.duree = Some(5), &["duree.incoherente"]),
            (|f, _| f.annee = Some("4".to_owned()), &["annee.incoherente"]),
            (|f, _| f.annee = Some("X".to_owned()), &[]),
            (|f, _| f.lieu.precision = Precision::Commune, &["lieu.position"]),
            (|f, _| f.lieu.point = Point::new(-1.68, 48.11).ok(), &["lieu.eloigne"]),
            (
                |f, c| (f.lieu.uai, c.qualiopi) = (None, Some(false)),
                &["lieu.uai", "organisme.qualiopi"],
            ),
            (|f, c| c.aujourd_hui = Some(f.sessions[0].debut.plus_jours(1)), &["session.aucune"]),
        ];
        for (rang, (changer, attendus)) in cas.into_iter().enumerate() {
            let (mut f, mut connu) = sain();
            changer(&mut f, &mut connu);
            let codes: Vec<&str> = examiner(&f, &connu)
                .iter()
                .map(|c| c.controle().code)
                .filter(|c| *c != "cle.absente")
                .collect();
            assert_eq!(codes, attendus, "{rang}");
        }
    }

    #[test]
    fn the_uai_of_a_place_is_its_own_then_that_of_the_teacher_of_the_same_commune() {
        let (mut f, _) = sain();
        let du_formateur: Uai = "0751234J".parse().unwrap();
        f.formateur.uai = Some(du_formateur);
        assert_eq!(uai_du_lieu(&f).uai, f.lieu.uai);
        f.lieu.uai = None;
        assert_eq!(uai_du_lieu(&f).uai, None);
        f.lieu.commune = Some("35238".parse().unwrap());
        f.formateur.commune = f.lieu.commune;
        assert_eq!(uai_du_lieu(&f).uai, Some(du_formateur));
    }

    #[test]
    fn codes_are_in_the_order_of_the_examination() {
        let (mut f, connu) = sain();
        f.lieu.uai = None;
        let constat = &examiner(&f, &connu)[1];
        assert_eq!(rang("lieu.uai"), Some(constat.rang));
        assert_eq!(rang("inconnu"), None);
    }
}
