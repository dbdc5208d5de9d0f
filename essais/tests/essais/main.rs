//! Journeys through the real router. One binary: it is linked once, and the invented data is
//! imported once for all the tests of a run.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

mod acces;
mod adresses;
mod besoins;
mod demande;
mod documentation;
mod hostilite;
mod imports;
mod liens;
mod ouvertes;
mod pages;
mod personnes;
mod routes;
mod site;
