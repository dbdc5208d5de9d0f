-- Whether what a mission locale did for an enrolment went to the one it was merged into: it comes back with it.
ALTER TABLE effectifs_archives ADD COLUMN suivi_deplace BIGINT NOT NULL DEFAULT 0;
