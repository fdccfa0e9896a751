-- People and teams as a company's directory knows them: by ids of its own. Who is not active does not come in.
ALTER TABLE person ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE person ADD COLUMN external_id text UNIQUE;
ALTER TABLE person ADD COLUMN changed_at timestamptz;
ALTER TABLE team ADD COLUMN external_id text UNIQUE;
ALTER TABLE team ADD COLUMN changed_at timestamptz;
