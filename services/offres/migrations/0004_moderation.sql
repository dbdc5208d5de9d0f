-- Why an offer was sent to be looked at; replaced each time the rules read it again.
CREATE TABLE offres_controles (
    offre TEXT NOT NULL,
    regle TEXT NOT NULL,
    phrase TEXT NOT NULL,
    instant BIGINT NOT NULL,
    PRIMARY KEY (offre, regle)
);

-- Companies that someone decided about: training centres of a company, and those that published
-- fake offers. `cle` is a SIREN, or a name folded.
CREATE TABLE offres_listes (
    genre TEXT NOT NULL CHECK (genre IN ('blanche', 'noire')),
    cle TEXT NOT NULL,
    pourquoi TEXT NOT NULL,
    par TEXT NOT NULL,
    instant BIGINT NOT NULL,
    PRIMARY KEY (genre, cle)
);

-- What visitors report of an offer. Nothing tells who they are.
CREATE TABLE offres_signalements (
    id TEXT NOT NULL PRIMARY KEY,
    offre TEXT NOT NULL,
    raison TEXT NOT NULL,
    precisions TEXT NOT NULL,
    instant BIGINT NOT NULL,
    traite_le BIGINT
);
CREATE INDEX offres_signalements_offre ON offres_signalements (offre, traite_le);

-- Links of mails: one act on one offer, once. The database holds the SHA-256 of the secret.
CREATE TABLE offres_liens (
    empreinte TEXT NOT NULL PRIMARY KEY,
    offre TEXT NOT NULL,
    acte TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
