//! A disk that is really full: a small file system in memory, where the machine lets us mount one.

use std::path::Path;
use std::process::Command;

use crate::programme::{Programme, dit, recruteurs};

/// A file system of a few megabytes, unmounted when dropped.
pub struct PetitDisque<'a>(&'a Path);

impl<'a> PetitDisque<'a> {
    /// Mounts it; none where the machine does not let us.
    pub fn monter(dossier: &'a Path, taille: &str) -> Option<Self> {
        mount(&["-t", "tmpfs", "-o", &format!("size={taille}"), "tmpfs"], dossier)
            .then_some(PetitDisque(dossier))
    }

    /// Makes room.
    pub fn agrandir(&self, taille: &str) {
        assert!(mount(&["-o", &format!("remount,size={taille}")], self.0));
    }
}

impl Drop for PetitDisque<'_> {
    fn drop(&mut self) {
        Command::new("umount").arg("-l").arg(self.0).status().ok();
    }
}

fn mount(arguments: &[&str], dossier: &Path) -> bool {
    let sortie = Command::new("mount").args(arguments).arg(dossier).output();
    sortie.is_ok_and(|s| s.status.success())
}

#[test]
fn a_full_disk_is_said_and_leaves_nothing_half_visible() {
    let dossier = tempfile::tempdir().expect("a temporary folder");
    let ailleurs = Programme::nouveau();
    let petit = ailleurs.ecrire("petit.ndjson", recruteurs(200));
    let grand = ailleurs.ecrire("grand.ndjson", recruteurs(30_000));
    let Some(disque) = PetitDisque::monter(dossier.path(), "6m") else {
        eprintln!("skipped: this machine does not let us mount a file system");
        return;
    };
    let visibles = "SELECT COUNT(*) FROM recruteurs WHERE version IN (SELECT id FROM versions WHERE statut = 'courante')";
    let programme = Programme::dans(dossier.path());
    let sortie = programme.executer(&["import", "recruteurs", &petit]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    let avant = programme.compter(visibles);

    let sortie = programme.executer(&["import", "recruteurs", &grand]);
    assert_eq!(sortie.status.code(), Some(1), "{}", dit(&sortie));
    assert!(dit(&sortie).contains("le disque est plein"), "{}", dit(&sortie));

    disque.agrandir("400m");
    assert_eq!(programme.compter(visibles), avant, "readers still see the old whole");
    let sortie = programme.executer(&["import", "recruteurs", &grand]);
    assert!(sortie.status.success(), "{}", dit(&sortie));
    assert!(programme.compter(visibles) > 25_000);
}
