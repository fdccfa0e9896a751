import { plural } from "../format";

export const liveText = {
  feed: {
    isAtRevisionIn: (key: string, revision: number, environment: string | undefined) =>
      `${key} is at revision ${revision} in ${environment}`,
    aFlag: "A flag",
    isAtRevision: (environment: string | undefined, revision: number) =>
      `${environment} is at revision ${revision}`,
    instancesInConfirmed: (environment: string) => `Instances in ${environment} confirmed`,
    theProject: "the project",
  },
  livePage: {
    live: "Live",
    sub: "Changes, decisions and confirmations as they happen.",
    whatHappens: "What happens",
    quietSoFar: "Quiet so far",
    whatAppears: "What people, releases and SDK instances do appears here while they do it.",
    whoServesWhat: "Who serves what",
    environment: "Environment",
    revision: "Revision",
    instances: "Instances",
    behind: "Behind",
    releasesThatRun: "Releases that run",
    releases: (count: number) => plural(count, "release"),
    noneNow: "None now.",
  },
};
