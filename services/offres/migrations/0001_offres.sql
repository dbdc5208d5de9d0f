-- Offers of the public job API. Lists are JSON arrays; instants are milliseconds since 1970; booleans are 0/1.
CREATE TABLE offres (
    version BIGINT NOT NULL,
    id TEXT NOT NULL,
    origine TEXT NOT NULL,
    reference TEXT NOT NULL,
    statut TEXT NOT NULL CHECK (statut IN ('active', 'pourvue', 'annulee', 'en_attente')),
    siret TEXT,
    nom TEXT NOT NULL,
    presentation TEXT,
    site TEXT,
    taille TEXT,
    naf TEXT,
    secteur TEXT,
    idcc TEXT,
    opco TEXT,
    adresse TEXT NOT NULL,
    code_postal TEXT,
    commune TEXT,
    ville TEXT,
    departement TEXT,
    region TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    precision_lieu TEXT NOT NULL
        CHECK (precision_lieu IN ('adresse', 'commune', 'departement', 'region', 'aucune')),
    cle_geo BIGINT NOT NULL,
    romes TEXT NOT NULL,
    handicap BIGINT NOT NULL,
    url TEXT,
    destinataire TEXT,
    candidatures BIGINT NOT NULL,
    titre TEXT NOT NULL,
    description TEXT NOT NULL,
    niveau BIGINT CHECK (niveau BETWEEN 1 AND 8),
    contrats TEXT NOT NULL,
    debut TEXT,
    type_debut TEXT CHECK (type_debut IN ('des_que_possible', 'precise_date')),
    debut_souple BIGINT NOT NULL,
    duree_mois BIGINT,
    rythme TEXT,
    teletravail TEXT CHECK (teletravail IN ('sur_place', 'hybride', 'a_distance')),
    postes BIGINT NOT NULL,
    competences TEXT NOT NULL,
    acquis TEXT NOT NULL,
    conditions TEXT NOT NULL,
    publication BIGINT,
    expiration BIGINT,
    deleguee BIGINT NOT NULL,
    formation_incluse BIGINT NOT NULL,
    PRIMARY KEY (version, id)
);

-- The index of the search reads offers by neighbourhood.
CREATE INDEX offres_par_lieu ON offres (version, cle_geo, id);
CREATE INDEX offres_par_expiration ON offres (expiration);

-- Companies likely to hire, without an offer.
CREATE TABLE recruteurs (
    version BIGINT NOT NULL,
    siret TEXT NOT NULL,
    nom TEXT NOT NULL,
    presentation TEXT,
    site TEXT,
    taille TEXT,
    naf TEXT,
    secteur TEXT,
    idcc TEXT,
    opco TEXT,
    adresse TEXT NOT NULL,
    code_postal TEXT,
    commune TEXT,
    ville TEXT,
    departement TEXT,
    region TEXT,
    latitude DOUBLE PRECISION,
    longitude DOUBLE PRECISION,
    precision_lieu TEXT NOT NULL
        CHECK (precision_lieu IN ('adresse', 'commune', 'departement', 'region', 'aucune')),
    cle_geo BIGINT NOT NULL,
    romes TEXT NOT NULL,
    handicap BIGINT NOT NULL,
    url TEXT,
    destinataire TEXT,
    candidatures BIGINT NOT NULL,
    PRIMARY KEY (version, siret)
);

CREATE INDEX recruteurs_par_lieu ON recruteurs (version, cle_geo, siret);
