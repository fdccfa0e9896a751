import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Team, type TeamEdit, teams } from "../../api/teams";
import { complain, say } from "../../components/toast";
import { accessText } from "../../text/en/access";

const words = accessText.teamsQueries;

const teamsKey = ["teams"] as const;
const membersKey = (key: string) => [...teamsKey, key, "members"] as const;

export const useTeams = () => useQuery({ queryKey: teamsKey, queryFn: teams.list });

export const useMembers = (key: string) =>
  useQuery({ queryKey: membersKey(key), queryFn: () => teams.members(key) });

/** What teams may do shows in the list of them and in each project's. */
function useTeamMutation<T>(work: (input: T) => Promise<unknown>, said: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      client.invalidateQueries({ queryKey: teamsKey });
      client.invalidateQueries({ queryKey: ["project"] });
      say(said);
      done();
    },
  });
}

export const useAddTeam = (onDone: () => void) =>
  useTeamMutation(
    (team: TeamEdit & { key: string }) => teams.add(team),
    words.theTeamIsThere,
    onDone,
  );

export const useEditTeam = ({ key, version }: Team, onDone: () => void) =>
  useTeamMutation((edit: TeamEdit) => teams.edit(key, version, edit), words.saved, onDone);

export const useRemoveTeam = ({ key, version }: Team, onDone: () => void) =>
  useTeamMutation(() => teams.remove(key, version), words.theTeamIsGone, onDone);

function useMembership(key: string, work: (person: string) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: membersKey(key) }),
  });
}

export const useJoin = (key: string) => useMembership(key, (person) => teams.join(key, person));
export const useLeave = (key: string) => useMembership(key, (person) => teams.leave(key, person));
