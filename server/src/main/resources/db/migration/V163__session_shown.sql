-- When whoever holds a session last showed who they are; until now that was when it began.
ALTER TABLE session ADD COLUMN shown_at timestamptz;
UPDATE session SET shown_at = created_at;
ALTER TABLE session ALTER COLUMN shown_at SET DEFAULT now(), ALTER COLUMN shown_at SET NOT NULL;
