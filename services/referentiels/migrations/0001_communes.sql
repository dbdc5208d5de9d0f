-- Communes and municipal arrondissements (INSEE, code officiel géographique).
CREATE TABLE communes (
    version BIGINT NOT NULL,
    code TEXT NOT NULL,
    nom TEXT NOT NULL,
    departement TEXT NOT NULL,
    region TEXT NOT NULL,
    population BIGINT,
    lat DOUBLE PRECISION,
    lon DOUBLE PRECISION,
    genre TEXT NOT NULL,
    PRIMARY KEY (version, code)
);

CREATE TABLE communes_codes_postaux (
    version BIGINT NOT NULL,
    commune TEXT NOT NULL,
    code_postal TEXT NOT NULL,
    PRIMARY KEY (version, commune, code_postal)
);
CREATE INDEX communes_codes_postaux_code ON communes_codes_postaux (code_postal, version);

-- The zone d'emploi of INSEE (its "bassin d'emploi") to which a commune belongs.
CREATE TABLE communes_zones_emploi (
    version BIGINT NOT NULL,
    commune TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (version, commune)
);
CREATE INDEX communes_zones_emploi_zone ON communes_zones_emploi (zone, version);
