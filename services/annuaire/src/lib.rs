//! The directory of training organisations: which UAI goes with which SIRET.
