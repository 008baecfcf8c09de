import { type PointerEvent, useCallback, useRef, useState } from 'react';
import type { Side } from '../parts/Tile';

/** A free field that waits for its partner. */
export interface Chosen {
  side: Side;
  name: string;
  /** It was chosen from the keyboard: the box for its partner takes the focus. */
  byKey: boolean;
}

/** A line that follows the pointer, in the window's pixels. */
export interface Line {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** Pixels that the pointer moves before a press is a drag. */
const SLACK = 6;

interface Asked {
  onChoose: (chosen: Chosen | null) => void;
  onConnect: (near: string, far: string) => void;
}

/** Dragging from a free field to its partner. A click does the same in two steps. */
export function useConnecting({ onChoose, onConnect }: Asked) {
  const [line, setLine] = useState<Line | null>(null);
  const begun = useRef<{ chosen: Chosen; from: Line['from']; moved: boolean } | null>(null);
  const onPointerDown = useCallback((event: PointerEvent, chosen: Chosen) => {
    if (event.button !== 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = chosen.side === 'hub_spot' ? box.right : box.left;
    begun.current = { chosen, from: { x, y: box.top + box.height / 2 }, moved: false };
    event.currentTarget.setPointerCapture(event.pointerId);
  }, []);
  const onPointerMove = useCallback(
    (event: PointerEvent) => {
      const drag = begun.current;
      if (drag === null) return;
      const to = { x: event.clientX, y: event.clientY };
      const far = Math.hypot(to.x - drag.from.x, to.y - drag.from.y) > SLACK;
      if (!drag.moved && (!far || event.buttons !== 1)) return;
      if (!drag.moved) onChoose(drag.chosen);
      drag.moved = true;
      setLine({ from: drag.from, to });
    },
    [onChoose],
  );
  const onPointerUp = useCallback(
    (event: PointerEvent) => {
      const drag = begun.current;
      begun.current = null;
      setLine(null);
      if (drag === null || !drag.moved) return;
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const target = under?.closest<HTMLElement>('[data-free]');
      const name = target?.dataset.name;
      if (name === undefined || target?.dataset.free === drag.chosen.side) return onChoose(null);
      if (drag.chosen.side === 'hub_spot') onConnect(drag.chosen.name, name);
      else onConnect(name, drag.chosen.name);
    },
    [onChoose, onConnect],
  );
  return { line, onPointerDown, onPointerMove, onPointerUp };
}
