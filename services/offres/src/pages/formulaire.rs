//! The form of an offer: its fields, and what is read from them.

use noyau::dates::{DateCivile, Instant};
use noyau::identifiants::Courriel;
use noyau::niveau::NiveauDiplome;
use web::formulaire::{Champ, Choix, Genre, Saisie};

use crate::depot::deposees::Deposee;
use crate::porte::{Precision, Teletravail, TypeDebut};
use crate::regles::propos::trouvailles;
use crate::regles::{Contrat, situer};

/// Fields that go together under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groupe {
    /// The heading.
    pub titre: &'static str,
    /// The fields.
    pub champs: Vec<Champ>,
}

/// Applications wanted when nothing else is said (what the former service allowed).
pub const PLAFOND: i64 = 80;

/// Most applications that can be wanted.
pub const PLAFOND_MAX: i64 = 500;

/// Longest free text.
const TEXTE_MAX: usize = 3_000;

/// Lengths of contract offered, in months (code du travail, L. 6222-7-1: 6 months to 3 years; 4
/// years for a disabled apprentice).
const DUREES: [i64; 9] = [6, 9, 12, 15, 18, 24, 30, 36, 48];

/// Most skills kept of a list.
const COMPETENCES_MAX: usize = 30;

/// Questions asked to whoever applies.
const QUESTIONS: [&str; 3] = ["question_1", "question_2", "question_3"];

/// How far ahead a contract may start.
const HORIZON_MOIS: i32 = 24;

/// The fields, holding what the offer holds.
pub fn groupes(d: &Deposee) -> Vec<Groupe> {
    vec![
        Groupe { titre: "Le poste", champs: poste(d) },
        Groupe { titre: "Le contrat", champs: contrat(d) },
        Groupe { titre: "Ce que vous en dites", champs: textes(d) },
        Groupe { titre: "Les candidatures", champs: candidatures(d) },
    ]
}

fn poste(d: &Deposee) -> Vec<Champ> {
    let adresse = "Numéro, rue, code postal et commune : les candidats cherchent près de chez eux.";
    vec![
        Champ::cache("rome", d.offre.romes.first().map(|r| r.to_string()).unwrap_or_default()),
        Champ::cache("appellation", d.appellation.clone()),
        Champ::cache("organisme", d.organisme.clone()),
        Champ::cache("mandat", d.mandat.clone()),
        Champ::ligne("titre", "Intitulé de l’offre").valeur(d.offre.titre.clone()),
        Champ::ligne("adresse", "Adresse du lieu de travail")
            .aide(adresse)
            .completer("street-address")
            .valeur(d.offre.lieu.adresse.clone()),
        Champ::new("teletravail", "Où se fait le travail", Genre::Radios(lieux_de_travail()))
            .facultatif()
            .valeur(d.offre.teletravail.map(Teletravail::code).unwrap_or_default()),
        Champ::ligne("postes", "Nombre de postes")
            .clavier_de("numeric")
            .valeur(d.offre.postes.to_string()),
    ]
}

fn contrat(d: &Deposee) -> Vec<Champ> {
    let o = &d.offre;
    let choix = |liste: &[(&str, &str)]| liste.iter().map(|(v, l)| Choix::new(*v, *l)).collect();
    let durees = DUREES.iter().map(|m| Choix::new(m.to_string(), duree(*m))).collect();
    let debut = if o.type_debut == Some(TypeDebut::DatePrecise) { "date" } else { "vite" };
    vec![
        Champ::new("niveau", "Diplôme préparé", Genre::Liste(niveaux()))
            .valeur(o.niveau.map_or("0".to_owned(), |n| n.numero().to_string())),
        Champ::new(
            "contrats",
            "Contrat proposé",
            Genre::Radios(choix(&[
                ("apprentissage", "Apprentissage"),
                ("professionnalisation", "Professionnalisation"),
                ("deux", "L’un ou l’autre"),
            ])),
        )
        .valeur(contrats_choisis(&o.contrats)),
        Champ::new(
            "type_debut",
            "Début du contrat",
            Genre::Radios(choix(&[("vite", "Dès que possible"), ("date", "À une date précise")])),
        )
        .valeur(debut),
        Champ::new("debut", "Date de début", Genre::Jour)
            .facultatif()
            .aide("Si vous avez choisi une date précise.")
            .valeur(o.debut.map(|d| d.to_string()).unwrap_or_default()),
        Champ::new("souple", "Cette date peut bouger de quelques semaines", Genre::Case)
            .facultatif()
            .valeur(if o.debut_souple { "oui" } else { "" }),
        Champ::new("duree", "Durée", Genre::Liste(durees))
            .valeur(o.duree_mois.map(|m| m.to_string()).unwrap_or_default()),
        Champ::ligne("rythme", "Rythme entre l’école et l’entreprise")
            .facultatif()
            .aide("Par exemple : une semaine au CFA, trois semaines dans l’entreprise.")
            .valeur(o.rythme.clone().unwrap_or_default()),
        Champ::new("handicap", "Poste ouvert aux personnes en situation de handicap", Genre::Case)
            .facultatif()
            .valeur(if o.handicap { "oui" } else { "" }),
    ]
}

