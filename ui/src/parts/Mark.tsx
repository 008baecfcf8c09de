import css from './Mark.module.css';

/** What a state means, apart from its words. */
export type Tone = 'ok' | 'warn' | 'err' | 'run' | 'off';

const SHAPES: Record<Tone, React.ReactNode> = {
  ok: (
    <>
      <circle cx="8" cy="8" r="6.25" />
      <path d="M5.2 8.2l2 2 3.6-4" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.2l6.3 11.3H1.7z" />
      <path d="M8 6.6v3M8 11.6v.1" />
    </>
  ),
  err: (
    <>
      <path d="M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4z" />
      <path d="M6 6l4 4M10 6l-4 4" />
    </>
  ),
  run: (
    <>
      <path d="M13.6 6.2A6 6 0 1 0 14 8" />
      <path d="M14.2 2.8v3.6h-3.6" />
    </>
  ),
  off: <path d="M3.5 8h9" />,
};

/** A state as a shape: a circle is well, a triangle asks, an octagon stops. Words stand beside it. */
export function Mark({ tone, size = 16 }: { tone: Tone; size?: number }) {
  return (
    <svg
      className={`${css.mark} ${css[tone]}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {SHAPES[tone]}
    </svg>
  );
}

/** A short state in words with its shape. */
export function Chip({ tone, children }: { tone: Tone; children: React.ReactNode }) {
  return (
    <span className={`${css.chip} ${css[`${tone}Bg`]}`}>
      <Mark tone={tone} size={14} />
      <span>{children}</span>
    </span>
  );
}
