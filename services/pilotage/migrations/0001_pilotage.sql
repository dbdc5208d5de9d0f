-- Uses by day. Nodes add to the same rows; nothing here says who.
CREATE TABLE pilotage_compteurs (
    jour TEXT NOT NULL,
    mesure TEXT NOT NULL,
    cle TEXT NOT NULL,
    nombre BIGINT NOT NULL,
    PRIMARY KEY (jour, mesure, cle)
);

-- What people wrote with their opinion; their marks are counters.
CREATE TABLE pilotage_avis (
    id TEXT NOT NULL PRIMARY KEY,
    instant BIGINT NOT NULL,
    parcours TEXT NOT NULL,
    note TEXT NOT NULL CHECK (note IN ('bien', 'moyen', 'mal')),
    texte TEXT NOT NULL
);

CREATE INDEX pilotage_avis_instant ON pilotage_avis (instant);
