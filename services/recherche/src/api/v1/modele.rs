//! Items as La bonne alternance's API v1 writes them: null for what is unknown. No address, telephone
//! or mailbox of a person is given: `contact` says only whether one can be written to.

use catalogue::porte::{Etablissement, Formation, Session};
use noyau::identifiants::Rome;
use noyau::territoires::{Departement, Region};
use offres::porte::{Candidature, Employeur, Localisation, Offre, Recruteur};
use serde_json::{Value, json};

use crate::pages::valeur_de_niveau;
use crate::sources::{Sources, adresse_de_formation};

/// A training.
pub fn formation(
    f: &Formation,
    distance: Option<u32>,
    sources: &Sources,
    avec_description: bool,
) -> Value {
    let texte = |t: &Option<String>| t.clone().filter(|_| avec_description);
    let certifications = sources.certifications();
    let fiche = f.rncp.as_ref().and_then(|rncp| certifications.fiche(rncp));
    json!({
        "ideaType": "formation",
        "title": f.titre(),
        "longTitle": f.intitule,
        "id": f.id,
        "idRco": f.rco.formation,
        "idRcoFormation": f.rco.id(),
        "contact": null,
        "place": lieu_de_formation(f, distance),
        "company": formateur(f, sources),
        "cleMinistereEducatif": f.cle_me.as_ref().map(ToString::to_string),
        "target_diploma_level": niveau(f.niveau.map(|n| n.numero())),
        "diploma": f.diplome,
        "cfd": f.cfd.as_str(),
        "rncpCode": f.rncp.map(|r| r.to_string()),
        "rncpLabel": fiche.map(|fiche| fiche.intitule.clone()),
        "rncpEligibleApprentissage": fiche.map(|fiche| fiche.eligible_apprentissage()),
        "period": null,
        "capacity": f.capacite.map(|c| c.to_string()),
        "onisepUrl": f.onisep_url,
        "romes": romes(&f.romes, sources),
        "training": {
            "description": texte(&f.contenu),
            "objectif": texte(&f.objectif),
            "duration": f.duree,
            "sessions": f.sessions.iter().map(session).collect::<Vec<_>>(),
        },
        "rdvContext": null,
    })
}

fn session(s: &Session) -> Value {
    json!({
        "startDate": s.debut.debut().to_string(),
        "endDate": s.fin.map(|fin| fin.fin().to_string()),
        "isPermanentEntry": false,
    })
}

fn lieu_de_formation(f: &Formation, distance: Option<u32>) -> Value {
    let departement = f.lieu.departement.as_deref().and_then(Departement::par_code);
    json!({
        "distance": distance,
        "fullAddress": adresse_de_formation(&f.lieu),
        "latitude": f.lieu.point.map(|p| p.lat()),
        "longitude": f.lieu.point.map(|p| p.lon()),
        "city": f.lieu.localite,
        "address": f.lieu.adresse,
        "cedex": null,
        "zipCode": f.lieu.code_postal.map(|c| c.to_string()),
        "insee": f.lieu.commune.map(|c| c.to_string()),
        "departementNumber": f.lieu.departement,
        "region": departement.map(|d| d.region().nom),
        "remoteOnly": f.a_distance,
    })
}

fn formateur(f: &Formation, sources: &Sources) -> Value {
    json!({
        "name": sources.organisme(&f.formateur),
        "siret": f.formateur.siret.as_str(),
        "uai": f.formateur.uai.map(|u| u.to_string()),
        "place": lieu_d_etablissement(&f.formateur),
        "headquarter": {
            "name": sources.organisme(&f.gestionnaire),
            "siret": f.gestionnaire.siret.as_str(),
            "uai": f.gestionnaire.uai.map(|u| u.to_string()),
            "place": lieu_d_etablissement(&f.gestionnaire),
        },
    })
}

fn lieu_d_etablissement(e: &Etablissement) -> Value {
    json!({
        "address": e.adresse,
        "zipCode": e.code_postal.map(|c| c.to_string()),
        "insee": e.commune.map(|c| c.to_string()),
        "city": e.localite,
    })
}

