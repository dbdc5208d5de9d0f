//! The mails on every database of the machine, and through a real SMTP server.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod commun;
mod file;
mod journal;
mod sante;
mod smtp;
