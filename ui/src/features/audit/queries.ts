import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type AuditFilter, audit } from "../../api/audit";
import { cacheKey } from "../../api/shared-queries";
import { complain } from "../../components/toast";

export function useAudit(project: string, filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: [...cacheKey.audit(project), filter],
    queryFn: ({ pageParam }) => audit.list(project, filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useVerify(project: string) {
  return useMutation({ mutationFn: () => audit.verify(project), onError: complain });
}
