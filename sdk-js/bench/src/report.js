import { CANDIDATES, OURS } from "./candidates.js";
import { FLAGS, WORKLOADS } from "./questions.js";

const CLIENT = "Firstlight client";

/** What our client is to reach, in nanoseconds. */
const GOALS = { toggle: 25, rules: 100, split: 100, prerequisite: 40, segment: 60 };
const TIMES_BEST = 3;
const TIMES_LAUNCHDARKLY = 15;
const MOST_GROWTH = 4;
const MOST_A_RULE = 10;
const MANY_RULES = 200;
const MOST_A_MILLION = 250;

/** What came out, as tables in Markdown. */
export class Report {
  #results = new Map();

  add(args, nanos) {
    const key = args.join();
    this.#results.set(key, [...(this.#results.get(key) ?? []), nanos]);
  }

  #of(...args) {
    const sorted = (this.#results.get(args.join()) ?? []).toSorted((a, b) => a - b);
    return sorted.length === 0 ? null : sorted[Math.floor(sorted.length / 2)];
  }

  tables() {
    return `${this.#candidates()}\n${this.#goals()}`;
  }

  #candidates() {
    const titles = Object.values(WORKLOADS);
    let text = `| ns an evaluation (× our client's time) | ${titles.join(" | ")} |\n`;
    text += `|---${"|---".repeat(titles.length)}|\n`;
    for (const title of Object.keys(CANDIDATES)) {
      const cells = Object.keys(WORKLOADS).map((workload) => this.#cell(title, workload));
      text += `| ${title} | ${cells.join(" | ")} |\n`;
    }
    return text;
  }

  #cell(title, workload) {
    const nanos = this.#of(title, workload, FLAGS);
    if (nanos === null) {
      return "–";
    }
    const times = nanos / this.#of(CLIENT, workload, FLAGS);
    return OURS.includes(title) ? shown(nanos) : `${shown(nanos)} (${shown(times)}×)`;
  }

  #goals() {
    let text = "| goal | measured | |\n|---|---|---|\n";
    for (const [workload, most] of Object.entries(GOALS)) {
      const ours = this.#of(CLIENT, workload, FLAGS);
      const peers = Object.keys(CANDIDATES).filter((title) => !OURS.includes(title));
      const best = Math.min(...peers.map((title) => this.#of(title, workload, FLAGS) ?? Infinity));
      const times = best / ours;
      const timesLaunchDarkly = this.#of("LaunchDarkly", workload, FLAGS) / ours;
      text += line(
        `${WORKLOADS[workload]}: ≤ ${most} ns, ≥ ${TIMES_BEST} × the best peer, ≥ ${TIMES_LAUNCHDARKLY} × LaunchDarkly`,
        `${shown(ours)} ns, ${shown(times)} ×, ${shown(timesLaunchDarkly)} ×`,
        ours <= most && times >= TIMES_BEST && timesLaunchDarkly >= TIMES_LAUNCHDARKLY,
      );
    }
    const few = this.#of("Firstlight evaluator", "toggle", 10);
    const many = this.#of("Firstlight evaluator", "toggle", 10_000);
    text += line(
      `10,000 flags take ≤ ${MOST_GROWTH} × the time of 10`,
      `${shown(many / few)} × (${shown(few)} → ${shown(many)} ns)`,
      many / few <= MOST_GROWTH,
    );
    const one = this.#of("rules", 1, 10);
    const more = this.#of("rules", MANY_RULES, 10);
    const each = (more - one) / (MANY_RULES - 1);
    text += line(
      `a rule that does not match adds ≤ ${MOST_A_RULE} ns`,
      `${shown(each)} ns (1 rule ${shown(one)} ns, ${MANY_RULES} rules ${shown(more)} ns)`,
      each <= MOST_A_RULE,
    );
    const million = this.#of("million", 0, 1);
    text += line(
      `a segment of 1,000,000 keys: ≤ ${MOST_A_MILLION} ns`,
      `${shown(million)} ns`,
      million <= MOST_A_MILLION,
    );
    return text;
  }
}

function line(goal, measured, met) {
  return `| ${goal} | ${measured} | ${met ? "met" : "**not met**"} |\n`;
}

function shown(number) {
  if (number >= 100_000) {
    return `${(number / 1_000).toFixed(0)}k`;
  }
  return number >= 100 ? number.toFixed(0) : number.toFixed(1);
}
