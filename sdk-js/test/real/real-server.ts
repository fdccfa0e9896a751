import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const START_MS = 120_000;

/** A port that nobody has now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The packaged server in a process of its own, with a database of its own, and one project in it. */
export class RealServer {
  readonly #directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
  readonly #token = randomBytes(32).toString("hex");
  #process: ChildProcess | null = null;
  url = "";

  async start(jar: string): Promise<this> {
    const [port, management] = await Promise.all([freePort(), freePort()]);
    this.url = `http://127.0.0.1:${port}`;
    this.#process = spawn("java", ["-jar", jar], {
      cwd: this.#directory,
      stdio: "ignore",
      env: {
        ...process.env,
        FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN: this.#token,
        FIRSTLIGHT_DATABASE_DIRECTORY: path.join(this.#directory, "data"),
        QUARKUS_HTTP_PORT: String(port),
        QUARKUS_MANAGEMENT_PORT: String(management),
      },
    });
    const end = Date.now() + START_MS;
    while (!(await this.#isReady())) {
      if (Date.now() > end) throw new Error("the server does not start");
      await wait(200);
    }
    return this;
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/q/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  /** Asks the API as an administrator. */
  async api<T = Record<string, unknown>>(
    method: string,
    where: string,
    body: unknown = null,
    tag: string | null = null,
  ): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${where}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        "Content-Type": "application/json",
        ...(tag !== null && { "If-Match": tag }),
      },
      ...(body !== null && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${where}: ${response.status} ${text}`);
    return JSON.parse(text === "" ? "{}" : text) as T;
  }

  /** Changes a flag's targeting in production. */
  async target(project: string, flag: string, patch: object): Promise<void> {
    const where = `projects/${project}/flags/${flag}/environments/production`;
    const response = await fetch(`${this.url}/api/v1/${where}`, {
      headers: { Authorization: `Bearer ${this.#token}` },
    });
    await response.text();
    await this.api("PATCH", where, patch, response.headers.get("ETag"));
  }

  async key(project: string, kind: "server" | "client"): Promise<string> {
    const where = `projects/${project}/environments/production/keys`;
    return (await this.api<{ key: string }>("POST", where, { name: kind, kind })).key;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
    this.#process?.kill("SIGTERM");
    await ended;
    fs.rmSync(this.#directory, { recursive: true, force: true });
  }
}
