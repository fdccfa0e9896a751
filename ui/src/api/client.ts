import { type Fault, Problem } from "../lib/problem";
import { apiText } from "../text/en/api";

const words = apiText.client;

interface Options {
  body?: unknown;
  /** A body that is text as it stands: a file of keys. */
  text?: Blob;
  /** The version the edit was made from, as the ETag's text. */
  ifMatch?: string;
  /** The body is a merge patch (RFC 7396), not a document. */
  patch?: boolean;
  signal?: AbortSignal;
}

export const BASE = "/api/v1";

/** A path with each part encoded: keys may hold what a URL may not. */
export function path(strings: TemplateStringsArray, ...parts: (string | number)[]): string {
  return strings.reduce((out, text, i) => {
    const part = parts[i];
    return out + text + (part === undefined ? "" : encodeURIComponent(part));
  }, "");
}

/** `?a=1&b=2` of what is set; nothing where nothing is. */
export function query(parameters: Record<string, string | number | boolean | undefined>): string {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return set.length ? `?${new URLSearchParams(set.map(([k, v]) => [k, String(v)]))}` : "";
}

async function problemOf(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => ({}));
  const faults: Fault[] = Array.isArray(body.errors) ? body.errors : [];
  const title = body.title ?? words.answered(response.status);
  return new Problem(response.status, title, body.detail ?? "", faults, body.current);
}

/** Asks the server; throws a Problem for every answer but a good one. */
export async function request<T>(method: string, at: string, options: Options = {}): Promise<T> {
  // The server changes nothing for a browser whose request lacks this header: no other site can add it.
  const headers: Record<string, string> = { Accept: "application/json", "X-Firstlight": "console" };
  if (options.body !== undefined) {
    headers["Content-Type"] = options.patch ? "application/merge-patch+json" : "application/json";
  }
  if (options.text) headers["Content-Type"] = "text/plain";
  if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
  let response: Response;
  try {
    response = await fetch(BASE + at, {
      method,
      headers,
      credentials: "same-origin",
      body: options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
      signal: options.signal,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new Problem(0, words.noConnection, words.notReached);
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204 || response.headers.get("Content-Length") === "0")
    return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

export interface Page<T> {
  items: T[];
  nextCursor?: string | null;
}

/** A list that comes in pages, whole. */
export async function all<T>(
  at: string,
  filter: Record<string, string | undefined> = {},
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await request<Page<T>>("GET", at + query({ ...filter, limit: 500, cursor }));
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
