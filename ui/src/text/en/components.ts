import { byNumber, plural } from "../format";

export const componentsText = {
  command: {
    copy: "Copy",
    copied: "Copied",
    command: "Command",
    commandWord: "command",
    copyOne: (label: string) => `Copy ${label}`,
  },
  older: {
    showOlder: "Show older",
  },
  states: {
    tryAgain: "Try again",
    loading: (what: string) => `Loading ${what}…`,
  },
  toast: {
    messages: "Messages",
    dismiss: "Dismiss",
    undo: "Undo",
  },
  dialog: {
    close: "Close",
  },
  askApproval: {
    askForApprovalIn: (environment: string) => `Ask for approval in ${environment}`,
    withoutApproval: "Without approval?",
    needed: (environment: string, approvals: number) =>
      `${environment} takes an edit once ${byNumber(approvals, "another person has", `${approvals} others have`)} approved it.`,
    cannotBeHeld: " This one no change request can hold.",
    itCannotWait: "It cannot wait",
    whatItIs: "What it is",
    why: "Why, for those who approve",
    applyAt: "Apply at (empty: when somebody applies it)",
    askForApproval: "Ask for approval",
    cancel: "Cancel",
    emergency: (approvals: number) =>
      `In an emergency who may both release and approve, or an admin, does it without the ${plural(approvals, "approval")}. That is told to everybody who watches the project, and the audit keeps it as approval.overridden.`,
    whyNow: "Why it cannot wait",
    doItNow: "Do it now, without approval",
  },
};
