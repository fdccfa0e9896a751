import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Person, type Setup, session } from "../../api/session";
import { cacheKey } from "../../api/shared-queries";

export interface Credentials {
  email: string;
  password: string;
}

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
  useEntry(({ email, password }: Credentials) => session.signIn(email, password), onEntered);

export const useSignInByLink = (onEntered: () => void) =>
  useEntry((link: string) => session.signInByLink(link), onEntered);

export const useSetup = (onEntered: () => void) =>
  useEntry((setup: Setup) => session.setUp(setup), onEntered);

/** What the part after # says: it never reaches a server's log. */
export function fragment(name: string): string {
  return new URLSearchParams(window.location.hash.slice(1)).get(name) ?? "";
}
