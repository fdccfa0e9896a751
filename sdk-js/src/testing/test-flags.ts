import { BrowserClient } from "../client/browser-client.js";
import { clientValuesOf } from "../client/client-values-of.js";
import { FlagClient } from "../client/flag-client.js";
import { ALL_EXTRAS } from "../core/all-extras.js";
import { Context } from "../core/context.js";
import { Ruleset } from "../core/ruleset.js";
import type { Asking } from "../source/asking.js";
import type { SourceListener } from "../source/source-listener.js";
import type { ValueSourceListener } from "../source/value-source.js";
import { readClientValues } from "../wire/client-values.js";
import { readRuleset } from "../wire/ruleset-json.js";
import { ProgrammedFlag, type ProgrammedValue } from "./programmed-flag.js";
import { TEST_PLATFORM } from "./test-platform.js";

const URL = "http://localhost";
const KEY = "test";

/**
 * Flags that a test programs. The clients are the real ones, with their real evaluator; a change is served at once, and
 * listeners and components hear of it before the call returns. Nothing goes over a network.
 */
export class TestFlags {
  readonly #flags = new Map<string, ProgrammedFlag>();
  readonly #heard = new Set<() => void>();
  #revision = 0;

  /** @param values by flag key */
  constructor(values: Readonly<Record<string, ProgrammedValue>> = {}) {
    for (const [flag, value] of Object.entries(values)) {
      this.#flags.set(flag, new ProgrammedFlag(value));
    }
    this.#publish();
  }

  /** A flag serves this from now on, but for those that {@link setFor} named. */
  set(flag: string, value: ProgrammedValue): this {
    this.#flags.set(flag, this.#flags.get(flag)?.serving(value) ?? new ProgrammedFlag(value));
    return this.#publish();
  }

  /**
   * A flag serves one targeting key this from now on.
   *
   * @throws TypeError where the flag has no value for everybody else yet
   */
  setFor(targetingKey: string, flag: string, value: ProgrammedValue): this {
    const known = this.#flags.get(flag);
    if (known === undefined) {
      throw new TypeError(`Set a value of '${flag}' for everybody first.`);
    }
    this.#flags.set(flag, known.servingTo(targetingKey, value));
    return this.#publish();
  }

  /** There is no such flag from now on: evaluations get their fallback. */
  remove(flag: string): this {
    this.#flags.delete(flag);
    return this.#publish();
  }

  /** A client as for Node.js; there may be several, and all serve the same. */
  client(): FlagClient {
    return new FlagClient({ url: URL, sdkKey: KEY }, TEST_PLATFORM, (listener) =>
      this.#source(() => this.#serve(listener)),
    );
  }

  /** A client as for browsers, started, for this context; for components' tests. */
  browserClient(context: Readonly<Record<string, unknown>> = {}): BrowserClient {
    const options = { url: URL, sdkKey: KEY, context };
    const client = new BrowserClient(options, TEST_PLATFORM, (listener) => {
      let asking: Asking | null = null;
      const source = this.#source(() => asking !== null && this.#send(listener, asking));
      return {
        ...source,
        follow(next) {
          asking = next;
          source.serve();
        },
      };
    });
    client.start();
    return client;
  }

  #source(serve: () => void) {
    const heard = this.#heard;
    return {
      serve,
      start() {
        heard.add(serve);
        serve();
      },
      kill() {},
      close: async () => void heard.delete(serve),
    };
  }

  #serve({ onRuleset, onCurrent }: SourceListener): void {
    const { raw, ruleset } = this.#compiled();
    onRuleset(ruleset, raw);
    onCurrent();
  }

  #send({ onValues }: ValueSourceListener, { context }: Asking): void {
    const values = clientValuesOf(this.#compiled().ruleset, Context.of(JSON.parse(context)));
    const read = readClientValues(JSON.parse(JSON.stringify(values)));
    if (read !== null) {
      onValues(read);
    }
  }

  #compiled() {
    const flags = Object.fromEntries([...this.#flags].map(([key, flag]) => [key, flag.json()]));
    const position = { epoch: 1, revision: this.#revision };
    const raw = { schema: 1, project: "test", environment: "test", ...position, flags };
    const spec = readRuleset(raw, "lenient", []);
    if (spec === null) {
      throw new TypeError("These are no flags.");
    }
    return { raw, ruleset: Ruleset.compile(spec, new Map(), ALL_EXTRAS) };
  }

  #publish(): this {
    this.#revision++;
    for (const serve of this.#heard) {
      serve();
    }
    return this;
  }
}
