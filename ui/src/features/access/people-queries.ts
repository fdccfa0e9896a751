import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Grant, type NewPerson, type NewToken, people } from "../../api/people";
import { secondFactor } from "../../api/second-factor";
import type { Person } from "../../api/session";
import { cacheKey, environmentsQuery, projectsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { accessText } from "../../text/en/access";

const words = accessText.peopleQueries;

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
      say(words.mayComeIn(name));
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

export const useProjects = () => useQuery(projectsQuery);
export const useEnvironments = (project: string) =>
  useQuery({ ...environmentsQuery(project), enabled: project !== "" });

const accessKey = (project: string) => [...cacheKey.of(project), "access"] as const;

export const useAccess = (project: string) =>
  useQuery({ queryKey: accessKey(project), queryFn: () => people.access(project) });

export function useGrant(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (to: { email: string; grants: Grant[] }) => people.grant(project, to),
    onSuccess: ({ name }) => {
      client.invalidateQueries({ queryKey: accessKey(project) });
      client.invalidateQueries({ queryKey: peopleKey });
      say(words.accessSaved(name, project));
      onDone();
    },
  });
}

/** Whatever changes of a person shows in the list of all and in each project's. */
function usePersonMutation<T>(
  work: (input: T) => Promise<unknown>,
  said: string,
  done: () => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      client.invalidateQueries({ queryKey: peopleKey });
      client.invalidateQueries({ queryKey: ["project"] });
      say(said);
      done();
    },
  });
}

export const useEditPerson = (id: string, onDone: () => void) =>
  usePersonMutation(
    (edit: Pick<Person, "name" | "role" | "grants">) => people.edit(id, edit),
    words.saved,
    onDone,
  );

export const useRemovePerson = (id: string, onDone: () => void) =>
  usePersonMutation(() => people.remove(id), words.removed, onDone);

export const useResetFactor = (id: string, onDone: () => void) =>
  usePersonMutation(() => secondFactor.reset(id), words.secondFactorReset, onDone);

/** Not below the people: of one who was removed nothing is asked again. */
const sessionsKey = (id: string) => ["sessions of", id] as const;

export const usePersonSessions = (id: string) =>
  useQuery({ queryKey: sessionsKey(id), queryFn: () => people.sessions(id) });

export function useEndAll(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => people.endSessions(id),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionsKey(id) }),
    onError: complain,
  });
}
