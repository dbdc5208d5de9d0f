//! Journeys through the real router. One binary: it is linked once, and the invented data is
//! imported once for all the tests of a run.

mod besoins;
mod demande;
mod documentation;
mod hostilite;
mod imports;
mod liens;
mod pages;
mod routes;
mod site;
