-- What each delivery changed in each training, kept when the rows of the delivery are gone: only
-- what changed is written. `nature`: the training came, went, or one of its fields is not the same.
CREATE TABLE formations_historique (
    version BIGINT NOT NULL,
    rang BIGINT NOT NULL,
    id TEXT NOT NULL,
    nature TEXT NOT NULL CHECK (nature IN ('ajoutee', 'changee', 'disparue')),
    champ TEXT,
    avant TEXT,
    apres TEXT,
    PRIMARY KEY (version, rang)
);
CREATE INDEX formations_historique_id ON formations_historique (id, version);

-- Deliveries already compared with the one before; `comparee` is 0 when there was nothing to compare.
CREATE TABLE formations_suivi (
    version BIGINT NOT NULL PRIMARY KEY,
    comparee BIGINT NOT NULL
);
