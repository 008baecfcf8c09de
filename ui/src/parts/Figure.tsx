import { useSpeech } from '../words/WordsProvider';
import table from './Table.module.css';

/** A number in a cell of its own. A nought steps back, so that what counts is seen. */
export function Figure({ value }: { value: number }) {
  const { count } = useSpeech();
  return <td className={`${table.number} ${value === 0 ? table.nought : ''}`}>{count(value)}</td>;
}
