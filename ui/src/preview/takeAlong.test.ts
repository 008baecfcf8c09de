import { expect, it } from 'vitest';
import { planned } from '../../scenes/fixtures/plan';
import type { PlannedAsk } from '../ipc';
import type { Speech } from '../words/WordsProvider';
import { asked } from './choice';
import { MOST_PAGES } from './pages';
import { takeAlong } from './takeAlong';

const speech = { say: (id: string) => id, count: String, date: String } as unknown as Speech;
const page = (next: number | null) => ({ rows: planned.rows.slice(0, 2), next });

it('a plan is taken along page by page, to its end', async () => {
  const wanted: PlannedAsk[] = [];
  const taken = await takeAlong(async (ask) => {
    wanted.push(ask);
    return page(ask.after === null ? 101 : null);
  }, speech);
  expect(wanted).toEqual([asked({}), asked({}, 101)]);
  expect([taken.writes, taken.more]).toEqual([4, false]);
  expect(taken.text.split('\r\n')[0]).toBe('link,side,object,id,act,field,before,after,rule');
});

it('a plan that is too long says that it goes on', async () => {
  const taken = await takeAlong(async () => page(101), speech);
  expect([taken.writes, taken.more]).toEqual([2 * MOST_PAGES, true]);
});
