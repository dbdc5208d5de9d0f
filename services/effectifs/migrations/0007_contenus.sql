-- What was received lives beside its sending: noting how far a sending is does not rewrite megabytes.
CREATE TABLE effectifs_contenus (
    transmission TEXT NOT NULL PRIMARY KEY,
    contenu TEXT NOT NULL
);
INSERT INTO effectifs_contenus (transmission, contenu)
SELECT id, contenu FROM effectifs_transmissions WHERE contenu <> '';
ALTER TABLE effectifs_transmissions DROP COLUMN contenu;
