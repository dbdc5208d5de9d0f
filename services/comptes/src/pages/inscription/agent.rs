//! An agent asks for a habilitation.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use noyau::identifiants::Siret;
use noyau::territoires::{Academie, Departement, Region};
use web::acces::GenreDeRessort;
use web::formulaire::{Champ, Choix, Formulaire, Genre, Saisie};
use web::{Erreur, Etat, Ressort, Role};

use super::{Etape, coordonnees, enregistrer, lire_les_coordonnees, nouvelle};

const CHEMIN: &str = "/inscription/agent";
const TITRE: &str = "Demander une habilitation";

/// What may be asked for here. The others are given by the operator.
const ROLES: [Role; 11] = [
    Role::Academie,
    Role::Dreets,
    Role::Ddets,
    Role::Draaf,
    Role::Region,
    Role::CarifOref,
    Role::Opco,
    Role::Dgefp,
    Role::Ministere,
    Role::MissionLocale,
    Role::TeteDeReseau,
];

fn territoires(reseaux: &[String]) -> Vec<Choix> {
    let mut choix = vec![Choix::new("france:", "France entière")];
    let regions = Region::toutes().iter().map(|r| Ressort::Region(r.code.to_owned()));
    let academies = Academie::toutes().iter().map(|a| Ressort::Academie(a.code.to_owned()));
    let departements = Departement::tous().iter().map(|d| Ressort::Departement(d.code.to_owned()));
    let opcos = donnees::opcos().map(|nom| Ressort::Opco(nom.to_owned()));
    let reseaux = reseaux.iter().cloned().map(Ressort::Reseau);
    let tous = regions.chain(academies).chain(departements).chain(opcos).chain(reseaux);
    choix.extend(tous.map(|r| {
        let prefixe = match r.genre() {
            GenreDeRessort::Region => "Région ",
            GenreDeRessort::Departement => "Département ",
            _ => "",
        };
        let valeur = format!("{}:{}", r.genre().code(), r.code());
        Choix::new(valeur, format!("{prefixe}{}", r.libelle()))
    }));
    choix
}

async fn formulaire(etat: &Etat) -> Result<Formulaire, Erreur> {
    let reseaux = annuaire::porte::reseaux(etat.db.read()).await?;
    let roles = ROLES.into_iter().map(|r| Choix::new(r.code(), r.libelle())).collect();
    let mut champs = vec![
        Champ::new("role", "Vous travaillez pour", Genre::Liste(roles)),
        Champ::new("territoire", "Votre territoire, votre OPCO ou votre réseau", Genre::Liste(territoires(&reseaux)))
            .aide("Une région pour une DREETS, un département pour une DDETS, une académie pour un rectorat. Sans objet pour une mission locale.")
            .facultatif(),
        Champ::ligne("siret", "SIRET de la mission locale")
            .aide("Pour les missions locales seulement : 14 chiffres.")
            .facultatif(),
    ];
    champs.extend(coordonnees());
    champs.push(
        Champ::new("motif", "Ce que vous avez à faire", Genre::Zone)
            .aide("En une ou deux phrases : la mission, et jusqu’à quand si elle est courte."),
    );
    Ok(Formulaire::new(CHEMIN, "Envoyer ma demande", champs))
}

fn vue(etat: &Etat, formulaire: Formulaire) -> Etape {
    let mut vue = Etape::nouvelle(etat, TITRE, CHEMIN);
    vue.chapo = vec![
        "Les agents des services de l’État, des régions, des Carif-Oref, des OPCO, des missions locales et des réseaux voient ce qui concerne leur territoire. Un administrateur examine chaque demande.".to_owned(),
        "Utilisez votre adresse de service (par exemple en .gouv.fr ou ac-rennes.fr) : une adresse personnelle est presque toujours refusée.".to_owned(),
        "Vous avez été invité par un collègue ? Ouvrez plutôt le lien reçu par courriel.".to_owned(),
    ];
    vue.formulaire = Some(formulaire);
    vue
}

/// The form.
pub async fn show(State(etat): State<Etat>) -> Result<Response, Erreur> {
    vue(&etat, formulaire(&etat).await?).repondre(StatusCode::OK)
}

/// Keeps the request and sends the link.
pub async fn submit(State(etat): State<Etat>, corps: String) -> Result<Response, Erreur> {
    let mut saisie = Saisie::lire(&corps);
    let role = Role::lire(saisie.texte("role")).filter(|r| ROLES.contains(r));
    let mut inscription = nouvelle(&etat, "agent", role.unwrap_or(Role::Ministere), "");
    lire_les_coordonnees(&mut saisie, &mut inscription);
    inscription.motif = saisie.borne("motif", 10, 1_000);
    match role {
        None => saisie.refuser("role", "Choisissez dans la liste."),
        Some(Role::MissionLocale) => {
            let siret = saisie.valeur::<Siret>("siret");
            inscription.siret = siret.map(|s| s.to_string()).unwrap_or_default();
        }
        Some(role) => match territoire(saisie.texte("territoire"), role) {
            Ok(ressort) => inscription.ressort_code = ressort.code().to_owned(),
            Err(pourquoi) => saisie.refuser("territoire", pourquoi),
        },
    }
    if !saisie.bonne() {
        return vue(&etat, formulaire(&etat).await?.avec(&saisie))
            .repondre(StatusCode::BAD_REQUEST);
    }
    enregistrer(&etat, &inscription, None).await
}

/// Reads `region:53`; what the role wants is said when it is something else.
fn territoire(texte: &str, role: Role) -> Result<Ressort, &'static str> {
    let lu = texte
        .split_once(':')
        .and_then(|(genre, code)| Ressort::lire(GenreDeRessort::lire(genre)?, code));
    lu.filter(|r| r.genre() == role.ressort()).ok_or(match role.ressort() {
        GenreDeRessort::Region => "Choisissez une région.",
        GenreDeRessort::Academie => "Choisissez une académie.",
        GenreDeRessort::Departement => "Choisissez un département.",
        GenreDeRessort::Opco => "Choisissez votre OPCO, après les départements.",
        GenreDeRessort::Reseau => "Choisissez votre réseau, à la fin de la liste.",
        _ => "Choisissez « France entière ».",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_asked_for_its_own_kind_of_territory() {
        for (role, texte, bon) in [
            (Role::Dreets, "region:53", true),
            (Role::Dreets, "france:", false),
            (Role::Dreets, "region:99", false),
            (Role::Ddets, "departement:35", true),
            (Role::Ddets, "region:53", false),
            (Role::Academie, "academie:14", true),
            (Role::Dgefp, "france:", true),
            (Role::Opco, "opco:AFDAS", true),
            (Role::Opco, "", false),
            (Role::TeteDeReseau, "reseau:cma", true),
            (Role::TeteDeReseau, "region:53", false),
        ] {
            assert_eq!(territoire(texte, role).is_ok(), bon, "{role:?} {texte}");
        }
        let pris = territoires(&["cma".to_owned()]);
        for choix in &pris {
            assert!(ROLES.iter().any(|r| territoire(&choix.valeur, *r).is_ok()), "{choix:?}");
        }
    }
}
