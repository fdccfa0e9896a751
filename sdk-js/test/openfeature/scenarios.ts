import { readFileSync } from "node:fs";
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from "@cucumber/gherkin";
import { IdGenerator, type Pickle, type PickleTable } from "@cucumber/messages";

/** What a step does, given what its pattern captured and its table. */
export type StepAction<W> = (
  world: W,
  captured: string[],
  table: PickleTable | undefined,
) => unknown;

/** A scenario of a feature, with its examples filled in. */
export interface Scenario {
  readonly name: string;
  readonly tags: readonly string[];
  readonly pickle: Pickle;
}

/** The scenarios of a file in the folder `gherkin`. */
export function scenariosOf(file: string): Scenario[] {
  const text = readFileSync(new URL(`gherkin/${file}`, import.meta.url), "utf8");
  const ids = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(ids), new GherkinClassicTokenMatcher());
  return compile(parser.parse(text), file, ids).map((pickle, i) => ({
    name: `${i + 1}. ${pickle.name}: ${pickle.steps.map(({ text: step }) => step).join("; ")}`,
    tags: pickle.tags.map((tag) => tag.name),
    pickle,
  }));
}

/** Runs a scenario step by step. */
export async function run<W>(
  { pickle }: Scenario,
  world: W,
  steps: readonly (readonly [RegExp, StepAction<W>])[],
): Promise<void> {
  for (const { text, argument } of pickle.steps) {
    const found = steps.find(([pattern]) => pattern.test(text));
    if (found === undefined) {
      throw new Error(`nobody knows how to do: ${text}`);
    }
    await found[1](world, [...(found[0].exec(text) ?? [])].slice(1), argument?.dataTable);
  }
}
