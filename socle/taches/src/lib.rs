//! Jobs and cron.
