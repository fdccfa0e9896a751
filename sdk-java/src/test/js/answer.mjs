// Evaluates with the SDK for JavaScript what the Java test sends: one line a ruleset with its cases, one line the answers.
// Argument: sdk-js's folder.
import path from "node:path";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const load = (file) => import(pathToFileURL(path.join(process.argv[2], "dist", file)).href);
const { Context } = await load("core/context.js");
const { evaluate, explain } = await load("core/evaluator.js");
const { metadataEntries } = await load("core/metadata.js");
const { ALL_EXTRAS } = await load("core/all-extras.js");
const { Ruleset } = await load("core/ruleset.js");
const { valueTypeOf } = await load("core/value-type.js");
const { canonicalText } = await load("wire/canonical.js");
const { readRuleset } = await load("wire/ruleset-json.js");

/** A value that JSON cannot carry as it is comes as its kind and its text. */
function valueOf([kind, content]) {
  switch (kind) {
    case "null":
      return null;
    case "number":
      return Number(content);
    case "big":
      return BigInt(content);
    case "date":
      return new Date(content);
    case "opaque":
      return Symbol("opaque");
    case "list":
      return content.map(valueOf);
    case "map":
      return Object.fromEntries(content.map(([name, value]) => [name, valueOf(value)]));
    default:
      return content;
  }
}

function contextOf(attributes) {
  return Context.of(Object.fromEntries(attributes.map(([name, value]) => [name, valueOf(value)])));
}

function answer(ruleset, { flag, type, context }) {
  const wanted = type === null ? null : valueTypeOf(type);
  const who = contextOf(context);
  const evaluation = evaluate(ruleset, flag, who, wanted);
  const explanation = explain(ruleset, flag, who, wanted);
  return {
    value: canonicalText(evaluation.value),
    variant: evaluation.variant,
    reason: evaluation.reason,
    errorCode: evaluation.errorCode,
    errorMessage: evaluation.errorMessage,
    metadata: canonicalText(metadataEntries(evaluation.metadata)),
    steps: explanation.steps.map(({ step, outcome }) => `${step}: ${outcome}`),
  };
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { ruleset: document, cases } = JSON.parse(line);
  const problems = [];
  const spec = readRuleset(document, "lenient", problems);
  const found = problems.map(({ pointer, detail }) => `${pointer} ${detail}`);
  const ruleset = spec === null ? null : Ruleset.compile(spec, new Map(), ALL_EXTRAS);
  const answers = ruleset === null ? [] : cases.map((each) => answer(ruleset, each));
  process.stdout.write(`${JSON.stringify({ problems: found, answers })}\n`);
}
