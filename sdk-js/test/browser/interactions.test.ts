import assert from "node:assert/strict";
import { it } from "node:test";
import { Interactions } from "../../src/client/interactions.js";

it("Interaction to Next Paint is the slowest, and passes over one of fifty", () => {
  const interactions = new Interactions();
  assert.equal(interactions.slow, 0);
  interactions.took(1, 80);
  interactions.took(1, 300);
  interactions.took(1, 90);
  interactions.took(2, 250);
  assert.equal(interactions.slow, 300);
  for (let id = 3; id <= 50; id++) interactions.took(id, 50);
  assert.equal(interactions.slow, 250);
  for (let id = 51; id <= 100_000; id++) interactions.took(id, 50);
  assert.equal(interactions.slow, 50);
});
