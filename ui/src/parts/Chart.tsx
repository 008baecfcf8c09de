import type { ReactNode } from 'react';
import { useSpeech } from '../words/WordsProvider';
import css from './Chart.module.css';
import { topOf } from './scale';

/** What a bar stands for; the legend says it in words. */
export type BarTone = 'plain' | 'bad' | 'hub_spot' | 'salesforce';

/** What one run or one day came to: a bar for each tone, or one that is made of them. */
export interface Bar {
  key: string | number;
  /** When it was. */
  at: string;
  parts: { tone: BarTone; value: number }[];
  /** It went wrong, whatever it came to: a cross stands on it. */
  isCrossed?: boolean;
}

interface Props {
  /** What is measured, with its unit. */
  title: string;
  legend: { tone: BarTone; words: string }[];
  /** What a cross says, where one may stand. */
  cross?: string;
  bars: Bar[];
  /** Whether the parts stand upon each other: their sum is worth a look. */
  form: 'stacked' | 'beside';
  /** The same in words: a table, or where one is. */
  children: ReactNode;
}

/** Bars over time, on a scale with numbers. They are for the eye: below, the same figures are read. */
export function Chart({ title, legend, cross, bars, form, children }: Props) {
  const { count } = useSpeech();
  const high = (bar: Bar) => {
    const values = bar.parts.map((part) => part.value);
    return form === 'stacked' ? values.reduce((sum, it) => sum + it, 0) : Math.max(0, ...values);
  };
  const top = topOf(Math.max(0, ...bars.map(high)));
  return (
    <figure className={css.chart}>
      <figcaption className={css.head}>
        <span>{title}</span>
        <span className={css.legend}>
          {legend.map(({ tone, words }) => (
            <span key={tone}>
              <i className={css[tone]} aria-hidden />
              {words}
            </span>
          ))}
          {bars.some((bar) => bar.isCrossed) && (
            <span>
              <Cross />
              {cross}
            </span>
          )}
        </span>
      </figcaption>
      <div className={css.plot} aria-hidden>
        <div className={css.scale}>
          {[top, top / 2, 0].map((value) => (
            <span key={value}>{count(value)}</span>
          ))}
        </div>
        <div className={css.bars}>
          {bars.map((bar) => (
            <Column key={bar.key} bar={bar} top={top} form={form} legend={legend} />
          ))}
        </div>
        <div className={css.times}>
          <span>{bars.at(0)?.at}</span>
          {bars.length > 2 && <span>{bars.at(Math.floor(bars.length / 2))?.at}</span>}
          <span>{bars.at(-1)?.at}</span>
        </div>
      </div>
      {children}
    </figure>
  );
}

type ColumnProps = Pick<Props, 'form' | 'legend'> & { bar: Bar; top: number };

function Column({ bar, top, form, legend }: ColumnProps) {
  const { count } = useSpeech();
  const words = (tone: BarTone) => legend.find((it) => it.tone === tone)?.words ?? '';
  const told = bar.parts.map(({ tone, value }) => `${words(tone)} ${count(value)}`);
  return (
    <span className={css[form]} title={[bar.at, ...told].join(' · ')}>
      {bar.parts.map(({ tone, value }) => (
        <i key={tone} className={css[tone]} style={{ height: `${(value / top) * 100}%` }} />
      ))}
      {bar.isCrossed && <Cross />}
    </span>
  );
}

function Cross() {
  return (
    <svg className={css.cross} width="8" height="12" viewBox="0 0 8 12" aria-hidden="true">
      <path d="M1 3l6 6M7 3l-6 6" />
    </svg>
  );
}
