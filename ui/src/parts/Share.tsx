import { Meter } from 'react-aria-components';
import css from './Share.module.css';

/** A share of one as a bar. It warns from three quarters on; the figure stands beside it in words. */
export function Share({ of, label }: { of: number; label: string }) {
  const percent = Math.min(100, Math.max(0, of * 100));
  return (
    <Meter value={percent} aria-label={label} className={css.meter ?? ''}>
      <span
        className={`${css.fill} ${percent >= 75 ? css.high : ''}`}
        style={{ width: `${percent}%` }}
      />
    </Meter>
  );
}
