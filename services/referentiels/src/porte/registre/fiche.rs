//! One certification, written as the public API gives it.

use noyau::identifiants::{Cfd, Rncp};
use noyau::niveau::NiveauDiplome;

use super::modele::*;
use super::{Certification, CertificationsApi, DetailDiplome, DetailFiche};
use crate::porte::{Diplome, Enregistrement, Fiche};
use crate::regles::couverture::Intervalle;

/// A diploma with its details.
type Du<'a> = (&'a Diplome, DetailDiplome);

/// A sheet with its details.
type DeLa<'a> = (&'a Fiche, DetailFiche);

impl CertificationsApi {
    /// A certification as the public API gives it; none when one of its codes has not the shape
    /// that the API promises (old codes of the BCN, sheets of two digits).
    pub fn ecrire(&self, certification: &Certification) -> Option<CertificationApi> {
        let cfd = certification.cfd;
        let rncp = certification.rncp;
        if cfd.is_some_and(|c| !cfd_public(&c)) || rncp.is_some_and(|r| r.numero() < 100) {
            return None;
        }
        let diplome = cfd.and_then(|c| self.diplome_et_details(&c));
        let fiche = rncp.and_then(|r| self.fiche_et_details(&r));
        let (diplome, fiche) = (diplome.as_ref(), fiche.as_ref());
        Some(CertificationApi {
            identifiant: IdentifiantApi {
                cfd: cfd.map(|c| c.to_string()),
                rncp: rncp.map(|r| r.to_string()),
                rncp_anterieur_2019: rncp.map(|r| r.anterieur_2019()),
            },
            intitule: self.intitule(diplome, fiche),
            base_legale: BaseLegaleApi {
                cfd: diplome.map(|_| ArretesApi { creation: None, abrogation: None }),
            },
            blocs_competences: BlocsApi { rncp: fiche.map(|f| f.1.blocs.clone()) },
            convention_collectives: ConventionsApi { rncp: fiche.map(|f| f.1.conventions.clone()) },
            domaines: self.domaines(diplome, fiche),
            periode_validite: periode(certification.periode, diplome, fiche),
            genre: genre(diplome, fiche),
            continuite: ContinuiteApi {
                cfd: cfd.map(|c| self.suite_de_cfd(c)),
                rncp: rncp.map(|r| self.suite_de_rncp(r)),
            },
        })
    }

    fn diplome_et_details(&self, cfd: &Cfd) -> Option<Du<'_>> {
        let details = self.diplomes.get(cfd).cloned().unwrap_or_default();
        Some((self.table.diplome(cfd)?, details))
    }

    fn fiche_et_details(&self, rncp: &Rncp) -> Option<DeLa<'_>> {
        let details = self.fiches.get(rncp).cloned().unwrap_or_default();
        Some((self.table.fiche(rncp)?, details))
    }

    fn intitule(&self, diplome: Option<&Du<'_>>, fiche: Option<&DeLa<'_>>) -> IntituleApi {
        IntituleApi {
            cfd: diplome.map(|(d, _)| IntituleCfdApi {
                long: d.libelle_long.clone(),
                court: d.libelle.clone(),
            }),
            niveau: NiveauApi {
                cfd: diplome.map(|(d, _)| self.niveau_cfd(d)),
                rncp: fiche.map(|(f, _)| NiveauRncpApi { europeen: europeen(f.niveau) }),
            },
            rncp: fiche.map(|(f, _)| f.intitule.clone()),
        }
    }

    fn niveau_cfd(&self, diplome: &Diplome) -> NiveauCfdApi {
        let code = diplome.cfd.niveau_formation();
        let dit = self.niveaux.get(code).filter(|n| !n.is_empty());
        NiveauCfdApi {
            europeen: europeen(self.table.niveau(&diplome.cfd)),
            formation_diplome: code.to_owned(),
            interministeriel: dit.cloned().unwrap_or_else(|| interministeriel(code)),
            libelle: Some(diplome.famille.clone()).filter(|t| !t.is_empty()),
            sigle: diplome.sigle.clone(),
        }
    }

    fn domaines(&self, diplome: Option<&Du<'_>>, fiche: Option<&DeLa<'_>>) -> DomainesApi {
        let specialite = diplome.and_then(|(_, d)| d.specialite.clone());
        DomainesApi {
            formacodes: FormacodesApi { rncp: fiche.map(|f| f.1.formacodes.clone()) },
            nsf: NsfApi {
                cfd: specialite.map(|code| CodeLibreApi { code, intitule: None }),
                rncp: fiche.map(|f| f.1.nsf.clone()),
            },
            rome: RomesApi { rncp: fiche.map(|(f, _)| self.romes(&f.rncp)) },
        }
    }

    fn romes(&self, rncp: &Rncp) -> Vec<CodeApi> {
        let ecrire = |rome: &noyau::identifiants::Rome| CodeApi {
            code: rome.to_string(),
            intitule: self.nom_de_metier(rome.as_str()).to_owned(),
        };
        self.table.romes_de_fiche(rncp).iter().map(ecrire).collect()
    }

    fn suite_de_cfd(&self, courant: Cfd) -> Vec<SuiteCfdApi> {
        let lignee = if_empty(self.lignee_de_cfd(&courant), courant);
        let mut suite: Vec<_> = lignee.iter().filter_map(|c| self.table.diplome(c)).collect();
        suite.sort_by_key(|d| (d.ouverture, d.cfd));
        suite.retain(|d| cfd_public(&d.cfd));
        let ecrire = |d: &Diplome| SuiteCfdApi {
            ouverture: premier(d.ouverture),
            fermeture: dernier(d.fermeture),
            code: d.cfd.to_string(),
            courant: d.cfd == courant,
        };
        suite.into_iter().map(ecrire).collect()
    }

    fn suite_de_rncp(&self, courant: Rncp) -> Vec<SuiteRncpApi> {
        let lignee = if_empty(self.lignee_de_rncp(&courant), courant);
        let activation = |rncp: &Rncp| self.fiches.get(rncp).and_then(|f| f.activation);
        let mut suite: Vec<_> = lignee.iter().filter_map(|r| self.table.fiche(r)).collect();
        suite.sort_by_key(|f| (activation(&f.rncp), f.rncp.numero()));
        suite.retain(|f| f.rncp.numero() >= 100);
        let ecrire = |f: &Fiche| SuiteRncpApi {
            activation: premier(activation(&f.rncp)),
            fin_enregistrement: dernier(f.fin),
            code: f.rncp.to_string(),
            courant: f.rncp == courant,
            actif: f.active,
        };
        suite.into_iter().map(ecrire).collect()
    }
}

