export type { ProgrammedValue } from "./testing/programmed-flag.js";
export { TestFlags } from "./testing/test-flags.js";
