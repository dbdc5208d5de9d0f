//! Journeys through the real router. One binary: it is linked once, and the invented data is
//! imported once for all the tests of a run.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

mod acces;
mod administration;
mod adresses;
mod alertes;
mod avis;
mod besoins;
mod candidatures;
mod candidatures_antivirus;
mod candidatures_envoi;
mod candidatures_membres;
mod candidatures_reponse;
mod candidatures_suivi;
mod connexion;
mod courriels;
mod decisions_uai;
mod delegations;
mod demande;
mod documentation;
mod effectifs;
mod hostilite;
mod imports;
mod inscription;
mod journaux;
mod lectures;
mod lectures_v1;
mod liens;
mod liens_finis;
mod livraisons;
mod livraisons_rendezvous;
mod lots;
mod mandats;
mod marche_cache;
mod offres;
mod ouvertes;
mod pages;
mod personnes;
mod rendezvous;
mod routes;
mod site;
mod surveillance;
