-- What each run of a retention rule found and did.
CREATE TABLE retention_passages (
    id CLE_AUTO,
    course TEXT NOT NULL,
    traitement TEXT NOT NULL,
    nom_table TEXT NOT NULL,
    a_blanc BIGINT NOT NULL,
    instant BIGINT NOT NULL,
    limite BIGINT NOT NULL,
    echus BIGINT NOT NULL,
    traites BIGINT NOT NULL,
    prevenus BIGINT NOT NULL,
    a_venir BIGINT NOT NULL,
    etat TEXT NOT NULL CHECK (etat IN ('fait', 'a_blanc', 'gele', 'echec')),
    message TEXT NOT NULL
);
CREATE INDEX retention_passages_instant ON retention_passages (instant);

-- Legal holds: what must not go although its time has come. Without key, the whole processing.
CREATE TABLE retention_gels (
    id TEXT NOT NULL PRIMARY KEY,
    traitement TEXT NOT NULL,
    cle TEXT,
    motif TEXT NOT NULL,
    debut BIGINT NOT NULL,
    fin BIGINT
);

-- Who has been warned that their data will go, so that nobody is warned twice.
CREATE TABLE retention_preavis (
    traitement TEXT NOT NULL,
    nom_table TEXT NOT NULL,
    cle TEXT NOT NULL,
    instant BIGINT NOT NULL,
    PRIMARY KEY (traitement, nom_table, cle)
);
