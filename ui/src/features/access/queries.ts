import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type NewPassword, type Person, type Proof, type Setup, session } from "../../api/session";
import { cacheKey, sessionQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { Problem } from "../../lib/problem";
import { accessText } from "../../text/en/access";

const words = accessText.queries;

export interface Credentials {
  email: string;
  password: string;
  /** Of the second factor, where one is wanted. */
  code?: string;
}

export const waysQuery = queryOptions({
  queryKey: ["ways-in"],
  queryFn: session.ways,
  staleTime: 60_000,
  retry: false,
});

function useEntry<T>(enter: (input: T) => Promise<Person>, onEntered: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: (person) => {
      client.clear();
      client.setQueryData(cacheKey.session, person);
      onEntered();
    },
  });
}

export const useSignIn = (onEntered: () => void) =>
  useEntry((by: Credentials) => session.signIn(by), onEntered);

export const useSignInByLink = (onEntered: () => void) =>
  useEntry((by: { link: string; code?: string }) => session.signInByLink(by), onEntered);

export const useSetup = (onEntered: () => void) =>
  useEntry((setup: Setup) => session.setUp(setup), onEntered);

/** What the part after # says: it never reaches a server's log. */
export function fragment(name: string): string {
  return new URLSearchParams(window.location.hash.slice(1)).get(name) ?? "";
}

export const useMe = () => useQuery(sessionQuery).data;

const sessionsKey = ["sessions"] as const;

export const useSessions = () => useQuery({ queryKey: sessionsKey, queryFn: session.all });

interface Ending {
  id: string;
  /** For who signed in a while ago. */
  proof?: Proof;
}

/** Whether the server wants to be shown again who asks. */
export const isProofWanted = (error: unknown) => error instanceof Problem && error.status === 403;

export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, proof }: Ending) => {
      if (proof) await session.confirm(proof);
      await session.end(id);
    },
    onSuccess: () => say(words.sessionOver),
    onError: (error) => {
      if (!isProofWanted(error)) complain(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: sessionsKey }),
  });
}

export function usePassword(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: NewPassword) => session.changePassword(to),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: sessionsKey });
      say(words.passwordChanged);
      onDone();
    },
  });
}
