//! Integration tests through the real router.
