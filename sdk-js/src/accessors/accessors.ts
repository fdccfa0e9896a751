import { frozen } from "../wire/json.js";
import type { FlagType, ManifestFlag } from "./manifest.js";
import { capitalized, namesOf } from "./names.js";

/** What the accessors are for: a client of Node.js or of the edge, one of pages, or components. */
export const TARGETS = ["node", "browser", "react"] as const;

/** One of {@link TARGETS}. */
export type Target = (typeof TARGETS)[number];

const IN_TYPESCRIPT: Readonly<Record<FlagType, string>> = {
  boolean: "boolean",
  string: "string",
  number: "number",
  object: "Readonly<Record<string, unknown>>",
};

/** A module of TypeScript in which each flag is a function of its own type, which knows its key and its fallback. */
export function accessorsOf(flags: readonly ManifestFlag[], target: Target): string {
  const names = namesOf(flags.map(({ key }) => key));
  const named = flags.map((flag): [ManifestFlag, string] => [flag, names.get(flag.key) ?? ""]);
  const body = target === "react" ? hooks(named) : methods(named, target);
  return `// Made by firstlight-types from a manifest; make it again rather than change it.\n\n${body}`;
}

function hooks(flags: readonly [ManifestFlag, string][]): string {
  const all = flags.map(([flag, name]) => {
    const type = IN_TYPESCRIPT[flag.type];
    const call = `useFlag<${type}>(${literal(flag.key)}, ${literal(flag.fallback)})`;
    return `${comment(flag, "")}export const use${capitalized(name)} = (): ${type} => ${call};\n`;
  });
  return `import { useFlag } from "@firstlight/sdk/react";\n\n${all.join("\n")}`;
}

function methods(flags: readonly [ManifestFlag, string][], target: "node" | "browser"): string {
  const inPages = target === "browser";
  const asked = flags.map(([flag, name]) => {
    const type = IN_TYPESCRIPT[flag.type];
    const value = inPages ? "" : "context, ";
    const call = `client.${flag.type}Value(${literal(flag.key)}, ${value}${literal(flag.fallback)})`;
    const context = inPages ? "" : "context: Attributes";
    return `${comment(flag, "    ")}    ${name}: (${context}): ${type} => ${call},\n`;
  });
  const types = [...new Set(flags.map(([{ type }]) => `"${type}Value"`))].sort().join(" | ");
  const client = inPages ? "BrowserClient" : "FlagClient";
  const from = inPages ? "@firstlight/sdk" : "@firstlight/sdk/node";
  return (
    `import type { ${inPages ? "" : "Attributes, "}${client} } from "${from}";\n\n` +
    "/** The flags, asked of a client. */\n" +
    `export function flagsOf(client: Pick<${client}, ${types || "never"}>) {\n` +
    `  return {\n${asked.join("")}  };\n}\n`
  );
}

/** What a manifest says of a flag, unable to end the comment it stands in. */
function comment({ key, description }: ManifestFlag, indent: string): string {
  const said = description === null ? "" : `: ${description}`;
  const text = `\`${key}\`${said}`.replace(/\s+/g, " ").replaceAll("*/", "*\u200b/");
  return `${indent}/** ${text} */\n`;
}

function literal(value: unknown): string {
  return JSON.stringify(frozen(value));
}
