-- Offers proposed to training centres: one row for an offer and a centre, never two. `empreinte` is the
-- SHA-256 of the secret of the link of the mail; `envoyee` is 0 when the mailbox takes no such mail.
CREATE TABLE offres_delegations (
    offre TEXT NOT NULL,
    centre TEXT NOT NULL,
    empreinte TEXT NOT NULL UNIQUE,
    nom TEXT NOT NULL,
    ville TEXT NOT NULL,
    km BIGINT NOT NULL,
    envoyee BIGINT NOT NULL CHECK (envoyee IN (0, 1)),
    proposee_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    lue_le BIGINT,
    reponse TEXT NOT NULL CHECK (reponse IN ('', 'oui', 'non')),
    repondue_le BIGINT,
    PRIMARY KEY (offre, centre)
);
CREATE INDEX offres_delegations_centre ON offres_delegations (centre, proposee_le);

-- Centres (SIRET) that want no offer any more. It outlives the files that name them.
CREATE TABLE offres_centres_arret (
    centre TEXT NOT NULL PRIMARY KEY,
    arrete_le BIGINT NOT NULL
);

-- Offers whose owner was told once that centres near by train for their trade, or would have been had
-- there been any.
CREATE TABLE offres_propositions (
    offre TEXT NOT NULL PRIMARY KEY,
    instant BIGINT NOT NULL
);
