-- Until when a key is taken by the one that was made in its place; null for as long as it is there.
ALTER TABLE sdk_key ADD COLUMN expires_at timestamptz;

-- What its maker was allowed to do when a change was scheduled: it is made with no more than that.
ALTER TABLE schedule ADD COLUMN permissions text NOT NULL DEFAULT 'edit';