/// The lineage of a code that no link names is itself.
fn if_empty<T: Copy>(lignee: &[T], soi: T) -> Vec<T> {
    if lignee.is_empty() { vec![soi] } else { lignee.to_vec() }
}

fn periode(periode: Intervalle, diplome: Option<&Du<'_>>, fiche: Option<&DeLa<'_>>) -> PeriodeApi {
    let (debut, fin) = bornes(periode);
    PeriodeApi {
        debut,
        fin,
        cfd: diplome.map(|(d, details)| PeriodeCfdApi {
            ouverture: premier(d.ouverture),
            fermeture: dernier(d.fermeture),
            premiere_session: details.premiere_session,
            derniere_session: details.derniere_session,
        }),
        rncp: fiche.map(|(f, details)| PeriodeRncpApi {
            actif: f.active,
            activation: premier(details.activation),
            debut_parcours: premier(details.debut_parcours),
            fin_enregistrement: dernier(f.fin),
        }),
    }
}

fn genre(diplome: Option<&Du<'_>>, fiche: Option<&DeLa<'_>>) -> TypeApi {
    let avec_siret = |f: &&DeLa<'_>| {
        f.1.certificateurs.iter().filter(|c| !c.siret.is_empty()).cloned().collect()
    };
    TypeApi {
        nature: NatureApi {
            cfd: diplome.map(|(_, d)| NatureCfdApi { code: d.nature.clone(), libelle: None }),
        },
        gestionnaire_diplome: diplome.and_then(|(_, d)| d.gestionnaire.clone()),
        enregistrement_rncp: fiche.and_then(|(f, _)| match f.enregistrement {
            Enregistrement::DeDroit => Some("Enregistrement de droit"),
            Enregistrement::SurDemande => Some("Enregistrement sur demande"),
            Enregistrement::Inconnu => None,
        }),
        voie_acces: VoiesApi { rncp: fiche.and_then(|(_, f)| f.voies) },
        certificateurs_rncp: fiche.as_ref().map(avec_siret),
    }
}

fn europeen(niveau: Option<NiveauDiplome>) -> Option<String> {
    niveau.map(|n| n.numero().to_string())
}

/// Level of the interministerial list, from the level code of a diploma: its first character, but
/// for the mentions complémentaires of level V (`013`).
fn interministeriel(code: &str) -> String {
    let premier = code.chars().take(1).collect();
    if code == "013" { "5".to_owned() } else { premier }
}

/// Three characters, three digits, two characters: what the public API promises of a CFD.
fn cfd_public(cfd: &Cfd) -> bool {
    cfd.as_str().as_bytes()[3..6].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn level_of_the_interministerial_list() {
        for (code, niveau) in [("500", "5"), ("400", "4"), ("013", "5"), ("010", "0"), ("", "")] {
            assert_eq!(interministeriel(code), niveau, "{code}");
        }
    }

    #[test]
    fn codes_that_the_public_api_promises() {
        for (code, promis) in [("32032408", true), ("36X25031", true), ("503Z2031", false)] {
            assert_eq!(cfd_public(&code.parse().unwrap()), promis, "{code}");
        }
    }
}
