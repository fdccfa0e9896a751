import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { flagTests } from "../../api/flag-tests";
import type { Said } from "../../api/flags";
import { cacheKey } from "../../api/shared-queries";
import { say } from "../../components/toast";
import { flagsText } from "../../text/en/flags";

const words = flagsText.testsQueries;

/** Where tests are kept. */
export interface Place {
  project: string;
  flag: string;
  environment: string;
}

/** Below the flags: what a test gives is asked anew whenever a flag changes. */
const testsKey = ({ project, flag, environment }: Place) =>
  [...cacheKey.flags(project), "tests", flag, environment] as const;

export const useTests = (place: Place) =>
  useQuery({
    queryKey: testsKey(place),
    queryFn: () => flagTests.get(place.project, place.flag, place.environment),
  });

interface SaveInput extends Said {
  /** What somebody typed may be anything: the server judges it. */
  tests: unknown;
  version: number;
}

export function useSaveTests(place: Place) {
  const client = useQueryClient();
  const { project, flag, environment } = place;
  return useMutation({
    mutationFn: ({ tests, version, ...said }: SaveInput) =>
      flagTests.put(project, flag, environment, tests, version, said),
    onSuccess: (now) => {
      client.setQueryData(testsKey(place), now);
      // They take the flag to its next version.
      client.invalidateQueries({ queryKey: cacheKey.flags(project) });
      say(words.saved(now.tests.length, flag, environment));
    },
  });
}

export type SavingTests = ReturnType<typeof useSaveTests>;
