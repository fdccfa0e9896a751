-- The JSON Schema that the variants of an object flag satisfy; null for none.
ALTER TABLE flag ADD COLUMN schema text;
