CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- French stemming on words without accents. A configuration is immutable where the function unaccent() is not, so
-- that the column below can be generated.
DROP TABLE IF EXISTS documents;
DROP TEXT SEARCH CONFIGURATION IF EXISTS francais;
CREATE TEXT SEARCH CONFIGURATION francais (COPY = french);
ALTER TEXT SEARCH CONFIGURATION francais
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, french_stem;

CREATE TABLE documents (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    genre TEXT NOT NULL,
    type TEXT NOT NULL,
    sub_type TEXT NOT NULL,
    type_filter_label TEXT NOT NULL,
    nature TEXT NOT NULL,
    contract_type TEXT[] NOT NULL,
    level TEXT NOT NULL,
    activity_sector TEXT NOT NULL,
    organization_name TEXT NOT NULL,
    departement TEXT NOT NULL,
    region TEXT NOT NULL,
    is_disabled_elligible BOOLEAN NOT NULL,
    urgent BOOLEAN NOT NULL,
    smart_apply BOOLEAN NOT NULL,
    is_algo_company BOOLEAN NOT NULL,
    is_formation_included BOOLEAN NOT NULL,
    is_start_flexible BOOLEAN NOT NULL,
    publication INTEGER,
    debut INTEGER,
    candidatures INTEGER,
    lieu geography(Point, 4326),
    titre TEXT NOT NULL,
    metiers TEXT NOT NULL,
    mots_cles TEXT NOT NULL,
    charge TEXT NOT NULL,
    recherche TSVECTOR GENERATED ALWAYS AS (
        setweight(to_tsvector('francais', titre), 'A') ||
        setweight(to_tsvector('francais', metiers), 'A') ||
        setweight(to_tsvector('francais', organization_name), 'B') ||
        setweight(to_tsvector('francais', mots_cles), 'C')
    ) STORED
);
