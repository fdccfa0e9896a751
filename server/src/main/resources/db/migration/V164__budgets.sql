-- What a token of a robot may move within a day; null for one without such a bound.
ALTER TABLE api_token
    ADD COLUMN budget_share   double precision CHECK (budget_share > 0 AND budget_share <= 1),
    ADD COLUMN budget_regions integer CHECK (budget_regions > 0),
    ADD CHECK ((budget_share IS NULL) = (budget_regions IS NULL));

-- What it moved: written before the edit is made, taken away where that was refused.
CREATE TABLE token_spending (
    id             text PRIMARY KEY,
    token_id       text NOT NULL REFERENCES api_token ON DELETE CASCADE,
    environment_id bigint NOT NULL REFERENCES environment ON DELETE CASCADE,
    -- By region, '' for who comes from none: the largest share of units that an edit gave another variant.
    shares         jsonb NOT NULL,
    -- Hashes of each flag before and after, so that the way back is known.
    steps          jsonb NOT NULL,
    at             timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX token_spending_of_token ON token_spending (token_id, at);
CREATE INDEX token_spending_of_environment ON token_spending (environment_id);
