import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ask, lookAgain, newQueries, useOrder } from './queries';

test('a look at both sides is news itself and not asked anew for it', async () => {
  const queries = newQueries();
  queries.setQueryData(ask.undoView(1, '7').queryKey, { writes: 3, kept: [] });
  queries.setQueryData(ask.runs(1).queryKey, []);
  await lookAgain(queries);
  expect(queries.getQueryState(ask.undoView(1, '7').queryKey)?.isInvalidated).toBe(false);
  expect(queries.getQueryState(ask.runs(1).queryKey)?.isInvalidated).toBe(true);
});

/** A screen whose answers never come, with one thing to order. */
function Screen({ onDone }: { onDone: () => void }) {
  useQuery({ queryKey: ['slow'], queryFn: () => new Promise<never>(() => undefined) });
  const order = useOrder(() => Promise.resolve('done'));
  return (
    <button type="button" onClick={() => order.mutate(undefined, { onSuccess: onDone })}>
      {order.isPending ? 'wait' : 'order'}
    </button>
  );
}

test('an order is done when it is carried out, however long the screen is asked', async () => {
  const onDone = vi.fn();
  render(
    <QueryClientProvider client={newQueries()}>
      <Screen onDone={onDone} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button'));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(screen.getByRole('button').textContent).toBe('order');
});

/** A screen whose first answer comes late, from before what is ordered. */
function Gate() {
  const { data } = useQuery({ queryKey: ['gate'], queryFn: answers });
  const order = useOrder(() => Promise.resolve('done'));
  return (
    <button type="button" onClick={() => order.mutate(undefined)}>
      {data ?? 'shut'}
    </button>
  );
}

const answers = vi.fn<() => Promise<string>>();

test('what is asked for the first time while an order is carried out is asked anew after it', async () => {
  answers.mockImplementationOnce(() => new Promise<never>(() => undefined));
  answers.mockImplementation(() => Promise.resolve('open'));
  render(
    <QueryClientProvider client={newQueries()}>
      <Gate />
    </QueryClientProvider>,
  );
  const gate = screen.getByText('shut');
  fireEvent.click(gate);
  await vi.waitFor(() => expect(gate.textContent).toBe('open'));
});