fn textes(d: &Deposee) -> Vec<Champ> {
    let o = &d.offre;
    let zone = |nom, libelle: &str, aide: &str| {
        Champ::new(nom, libelle, Genre::Zone).facultatif().aide(aide)
    };
    vec![
        zone("texte", "Le poste", "Les tâches, l’équipe, les horaires. 3 000 caractères au plus ; sans adresse électronique, ni téléphone, ni site.")
            .valeur(d.texte_libre.clone()),
        zone("presentation", "L’entreprise", "Ce qui la distingue, en quelques phrases.")
            .valeur(o.employeur.presentation.clone().unwrap_or_default()),
        zone("competences", "Qualités attendues", "Une par ligne.")
            .valeur(o.competences.join("\n")),
        zone("acquis", "Ce que l’apprenti apprendra", "Une compétence par ligne. La liste vient du métier : retirez et ajoutez.")
            .valeur(o.acquis.join("\n")),
    ]
}

fn candidatures(d: &Deposee) -> Vec<Champ> {
    let mut champs = vec![
        Champ::new("courriel", "Adresse qui reçoit les candidatures", Genre::Courriel)
            .aide("Elle n’est jamais affichée.")
            .completer("email")
            .valeur(d.courriel.clone()),
        Champ::ligne("plafond", "Nombre de candidatures souhaité")
            .clavier_de("numeric")
            .aide("L’offre se ferme quand il est atteint ; vous pourrez la rouvrir.")
            .valeur(d.plafond.unwrap_or(PLAFOND).to_string()),
    ];
    for (rang, nom) in QUESTIONS.into_iter().enumerate() {
        let libelle = format!("Question {} aux candidats", rang + 1);
        let question = d.questions.get(rang).cloned().unwrap_or_default();
        champs.push(Champ::ligne(nom, libelle).facultatif().valeur(question));
    }
    champs
}

fn lieux_de_travail() -> Vec<Choix> {
    Teletravail::TOUS.iter().map(|t| Choix::new(t.code(), t.libelle())).collect()
}

fn niveaux() -> Vec<Choix> {
    let niveau = |n: u8| Choix::new(n.to_string(), donnees::libelle_niveau_offre(n));
    std::iter::once(Choix::new("0", "Indifférent")).chain((3..=7).map(niveau)).collect()
}

fn duree(mois: i64) -> String {
    match (mois / 12, mois % 12) {
        (1, 0) => "1 an".to_owned(),
        (ans, 0) if ans > 0 => format!("{ans} ans"),
        _ => format!("{mois} mois"),
    }
}

fn contrats_choisis(contrats: &[Contrat]) -> &'static str {
    match contrats {
        [Contrat::Professionnalisation] => "professionnalisation",
        [_, _, ..] => "deux",
        _ => "apprentissage",
    }
}

/// Reads what was typed into an offer; what is wrong is noted in the form. What can be read is
/// kept in any case, for a draft.
pub fn lire(saisie: &mut Saisie, d: &mut Deposee, maintenant: Instant) {
    lire_le_poste(saisie, d);
    lire_le_contrat(saisie, d, maintenant.date());
    lire_les_textes(saisie, d);
    lire_les_candidatures(saisie, d);
}

fn lire_le_poste(saisie: &mut Saisie, d: &mut Deposee) {
    d.offre.titre = saisie.borne("titre", 3, 150);
    refuser_les_trouvailles(saisie, "titre");
    let adresse = saisie.borne("adresse", 5, 200);
    d.offre.lieu = situer(&adresse, None);
    if saisie.erreur("adresse").is_empty()
        && !matches!(d.offre.lieu.precision, Precision::Adresse | Precision::Commune)
    {
        saisie.refuser(
            "adresse",
            "Cette adresse ne désigne aucune commune : donnez le code postal et la commune.",
        );
    }
    d.offre.teletravail = Teletravail::de_code(saisie.texte("teletravail"));
    d.offre.postes = entier(saisie, "postes", (1, 50)).unwrap_or(1);
}

fn lire_le_contrat(saisie: &mut Saisie, d: &mut Deposee, aujourd_hui: DateCivile) {
    let o = &mut d.offre;
    match entier(saisie, "niveau", (0, 7)) {
        Some(n) => o.niveau = u8::try_from(n).ok().and_then(|n| NiveauDiplome::new(n).ok()),
        None => saisie.refuser("niveau", "Choisissez un diplôme, ou « Indifférent »."),
    }
    o.contrats = match saisie.texte("contrats") {
        "apprentissage" => vec![Contrat::Apprentissage],
        "professionnalisation" => vec![Contrat::Professionnalisation],
        "deux" => vec![Contrat::Apprentissage, Contrat::Professionnalisation],
        _ => {
            saisie.refuser("contrats", "Choisissez un contrat.");
            Vec::new()
        }
    };
    o.debut_souple = saisie.coche("souple");
    o.debut = None;
    match saisie.texte("type_debut") {
        "vite" => {
            o.type_debut = Some(TypeDebut::DesQuePossible);
            o.debut_souple = false;
        }
        "date" => {
            o.type_debut = Some(TypeDebut::DatePrecise);
            o.debut = debut(saisie, aujourd_hui);
        }
        _ => saisie.refuser("type_debut", "Dites quand le contrat commence."),
    }
    o.duree_mois = entier(saisie, "duree", (6, 48));
    let rythme = saisie.borne("rythme", 0, 100);
    refuser_les_trouvailles(saisie, "rythme");
    o.rythme = Some(rythme).filter(|r| !r.is_empty());
    o.handicap = saisie.coche("handicap");
}

