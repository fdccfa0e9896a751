// The walls of the house: who may use whom, and where what is said is kept.
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { english } from "../src/text/en/index.ts";
import { englishIn } from "./english.mjs";

/** A floor may use those that are named, which are all below it, and itself. */
const below = {
  app: ["features", "api", "components", "text", "lib"],
  features: ["api", "components", "text", "lib"],
  api: ["text", "lib"],
  components: ["text", "lib"],
  text: ["lib"],
  lib: [],
};

const files = readdirSync("src", { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((name) => !/\.test\.tsx?$/.test(name));
const sourceOf = (name) => readFileSync(name, "utf8");

/** What a file imports of ours, as places below src. */
function importsOf(name, source) {
  const said = [...source.matchAll(/(?:from|import\(|import)\s*"(\.[^"]+)"/g)];
  return said.map(([, path]) => normalize(join(name, "..", path)));
}

/** Each import that goes where it may not. */
function trespassesOf(name, source) {
  const [, floor, room] = name.split("/");
  return importsOf(name, source)
    .filter((to) => {
      const [, other, otherRoom] = to.split("/");
      if (other === floor) return floor === "features" && otherRoom !== room;
      return !below[floor].includes(other);
    })
    .map((to) => `${name} uses ${to}`);
}

describe("The house", () => {
  it("uses only what is below", () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.flatMap((name) => trespassesOf(name, sourceOf(name)))).toEqual([]);
  });

  it("would see a trespass", () => {
    const sibling = 'import { useMe } from "../access/queries";';
    const upwards = 'const page = () => import("../features/flags/flags-page");';
    expect(trespassesOf("src/features/flags/queries.ts", sibling)).toHaveLength(1);
    expect(trespassesOf("src/lib/split.ts", upwards)).toHaveLength(1);
  });
});

describe("What the console says", () => {
  const place = "src/text/en";

  it("is in one place", () => {
    const others = files.filter((name) => !name.startsWith(place));
    expect(others.flatMap((name) => englishIn(name, sourceOf(name)))).toEqual([]);
  });

  it("is joined in one index, against which another language can be checked", () => {
    const index = sourceOf(`${place}/index.ts`);
    const parts = files.filter((name) => name.startsWith(place) && !name.endsWith("/index.ts"));
    expect(parts.length).toBeGreaterThan(10);
    for (const part of parts) {
      const [, name] = /export const (\w+Text) = /.exec(sourceOf(part)) ?? [];
      expect(index, part).toMatch(new RegExp(`: ${name},`));
    }
  });

  it("is all said somewhere", () => {
    const used = new Set();
    for (const name of files) {
      const source = sourceOf(name);
      const part = /(?:const words = |import \{ )(\w+)Text(?:\.(\w+)| as words)/.exec(source);
      if (!part) continue;
      const group = [part[1], part[2]].filter(Boolean).join(".");
      for (const [, word] of source.matchAll(/\bwords\s*\.(\w+)/g)) used.add(`${group}.${word}`);
    }
    const all = Object.entries(english).flatMap(([part, groups]) =>
      Object.entries(groups).flatMap(([group, texts]) =>
        used.has(`${part}.${group}`) || typeof texts !== "object"
          ? [`${part}.${group}`]
          : Object.keys(texts).map((text) => `${part}.${group}.${text}`),
      ),
    );
    expect(all.length).toBeGreaterThan(700);
    expect(all.filter((text) => !used.has(text))).toEqual([]);
  });

  it.each([
    ["<p>Nothing here</p>", "Nothing here"],
    ['<p>{empty ? "nothing" : count(n)}</p>', "nothing"],
    ['<button aria-label="Close">×</button>', "Close"],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a file
    ["<button title={`Edit ${name}`}>…</button>", "Edit"],
    ['<input placeholder={name ?? "a name"} />', "a name"],
    ['<img alt="A map" />', "A map"],
    ['<Card label="Teams" />', "Teams"],
    ['say("Saved.")', "Saved."],
    ['const why = "It cannot be reached. Try again.";', "It cannot be reached. Try again."],
  ])("would be found in %s", (source, said) => {
    expect(englishIn("planted.tsx", source)).toEqual(
      expect.arrayContaining([`planted.tsx:1 ${said}`]),
    );
  });

  it.each([
    "<code>firstlight references --upload</code>",
    '<p className="quiet">{state === "open" && words.open}</p>',
    "<Dialog title={words.title}>{words.asked(<strong>{name}</strong>)}</Dialog>",
    '<th scope="col">{heads["name"]}</th>',
  ])("is no name, command or key: %s", (source) => {
    expect(englishIn("planted.tsx", source)).toEqual([]);
  });
});
