import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Segment, type SegmentEdit, segments } from "../../api/segments";
import { cacheKey, environmentsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";
import { segmentsText } from "../../text/en/segments";

const words = segmentsText.queries;

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

const listKey = (project: string, environment: string) =>
  [...cacheKey.segments(project), environment] as const;

export const useSegments = (project: string, environment: string) =>
  useQuery({
    queryKey: listKey(project, environment),
    queryFn: () => segments.list(project, environment),
    enabled: environment !== "",
  });

/** How many have to approve each edit there. */
export const useApprovals = (project: string, environment: string) =>
  useEnvironments(project).data?.find(({ key }) => key === environment)?.approvals ?? 0;

export interface Order {
  key: string;
  edit: SegmentEdit;
  version?: number;
  comment?: string;
  overrideApproval?: boolean;
}

/** What no change request can hold; with a reason where it is done without approval. */
interface Without {
  segment: Segment;
  /** Why it cannot wait for approval, where the environment asks for that. */
  why?: string;
}

const said = ({ why }: Without) => (why ? { comment: why, overrideApproval: true } : {});

/** What saving would change, and for whom. */
export const useForetell = (project: string, environment: string) =>
  useMutation({ mutationFn: (order: Order) => segments.foretell(project, environment, order) });

export function usePutSegment(project: string, environment: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => segments.put(project, environment, order),
    onSuccess: ({ key }) => {
      client.invalidateQueries({ queryKey: listKey(project, environment) });
      say(words.savedTheSegmentIn(key, environment));
      onDone();
    },
  });
}

export function useUpload(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Without & { file: File }) =>
      segments.upload(project, environment, order.segment, order.file, said(order)),
    onSuccess: (_, { segment, file }) => {
      client.invalidateQueries({ queryKey: listKey(project, environment) });
      say(words.hasTheKeysOf(segment.key, file.name));
    },
    onError: complain,
  });
}

export function useRemoveSegment(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Without) =>
      segments.remove(project, environment, order.segment, said(order)),
    onSuccess: () => client.invalidateQueries({ queryKey: listKey(project, environment) }),
    onError: complain,
  });
}
