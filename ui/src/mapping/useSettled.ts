import { useEffect, useState } from 'react';

/** What stands since a moment: a draft is asked about when its typing rests. */
export function useSettled<T>(value: T, after = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), after);
    return () => window.clearTimeout(timer);
  }, [value, after]);
  return settled;
}
