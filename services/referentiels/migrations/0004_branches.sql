-- Collective agreements and the opérateur de compétences of their companies.
CREATE TABLE idcc_opco (
    version BIGINT NOT NULL,
    idcc TEXT NOT NULL,
    opco TEXT NOT NULL,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, idcc)
);

-- Niveaux de prise en charge des contrats d'apprentissage (France compétences). A branch speaks by
-- its commission paritaire (CPNE); `branche` numbers the labels of the file, which are long.
CREATE TABLE npec_branches (
    version BIGINT NOT NULL,
    branche BIGINT NOT NULL,
    cpne TEXT,
    libelle TEXT NOT NULL,
    PRIMARY KEY (version, branche)
);

CREATE TABLE npec_montants (
    version BIGINT NOT NULL,
    certification TEXT NOT NULL,
    branche BIGINT NOT NULL,
    applicable_au TEXT NOT NULL,
    centimes BIGINT NOT NULL,
    statut TEXT,
    PRIMARY KEY (version, certification, branche, applicable_au)
);

-- IDCC covered by a CPNE, when the file says so.
CREATE TABLE npec_conventions (
    version BIGINT NOT NULL,
    cpne TEXT NOT NULL,
    idcc TEXT NOT NULL,
    PRIMARY KEY (version, cpne, idcc)
);
