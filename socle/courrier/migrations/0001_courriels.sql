CREATE TABLE courriels (
    id TEXT NOT NULL PRIMARY KEY,
    modele TEXT NOT NULL,
    adresse TEXT NOT NULL,
    cle TEXT,
    liste TEXT,
    liste_titre TEXT,
    etat TEXT NOT NULL CHECK (etat IN ('en_attente', 'envoye', 'abandonne', 'refuse')),
    motif TEXT NOT NULL,
    essais BIGINT NOT NULL,
    prochaine BIGINT NOT NULL,
    bail BIGINT NOT NULL,
    preneur TEXT NOT NULL,
    transport TEXT NOT NULL,
    depose_le BIGINT NOT NULL,
    termine_le BIGINT
);
CREATE UNIQUE INDEX courriels_cle ON courriels (modele, cle);
CREATE INDEX courriels_a_faire ON courriels (prochaine) WHERE etat = 'en_attente';
CREATE INDEX courriels_abandonnes ON courriels (depose_le) WHERE etat = 'abandonne';
CREATE INDEX courriels_depots ON courriels (depose_le);
CREATE INDEX courriels_adresse ON courriels (adresse, depose_le);
CREATE INDEX courriels_termines ON courriels (termine_le);

CREATE TABLE courriels_corps (
    courriel TEXT NOT NULL PRIMARY KEY REFERENCES courriels (id) ON DELETE CASCADE,
    sujet TEXT NOT NULL,
    texte TEXT NOT NULL,
    html TEXT NOT NULL,
    termine_le BIGINT
);
CREATE INDEX courriels_corps_termines ON courriels_corps (termine_le);

CREATE TABLE courriels_adresses (
    adresse TEXT NOT NULL PRIMARY KEY,
    rebonds BIGINT NOT NULL,
    morte_le BIGINT,
    motif TEXT NOT NULL,
    vue_le BIGINT NOT NULL
);
CREATE INDEX courriels_adresses_vues ON courriels_adresses (vue_le);

CREATE TABLE courriels_oppositions (
    adresse TEXT NOT NULL,
    liste TEXT NOT NULL,
    titre TEXT NOT NULL,
    origine TEXT NOT NULL CHECK (origine IN ('personne', 'messagerie', 'plainte')),
    depuis BIGINT NOT NULL,
    PRIMARY KEY (adresse, liste)
);

CREATE TABLE courriels_retours (
    cle TEXT NOT NULL PRIMARY KEY,
    genre TEXT NOT NULL,
    adresse TEXT NOT NULL,
    motif TEXT NOT NULL,
    recu_le BIGINT NOT NULL
);
CREATE INDEX courriels_retours_adresse ON courriels_retours (adresse, recu_le);
CREATE INDEX courriels_retours_recus ON courriels_retours (recu_le);

CREATE TABLE courriels_secrets (
    nom TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);
