//! From trainings to results.

use base::Lecture;
use catalogue::porte::{Etablissement, Formation, Formations, Lieu};
use noyau::dates::Instant;
use noyau::texte;
use tokio::sync::mpsc::Sender;

use super::{Sources, poster};
use crate::alimentation::Message;
use crate::hit::{Hit, PointGeoJson};
use crate::pages::valeur_de_niveau;
use crate::vues::Nature;

impl Sources {
    pub(super) async fn envoyer_formations(
        &self,
        db: &Lecture,
        maintenant: Instant,
        envoi: &Sender<Message>,
    ) -> anyhow::Result<()> {
        let mut formations = Formations::ouvrir(db, self.reperes.clone()).await?;
        while let Some(page) = formations.suivantes(db).await? {
            for formation in page {
                poster(envoi, self.formation(formation, maintenant)).await?;
            }
        }
        Ok(())
    }

    /// The result of a training. Its start is the next one to come: a date gone by helps nobody.
    fn formation(&self, f: Formation, maintenant: Instant) -> Hit {
        let debut = f.prochaine_session(maintenant.date()).map(|s| s.debut.to_string());
        let a_distance =
            if f.a_distance { "Formation à distance" } else { "Formation en présentiel" };
        let titre = f.titre().unwrap_or_else(|| format!("Formation {}", f.cfd));
        Hit {
            genre: "formation".to_owned(),
            sub_type: "formation".to_owned(),
            type_filter_label: a_distance.to_owned(),
            nature: Nature::Formation.libelle().to_owned(),
            organization_name: self.organisme(&f.formateur),
            address: adresse(&f.lieu),
            ville: ville(&f.lieu),
            location: f.lieu.point.map(PointGeoJson::de),
            departement: f.lieu.departement.unwrap_or_default(),
            region: f.lieu.region.unwrap_or_default(),
            level: f.niveau.map(|n| valeur_de_niveau(n.numero())).unwrap_or_default().to_owned(),
            contract_type: vec!["Apprentissage".to_owned()],
            rome_labels: self.noms.metiers(&f.romes),
            rome_codes: f.romes.iter().map(|r| r.to_string()).collect(),
            keywords: mots_cles(&titre, f.intitule.as_deref(), f.diplome.as_deref()),
            description: f.contenu.or(f.objectif).unwrap_or_default(),
            start_type: debut.as_ref().map(|_| "precise_date".to_owned()),
            start_date: debut,
            duree: f.duree.map(|ans| texte::pluriel(ans, "an")).unwrap_or_default(),
            url_id: f.id,
            title: titre,
            ..Hit::default()
        }
    }

    /// Name of an organisation: the training's own, else the directory's.
    pub fn organisme(&self, etablissement: &Etablissement) -> String {
        let du_catalogue = etablissement.nom.as_deref();
        let de_l_annuaire = || self.organismes.get(&etablissement.siret)?.nom.as_deref();
        du_catalogue.or_else(de_l_annuaire).map(texte::titre_propre).unwrap_or_default()
    }
}

/// The official name and the family of the diploma, when the title does not say them.
fn mots_cles(titre: &str, intitule: Option<&str>, diplome: Option<&str>) -> Vec<String> {
    let autres = intitule.into_iter().chain(diplome);
    autres.filter(|a| texte::plier(a) != texte::plier(titre)).map(str::to_owned).collect()
}

/// Address on one line.
pub fn adresse(lieu: &Lieu) -> String {
    let code = lieu.code_postal.map(|c| c.to_string());
    let localite = lieu.localite.as_deref().map(texte::titre_propre);
    let morceaux = [lieu.adresse.clone(), code, localite];
    morceaux.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// "Bruz (35)".
pub fn ville(lieu: &Lieu) -> String {
    let localite = lieu.localite.as_deref().map(texte::titre_propre).unwrap_or_default();
    match &lieu.departement {
        Some(departement) if !localite.is_empty() => format!("{localite} ({departement})"),
        _ => localite,
    }
}
