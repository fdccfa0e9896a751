// More than the server takes, from the tests' stand-in: what the browser does with it is the same.
import { World } from "../test/fixture/world.mjs";
import { startFixture } from "../test/fixture-server.mjs";
import { openChrome } from "./chrome.mjs";

/** Runs something with a stand-in of so many flags and releases and a browser, as withLab does with a server. */
export async function withStandIn({ flags, releases = 0 }, use) {
  const world = new World({ count: flags });
  const [one] = world.releases;
  for (let i = world.releases.length; i < releases; i++)
    world.releases.push({ ...one, id: `01JMANY${i}`, flag: world.flags[i].key });
  const fixture = await startFixture({ world });
  const server = { url: fixture.url, api: api(world) };
  const chrome = await openChrome(server);
  try {
    return await use({ server, chrome });
  } finally {
    await chrome.close();
    await fixture.close();
  }
}

/** What the measurements ask of the API, by the world itself. */
function api(world) {
  const find = (key) => world.flags.find((flag) => flag.key === key);
  return {
    signInLink: async () => "/signin#link=once",
    async get(path) {
      const { searchParams } = new URL(path, "http://stand-in/");
      const from = Number(searchParams.get("cursor") ?? 0);
      const to = from + Number(searchParams.get("limit"));
      return {
        items: world.flags.slice(from, to),
        nextCursor: to < world.flags.length ? String(to) : null,
      };
    },
    targeting: async (_, key) => find(key).environments.production,
    async patch(_, key, change) {
      const flag = find(key);
      const before = flag.environments.production;
      world.versions(flag, "production");
      flag.environments.production = { ...before, ...change, version: before.version + 1 };
      world.changed(flag, "production", before);
    },
  };
}
