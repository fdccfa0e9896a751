/** What all candidates are asked. All flags of a workload are alike, so that it does not matter which is asked for. */
export const WORKLOADS = {
  toggle: "on/off",
  rules: "5 rules",
  split: "30 % split",
  prerequisite: "prerequisite",
  segment: "10k-key segment",
};

export const FLAGS = 100;
/** The flag that the workload's other flags depend on. */
export const GATE = "gate";
export const SEGMENT = "members";

/** Of the user who asks; the last of the five rules is the one that matches. */
export const ATTRIBUTES = { country: "DE", plan: "team", email: "ada@example.org", age: 36 };

export const flag = (number) => `flag-${number}`;
export const member = (number) => `user-${number}`;
export const members = () => Array.from({ length: 10_000 }, (_, i) => member(i));
export const numbers = (count) => Array.from({ length: count }, (_, i) => i);

/** What a flag is to answer a member with the attributes; null where that is for the candidate's hash to say. */
export const expected = (workload, number) =>
  workload === "split" ? null : workload !== "toggle" || number % 2 === 0;
