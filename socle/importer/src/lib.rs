//! The import runner: formats, versions, swap, rejects, progress, guard.
