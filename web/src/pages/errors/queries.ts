import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "@/api/client";
import type { components } from "@/generated/api";
import { asOperator } from "./access";
import { type Filters, queryOf } from "./filters";
import type { Change, GroupPage, Groups } from "./reports";

/** The projects, our own first. */
export function useProjects() {
  return useQuery({
    queryKey: ["errors", "projects"],
    queryFn: ({ signal }) => asOperator((headers) => api.GET("/api/projects", { signal, headers })),
  });
}

/** A page of groups; while another one of the same project is on its way, the one before stays. */
export function useGroups(filters: Filters, isWanted = true) {
  return useQuery({
    queryKey: ["errors", "groups", filters],
    queryFn: ({ signal }) => {
      const query = queryOf(filters, Date.now());
      return asOperator((headers) => api.GET("/api/errors", { params: { query }, signal, headers }));
    },
    enabled: isWanted,
    placeholderData: (before: Groups | undefined, query) => {
      const asked = query?.queryKey[2] as Filters | undefined;
      return asked?.project === filters.project ? before : undefined;
    },
  });
}

/** One group and the events that were kept of it, page by page. */
export function useGroup(project: string, group: string) {
  return useInfiniteQuery({
    queryKey: ["errors", "group", project, group],
    queryFn: ({ signal, pageParam }) => {
      const query = { project, limit: 25, ...(pageParam && { cursor: pageParam }) };
      const params = { path: { group }, query };
      return asOperator<GroupPage>((headers) => api.GET("/api/errors/{group}", { params, signal, headers }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}

const NOTHING: components["schemas"]["Change"] = {
  status: null,
  inNextRelease: false,
  until: null,
  forMore: null,
  mergeInto: null,
  unmerge: false,
};

/** Decides about a group; it is shown at once as it was answered, and all else is asked for again. */
export function useDecide(project: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ group, change }: { group: string; change: Change }) => {
      const params = { path: { group }, query: { project } };
      const body = { ...NOTHING, ...change };
      return asOperator((headers) => api.PATCH("/api/errors/{group}", { params, body, headers }));
    },
    onSuccess(group) {
      queries.setQueryData<InfiniteData<GroupPage>>(
        ["errors", "group", project, group.id],
        (kept) => kept && { ...kept, pages: kept.pages.map((page) => ({ ...page, group })) },
      );
      void queries.invalidateQueries({ queryKey: ["errors"] });
    },
  });
}
