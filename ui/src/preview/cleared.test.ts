import { expect, it } from 'vitest';
import { plannedPage, preview } from '../../scenes/fixtures/plan';
import type { PlannedLine, PlannedPage } from '../ipc';
import { clearedBy } from './cleared';
import { MOST_PAGES } from './pages';

it('the values that a plan empties are found on all of its pages, by field and rule', async () => {
  const cleared = await clearedBy(async (ask) => plannedPage(ask));
  expect([cleared.values, cleared.writes, cleared.more]).toEqual([6, preview.plan.links, false]);
  expect(cleared.fields.map((it) => [it.side, it.field, it.rule, it.links.length])).toEqual([
    ['salesforce', 'Fax', 'always_hubspot', 6],
  ]);
});

it('a record that is made, and a value that is replaced, empty nothing', async () => {
  const rows = plannedPage({ act: 'create' }).rows.map(
    (row): PlannedLine => ({ ...row, changes: row.changes.map((it) => ({ ...it, after: null })) }),
  );
  const page: PlannedPage = { rows, next: null };
  expect(rows.length).toBeGreaterThan(0);
  expect((await clearedBy(async () => page)).values).toBe(0);
});

it('of a plan without end the beginning is told, and that it goes on', async () => {
  const rows = plannedPage({ field: 'Fax' }).rows;
  const cleared = await clearedBy(async () => ({ rows, next: 1 }));
  expect([cleared.values, cleared.more]).toEqual([rows.length * MOST_PAGES, true]);
});

it('nobody waits for it: no further page is read', async () => {
  const gone = new AbortController();
  let asked = 0;
  await clearedBy(async () => {
    asked += 1;
    gone.abort();
    return { rows: [], next: 1 };
  }, gone.signal);
  expect(asked).toBe(1);
});
