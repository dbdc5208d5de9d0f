-- Wishes of apprenticeship that the platforms of the end of collège and lycée transmit to training centres.
CREATE TABLE effectifs_voeux (
    version BIGINT NOT NULL,
    ine TEXT NOT NULL,
    offre TEXT NOT NULL,
    academie TEXT NOT NULL,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    telephone TEXT,
    cfd TEXT NOT NULL,
    formation TEXT NOT NULL,
    origine TEXT NOT NULL,
    siret_responsable TEXT NOT NULL,
    siret_formateur TEXT NOT NULL,
    PRIMARY KEY (version, ine, offre)
);
CREATE INDEX effectifs_voeux_formateur ON effectifs_voeux (version, siret_formateur);
CREATE INDEX effectifs_voeux_responsable ON effectifs_voeux (version, siret_responsable);
CREATE INDEX effectifs_voeux_academie ON effectifs_voeux (version, academie);
