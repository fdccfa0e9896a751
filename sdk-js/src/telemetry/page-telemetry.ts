import type { Evaluation } from "../core/evaluation.js";
import type { BrowserPlatform } from "../platform/browser-platform.js";
import type { Asking } from "../source/asking.js";
import type { Position } from "../wire/client-values.js";
import { Measured } from "./measured.js";
import { bytesOf, isKey, LARGEST_VALUE, MOST_COUNT } from "./wire-text.js";

/** What one page can honestly have; more is left out. */
const MOST_COUNTS = 500;
const MOST_METRICS = 50;
const MOST_UNSENT = 5;
const MOST_BACKOFF_MS = 300_000;
/** Of what a batch tells. Browsers send no more than 64 KiB at a time for pages that are being left. */
const MOST_BYTES = 45_000;
const MOST_KEPT_ALIVE = 60_000;
const SDK = { name: "firstlight-browser", version: "0.1.0" };

interface Batch {
  readonly body: string;
  readonly hash: string | null;
  /** How many evaluations and outcomes it tells of. */
  readonly size: number;
  sending: boolean;
}

/** An element of a batch, and of which list it is one. */
type Told = readonly [
  "evaluations" | "outcomes",
  { readonly count: number; readonly [member: string]: unknown },
];

/** Where reports go, and how often. */
export interface PageTelemetryConfig {
  readonly endpoint: string;
  readonly sdkKey: string;
  /** How long news waits for more, in milliseconds. */
  readonly flush: number;
}

/**
 * Collects what a page has to report of its context and sends it: which variants it saw, which metrics' events happened
 * how often, and what was measured. The server finds out which releases that concerns, which no page knows.
 */
export class PageTelemetry {
  readonly #config: PageTelemetryConfig;
  readonly #platform: BrowserPlatform;
  readonly #instance: string;
  #asking: Asking;
  #counts = new Map<string, number>();
  /** By metric, events apart from measurements. */
  #outcomes = new Map<string, Measured>();
  #reported = new Set<string>();
  /** How many evaluations and outcomes no batch tells of. */
  #dropped = 0;
  #seq = 0;
  #at: Position | null = null;
  #unsent: Batch[] = [];
  #failures = 0;
  #stopped = false;
  #callOff: (() => void) | null = null;

  constructor(config: PageTelemetryConfig, platform: BrowserPlatform, asking: Asking) {
    this.#config = config;
    this.#platform = platform;
    this.#instance = instanceId(platform);
    this.#asking = asking;
  }

  /** Counts an evaluation by values at a position. */
  evaluated(flag: string, { variant, reason }: Evaluation, at: Position | null): void {
    const key = JSON.stringify([flag, variant, reason]);
    const count = this.#counts.get(key) ?? 0;
    this.#at = at;
    const isTaken = isKey(flag) && (variant === null || isKey(variant));
    if (isTaken && (count > 0 || this.#counts.size < MOST_COUNTS)) {
      this.#counts.set(key, count + 1);
      this.#soon(this.#config.flush);
    } else {
      this.#dropped++;
    }
  }

  /** A metric's event happened to the context, or this was measured of it; what is no finite number is passed over. */
  happened(metric: string, value: number | null): void {
    if (!Number.isFinite(value ?? 0)) {
      return;
    }
    const known = this.#reported.has(metric) || this.#reported.size < MOST_METRICS;
    if (!known || !isKey(metric) || Math.abs(value ?? 0) > LARGEST_VALUE) {
      this.#dropped++;
      return;
    }
    this.#reported.add(metric);
    const key = JSON.stringify([metric, value === null]);
    const measured = this.#outcomes.get(key) ?? new Measured();
    measured.add(value);
    this.#outcomes.set(key, measured);
    this.#soon(this.#config.flush);
  }

  /** What is reported from now on is another context's. */
  asks(asking: Asking): void {
    this.#close();
    this.#asking = asking;
    this.#reported.clear();
  }

  /** Sends what there is, also where the page is being left. */
  flush(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#close();
    for (const batch of this.#unsent) {
      // Not one after the other: a page that is being left has no time for that.
      void this.#send(batch);
    }
  }

  #soon(milliseconds: number): void {
    if (this.#callOff === null && !this.#stopped) {
      this.#callOff = this.#platform.after(milliseconds, () => this.flush());
    }
  }

