import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, NEWEST } from '../data/queries';

/** The runs of a pair, newest first; older ones are asked for when somebody comes near the end. */
export function useRuns(pair: number) {
  const [most, setMost] = useState(NEWEST);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...ask.runs(pair, most),
    placeholderData: (before) => before,
  });
  const isFull = data !== undefined && data.length >= most;
  return {
    data,
    error,
    refetch,
    /** Whether there may be older ones. */
    hasMore: isFull || isPlaceholderData,
    onEnd: () => {
      if (isFull) setMost(most * 2);
    },
  };
}
