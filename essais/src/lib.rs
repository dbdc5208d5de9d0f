//! The tests of this crate go through the real router, with the real services, on every database
//! that the machine has: see `tests/essais/`.
