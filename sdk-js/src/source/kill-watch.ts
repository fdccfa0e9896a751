import type { Kills } from "../core/kills.js";
import type { Platform } from "../platform/platform.js";
import type { VerifySignature } from "../wire/jws.js";
import { type KillList, readKillList } from "../wire/kill-list.js";
import type { KillListStatus } from "./kill-list-status.js";
import { type KillSource, killSource } from "./kill-source.js";
import type { SourceTiming } from "./source-config.js";

const NAME = ".kills";
const CHECK_MS = 5_000;

/** Where a kill list is and whose signature it has. */
export interface KillWatchConfig {
  readonly source: string;
  readonly publicKey: string;
}

/**
 * Looks at a kill list again and again, whatever becomes of the server. Only a newer list changes anything: one that is
 * gone, older or not signed leaves the one in force as it is.
 */
export class KillWatch {
  readonly #verify: VerifySignature;
  readonly #source: KillSource;
  readonly #timing: SourceTiming;
  readonly #platform: Platform;
  readonly #onKills: (kills: Kills) => void;
  #inForce: KillList | null = null;
  #problem: string | null = null;
  #kept: Promise<void> = Promise.resolve();
  #closed = false;
  #callOff: () => void = () => {};

  /** @throws TypeError where the key is no Ed25519 public key */
  constructor(
    { source, publicKey }: KillWatchConfig,
    timing: SourceTiming,
    platform: Platform,
    onKills: (kills: Kills) => void,
  ) {
    this.#verify = platform.ed25519(publicKey);
    this.#source = killSource(source, platform);
    this.#timing = timing;
    this.#platform = platform;
    this.#onKills = onKills;
  }

  /** Starts, and never throws. What the last run kept and what is in a file acts at once. */
  start(): void {
    this.#restore();
    try {
      const list = this.#source.now();
      if (list === null) {
        void this.#look();
        return;
      }
      this.#take(list);
    } catch (error) {
      this.#problem = (error as Error).message;
    }
    this.#lookLater();
  }

  status(): KillListStatus {
    const list = this.#inForce;
    const kills = Object.freeze(Object.fromEntries(list?.kills.variants ?? []));
    return { serial: list?.serial ?? 0, kills, problem: this.#problem };
  }

  /** Stops at once; what is being kept for the next run is kept. */
  close(): Promise<void> {
    this.#closed = true;
    this.#callOff();
    return this.#kept;
  }

  #restore(): void {
    const last = this.#platform.storage?.read(NAME) ?? null;
    try {
      if (last !== null) {
        this.#obey(readKillList(last, this.#verify));
      }
    } catch {
      // Another key's, from before it was changed: the source says what holds now.
    }
  }

  #lookLater(): void {
    if (!this.#closed) {
      this.#callOff = this.#platform.after(
        this.#timing.killCheck ?? CHECK_MS,
        () => void this.#look(),
      );
    }
  }

  async #look(): Promise<void> {
    const { answer } = this.#timing;
    const looking = new AbortController();
    const late = this.#platform.after(answer, () =>
      looking.abort(new Error(`no answer within ${answer} ms`)),
    );
    this.#callOff = () => looking.abort();
    try {
      await this.#source.read((list) => this.#take(list), looking.signal);
      this.#problem = null;
    } catch (error) {
      this.#problem = (error as Error).message;
    } finally {
      late();
    }
    await this.#kept;
    this.#lookLater();
  }

  /** @throws Error where it is none that may be in force */
  #take(bytes: Uint8Array): void {
    const list = readKillList(bytes, this.#verify);
    const serial = this.#inForce?.serial ?? 0;
    if (list.serial < serial) {
      throw new Error(
        `The list is older than the one in force: serial ${list.serial} after ${serial}.`,
      );
    }
    if (list.serial > serial && !this.#closed) {
      this.#obey(list);
      this.#kept = this.#keep(bytes);
    }
  }

  #obey(list: KillList): void {
    this.#inForce = list;
    this.#onKills(list.kills);
  }

  async #keep(list: Uint8Array): Promise<void> {
    try {
      await this.#platform.storage?.write(NAME, list);
    } catch {
      // A full disk costs the next start without the source, and nothing now.
    }
  }
}
