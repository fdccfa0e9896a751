export const auditText = {
  auditRow: {
    subjectIn: (flag: string, environment: string) => `${flag} in ${environment}`,
    whatChanged: "What changed",
    where: "Where",
    before: "Before",
    after: "After",
  },
  auditPage: {
    audit: "Audit",
    chainWhole: (rows: string, head: string) =>
      `All ${rows} entries are as they were written; the chain ends in ${head}.`,
    chainBroken: (brokenAt: null | number | undefined) =>
      `The chain is broken at entry ${brokenAt}: someone changed the log.`,
    ofWhat: "Of what",
    signInsPeopleAndTokens: "Sign-ins, people and tokens",
    verifyTheChain: "Verify the chain",
    findEntries: "Find entries",
    findHint: "Find entries: production/checkout-v2, by:ada@example.org, action:flag.changed",
    theLog: "the log",
    noEntryMatches: "No entry matches",
    showAllEntries: "Show all entries",
    howToFind:
      "Who and what are exact, the subject is what it begins with: an environment and a flag.",
    nothingHasHappenedYet: "Nothing has happened yet",
    whatIsWritten:
      "Every change by a person, a token or a release is written here, with what was before and after.",
    entries: "Entries",
  },
};
