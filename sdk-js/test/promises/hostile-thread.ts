import { parentPort } from "node:worker_threads";
import { HOSTILE, HostileServer } from "./hostile.js";

/** One of the servers, as the thread that attacks tells of it. */
export interface Attack {
  readonly name: string;
  readonly url: string;
  readonly streams: number;
  readonly mostOpen: number;
}

/** Starts them all and tells of them; again whenever it is asked, and stops when that is `"stop"`. */
async function attack(): Promise<void> {
  const servers = await Promise.all(
    Object.entries(HOSTILE).map(async ([name, answer]) => {
      const server = await new HostileServer(answer).start();
      return { name, server };
    }),
  );
  const tell = () =>
    parentPort?.postMessage(
      servers.map(({ name, server: { url, streams, mostOpen } }): Attack => {
        return { name, url, streams, mostOpen };
      }),
    );
  tell();
  parentPort?.on("message", async (asked) => {
    tell();
    if (asked === "stop") {
      await Promise.all(servers.map(({ server }) => server.close()));
      parentPort?.close();
    }
  });
}

void attack();
