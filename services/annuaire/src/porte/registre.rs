//! Every organisation in memory, for lists, counts and exports; read again when something changed.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use base::{ErreurBase, Lecture};
use noyau::identifiants::{Siret, Uai};
use noyau::texte::plier;
use tokio::sync::RwLock;
use web::{Erreur, Etat};

use super::organisme::{Organisme, organisme, organismes};
use crate::depot::{self, Marque};
use crate::regles::criteres::{Criteres, FACETTES, Territoire, valeurs};

/// The organisations, in the order of SIRET.
#[derive(Clone, Debug, Default)]
pub struct Registre {
    /// The organisations.
    pub organismes: Vec<Arc<Organisme>>,
    rangs: HashMap<Siret, usize>,
    reperes: Vec<Arc<Reperes>>,
    par_nom: Vec<usize>,
    valides: HashMap<Uai, Vec<usize>>,
}

/// What a search compares.
#[derive(Debug)]
struct Reperes {
    texte: String,
    valeurs: [Vec<String>; 6],
}

/// What a search found.
#[derive(Debug, Default)]
pub struct Trouves {
    /// Ranks in the register, in the order of names.
    pub rangs: Vec<usize>,
    /// For each facet, what choosing each value would give.
    pub comptes: [BTreeMap<String, u64>; 6],
}

impl Registre {
    /// Reads them all.
    pub async fn charger(db: &Lecture) -> Result<Self, ErreurBase> {
        let organismes: Vec<_> = organismes(db).await?.into_iter().map(Arc::new).collect();
        let rangs = organismes.iter().enumerate().map(|(rang, o)| (o.siret, rang)).collect();
        let reperes = organismes.iter().map(|o| Arc::new(Reperes::de(o))).collect();
        let mut par_nom: Vec<usize> = (0..organismes.len()).collect();
        par_nom.sort_by_cached_key(|&rang| {
            let nom = plier(&organismes[rang].nom());
            // Names first; then what begins with a figure, such as those known by SIRET only.
            (!nom.starts_with(|c: char| c.is_ascii_alphabetic()), nom, rang)
        });
        let valides = valides(&organismes);
        Ok(Registre { organismes, rangs, reperes, par_nom, valides })
    }

    /// The same once these organisations, about which someone decided, are read again: what a
    /// decision changes is neither their name nor their rank.
    pub async fn relire(&self, db: &Lecture, sirets: &[String]) -> Result<Self, ErreurBase> {
        let mut neuf = self.clone();
        for siret in sirets.iter().filter_map(|s| s.parse().ok()) {
            let Some(&rang) = self.rangs.get(&siret) else { continue };
            let Some(o) = organisme(db, &siret).await? else { continue };
            neuf.reperes[rang] = Arc::new(Reperes::de(&o));
            neuf.organismes[rang] = Arc::new(o);
        }
        neuf.valides = valides(&neuf.organismes);
        Ok(neuf)
    }

    /// The organisation of this SIRET.
    pub fn get(&self, siret: &Siret) -> Option<&Organisme> {
        self.organismes.get(*self.rangs.get(siret)?).map(Arc::as_ref)
    }

    /// The organisations for which this UAI is validated, in the order of SIRET.
    pub fn tenants(&self, uai: &Uai) -> impl Iterator<Item = &Organisme> {
        let rangs = self.valides.get(uai).into_iter().flatten();
        rangs.map(|&rang| self.organismes[rang].as_ref())
    }

    /// The organisations that hold all these words, in the order of names.
    pub fn qui_disent(&self, texte: &str) -> impl Iterator<Item = &Organisme> {
        let mots: Vec<String> = plier(texte).split_whitespace().map(str::to_owned).collect();
        let disent =
            move |rang: &&usize| mots.iter().all(|mot| self.reperes[**rang].texte.contains(mot));
        self.par_nom.iter().filter(disent).map(|&rang| self.organismes[rang].as_ref())
    }

