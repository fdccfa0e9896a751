import type { Json } from "../../lib/targeting";

interface Asking {
  server: string;
  flag: string;
  /** The value's own kind decides which method asks for it. */
  value: Json | undefined;
  context: Record<string, Json>;
}

const kindOf = (value: Json | undefined) =>
  typeof value === "boolean"
    ? "boolean"
    : typeof value === "number"
      ? "number"
      : typeof value === "string"
        ? "string"
        : "json";

const java = {
  boolean: ["boolean", "boolValue", "false"],
  number: ["double", "doubleValue", "0"],
  string: ["String", "stringValue", '""'],
  json: ["Map<String, Object>", "objectValue", "Map.of()"],
} as const;

const node = {
  boolean: ["booleanValue", "false"],
  number: ["numberValue", "0"],
  string: ["stringValue", '""'],
  json: ["objectValue", "{}"],
} as const;

/** A JSON value as Java writes it. */
function javaLiteral(json: Json): string {
  if (Array.isArray(json)) return `List.of(${json.map(javaLiteral).join(", ")})`;
  if (json !== null && typeof json === "object") {
    const entries = Object.entries(json).flatMap(([name, value]) => [
      JSON.stringify(name),
      javaLiteral(value),
    ]);
    return `Map.of(${entries.join(", ")})`;
  }
  return JSON.stringify(json);
}

function javaContext({ targetingKey, ...rest }: Record<string, Json>): string {
  const begun =
    targetingKey === undefined ? "Context.empty()" : `Context.of(${javaLiteral(targetingKey)})`;
  return (
    begun +
    Object.entries(rest)
      .map(([name, value]) => `\n    .with(${JSON.stringify(name)}, ${javaLiteral(value)})`)
      .join("")
  );
}

/** Text that a shell takes as one word, whatever is in it. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The same question, asked from a terminal, from Java and from JavaScript. */
export function snippets({ server, flag, value, context }: Asking) {
  const kind = kindOf(value);
  const [type, method, fallback] = java[kind];
  const [nodeMethod, nodeFallback] = node[kind];
  return [
    {
      name: "curl",
      text: `curl -X POST ${server}/ofrep/v1/evaluate/flags \\
  -H "Authorization: Bearer $FIRSTLIGHT_SDK_KEY" -H "Content-Type: application/json" \\
  -d ${quoted(JSON.stringify({ context }))}`,
    },
    {
      name: "Java",
      text: `Context context = ${javaContext(context)};
${type} value = flags.${method}(${JSON.stringify(flag)}, context, ${fallback});`,
    },
    {
      name: "JavaScript",
      text: `const context = ${JSON.stringify(context, null, 2)};
const value = flags.${nodeMethod}(${JSON.stringify(flag)}, context, ${nodeFallback});`,
    },
  ];
}
