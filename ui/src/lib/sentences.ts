import { listing, share } from "./format";
import { weights } from "./split";
import type { Condition, Json, Leaf, Serve, Split } from "./targeting";

/** A piece of a sentence: plain words, or a name or value that is set apart. */
export interface Piece {
  text: string;
  kind: "word" | "name" | "value";
}

const word = (text: string): Piece => ({ text, kind: "word" });
const name = (text: string): Piece => ({ text, kind: "name" });
const value = (text: string): Piece => ({ text, kind: "value" });

const OPERATORS: Record<string, string> = {
  in: "is",
  contains: "contains",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  "<": "<",
  "<=": "≤",
  ">": ">",
  ">=": "≥",
  before: "is before",
  after: "is after",
  "semver=": "is version",
  "semver<": "is a version below",
  "semver<=": "is at most version",
  "semver>": "is a version above",
  "semver>=": "is at least version",
  cidr: "is an address in",
  exists: "exists",
};

/** The operators a person may choose, each with its words. */
export const operators = Object.entries(OPERATORS);

const shown = (json: Json | undefined) => (typeof json === "string" ? json : JSON.stringify(json));

function leaf({ attribute, op, value: one, values }: Leaf): Piece[] {
  const said = word(OPERATORS[op] ?? op);
  if (op === "exists") return [name(attribute), said];
  const operands = values ?? (one === undefined ? [] : [one]);
  if (operands.length > 1 && op === "in") said.text = "is one of";
  return [name(attribute), said, value(operands.map(shown).join(", "))];
}

function joined(conditions: Condition[], by: string, nested: boolean): Piece[] {
  const out = conditions.flatMap((one, i) => [...(i > 0 ? [word(by)] : []), ...pieces(one, true)]);
  return nested && conditions.length > 1 ? [word("("), ...out, word(")")] : out;
}

function pieces(condition: Condition, nested: boolean): Piece[] {
  if ("all" in condition) return joined(condition.all, "and", nested);
  if ("any" in condition) return joined(condition.any, "or", nested);
  if ("not" in condition) return [word("not"), ...pieces(condition.not, true)];
  if ("every" in condition) return [word("every"), ...leaf(condition.every)];
  if ("segment" in condition) return [word("in segment"), name(condition.segment)];
  if ("bucket" in condition) {
    const { by, from, to } = condition.bucket;
    return [word("bucket of"), name(by), word("in"), value(`${share(from)} – ${share(to)}`)];
  }
  return leaf(condition);
}

/** A condition as a person would say it. */
export function conditionPieces(condition: Condition): Piece[] {
  return pieces(condition, false);
}

/** The same as one string, for logs, labels and differences. */
export function conditionText(condition: Condition): string {
  return conditionPieces(condition)
    .map((piece) => piece.text)
    .join(" ");
}

function splitText(split: Split): string {
  const said = (of: Split["ranges"]) =>
    weights(of)
      .map(({ variant, buckets }) => `${variant} ${share(buckets)}`)
      .join(", ");
  const regional = (split.regions ?? []).map((one) => `${said(one.ranges)} in ${listing(one.in)}`);
  const rest = regional.length > 0 ? `${said(split.ranges)} elsewhere` : said(split.ranges);
  return `${[...regional, rest].join("; ")} (by ${split.by})`;
}

/** What is served, as words: "on", or "on 5 %, off 95 % (by targetingKey)". */
export function serveText(serve: Serve): string {
  return "split" in serve ? splitText(serve.split) : serve.variant;
}
