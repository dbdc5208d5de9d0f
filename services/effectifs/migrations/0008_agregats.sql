-- Figures of the ends of months, which name nobody: they outlive the enrolments they were counted from.
CREATE TABLE effectifs_agregats (
    jour TEXT NOT NULL,
    departement TEXT NOT NULL,
    apprentis BIGINT NOT NULL,
    inscrits BIGINT NOT NULL,
    rupturants BIGINT NOT NULL,
    abandons BIGINT NOT NULL,
    entrees BIGINT NOT NULL,
    sorties BIGINT NOT NULL,
    attendus BIGINT NOT NULL,
    transmetteurs BIGINT NOT NULL,
    PRIMARY KEY (jour, departement)
);
