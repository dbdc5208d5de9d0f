ALTER TABLE documents ADD PRIMARY KEY (id);
CREATE INDEX documents_recherche ON documents USING gin (recherche) WITH (fastupdate = off);
CREATE INDEX documents_lieu ON documents USING gist (lieu);
CREATE INDEX documents_departement ON documents (departement);
CREATE INDEX documents_region ON documents (region);
CREATE INDEX documents_genre ON documents (genre);
CREATE INDEX documents_nature ON documents (nature);
CREATE INDEX documents_secteur ON documents (activity_sector);
CREATE INDEX documents_publication ON documents (publication);
