import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { type AuditFilter, audit } from "../../api/audit";
import { cacheKey } from "../../api/shared-queries";
import { complain } from "../../components/toast";

/** The chain of who came in is no project's. */
const accessKey = ["audit"] as const;

export function useAudit(project: string | undefined, filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: [...(project === undefined ? accessKey : cacheKey.audit(project)), filter],
    queryFn: ({ pageParam }) => audit.list(project, filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useVerify(project: string | undefined) {
  return useMutation({ mutationFn: () => audit.verify(project), onError: complain });
}
