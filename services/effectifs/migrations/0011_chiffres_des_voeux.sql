-- Figures of the wishes of a campaign, which name nobody: they outlive the wishes they were counted from.
CREATE TABLE effectifs_chiffres_voeux (
    campagne BIGINT NOT NULL,
    academie TEXT NOT NULL,
    importe_le BIGINT NOT NULL,
    jour TEXT NOT NULL,
    eleves BIGINT NOT NULL,
    apprentis BIGINT NOT NULL,
    sans_contrat BIGINT NOT NULL,
    non_inscrits BIGINT NOT NULL,
    attendus BIGINT NOT NULL,
    transmetteurs BIGINT NOT NULL,
    PRIMARY KEY (campagne, academie)
);
