import { expect, it } from 'vitest';
import { conflicts } from '../../scenes/fixtures/conflicts';
import { alike, open } from './alike';

it('conflicts of one field are decided together, and none twice', () => {
  const [first] = conflicts;
  if (first === undefined) throw new Error('no conflict');
  const other = { ...first, id: 9, fields: { hubspot: 'city', salesforce: 'City' } };
  const decided = { ...first, id: 8, decision: 'hub_spot' as const };
  const groups = alike([other, decided, ...conflicts]);
  expect(groups.map((group) => group.fields.hubspot)).toEqual(['jobtitle', 'city']);
  expect(groups[0] && open(group(groups)).map((row) => row.id)).toEqual([1, 2, 3]);
  expect(groups[0]?.rows.at(-1)?.id).toBe(8);
});

function group(groups: ReturnType<typeof alike>) {
  const [first] = groups;
  if (first === undefined) throw new Error('no group');
  return first;
}
