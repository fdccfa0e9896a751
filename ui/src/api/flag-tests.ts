import type { Json } from "../lib/targeting";
import { path, query, request } from "./client";
import type { Said } from "./flags";

/** What a flag has to answer for somebody. */
export interface FlagTest {
  name: string;
  /** Attributes, `targetingKey` and `region` among them. */
  context: Record<string, Json>;
  /** The variant, the value, or both. */
  expect: { variant?: string; value?: Json };
}

/** What came of a test. */
export interface TestOutcome {
  name: string;
  holds: boolean;
  /** What the flag gave. */
  variant?: string | null;
  reason: string;
  /** Of a test that does not hold. */
  sentence?: string;
}

export interface FlagTests {
  tests: FlagTest[];
  /** In the order of the tests. */
  outcomes: TestOutcome[];
  /** Of the flag in the environment: what If-Match says. */
  version: number;
}

const at = (project: string, flag: string, environment: string) =>
  path`/projects/${project}/flags/${flag}/environments/${environment}/tests`;

export const flagTests = {
  get: (project: string, flag: string, environment: string) =>
    request<FlagTests>("GET", at(project, flag, environment)),
  /** All of them in place of those that were there. */
  put: (
    project: string,
    flag: string,
    environment: string,
    tests: unknown,
    version: number,
    said: Said = {},
  ) =>
    request<FlagTests>("PUT", at(project, flag, environment) + query({ ...said }), {
      body: { tests },
      ifMatch: String(version),
    }),
};
