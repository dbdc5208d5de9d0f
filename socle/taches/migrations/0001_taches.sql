CREATE TABLE taches (
    nom TEXT NOT NULL PRIMARY KEY,
    prochaine BIGINT NOT NULL,
    bail BIGINT NOT NULL,
    derniere BIGINT,
    resultat TEXT NOT NULL
);