/// An offer, of this type.
pub fn offre(
    o: &Offre,
    genre: &'static str,
    distance: Option<u32>,
    site: &str,
    sources: &Sources,
) -> Value {
    let instant = |i: noyau::dates::Instant| i.to_string();
    json!({
        "ideaType": genre,
        "title": o.titre,
        "id": o.id,
        "contact": contact(&o.candidature),
        "place": lieu(&o.lieu, distance),
        "company": entreprise(&o.employeur, o.siret.map(|s| s.to_string()), o.handicap, o.deleguee),
        "url": o.candidature.url.clone().unwrap_or_else(|| format!("{site}/offre/{}", o.id)),
        "target_diploma_level": niveau(o.niveau.map(|n| n.numero())),
        "romes": romes(&o.romes, sources),
        "nafs": nafs(&o.employeur),
        "applicationCount": o.candidature.recues,
        "recipient_id": o.candidature.destinataire,
        "job": {
            "id": o.id,
            "description": o.description,
            "employeurDescription": o.employeur.presentation,
            "creationDate": o.publication.map(instant),
            "jobStartDate": o.debut.map(|d| d.debut().to_string()),
            "jobExpirationDate": o.expiration.map(instant),
            "contractType": "CDD",
            "contractDescription": null,
            "duration": o.duree_mois.map(|m| m.to_string()),
            "dureeContrat": o.duree_mois.map(|m| m.to_string()),
            "quantiteContrat": o.postes,
            "rythmeAlternance": o.rythme,
            "contract_rythm": o.rythme,
            "elligibleHandicap": o.handicap,
            "status": "Active",
            "type": o.contrats.iter().map(|c| c.code()).collect::<Vec<_>>(),
            "partner_label": o.origine,
            "offer_desired_skills": o.competences,
            "offer_to_be_acquired_skills": o.acquis,
            "offer_access_conditions": o.conditions,
            "startType": o.type_debut.map(|t| t.code()),
            "startDateFlexible": o.debut_souple,
        },
    })
}

/// A company likely to hire.
pub fn recruteur(r: &Recruteur, distance: Option<u32>, site: &str) -> Value {
    let siret = r.siret.to_string();
    let fiche = format!("{site}/entreprise/{siret}");
    json!({
        "ideaType": "lba",
        "id": siret,
        "title": r.employeur.nom,
        "contact": contact(&r.candidature),
        "place": lieu(&r.lieu, distance),
        "company": entreprise(&r.employeur, Some(siret.clone()), r.handicap, false),
        "url": r.employeur.site.clone().unwrap_or(fiche),
        "nafs": nafs(&r.employeur),
        "applicationCount": r.candidature.recues,
        "recipient_id": r.candidature.destinataire,
    })
}

fn contact(c: &Candidature) -> Value {
    json!({
        "hasEmail": c.est_simple(),
        "email": null,
        "iv": null,
        "name": null,
        "phone": null,
        "info": null,
        "url": c.url,
    })
}

fn lieu(l: &Localisation, distance: Option<u32>) -> Value {
    json!({
        "distance": distance,
        "fullAddress": l.adresse,
        "latitude": l.point.map(|p| p.lat()),
        "longitude": l.point.map(|p| p.lon()),
        "city": l.ville,
        "address": l.adresse,
        "zipCode": l.code_postal.map(|c| c.to_string()),
        "insee": l.commune.map(|c| c.to_string()),
        "departementNumber": l.departement,
        "region": l.region.as_deref().and_then(Region::par_code).map(|r| r.nom),
    })
}

fn entreprise(e: &Employeur, siret: Option<String>, handicap: bool, mandataire: bool) -> Value {
    json!({
        "name": e.nom,
        "siret": siret,
        "size": e.taille.map(|t| t.libelle()),
        "description": e.presentation,
        "url": e.site,
        "logo": null,
        "mandataire": mandataire,
        "elligibleHandicap": handicap,
        "opco": e.opco.as_ref().map(|label| json!({ "label": label, "url": null })),
    })
}

fn nafs(e: &Employeur) -> Vec<Value> {
    let naf = e.naf.map(|naf| naf.to_string());
    let connue = naf.is_some() || e.secteur.is_some();
    connue.then(|| json!({ "code": naf, "label": e.secteur })).into_iter().collect()
}

fn romes(codes: &[Rome], sources: &Sources) -> Vec<Value> {
    let table = sources.noms().table();
    codes.iter().map(|c| json!({ "code": c.as_str(), "label": table.libelle(c) })).collect()
}

fn niveau(numero: Option<u8>) -> Option<&'static str> {
    numero.map(valeur_de_niveau).filter(|v| !v.is_empty())
}
