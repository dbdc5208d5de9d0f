//! What only a process can show: exit codes, being killed, a full disk, raw bytes on a socket.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test says what it needs by failing")]

mod arret;
mod candidatures;
mod codes;
mod disque;
mod effectifs;
mod programme;
mod remise;
mod reseau;
mod serveur;
