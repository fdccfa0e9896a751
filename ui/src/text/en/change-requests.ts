import type { ReactNode } from "react";
import { plural } from "../format";
import { said } from "../said";

export const changeRequestsText = {
  standing: {
    waiting: "Waiting",
    needMe: "Need me",
    all: "All",
    open: "Open",
    approved: "Approved",
    scheduled: "Scheduled",
    applied: "Applied",
    rejected: "Rejected",
    withdrawn: "Withdrawn",
    failed: "Failed",
    segmentOf: (key: string) => `segment ${key}`,
    waitsFor: (more: number) => `Waits for ${plural(more, "approval")}.`,
    needsNoApproval: "Needs no approval.",
    approvedBy: (names: string) => `Approved by ${names}`,
    moreToCome: (by: string, more: number) => `${by}; ${more} more to come.`,
    steps: {
      CREATED: "asked for it",
      APPROVED: "approved it",
      REJECTED: "rejected it",
      WITHDRAWN: "took it back",
      REBASED: "had it computed anew",
      APPLIED: "applied it",
      OVERRIDDEN: "applied it without the approvals",
      FAILED: "could not apply it",
    },
    approvedIt: "approved it",
  },
  queries: {
    done: {
      approve: "Approved.",
      reject: "Rejected.",
      withdraw: "Withdrawn.",
      rebase: "Computed anew, from what is there now.",
      apply: "Applied.",
    },
  },
  changeRequestsPage: {
    changeRequests: "Change requests",
    asksFor: (key: string, approvals: number | undefined) => `${key} asks for ${approvals}`,
    noEnvironmentAsksForApprovals: "No environment asks for approvals.",
    whichChangeRequests: "Which change requests",
    theChangeRequests: "the change requests",
    inEnvironment: (environment: string) => `in ${environment}`,
    yoursWouldHelp: "Yours would help.",
    row: (touched: string, author: string, approvals: string, needsMe: ReactNode) =>
      said`${touched}, asked by ${author}. ${approvals} ${needsMe}`,
    noChangeRequests: "No change requests",
    haveAnEnvironmentAskForApprovals: "Have an environment ask for approvals",
    whatTheyAre:
      "Where an environment asks for approvals, each edit there waits here until others have approved exactly what it comes to.",
    noChangeRequestsYet: "No change requests yet",
    howToAsk: (environment: ReactNode) =>
      said`Turn a switch or edit a flag in ${environment}: what you want is asked for here. From a terminal:`,
    nothingNeedsYou: "Nothing needs you",
    nothingWaits: "Nothing waits",
    showAllChangeRequests: "Show all change requests",
    noneNeedsYou: "No change request waits for your approval.",
    allEnded: "Every edit that was asked for has been applied or ended.",
  },
  actions: {
    approve: "Approve",
    apply: "Apply",
    reject: "Reject",
    computeAnew: "Compute anew",
    withdraw: "Withdraw",
    comment: "Comment, kept with what you do",
    itCannotWait: "It cannot wait",
  },
  approvalsCard: {
    approvals: "Approvals",
    asItWasThen: ", as it was then",
  },
  changesCard: {
    whatItComesTo: "What it comes to",
    segmentOf: (segment: string) => `segment ${segment}`,
    asSent: "Steps, as they were sent",
    steps: "Steps",
    digest: (digest: ReactNode) =>
      said`Approvals are of this difference, ${digest}, and of no other.`,
    itIsSoAlready: "It is so already.",
    ofUnitsMoveBy: (share: string, where: string) => `${share} of units move by ${where}`,
    cannotEvaluateIt: (count: number, unable: string) =>
      ` ${plural(count, "connected instance")} cannot evaluate it: ${unable}.`,
  },
  changeRequestPage: {
    theChangeRequest: "the change request",
    sub: (
      state: ReactNode,
      environment: ReactNode,
      author: string,
      at: ReactNode,
      toBeApplied: ReactNode,
      applied: ReactNode,
    ) => said`${state} In ${environment}, asked by ${author} ${at}${toBeApplied}${applied}.`,
    toBeApplied: (applyAt: string) => `, to be applied ${applyAt}`,
    appliedInRevision: (revision: number) => `, applied in revision ${revision}`,
  },
};
