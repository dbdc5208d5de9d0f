-- What seals the links that this service hands out. One row, made at the first start.
CREATE TABLE offres_sceau (
    nom TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);
