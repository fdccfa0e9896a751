import type { Context } from "./context.js";
import type { Trace } from "./trace.js";

/**
 * A compiled condition: whether it holds. The trace is written to where the evaluation is being
 * explained, else null.
 */
export type CompiledCondition = (context: Context, trace: Trace | null) => boolean;
