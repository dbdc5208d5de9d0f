-- A file that stays where it is kept: its owner opens it when the mail leaves.
ALTER TABLE courriels ADD COLUMN reference TEXT;
