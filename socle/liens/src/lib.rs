//! Outside partners: one module each, trait, HTTP client and fake.
