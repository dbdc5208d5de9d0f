-- Mailboxes that publishers give with a training, as they write them: what an appointment is asked
-- through. Never published: no page, no file, no answer of the API shows them.
CREATE TABLE formations_contacts (
    version BIGINT NOT NULL,
    formation TEXT NOT NULL,
    courriel TEXT,
    courriel_formateur TEXT,
    courriel_gestionnaire TEXT,
    PRIMARY KEY (version, formation)
);
