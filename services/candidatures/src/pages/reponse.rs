//! The three steps of an answer, the same from the link of the mail and from the space: choose,
//! write, read again. Nothing changes before the last button.

use web::ecran::{Bloc, Ecran};
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};

use crate::courriels::paires;
use crate::depot::candidatures::Ligne;
use crate::depot::notes::Modele;
use crate::regles::reponse::{Intention, MOTIFS, TEXTE_MAX};
use crate::regles::texte::sans_liens;
use crate::repondre::Reponse;
use noyau::identifiants::Telephone;

/// Names of the boxes of the reasons, in the order of [`MOTIFS`].
const CASES: [&str; 5] = [
    "motif_competences",
    "motif_personnalisation",
    "motif_formation",
    "motif_contrat",
    "motif_metier",
];

/// Whether the employer may know who applies.
pub fn se_nomme(l: &Ligne) -> bool {
    l.anonyme == 0 || l.intention.as_deref() == Some(Intention::Entretien.code())
}

/// Who applies, as the employer may know it.
pub fn qui(l: &Ligne) -> String {
    let nomme = se_nomme(l) && !l.nom.is_empty();
    if nomme { format!("{} {}", l.prenom, l.nom) } else { "Candidature anonyme".to_owned() }
}

/// What was sent, as the employer may know it.
pub fn resume(l: &Ligne) -> Bloc {
    let titre = if l.titre.is_empty() { "Candidature spontanée" } else { &l.titre };
    let mut faits = vec![("Pour".to_owned(), format!("{titre}, {}", l.entreprise))];
    if se_nomme(l) {
        let telephone = l.telephone.parse::<Telephone>().map(|t| t.affichage());
        faits.push(("Adresse électronique".to_owned(), l.courriel.clone()));
        faits.push(("Téléphone".to_owned(), telephone.unwrap_or_default()));
    }
    faits.extend(paires(&l.recherche));
    faits.extend(paires(&l.reponses));
    Bloc::nouveau("La candidature", &[]).faits(faits).texte(&l.message)
}

/// Choosing: three links that change nothing.
pub fn choisir(base: &str) -> Bloc {
    let bloc = Bloc::nouveau("Votre réponse", &["Que souhaitez-vous répondre ?"]);
    Intention::TOUTES
        .into_iter()
        .fold(bloc, |b, i| b.lien(i.choix(), format!("{base}?reponse={}", i.code())))
}

/// Writing: the text proposed, which may be changed.
pub fn ecrire(
    base: &str,
    l: &Ligne,
    intention: Intention,
    saisie: Option<&Saisie>,
    modeles: &[Modele],
) -> Bloc {
    let texte = saisie.map(|s| s.texte("texte").to_owned()).filter(|t| !t.is_empty());
    let texte = texte.unwrap_or_else(|| intention.texte(&l.entreprise));
    let mut champs = vec![Champ::cache("reponse", intention.code())];
    if intention == Intention::Refus {
        champs.extend(cases());
    }
    let mut champ = Champ::new("texte", "Votre message au candidat", Genre::Zone)
        .aide("Vous pouvez tout changer. Les adresses de sites sont retirées.")
        .valeur(texte);
    champ.erreur = saisie.map(|s| s.erreur("texte").to_owned()).unwrap_or_default();
    champs.push(champ);
    let formulaire = Formulaire::new(format!("{base}/relire"), "Relire avant d’envoyer", champs);
    let siens = modeles.iter().filter(|m| m.intention == intention.code());
    let bloc = Bloc::nouveau(intention.choix(), &[]).formulaire(formulaire);
    let bloc = siens.fold(bloc, |b, m| {
        let adresse = format!("{base}?reponse={}&modele={}", intention.code(), m.id);
        b.lien(&format!("Partir du modèle « {} »", m.titre), adresse)
    });
    bloc.lien("Choisir une autre réponse", base)
}

fn cases() -> Vec<Champ> {
    let champ = |(nom, (_, libelle)): (&'static str, (&str, &str))| {
        Champ::new(nom, libelle, Genre::Case).facultatif()
    };
    CASES.into_iter().zip(MOTIFS).map(champ).collect()
}

