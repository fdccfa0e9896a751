import { expected, FLAGS, flag, member, numbers } from "./questions.js";

/** The share of users that a split of 30 % may turn on where two hundred users ask for a hundred flags. */
const LEAST = 0.27;
const MOST = 0.33;

/** Throws unless a candidate answers as it should. */
export async function check(title, open, workload) {
  const candidate = await open(workload, FLAGS);
  let on = 0;
  const users = numbers(200).map((i) => candidate.user(member(i)));
  for (const user of users) {
    for (const i of numbers(FLAGS)) {
      const answer = await candidate.evaluate(flag(i), user);
      const right = expected(workload, i);
      if (right !== null && answer !== right) {
        throw new Error(`${title} answers ${answer} for ${flag(i)} of ${workload}, not ${right}`);
      }
      on += answer === true ? 1 : 0;
    }
  }
  const share = on / (FLAGS * users.length);
  if (workload === "split" && (share < LEAST || share > MOST)) {
    throw new Error(`${title} turns on ${share * 100} % rather than 30 %`);
  }
  await candidate.close();
}
