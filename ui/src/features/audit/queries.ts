import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { audit } from "../../api/audit";
import { cacheKey } from "../../api/shared-queries";
import { complain } from "../../components/toast";

export function useAudit(project: string) {
  return useInfiniteQuery({
    queryKey: cacheKey.audit(project),
    queryFn: ({ pageParam }) => audit.list(project, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useVerify(project: string) {
  return useMutation({ mutationFn: () => audit.verify(project), onError: complain });
}