    /// Searches. An organisation that fails one facet only still counts in that facet: its counts
    /// are what choosing would give.
    pub fn chercher(&self, criteres: &Criteres) -> Trouves {
        let texte = plier(&criteres.texte);
        let mots: Vec<&str> = texte.split_whitespace().collect();
        let territoire = Territoire::lire(&criteres.lieu);
        let mut trouves = Trouves::default();
        for &rang in &self.par_nom {
            let r = &self.reperes[rang];
            if !mots.iter().all(|mot| r.texte.contains(mot))
                || !territoire.contient(&self.organismes[rang])
            {
                continue;
            }
            match r.facettes_manquees(criteres)[..] {
                [] => {
                    trouves.rangs.push(rang);
                    (0..FACETTES.len()).for_each(|f| trouves.compter(f, r));
                }
                [seule] => trouves.compter(seule, r),
                _ => {}
            }
        }
        trouves
    }
}

/// Ranks of the organisations for which each UAI is validated.
fn valides(organismes: &[Arc<Organisme>]) -> HashMap<Uai, Vec<usize>> {
    let mut valides: HashMap<Uai, Vec<usize>> = HashMap::new();
    for (rang, o) in organismes.iter().enumerate() {
        if let Some(uai) = o.uai_validee() {
            valides.entry(uai).or_default().push(rang);
        }
    }
    valides
}

impl Trouves {
    fn compter(&mut self, facette: usize, r: &Reperes) {
        for valeur in &r.valeurs[facette] {
            match self.comptes[facette].get_mut(valeur) {
                Some(compte) => *compte += 1,
                None => {
                    self.comptes[facette].insert(valeur.clone(), 1);
                }
            }
        }
    }
}

impl Reperes {
    fn de(o: &Organisme) -> Self {
        let textes = [&o.raison_sociale, &o.enseigne];
        let mut mots: Vec<String> =
            textes.into_iter().flatten().map(|f| plier(&f.valeur)).collect();
        mots.push(o.siret.to_string());
        mots.extend(o.uais.iter().map(|u| plier(u.uai.as_str())));
        mots.extend(o.adresse.iter().filter_map(|a| a.valeur.localite.as_deref()).map(plier));
        Reperes { texte: mots.join(" "), valeurs: valeurs(o) }
    }

    fn facettes_manquees(&self, criteres: &Criteres) -> Vec<usize> {
        let manquee = |&f: &usize| {
            let choix = &criteres.choix[f];
            !choix.is_empty() && !self.valeurs[f].contains(choix)
        };
        (0..FACETTES.len()).filter(manquee).collect()
    }
}

/// The register of this node. Whoever asks for it gets one as fresh as the database: what changed
/// is looked up first (one indexed read), and the register read again if need be.
#[derive(Debug)]
pub struct Registres(RwLock<(Marque, Arc<Registre>)>);

impl Default for Registres {
    /// Nothing read yet: the first who asks reads it.
    fn default() -> Self {
        Registres(RwLock::new((Marque::JAMAIS, Arc::default())))
    }
}

impl Registres {
    /// The register of the moment; an error when the service is switched off.
    pub async fn de(etat: &Etat) -> Result<Arc<Registre>, Erreur> {
        let piece = etat.piece::<Registres>();
        let piece = piece.ok_or_else(|| Erreur::indisponible("L’annuaire n’est pas prêt."))?;
        let db = etat.db.read();
        let marque = depot::marque(db).await?;
        {
            let garde = piece.0.read().await;
            if garde.0 == marque {
                return Ok(garde.1.clone());
            }
        }
        let mut garde = piece.0.write().await;
        if garde.0 != marque {
            let neuf = match depot::decides_depuis(db, garde.0, marque).await? {
                Some(sirets) => garde.1.relire(db, &sirets).await?,
                None => Registre::charger(db).await?,
            };
            *garde = (marque, Arc::new(neuf));
        }
        Ok(garde.1.clone())
    }
}
