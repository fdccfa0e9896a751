import type { Context } from "./context.js";
import type { Evaluation } from "./evaluation.js";
import type { Trace } from "./trace.js";

/**
 * A compiled serve: what it serves a context. The trace is written to where the evaluation is being
 * explained, else null.
 */
export type CompiledServe = (context: Context, trace: Trace | null) => Evaluation;
