import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Segment, type SegmentEdit, segments } from "../../api/segments";
import { cacheKey, environmentsQuery } from "../../api/shared-queries";
import { complain, say } from "../../components/toast";

export const useEnvironments = (project: string) => useQuery(environmentsQuery(project));

const listKey = (project: string, environment: string) =>
  [...cacheKey.segments(project), environment] as const;

export const useSegments = (project: string, environment: string) =>
  useQuery({
    queryKey: listKey(project, environment),
    queryFn: () => segments.list(project, environment),
    enabled: environment !== "",
  });

export interface Order {
  key: string;
  edit: SegmentEdit;
  version?: number;
  comment?: string;
}

/** What saving would change, and for whom. */
export const useForetell = (project: string, environment: string) =>
  useMutation({ mutationFn: (order: Order) => segments.foretell(project, environment, order) });

export function usePutSegment(project: string, environment: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: Order) => segments.put(project, environment, order),
    onSuccess: ({ key }) => {
      client.invalidateQueries({ queryKey: listKey(project, environment) });
      say(`Saved the segment ${key} in ${environment}.`);
      onDone();
    },
  });
}

export function useUpload(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ segment, file }: { segment: Segment; file: File }) =>
      segments.upload(project, environment, segment, file),
    onSuccess: (_, { segment, file }) => {
      client.invalidateQueries({ queryKey: listKey(project, environment) });
      say(`${segment.key} has the keys of ${file.name}.`);
    },
    onError: complain,
  });
}

export function useRemoveSegment(project: string, environment: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (segment: Segment) => segments.remove(project, environment, segment),
    onSuccess: () => client.invalidateQueries({ queryKey: listKey(project, environment) }),
    onError: complain,
  });
}
