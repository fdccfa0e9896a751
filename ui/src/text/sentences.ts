import { weights } from "../lib/split";
import type { Condition, Json, Leaf, Serve, Split } from "../lib/targeting";
import { targetingText as words } from "./en/targeting";
import { listing, share } from "./format";

/** A piece of a sentence: plain words, or a name or value that is set apart. */
export interface Piece {
  text: string;
  kind: "word" | "name" | "value";
}

const word = (text: string): Piece => ({ text, kind: "word" });
const name = (text: string): Piece => ({ text, kind: "name" });
const value = (text: string): Piece => ({ text, kind: "value" });

const OPERATORS: Record<string, string> = words.operators;

/** The operators a person may choose, each with its words. */
export const operators = Object.entries(OPERATORS);

const shown = (json: Json | undefined) => (typeof json === "string" ? json : JSON.stringify(json));

function leaf({ attribute, op, value: one, values }: Leaf): Piece[] {
  const said = word(OPERATORS[op] ?? op);
  if (op === "exists") return [name(attribute), said];
  const operands = values ?? (one === undefined ? [] : [one]);
  if (operands.length > 1 && op === "in") said.text = words.isOneOf;
  return [name(attribute), said, value(operands.map(shown).join(", "))];
}

function joined(conditions: Condition[], by: string, nested: boolean): Piece[] {
  const out = conditions.flatMap((one, i) => [...(i > 0 ? [word(by)] : []), ...pieces(one, true)]);
  return nested && conditions.length > 1 ? [word("("), ...out, word(")")] : out;
}

function pieces(condition: Condition, nested: boolean): Piece[] {
  if ("all" in condition) return joined(condition.all, words.and, nested);
  if ("any" in condition) return joined(condition.any, words.or, nested);
  if ("not" in condition) return [word(words.not), ...pieces(condition.not, true)];
  if ("every" in condition) return [word(words.every), ...leaf(condition.every)];
  if ("segment" in condition) return [word(words.inSegment), name(condition.segment)];
  if ("bucket" in condition) {
    const { by, from, to } = condition.bucket;
    return [
      word(words.bucketOf),
      name(by),
      word(words.bucketIn),
      value(words.buckets(share(from), share(to))),
    ];
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
  const regional = (split.regions ?? []).map((one) =>
    words.inRegions(said(one.ranges), listing(one.in)),
  );
  const rest = regional.length > 0 ? words.elsewhere(said(split.ranges)) : said(split.ranges);
  return words.by([...regional, rest].join("; "), split.by);
}

/** What is served, as words: "on", or "on 5 %, off 95 % (by targetingKey)". */
export function serveText(serve: Serve): string {
  return "split" in serve ? splitText(serve.split) : serve.variant;
}
