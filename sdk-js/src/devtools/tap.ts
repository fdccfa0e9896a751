import type { BrowserClient } from "../client/browser-client.js";
import { pageEvaluation } from "../client/page-evaluation.js";
import type { Evaluation } from "../core/evaluation.js";
import type { Overrides } from "./overrides.js";

const MOST_LOGGED = 200;
const TAPPED = ["answer", "evaluation"] as const;

/** Evaluations of one flag that came one after the other and were the same. */
export interface Logged {
  readonly flag: string;
  readonly evaluation: Evaluation;
  /** The last of them. */
  at: Date;
  count: number;
}

/**
 * Stands in a client's place while it is looked at: its answers are the overrides where there are some, and what is
 * evaluated is written down. What an override answered is not reported to the server.
 */
export class Tap {
  readonly #client: BrowserClient;
  readonly #overrides: Overrides;
  /** The newest first. */
  readonly log: Logged[] = [];

  /** @param heard is called after each evaluation */
  constructor(client: BrowserClient, overrides: Overrides, heard: () => void) {
    this.#client = client;
    this.#overrides = overrides;
    const answer = client.answer.bind(client);
    const evaluation = client.evaluation.bind(client);
    client.answer = (flag) => overrides.answer(flag) ?? answer(flag);
    client.evaluation = (given, flag, wanted, fallback) => {
      const isOurs = given !== null && given === overrides.answer(flag);
      const result = isOurs
        ? pageEvaluation(given, wanted, fallback, 0)
        : evaluation(given, flag, wanted, fallback);
      this.#write(flag, result);
      heard();
      return result;
    };
    client.tell(overrides.flags());
  }

  /** A flag answers this from now on, and whoever listens to it is told; undefined is the server's answer again. */
  override(flag: string, value: unknown): void {
    this.#overrides.set(flag, value);
    this.#client.tell([flag]);
  }

  /** The client is as it was. */
  close(): void {
    for (const name of TAPPED) {
      Reflect.deleteProperty(this.#client, name);
    }
    this.#client.tell(this.#overrides.flags());
  }

  #write(flag: string, evaluation: Evaluation): void {
    const [last] = this.log;
    if (last?.flag === flag && last.evaluation.value === evaluation.value) {
      last.at = new Date();
      last.count++;
      return;
    }
    this.log.unshift({ flag, evaluation, at: new Date(), count: 1 });
    this.log.length = Math.min(this.log.length, MOST_LOGGED);
  }
}
