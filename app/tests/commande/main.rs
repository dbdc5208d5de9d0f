//! What only a process can show: exit codes, being killed, a full disk, raw bytes on a socket.

mod arret;
mod codes;
mod disque;
mod programme;
mod reseau;
