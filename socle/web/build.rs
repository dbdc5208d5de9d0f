//! The static files are embedded when this crate is compiled: it must be compiled again when
//! `web/dist` appears or changes, which cargo cannot guess.

use std::path::Path;

fn main() {
    let dist = Path::new("../../web/dist");
    let suivi = if dist.exists() { dist } else { Path::new("../../web") };
    println!("cargo:rerun-if-changed={}", suivi.display());
}
