-- Enrolments that their centre took out: doubles merged into another one, mistakes. Kept whole for thirty days, so that
-- it can be undone; then only what stops the same one from coming back.
CREATE TABLE effectifs_archives (
    id TEXT NOT NULL PRIMARY KEY,
    effectif TEXT NOT NULL,
    siret TEXT NOT NULL,
    uai TEXT NOT NULL,
    annee_scolaire TEXT NOT NULL,
    id_erp TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    courriel TEXT,
    raison TEXT NOT NULL,
    precision_motif TEXT NOT NULL,
    par TEXT NOT NULL,
    archive_le BIGINT NOT NULL,
    garde TEXT NOT NULL,
    contenu TEXT NOT NULL,
    avant TEXT NOT NULL
);
CREATE UNIQUE INDEX effectifs_archives_cle ON effectifs_archives (siret, uai, annee_scolaire, id_erp);
CREATE INDEX effectifs_archives_archive_le ON effectifs_archives (archive_le);
CREATE INDEX effectifs_archives_courriel ON effectifs_archives (courriel);

-- Two enrolments that look like one, and that their centre said are two.
CREATE TABLE effectifs_distincts (
    un TEXT NOT NULL,
    autre TEXT NOT NULL,
    dit_le BIGINT NOT NULL,
    PRIMARY KEY (un, autre)
);
CREATE INDEX effectifs_distincts_dit_le ON effectifs_distincts (dit_le);
