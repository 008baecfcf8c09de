import {
  QueryClient as Queries,
  type Query,
  type QueryClient,
  type QueryKey,
  queryOptions,
  type UseQueryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useState } from 'react';
import * as ipc from '../ipc';

/** As many runs as are asked for first: the older ones are, when somebody looks for them. */
export const NEWEST = 200;

/** Everything the window shows is asked here, and nowhere else. */
export const ask = {
  overview: () => queryOptions({ queryKey: ['overview'], queryFn: ipc.overview }),
  errors: (pair: number) =>
    queryOptions({ queryKey: ['errors', pair], queryFn: () => ipc.errors(pair) }),
  errorRows: (pair: number, group: string) =>
    queryOptions({
      queryKey: ['errors', pair, group],
      queryFn: () => ipc.errorRows(pair, group),
    }),
  conflicts: (pair: number) =>
    queryOptions({ queryKey: ['conflicts', pair], queryFn: () => ipc.conflicts(pair) }),
  ties: (pair: number) => queryOptions({ queryKey: ['ties', pair], queryFn: () => ipc.ties(pair) }),
  runs: (pair: number, most = NEWEST) =>
    queryOptions({ queryKey: ['runs', pair, most], queryFn: () => ipc.runs(pair, most) }),
  run: (run: number, from: number) =>
    queryOptions({ queryKey: ['run', run, from], queryFn: () => ipc.run(run, from) }),
  why: (pair: number, what: string) =>
    queryOptions({
      queryKey: ['why', pair, what],
      queryFn: () => ipc.recordWhy(pair, what),
      enabled: what !== '',
    }),
  titles: (links: number[]) =>
    queryOptions({
      queryKey: ['titles', ...links],
      queryFn: () => ipc.titles(links),
      enabled: links.length > 0,
      staleTime: 60_000,
    }),
  undoView: (pair: number, what: string) =>
    queryOptions({
      queryKey: ['undone', pair, what],
      queryFn: () => ipc.undoView(pair, what),
      staleTime: 0,
    }),
  mapping: (pair: number) =>
    queryOptions({ queryKey: ['mapping', pair], queryFn: () => ipc.mapping(pair) }),
  /** What the engine says is wrong with a design. */
  flaws: (pair: number, file: ipc.PairFile) =>
    queryOptions({
      queryKey: ['flaws', pair, file],
      queryFn: () => ipc.validateMapping(pair, file),
      staleTime: 60_000,
    }),
  versions: (pair: number) =>
    queryOptions({ queryKey: ['versions', pair], queryFn: () => ipc.mappingVersions(pair) }),
  schemas: (pair: number, objects: string[]) =>
    queryOptions({
      queryKey: ['schemas', pair, ...objects],
      queryFn: () => ipc.schemas(pair, objects),
      staleTime: 10 * 60_000,
      // Screens that name fields are opened and closed: their labels do not go in between.
      gcTime: 60 * 60_000,
    }),
  objectsOnOffer: (pair: number) =>
    queryOptions({
      queryKey: ['offered', pair],
      queryFn: () => ipc.objectsOnOffer(pair),
      staleTime: 10 * 60_000,
    }),
  doubles: (pair: number, mapping: string) =>
    queryOptions({
      queryKey: ['doubles', pair, mapping],
      queryFn: () => ipc.doubles(pair, mapping),
    }),
  flow: (pair: number) => queryOptions({ queryKey: ['flow', pair], queryFn: () => ipc.flow(pair) }),
  spending: (pair: number) =>
    queryOptions({ queryKey: ['spending', pair], queryFn: () => ipc.spending(pair) }),
  noticeList: (language: ipc.Language) =>
    queryOptions({
      queryKey: ['told', language],
      queryFn: () => ipc.noticeList(language),
    }),
  schedule: (pair: number) =>
    queryOptions({ queryKey: ['schedule', pair], queryFn: () => ipc.schedule(pair) }),
  apiShares: () => queryOptions({ queryKey: ['shares'], queryFn: ipc.apiShares }),
  notices: () => queryOptions({ queryKey: ['notices'], queryFn: ipc.noticeSettings }),
  doctor: () => queryOptions({ queryKey: ['doctor'], queryFn: ipc.doctor }),
  backups: () => queryOptions({ queryKey: ['backups'], queryFn: ipc.backups }),
};

/**
 * What is not asked anew when the stored state changes: what stays true through any pass, such as a
 * plan that was made, and what is a look at both sides itself. That one is news too, and would be asked
 * without end.
 */
const LASTING = new Set(['schemas', 'preview', 'planned', 'undone']);

/**
 * Local answers come at once, so nothing is kept longer than until the next news. They come from this
 * machine, so a lost network holds up neither a question nor an order.
 */
export function newQueries(): QueryClient {
  return new Queries({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/**
 * A question with its last answer, be it a refusal: that stands while it is asked anew, so that what a
 * person does about it is not taken out of their hands by any news.
 */
export function useStanding<Answer, Key extends QueryKey>(
  question: UseQueryOptions<Answer, Error, Answer, Key>,
) {
  const { data, error, refetch } = useQuery(question);
  const [refused, setRefused] = useState<Error | null>(null);
  const stands = error ?? (data === undefined ? refused : null);
  if (stands !== refused) setRefused(stands);
  return { data, error: stands, refetch };
}

/** Whether an answer may be another one after an order or any news. */
const changes = (query: Query) => !LASTING.has(String(query.queryKey[0]));

/** Asks anew what is on the screen. */
export function lookAgain(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: changes });
}

/**
 * An order of a person: when it is carried out, the screen is asked anew. The order is done by then,
 * however long the answers take.
 */
export function useOrder<Given, Answer>(order: (given: Given) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation<Answer, unknown, Given>({
    mutationFn: order,
    onSettled: async () => {
      // What is being asked for the first time was asked before the order was carried out, and would
      // be taken for the answer after it. News do without: they may come faster than answers.
      await queries.cancelQueries(
        { predicate: (it) => changes(it) && it.state.data === undefined },
        { silent: true },
      );
      void lookAgain(queries);
    },
  });
}

/** The names of records by link; what is not known yet is left out. */
export function useTitles(links: number[]): Map<number, ipc.Title> {
  const unique = [...new Set(links)].sort((one, other) => one - other).slice(0, 500);
  const { data } = useQuery(ask.titles(unique));
  return new Map((data ?? []).map((title) => [title.link, title]));
}

/** Names that are asked for at once. */
const BLOCK = 100;

/** The names of the records of a long list, asked for where it is looked at. */
export function useTitlesAround(
  links: readonly number[],
  seen: readonly number[],
): Map<number, ipc.Title> {
  const blocks = [...new Set(seen.map((index) => Math.floor(index / BLOCK)))];
  const answers = useQueries({
    queries: blocks.map((block) => {
      const some = new Set(links.slice(block * BLOCK, (block + 1) * BLOCK));
      const ordered = [...some].sort((one, other) => one - other);
      // A record that leaves the list moves the others: their names stay while they are asked anew.
      return { ...ask.titles(ordered), placeholderData: (before?: ipc.Title[]) => before };
    }),
  });
  const known = answers.flatMap(({ data }) => data ?? []);
  return new Map(known.map((title) => [title.link, title]));
}
