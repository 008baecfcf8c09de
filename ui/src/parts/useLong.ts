import { type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { rowByKey, type Slot, slotsOf, withKept } from './longRows';

interface Asked {
  count: number;
  /** About how high a row is; each is measured when it is drawn. */
  height: number;
  keyOf: (index: number) => string | number;
  /** A row that stays drawn, such as the one whose details are shown: the focus goes back to it. */
  kept?: number | null;
}

/** A list of which only the rows in sight are drawn, whatever it is that scrolls around it. */
export interface Long {
  count: number;
  slots: Slot[];
  /** How high what is not drawn behind the last row is. */
  rest: number;
  /** Stays the same, so that a row is drawn anew when it changes, not when the list is scrolled. */
  measure: (row: Element | null) => void;
  /** What the element that holds the rows carries. */
  holder: {
    ref: (holder: HTMLElement | null) => void;
    onKeyDown: (event: KeyboardEvent) => void;
    onFocus: (event: FocusEvent) => void;
    onBlur: (event: FocusEvent) => void;
  };
}

/** Rows that are drawn beyond the edge, so that Tab finds the next one. */
const BEYOND = 4;

/** As much as the head of a table covers, and as a ring around the focus needs. */
const HEAD = 40;
const EDGE = 8;

/** What can be pressed in a row; the arrows lead to its like in another row. */
const STOPS = 'a[href], button:not([disabled])';

/** Keeps a list of any length to the rows in sight, and moves in it by keys. */
export function useLong({ count, height, keyOf, kept = null }: Asked): Long {
  const [holder, setHolder] = useState<HTMLElement | null>(null);
  const { scroller, margin } = usePlace(holder);
  const [focused, setFocused] = useState<number | null>(null);
  const wanted = useRef<{ row: number; stop: number } | null>(null);
  const virtual = useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    getItemKey: keyOf,
    overscan: BEYOND,
    scrollMargin: margin,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: EDGE,
    // The focus would be lost with its row, and with it the place in the list.
    rangeExtractor: (range) => withKept(inSight(range), [focused, kept], count),
  });
  // The row that a key led to is drawn by now. Rows on the way to it may turn out higher than they
  // were taken for: the list goes on scrolling until it is in sight.
  useLayoutEffect(() => {
    const { current } = wanted;
    if (current === null || holder === null) return;
    const stops = stopsOf(holder.querySelector(`[data-index="${current.row}"]`));
    wanted.current = null;
    stops[Math.min(current.stop, stops.length - 1)]?.focus({ preventScroll: true });
    virtual.scrollToIndex(current.row, { align: 'auto' });
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rowOf(event.target);
    if (row === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / height) - 1);
    const next = rowByKey(event.key, Number(row.dataset.index), { count, page });
    const stop = stopsOf(row).indexOf(event.target as HTMLElement);
    if (next === null || stop === -1) return;
    event.preventDefault();
    wanted.current = { row: next, stop };
    setFocused(next);
  };
  const onFocus = (event: FocusEvent) => {
    const row = rowOf(event.target);
    if (row !== null) setFocused(Number(row.dataset.index));
  };
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setFocused(null);
  };
  return {
    count,
    ...slotsOf(virtual.getVirtualItems(), margin, virtual.getTotalSize()),
    measure: virtual.measureElement,
    holder: { ref: setHolder, onKeyDown, onFocus, onBlur },
  };
}

function inSight({ startIndex, endIndex, overscan, count }: Range): number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof HTMLElement ? target.closest<HTMLElement>('[data-index]') : null;
}

function stopsOf(row: Element | null): HTMLElement[] {
  return row === null ? [] : [...row.querySelectorAll<HTMLElement>(STOPS)];
}

/** What scrolls a list, and how far below its beginning the list begins. */
function usePlace(holder: HTMLElement | null) {
  const [place, setPlace] = useState<{ scroller: HTMLElement | null; margin: number }>({
    scroller: null,
    margin: 0,
  });
  useLayoutEffect(() => {
    if (holder === null) return;
    const look = () => {
      const scroller = scrollerOf(holder);
      const margin = scroller === null ? 0 : below(holder, scroller);
      setPlace((before) =>
        before.scroller === scroller && before.margin === margin ? before : { scroller, margin },
      );
    };
    look();
    // What stands above the list may grow; then something around both grows with it. On a narrow
    // window something else scrolls.
    const watching = new ResizeObserver(look);
    for (let up = holder.parentElement; up !== null; up = up.parentElement) watching.observe(up);
    return () => watching.disconnect();
  }, [holder]);
  return place;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let up = element.parentElement; up !== null; up = up.parentElement) {
    if (/^(auto|scroll)$/.test(window.getComputedStyle(up).overflowY)) return up;
  }
  return null;
}

function below(element: HTMLElement, scroller: HTMLElement): number {
  const from = scroller.getBoundingClientRect().top + scroller.clientTop;
  return Math.round(element.getBoundingClientRect().top - from + scroller.scrollTop);
}
