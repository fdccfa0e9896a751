/** One measurement in a process of its own: `measure.js KIND WORKLOAD-OR-COUNT FLAGS`; prints nanoseconds. */
import { do_not_optimize, measure } from "mitata";
import { CANDIDATES } from "./candidates.js";
import { manyRules, millionKeys } from "./firstlight.js";
import { flag, member, numbers } from "./questions.js";

const [title, what, count] = process.argv.slice(2);
const USERS = 1 << 14;
const WARM_UP = 2_000;

async function candidateOf() {
  switch (title) {
    case "rules":
      return manyRules(Number(what));
    case "million":
      return millionKeys();
    default:
      return CANDIDATES[title](what, Number(count));
  }
}

const candidate = await candidateOf();
const flags = numbers(Number(count)).map(flag);
const fresh = title === "million";
const users = numbers(fresh ? USERS : 1).map((i) => candidate.user(member(i * 13 + 1)));
let turn = 0;
let user = 0;

function ask() {
  turn = turn + 1 === flags.length ? 0 : turn + 1;
  user = (user + 1) & (users.length - 1);
  return candidate.evaluate(flags[turn], users[user]);
}

// Cold, a call may take so long that it would be measured alone rather than among many.
const promised = ask() instanceof Promise;
for (let i = 0; i < WARM_UP; i++) {
  await ask();
}
const stats = await measure(
  promised ? async () => do_not_optimize(await ask()) : () => do_not_optimize(ask()),
  { min_cpu_time: 400e6, inner_gc: false },
);
process.stdout.write(`${stats.p50}\n`);
await candidate.close();
process.exit(0); // some candidates leave timers behind
