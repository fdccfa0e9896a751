import assert from "node:assert/strict";
import type { EvaluationContext, EvaluationDetails, FlagValue, JsonValue } from "@openfeature/core";
import type { StepAction } from "./scenarios.js";

/** How a provider stands in a scenario. */
export type Standing = "stable" | "not ready" | "error" | "fatal" | "stale";

/** A stage of hooks, and what they were given. */
export interface HookCall {
  readonly stage: "before" | "after" | "error" | "finally";
  readonly details: EvaluationDetails<FlagValue> | null;
}

/** One of OpenFeature's SDKs with our provider in it. */
export interface Sdk {
  use(standing: Standing): Promise<void>;
  status(): string;
  /** Evaluates with two hooks; their calls are kept in order. */
  evaluate(
    asked: Asked,
    hooks: ((call: HookCall) => void)[],
  ): Promise<EvaluationDetails<FlagValue>>;
}

/** What is evaluated. */
export interface Asked {
  type: string;
  key: string;
  fallback: FlagValue;
  context: EvaluationContext;
}

/** What one scenario has seen. */
export class World {
  readonly asked: Asked = { type: "", key: "", fallback: false, context: {} };
  details: EvaluationDetails<FlagValue> | null = null;
  readonly hooked: [number, HookCall][] = [];

  constructor(readonly sdk: Sdk) {}
}

const read = (type: string, text: string): FlagValue => {
  if (type === "boolean") return text === "true";
  if (type === "integer" || type === "float") return Number(text);
  return type === "object" ? (JSON.parse(text.replaceAll('\\"', '"')) as JsonValue) : text;
};

async function evaluated(world: World): Promise<void> {
  const hooks = [1, 2].map((number) => (call: HookCall) => world.hooked.push([number, call]));
  world.details = await world.sdk.evaluate(world.asked, hooks);
}

const calls = (world: World, stage: string) =>
  world.hooked.filter(([, call]) => call.stage === stage);

/** What the steps of OpenFeature's scenarios do. */
export const STEPS: readonly (readonly [RegExp, StepAction<World>])[] = [
  [
    /^a (stable|not ready|error|fatal|stale) provider$/,
    ({ sdk }, [how]) => sdk.use(how as Standing),
  ],
  [
    /^an? (\w+)-flag with key "(.*)" and a fallback value "(.*)"$/,
    ({ asked }, [type = "", key = "", fallback = ""]) => {
      asked.type = type.toLowerCase();
      asked.key = key;
      asked.fallback = read(asked.type, fallback);
    },
  ],
  [
    /^a context containing a key "(.*)", with type "(.*)" and with value "(.*)"$/,
    ({ asked }, [key = "", type = "", value = ""]) => {
      asked.context = { ...asked.context, [key]: read(type.toLowerCase(), value) };
    },
  ],
  [
    /^a context containing a key "(.*)" with null value$/,
    ({ asked }, [key = ""]) => {
      asked.context = { ...asked.context, [key]: null };
    },
  ],
  [
    /^an evaluation context with modifiable data$/,
    ({ asked }) => {
      asked.context = { targetingKey: "alice", list: [1, { deep: true }] };
    },
  ],
  [/^a client with added hook$|^evaluation options containing specific hooks$/, () => {}],
  [/^the flag was evaluated with details/, evaluated],
  [
    /^the resolved details value should be "(.*)"$/,
    ({ details, asked }, [value = ""]) => assert.deepEqual(details?.value, read(asked.type, value)),
  ],
  [/^the reason should be "(.*)"$/, ({ details }, [is]) => assert.equal(details?.reason, is)],
  [
    /^the error-code should be "(.*)"$/,
    ({ details }, [is]) => assert.equal(details?.errorCode, is),
  ],
  [/^the flag key should be "(.*)"$/, ({ details }, [is]) => assert.equal(details?.flagKey, is)],
  [/^the variant should be "(.*)"$/, ({ details }, [is]) => assert.equal(details?.variant, is)],
  [/^the provider status should be "(.*)"$/, ({ sdk }, [is]) => assert.equal(sdk.status(), is)],
  [
    /^the original evaluation context should remain unmodified$/,
    ({ asked }) =>
      assert.deepEqual(asked.context, { targetingKey: "alice", list: [1, { deep: true }] }),
  ],
  [
    /^the evaluation details should be immutable$/,
    ({ details }) => assert.ok(Object.isFrozen(details?.flagMetadata)),
  ],
  [/^the evaluation should complete without blocking$/, ({ details }) => assert.ok(details)],
  [
    /^the specified hooks should execute during evaluation$/,
    (world) => assert.equal(calls(world, "finally").length, 2),
  ],
  [
    /^the hook order should be maintained$/,
    (world) => {
      const order = (stage: string) => calls(world, stage).map(([number]) => number);
      assert.deepEqual(
        [order("before"), order("after")],
        [
          [1, 2],
          [2, 1],
        ],
      );
    },
  ],
  [
    /^the "(\w+)" hook should have been executed$/,
    (world, [stage = ""]) => assert.ok(calls(world, stage).length > 0),
  ],
  [
    /^the "(.*)" hooks should be called with evaluation details$/,
    (world, [stages = ""], table) => {
      const names: Record<string, keyof EvaluationDetails<FlagValue>> = {
        flag_key: "flagKey",
        error_code: "errorCode",
      };
      for (const stage of stages.split(", ")) {
        const details = calls(world, stage)[0]?.[1].details;
        for (const { cells } of table?.rows.slice(1) ?? []) {
          const [type = "", name = "", value = ""] = cells.map((cell) => cell.value);
          const is = details?.[names[name] ?? (name as keyof EvaluationDetails<FlagValue>)];
          assert.deepEqual(is ?? null, value === "null" ? null : read(type, value), name);
        }
      }
    },
  ],
];
