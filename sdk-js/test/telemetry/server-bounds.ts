import assert from "node:assert/strict";

type Json = Record<string, unknown>;

const BODY = 1 << 20;
const MOST = 1_000_000_000;

/** What the server refuses of a batch of telemetry, said a second time: it answers 400, 413 or 422 to what breaks one of these. */
export function checkBounds(body: string): void {
  assert.ok(Buffer.byteLength(body) <= BODY);
  const batch = JSON.parse(body) as Json;
  key(batch.instance);
  whole(batch.seq, 0, Number.MAX_SAFE_INTEGER);
  const sdk = batch.sdk as Json;
  key(sdk.name);
  key(sdk.version);
  optional(batch.region, 64);
  for (const each of list(batch, "evaluations", 5_000)) {
    key(each.flag);
    key(each.reason);
    optional(each.variant, 64);
    whole(each.count, 1, MOST);
  }
  for (const each of list(batch, "exposures", 1_000)) {
    key(each.release);
    key(each.region);
    whole(each.stage, 0, 1_000);
    assert.match(each.arm as string, /^(?:treatment|control)$/);
    units(each);
  }
  list(batch, "outcomes", 1_000).forEach(outcomes);
  for (const each of list(batch, "unsupported", 100)) {
    key(each.flag);
    optional(each.detail, 256);
  }
  for (const each of (batch.capabilities ?? []) as unknown[]) optional(each, 64);
  list(batch, "contexts", 200).forEach(context);
}

function outcomes(group: Json): void {
  key(group.release);
  key(group.metric);
  const size = units(group);
  for (const name of ["values", "counts"]) {
    const numbers = (group[name] ?? []) as number[];
    assert.ok(numbers.length === size || group[name] === undefined);
    for (const each of numbers) {
      if (name === "values") {
        assert.ok(Math.abs(each) <= 1e15);
      } else {
        whole(each, 1, MOST);
      }
    }
  }
}

function units(group: Json): number {
  const all = group.units as string[];
  assert.ok(all.length >= 1 && all.length <= 50_000);
  assert.ok(all.every((unit) => /^[0-9a-f]{16}$/.test(unit)));
  return all.length;
}

function context(context: Json): void {
  assert.match(context.unit as string, /^[0-9a-f]{16}$/);
  whole(context.rank, 0, 0xffffffff);
  optional(context.region, 64);
  for (const kind of ["clear", "hashed"]) {
    const names = Object.keys((context[kind] ?? {}) as Json);
    assert.ok(names.length <= 50);
    for (const name of names) text(name, 100);
  }
  const withheld = (context.withheld ?? []) as string[];
  assert.ok(withheld.length <= 60);
  for (const name of withheld) text(name, 100);
}

function list(batch: Json, name: string, most: number): Json[] {
  const all = (batch[name] ?? []) as Json[];
  assert.ok(all.length <= most, `${all.length} ${name}`);
  return all;
}

function whole(value: unknown, least: number, most: number): void {
  assert.ok(Number.isInteger(value) && (value as number) >= least && (value as number) <= most);
}

function key(value: unknown): void {
  text(value, 64);
  assert.notEqual((value as string).trim(), "");
}

function optional(value: unknown, longest: number): void {
  if (value !== undefined && value !== null) {
    text(value, longest);
  }
}

function text(value: unknown, longest: number): void {
  assert.ok(typeof value === "string" && value.length <= longest);
  assert.doesNotMatch(value, /[\0\p{Surrogate}]/u);
}
