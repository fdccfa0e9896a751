-- Which of its versions a freeze is at, so that nobody's edit of it is lost.
ALTER TABLE environment_freeze ADD COLUMN version bigint NOT NULL DEFAULT 1;
