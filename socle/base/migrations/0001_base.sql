-- The outbox: what happened, in the order it was committed.
CREATE TABLE evenements (
    id CLE_AUTO,
    sujet TEXT NOT NULL,
    cle TEXT NOT NULL,
    contenu TEXT NOT NULL,
    instant BIGINT NOT NULL
);

-- How far each consumer of the outbox has read.
CREATE TABLE consommateurs (
    nom TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);

-- One row for each attempt to import a file. A data set (jeu) has at most one current version.
CREATE TABLE versions (
    id BIGINT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    jeu TEXT NOT NULL,
    fichier TEXT NOT NULL,
    processus TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    statut TEXT NOT NULL CHECK (statut IN ('en_cours', 'courante', 'remplacee', 'refusee', 'interrompue')),
    lus BIGINT NOT NULL DEFAULT 0,
    stockes BIGINT NOT NULL DEFAULT 0,
    rejetes BIGINT NOT NULL DEFAULT 0,
    debut BIGINT NOT NULL,
    battement BIGINT NOT NULL,
    fin BIGINT,
    motif TEXT,
    purgee BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX versions_courante ON versions (jeu) WHERE statut = 'courante';
CREATE INDEX versions_jeu ON versions (jeu, id);

-- What an import left out, and why: enough to correct the file.
CREATE TABLE rejets (
    version BIGINT NOT NULL,
    rang BIGINT NOT NULL,
    ligne BIGINT NOT NULL,
    colonne TEXT NOT NULL,
    valeur TEXT NOT NULL,
    regle TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (version, rang)
);
