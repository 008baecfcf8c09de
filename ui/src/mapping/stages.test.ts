import { expect, it } from 'vitest';
import { mapping as whole } from '../../scenes/fixtures/mapping';
import { withAlso, withStage } from './stages';

const mapping = { ...whole, stages: [] };

it('a stage is tied, tied to another and untied, and the rest stays', () => {
  const one = withStage(mapping, ['deals', 'Sales'], 'Won', 'Closed Won');
  expect(one.stages).toEqual([{ pipeline: 'Sales', stages: { Won: 'Closed Won' }, also: {} }]);
  const two = withStage(
    withStage(one, ['deals', 'Sales'], 'Demo', 'Qualification'),
    ['deals', 'Sales'],
    'Won',
    'Won',
  );
  expect(two.stages[0]?.stages).toEqual({ Demo: 'Qualification', Won: 'Won' });
  const also = { ...two, stages: two.stages.map((it) => ({ ...it, also: { Lost2: 'Lost' } })) };
  const three = withStage(also, ['deals', 'Sales'], 'Demo', null).stages[0];
  expect(three).toEqual({ pipeline: 'Sales', stages: { Won: 'Won' }, also: { Lost2: 'Lost' } });
});

it('pipelines stand in the order of their names', () => {
  const both = withStage(withStage(mapping, ['deals', 'B'], 's', 't'), ['deals', 'A'], 's', 't');
  expect(both.stages.map((it) => it.pipeline)).toEqual(['A', 'B']);
});

it('h56 a further Salesforce stage counts as one of HubSpot’s, also where the file named none', () => {
  const bare = JSON.parse('{"pipeline":"Sales","stages":{"Won":"Closed Won"}}');
  const one = withAlso({ ...whole, stages: [bare] }, ['deals', 'Sales'], 'Signed', 'Won');
  expect(one.stages[0]).toEqual({ ...bare, also: { Signed: 'Won' } });
  expect(withAlso(one, ['deals', 'Sales'], 'Signed', null).stages[0]).toEqual({
    ...bare,
    also: {},
  });
});

it('h118 a ticket’s pipeline is another one than a deal’s of the same name', () => {
  const deals = withStage(mapping, ['deals', 'Sales'], 'Won', 'Closed Won');
  const both = withStage(deals, ['tickets', 'Sales'], 'New', 'Working');
  expect(both.stages).toEqual([
    ...deals.stages,
    { object: 'tickets', pipeline: 'Sales', stages: { New: 'Working' }, also: {} },
  ]);
});
