import { onlineManager, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ask, lookAgain, newQueries, useOrder, useStanding } from './queries';

afterEach(cleanup);

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

const refuses = vi.fn<() => Promise<string>>();

/** A screen that a refusal asks something of. */
function Locked() {
  const { data, error } = useStanding({ queryKey: ['locked'], queryFn: refuses });
  return error === null ? <p>{data ?? 'asking'}</p> : <input aria-label={error.message} />;
}

test('a refusal stands while it is asked anew, with what a person has written', async () => {
  refuses.mockImplementationOnce(() => Promise.reject(new Error('closed')));
  const queries = newQueries();
  render(
    <QueryClientProvider client={queries}>
      <Locked />
    </QueryClientProvider>,
  );
  const field: HTMLInputElement = await screen.findByLabelText('closed');
  fireEvent.change(field, { target: { value: 'half a word' } });

  let answer: (given: string) => void = () => undefined;
  refuses.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  void lookAgain(queries);
  await vi.waitFor(() => expect(refuses).toHaveBeenCalledTimes(2));
  expect(screen.getByLabelText('closed')).toBe(field);
  expect(field.value).toBe('half a word');

  answer('open');
  await screen.findByText('open');
});

test('what is asked and ordered on this machine waits for no network', async () => {
  onlineManager.setOnline(false);
  answers.mockReset();
  answers.mockImplementation(() => Promise.resolve('open'));
  const onDone = vi.fn();
  render(
    <QueryClientProvider client={newQueries()}>
      <Gate />
      <Screen onDone={onDone} />
    </QueryClientProvider>,
  );
  await screen.findByText('open');
  fireEvent.click(screen.getByText('order'));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  onlineManager.setOnline(true);
});