  /** Makes batches of what was collected; one, unless it is very much. */
  #close(): void {
    if (this.#stopped) {
      return;
    }
    const told: Told[] = [
      ...[...this.#counts].map(([key, count]): Told => {
        const [flag, variant, reason] = JSON.parse(key);
        return ["evaluations", { flag, variant, reason, count: Math.min(count, MOST_COUNT) }];
      }),
      ...[...this.#outcomes].map(([key, { mean, count }]): Told => {
        const [metric] = JSON.parse(key);
        const value = mean !== null && { value: mean };
        return ["outcomes", { metric, ...value, count: Math.min(count, MOST_COUNT) }];
      }),
    ];
    this.#counts.clear();
    this.#outcomes.clear();
    for (const part of parted(told)) {
      this.#unsent.push(this.#batchOf(part));
    }
    for (const { size } of this.#unsent.splice(0, this.#unsent.length - MOST_UNSENT)) {
      this.#dropped += size;
    }
  }

  #batchOf(part: readonly Told[]): Batch {
    const of = (list: string) => part.filter(([kind]) => kind === list).map(([, each]) => each);
    const dropped = this.#dropped;
    this.#dropped = 0;
    const rest = JSON.stringify({
      instance: this.#instance,
      seq: this.#seq++,
      sdk: SDK,
      applied: this.#at,
      evaluations: of("evaluations"),
      outcomes: of("outcomes"),
      ...(dropped > 0 && { dropped }),
    });
    const { context, hash } = this.#asking;
    const size = part.reduce((sum, [, { count }]) => sum + count, 0);
    return { body: `{"context":${context},${rest.slice(1)}`, hash, size, sending: false };
  }

  async #send(batch: Batch): Promise<void> {
    if (batch.sending) {
      return;
    }
    batch.sending = true;
    const status = await this.#post(batch);
    batch.sending = false;
    if (status === 429 || status >= 500) {
      const bound = Math.min(this.#config.flush * 2 ** ++this.#failures, MOST_BACKOFF_MS);
      this.#soon(bound * (1 + this.#platform.random()));
      return;
    }
    this.#failures = 0;
    this.#unsent = this.#unsent.filter((each) => each !== batch);
    if (status >= 400) {
      this.#stopped = true; // this server takes none, or none of this page's
      this.#unsent = [];
    }
  }

  async #post({ body, hash }: Batch): Promise<number> {
    try {
      const { endpoint, sdkKey } = this.#config;
      const response = await this.#platform.fetch(endpoint, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${sdkKey}`,
          "Content-Type": "application/json",
          ...(hash !== null && { "X-Firstlight-Context-Hash": hash }),
        },
        body,
        credentials: "omit",
        keepalive: bytesOf(body) < MOST_KEPT_ALIVE, // it goes out though the page is gone
      });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 503;
    }
  }
}

/** In parts that may be sent at once. */
function parted(told: readonly Told[]): Told[][] {
  const parts: Told[][] = [];
  let room = 0;
  for (const each of told) {
    const bytes = bytesOf(each[1]);
    if (parts.length === 0 || bytes > room) {
      parts.push([]);
      room = MOST_BYTES;
    }
    parts.at(-1)?.push(each);
    room -= bytes;
  }
  return parts;
}

/** Tells pages apart; not `crypto.randomUUID`, which pages without TLS do not have. */
function instanceId({ random }: BrowserPlatform): string {
  return Array.from({ length: 4 }, () => random().toString(36).slice(2, 10)).join("");
}
