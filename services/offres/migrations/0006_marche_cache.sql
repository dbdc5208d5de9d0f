-- What companies likely to hire ask of us. It outlives the files that name them: it is applied each
-- time they are read.
CREATE TABLE offres_choix (
    siret TEXT NOT NULL PRIMARY KEY,
    choix TEXT NOT NULL CHECK (choix IN ('paraitre', 'arret', 'opposition')),
    courriel TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    raison TEXT NOT NULL,
    choisi_le BIGINT NOT NULL
);

-- Mailboxes to which nothing is sent any more, by their SHA-256, whatever company gives them.
CREATE TABLE offres_oppositions (
    empreinte TEXT NOT NULL PRIMARY KEY,
    demandee_le BIGINT NOT NULL
);

-- Links sent to companies: one company, a few days. The database holds the SHA-256 of the secret.
CREATE TABLE offres_liens_entreprises (
    empreinte TEXT NOT NULL PRIMARY KEY,
    siret TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    utilise_le BIGINT
);
CREATE INDEX offres_liens_entreprises_siret ON offres_liens_entreprises (siret, cree_le);
