import { accessText } from "../../text/en/access";

const words = accessText.signInProblems;
/** Why somebody whom the identity provider sent back is not let in: a sentence for each word of the server's. */
const sentences = {
  expired: words.stale,
  refused: words.denied,
  "email-unverified": words.emailUnverified,
  "unknown-person": words.unknownPerson,
  "other-account": words.otherAccount,
  "not-active": words.inactive,
  "provider-away": words.providerSilent,
  "provider-wrong": words.notTrusted,
} as const;

export type SignInProblem = keyof typeof sentences;

/** The sentence for what an address says; nothing where it says nothing. */
export function problemSentence(word: string): string | undefined {
  if (word === "") return undefined;
  return Object.hasOwn(sentences, word) ? sentences[word as SignInProblem] : words.notSignedIn;
}
