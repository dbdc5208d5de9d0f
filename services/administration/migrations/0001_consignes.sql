-- What the administrators decided for the whole site: one row.
CREATE TABLE administration_consignes (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    annonce TEXT NOT NULL,
    annonce_fin BIGINT,
    maintenance BIGINT NOT NULL CHECK (maintenance IN (0, 1)),
    suspendus TEXT NOT NULL,
    decidees_par TEXT NOT NULL,
    decidees_le BIGINT NOT NULL
);
