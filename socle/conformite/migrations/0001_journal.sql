-- Who did what, to what, about whom, why. Append-only: each row's hash covers the row before it.
-- `sujet` is a keyed hash of the person's mailbox: nothing here names a person.
CREATE TABLE journal (
    rang BIGINT NOT NULL PRIMARY KEY,
    instant BIGINT NOT NULL,
    acte TEXT NOT NULL,
    acteur_genre TEXT NOT NULL CHECK (acteur_genre IN ('compte', 'cle', 'personne', 'systeme')),
    acteur TEXT NOT NULL,
    au_nom_de TEXT,
    objet_genre TEXT NOT NULL,
    objet TEXT NOT NULL,
    sujet TEXT,
    motif TEXT NOT NULL,
    details TEXT NOT NULL,
    empreinte TEXT NOT NULL
);
CREATE INDEX journal_instant ON journal (instant);
CREATE INDEX journal_acteur ON journal (acteur, rang);
CREATE INDEX journal_objet ON journal (objet_genre, objet, rang);
CREATE INDEX journal_sujet ON journal (sujet, rang) WHERE sujet IS NOT NULL;

-- The end of the chain: writers update it first, one after the other.
CREATE TABLE journal_tete (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    rang BIGINT NOT NULL,
    empreinte TEXT NOT NULL
);
INSERT INTO journal_tete (id, rang, empreinte) VALUES (1, 0, '');

-- Where the chain was cut: the hash of the last row that retention took away.
CREATE TABLE journal_coupes (
    rang BIGINT NOT NULL PRIMARY KEY,
    empreinte TEXT NOT NULL,
    instant BIGINT NOT NULL
);

-- What each verification found; the next one goes on from the last that found the chain whole.
CREATE TABLE journal_verifications (
    id CLE_AUTO,
    instant BIGINT NOT NULL,
    entiere BIGINT NOT NULL,
    jusqua BIGINT NOT NULL,
    empreinte TEXT NOT NULL,
    rompu BIGINT,
    raison TEXT
);

-- The database itself refuses to change the past. 94694400000 ms are 1 096 days, three years.
--| sqlite
CREATE TRIGGER journal_fige BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal: a row is never changed'); END;
CREATE TRIGGER journal_garde BEFORE DELETE ON journal
WHEN OLD.rang > COALESCE((SELECT MAX(c.rang) FROM journal_coupes c), 0)
BEGIN SELECT RAISE(ABORT, 'journal: a row is never deleted'); END;
CREATE TRIGGER journal_tete_avance BEFORE UPDATE ON journal_tete WHEN NEW.rang < OLD.rang
BEGIN SELECT RAISE(ABORT, 'journal: the chain never goes back'); END;
CREATE TRIGGER journal_tete_garde BEFORE DELETE ON journal_tete
BEGIN SELECT RAISE(ABORT, 'journal: the chain keeps its end'); END;
CREATE TRIGGER journal_coupes_age BEFORE INSERT ON journal_coupes
WHEN NOT EXISTS (SELECT 1 FROM journal j WHERE j.rang = NEW.rang AND j.empreinte = NEW.empreinte)
  OR EXISTS (SELECT 1 FROM journal j WHERE j.rang <= NEW.rang AND j.instant > NEW.instant - 94694400000)
BEGIN SELECT RAISE(ABORT, 'journal: too young to be cut'); END;
CREATE TRIGGER journal_coupes_fige BEFORE UPDATE ON journal_coupes
BEGIN SELECT RAISE(ABORT, 'journal: a cut is never changed'); END;
CREATE TRIGGER journal_coupes_garde BEFORE DELETE ON journal_coupes
BEGIN SELECT RAISE(ABORT, 'journal: a cut is never deleted'); END;
--| postgres
CREATE FUNCTION journal_refuser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'journal: %', TG_ARGV[0]; END $$;
CREATE FUNCTION journal_garder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.rang > COALESCE((SELECT MAX(c.rang) FROM journal_coupes c), 0) THEN
        RAISE EXCEPTION 'journal: a row is never deleted';
    END IF;
    RETURN OLD;
END $$;
CREATE FUNCTION journal_avancer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.rang < OLD.rang THEN RAISE EXCEPTION 'journal: the chain never goes back'; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION journal_couper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM journal j WHERE j.rang = NEW.rang AND j.empreinte = NEW.empreinte)
    OR EXISTS (SELECT 1 FROM journal j WHERE j.rang <= NEW.rang AND j.instant > NEW.instant - 94694400000) THEN
        RAISE EXCEPTION 'journal: too young to be cut';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER journal_fige BEFORE UPDATE OR TRUNCATE ON journal
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuser('a row is never changed');
CREATE TRIGGER journal_garde BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_garder();
CREATE TRIGGER journal_tete_avance BEFORE UPDATE ON journal_tete FOR EACH ROW EXECUTE FUNCTION journal_avancer();
CREATE TRIGGER journal_tete_garde BEFORE DELETE OR TRUNCATE ON journal_tete
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuser('the chain keeps its end');
CREATE TRIGGER journal_coupes_age BEFORE INSERT ON journal_coupes FOR EACH ROW EXECUTE FUNCTION journal_couper();
CREATE TRIGGER journal_coupes_fige BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_coupes
FOR EACH STATEMENT EXECUTE FUNCTION journal_refuser('a cut is never changed');
--| tous
