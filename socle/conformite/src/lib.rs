//! Processing register, retention, personal-data index.
