-- Missions locales (Union nationale des missions locales), and the places that each serves.
CREATE TABLE missions_locales (
    version BIGINT NOT NULL,
    numero BIGINT NOT NULL,
    code TEXT NOT NULL,
    nom TEXT NOT NULL,
    siret TEXT NOT NULL,
    adresse TEXT NOT NULL,
    code_postal TEXT NOT NULL,
    ville TEXT NOT NULL,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    courriel TEXT,
    telephone TEXT,
    site TEXT,
    PRIMARY KEY (version, numero)
);

-- A town as its postal address names it.
CREATE TABLE missions_locales_villes (
    version BIGINT NOT NULL,
    mission BIGINT NOT NULL,
    code_postal TEXT NOT NULL,
    ville TEXT NOT NULL,
    PRIMARY KEY (version, mission, code_postal, ville)
);

-- Positions of the missions locales that the directory does not place, by name.
CREATE TABLE missions_locales_points (
    version BIGINT NOT NULL,
    nom TEXT NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (version, nom)
);
