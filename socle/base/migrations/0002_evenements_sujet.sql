-- Validators of answers ask for the last event of a subject.
CREATE INDEX evenements_sujet ON evenements (sujet, id);
