import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Metric, releases } from "../../api/releases";
import { cacheKey } from "../../api/shared-queries";
import { say } from "../../components/toast";
import { metricsText } from "../../text/en/metrics";

const words = metricsText.queries;

const metricsKey = (project: string) => [...cacheKey.of(project), "metrics"] as const;

export const useMetrics = (project: string) =>
  useQuery({ queryKey: metricsKey(project), queryFn: () => releases.metrics(project) });

/** All releases, for what they guard. */
export const useReleases = (project: string) =>
  useQuery({
    queryKey: [...cacheKey.releases(project), "list", ""],
    queryFn: () => releases.list(project, {}),
  });

export function usePutMetric(project: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...metric }: Metric) => releases.putMetric(project, key, metric),
    onSuccess: ({ key }) => {
      client.invalidateQueries({ queryKey: metricsKey(project) });
      say(words.savedTheMetric(key));
      onDone();
    },
  });
}
