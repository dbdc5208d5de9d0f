-- The SIRET of the organisation that a key speaks for; empty for a partner.
ALTER TABLE cles_api ADD COLUMN organisme TEXT NOT NULL DEFAULT '';
CREATE INDEX cles_api_organisme ON cles_api (organisme);
