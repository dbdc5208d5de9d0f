-- Each time a job ran, and how it ended; kept ninety days.
CREATE TABLE taches_courses (
    id CLE_AUTO,
    nom TEXT NOT NULL,
    debut BIGINT NOT NULL,
    fin BIGINT,
    echec BIGINT NOT NULL CHECK (echec IN (0, 1)),
    resultat TEXT NOT NULL
);
CREATE INDEX taches_courses_nom ON taches_courses (nom, id);

-- Failures in a row: what tells a job that is tried again from one that nobody tries any more.
ALTER TABLE taches ADD COLUMN echecs BIGINT NOT NULL DEFAULT 0;