/// The day of start: today at the earliest, two years ahead at the latest.
fn debut(saisie: &mut Saisie, aujourd_hui: DateCivile) -> Option<DateCivile> {
    let jour = saisie.texte("debut").to_owned();
    match DateCivile::lire(&jour) {
        Ok(Some(jour)) if jour < aujourd_hui => {
            saisie.refuser("debut", "Cette date est passée.");
            None
        }
        Ok(Some(jour)) if jour > aujourd_hui.plus_mois(HORIZON_MOIS) => {
            saisie.refuser("debut", "Cette date est à plus de deux ans.");
            None
        }
        Ok(Some(jour)) => Some(jour),
        Ok(None) => {
            saisie.refuser("debut", "Donnez la date de début.");
            None
        }
        Err(e) => {
            saisie.refuser("debut", e.message);
            None
        }
    }
}

fn lire_les_textes(saisie: &mut Saisie, d: &mut Deposee) {
    d.texte_libre = saisie.borne("texte", 0, TEXTE_MAX);
    let presentation = saisie.borne("presentation", 0, 800);
    d.offre.employeur.presentation = Some(presentation).filter(|p| !p.is_empty());
    d.offre.competences = lignes(saisie, "competences");
    d.offre.acquis = lignes(saisie, "acquis");
    for nom in ["texte", "presentation", "competences", "acquis"] {
        refuser_les_trouvailles(saisie, nom);
    }
    d.offre.description = description(d);
}

/// What is shown: what the employer wrote, else what the trade teaches.
fn description(d: &Deposee) -> String {
    if !d.texte_libre.is_empty() {
        return d.texte_libre.clone();
    }
    let debut = format!("Vous vous formez au métier : {}.", d.appellation);
    let apprises = d.offre.acquis.iter().take(8).map(|a| format!("– {a}"));
    std::iter::once(debut).chain(apprises).collect::<Vec<_>>().join("\n")
}

fn lire_les_candidatures(saisie: &mut Saisie, d: &mut Deposee) {
    let courriel = saisie.valeur::<Courriel>("courriel");
    if courriel.as_ref().is_some_and(|c| donnees::domaines::est_jetable(c.domaine())) {
        saisie.refuser(
            "courriel",
            "Cette messagerie est jetable : donnez une adresse que vous lisez.",
        );
    }
    if let Some(courriel) = courriel {
        let neuve = d.courriel != courriel.as_str();
        d.perdu_le = d.perdu_le.filter(|_| !neuve);
        d.courriel = courriel.to_string();
    }
    d.plafond = entier(saisie, "plafond", (1, PLAFOND_MAX)).or(Some(PLAFOND));
    let questions = QUESTIONS.map(|nom| saisie.borne(nom, 0, 200));
    QUESTIONS.iter().for_each(|nom| refuser_les_trouvailles(saisie, nom));
    d.questions = questions.into_iter().filter(|q| !q.is_empty()).collect();
}

/// Says next to the field what its text must not hold.
fn refuser_les_trouvailles(saisie: &mut Saisie, nom: &str) {
    let trouvees = trouvailles(saisie.texte(nom));
    if let Some(premiere) = trouvees.first() {
        saisie.refuser(nom, premiere.phrase());
    }
}

fn entier(saisie: &mut Saisie, nom: &str, (min, max): (i64, i64)) -> Option<i64> {
    match saisie.texte(nom).parse::<i64>() {
        Ok(n) if (min..=max).contains(&n) => Some(n),
        _ => {
            saisie.refuser(nom, format!("Donnez un nombre de {min} à {max}."));
            None
        }
    }
}

fn lignes(saisie: &mut Saisie, nom: &str) -> Vec<String> {
    let texte = saisie.texte(nom).to_owned();
    let lignes: Vec<String> =
        texte.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    if lignes.len() > COMPETENCES_MAX {
        saisie.refuser(
            nom,
            format!("{COMPETENCES_MAX} lignes au plus ; il y en a {}.", lignes.len()),
        );
    }
    if lignes.iter().any(|l| l.chars().count() > 200) {
        saisie.refuser(nom, "200 caractères au plus par ligne.");
    }
    lignes.into_iter().take(COMPETENCES_MAX).collect()
}
