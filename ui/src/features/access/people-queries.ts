import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type NewPerson, type NewToken, people } from "../../api/people";
import { complain, say } from "../../components/toast";

const peopleKey = ["people"] as const;
const tokensKey = ["tokens"] as const;

export const usePeople = () => useQuery({ queryKey: peopleKey, queryFn: people.list });
export const useTokens = () => useQuery({ queryKey: tokensKey, queryFn: people.tokens });

export function useAddPerson(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: NewPerson) => people.add(person),
    onSuccess: ({ name }) => {
      client.invalidateQueries({ queryKey: peopleKey });
      say(`${name} may come in.`);
      onDone();
    },
  });
}

/** A link that lets somebody in once. */
export const useLink = () =>
  useMutation({ mutationFn: (email: string) => people.link(email), onError: complain });

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewToken) => people.createToken(token),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
}

export function useRemoveToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => people.removeToken(id),
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
    onError: complain,
  });
}
