//! Database: one SQL for SQLite and PostgreSQL, transactions, batched upserts, migrations, outbox, versions of imported data.