/// Reads what was written; `None` when no intention is named or when the text is wrong, which the
/// form then says.
pub fn lire(saisie: &mut Saisie) -> Option<Reponse> {
    let intention = Intention::lire(saisie.texte("reponse"))?;
    let texte = sans_liens(&saisie.borne("texte", 10, TEXTE_MAX));
    let coches = CASES.iter().zip(MOTIFS).filter(|(nom, _)| saisie.coche(nom));
    let coches = coches.map(|(_, (code, _))| code.to_owned());
    let motifs = if intention == Intention::Refus { coches.collect() } else { Vec::new() };
    saisie.bonne().then_some(Reponse { intention, texte, motifs })
}

/// Writing again: what is wrong, or that an answer is to be chosen first.
pub fn corriger(vue: Ecran, base: &str, l: &Ligne, saisie: &Saisie, modeles: &[Modele]) -> Ecran {
    match Intention::lire(saisie.texte("reponse")) {
        Some(intention) => vue.bloc(ecrire(base, l, intention, Some(saisie), modeles)),
        None => vue.alerte("error", "Choisissez une réponse.", "").bloc(choisir(base)),
    }
}

/// Reading again: what will be sent, and the button that sends it.
pub fn relire(base: &str, l: &Ligne, reponse: &Reponse) -> Bloc {
    let mut champs = vec![
        Champ::cache("reponse", reponse.intention.code()),
        Champ::cache("texte", reponse.texte.clone()),
    ];
    for (nom, (code, _)) in CASES.into_iter().zip(MOTIFS) {
        if reponse.motifs.iter().any(|m| m == code) {
            champs.push(Champ::cache(nom, "oui"));
        }
    }
    let a = format!("{} recevra ce courriel, une seule fois :", qui(l));
    let faits = reponse.motifs_dits().into_iter().map(|m| ("Motif".to_owned(), m.to_owned()));
    let adresse = format!("{base}?reponse={}", reponse.intention.code());
    Bloc::nouveau(reponse.intention.choix(), &[&a])
        .faits(faits.collect())
        .texte(&reponse.texte)
        .formulaire(Formulaire::new(base, "Envoyer cette réponse", champs))
        .lien("Modifier la réponse", adresse)
}

/// What was answered, and how to take it back while that is possible.
pub fn faite(base: &str, l: &Ligne, maintenant: i64) -> Bloc {
    let intention = l.intention.as_deref().and_then(Intention::lire);
    let titre = intention.map_or("Réponse", Intention::libelle);
    let depart = l.depart().map(super::quand).unwrap_or_default();
    if !l.annulable(maintenant) {
        let dit =
            format!("Réponse envoyée le {depart}. On ne répond qu’une fois à une candidature.");
        return Bloc::nouveau(titre, &[&dit]).texte(&l.reponse);
    }
    let dit = format!(
        "Cette réponse partira le {depart}. D’ici là, vous pouvez l’annuler et en donner une autre."
    );
    let annuler = Formulaire::bouton(format!("{base}/annuler"), "Annuler cette réponse");
    Bloc::nouveau(titre, &[&dit]).texte(&l.reponse).formulaire(annuler)
}

/// Invented pages, for tests.
#[cfg(test)]
pub fn exemples(l: &Ligne) -> Vec<Ecran> {
    let ecran = || Ecran::nouveau(web::page::Page::nouvelle("Répondre"), "");
    let reponse = Reponse {
        intention: Intention::Refus,
        texte: Intention::Refus.texte(&l.entreprise),
        motifs: vec!["metier".to_owned()],
    };
    vec![
        ecran().bloc(resume(l)).bloc(choisir("/x")),
        ecran().bloc(ecrire("/x", l, Intention::Refus, None, &[])),
        ecran().bloc(relire("/x", l, &reponse)),
        ecran().bloc(faite("/x", l, 0)),
    ]
}

/// The choices of an intention, for forms that name one.
pub fn intentions() -> Vec<Choix> {
    Intention::TOUTES.map(|i| Choix::new(i.code(), i.choix())).to_vec()
}
