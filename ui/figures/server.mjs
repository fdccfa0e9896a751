// The packaged server, in a process of its own that may be killed, over data of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { api } from "./api.mjs";

const LONGEST_START_MS = 90_000;

export const root = resolve(import.meta.dirname, "../..");
export const app = resolve(process.env.FIRSTLIGHT_APP ?? join(root, "server/target/quarkus-app"));
export const target = join(root, "ui/target/figures");

async function freePort() {
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

const ready = (url) =>
  fetch(`${url}/q/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

/** A server with an empty database, which is ready. */
export async function startServer(name) {
  if (!existsSync(join(app, "quarkus-run.jar"))) throw new Error(`There is no server in ${app}.`);
  mkdirSync(target, { recursive: true });
  const directory = mkdtempSync(join(target, `${name}-`));
  const log = createWriteStream(join(directory, "server.log"), { flags: "a" });
  const port = await freePort();
  const management = await freePort();
  const token = "bootstrap-token-for-figures-0123456789abcdef";
  const url = `http://127.0.0.1:${port}`;
  let child;

  async function start() {
    child = spawn("java", ["-Xmx512m", "-jar", join(app, "quarkus-run.jar")], {
      cwd: directory,
      stdio: ["pipe", "pipe", "pipe"],
      env: {
        ...process.env,
        QUARKUS_HTTP_HOST: "127.0.0.1",
        QUARKUS_HTTP_PORT: port,
        QUARKUS_MANAGEMENT_HOST: "127.0.0.1",
        QUARKUS_MANAGEMENT_PORT: management,
        FIRSTLIGHT_DATABASE_DIRECTORY: join(directory, "data"),
        FIRSTLIGHT_ACCESS_BOOTSTRAP_TOKEN: token,
        // However this process ends, the server ends with it.
        FIRSTLIGHT_STOP_WITH_PARENT: "true",
      },
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const until = Date.now() + LONGEST_START_MS;
    while (!(await ready(url))) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`The server did not start; see ${directory}/server.log`);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  async function end(signal) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  await start();
  return {
    url,
    directory,
    api: api(url, token),
    /** Starts it again, on the same port and data. */
    start,
    /** Ends it as a power cut would. */
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}
