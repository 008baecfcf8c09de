import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import css from './Toast.module.css';

/** How long a word about a finished order stays. */
const STAYS_MS = 6_000;

const ToastContext = createContext<(words: string) => void>(() => {});

/** Says that an order was carried out; read out, and gone by itself. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ words: string } | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = window.setTimeout(() => setSaid(null), STAYS_MS);
    return () => window.clearTimeout(timer);
  }, [said]);
  const say = useCallback((words: string) => setSaid({ words }), []);
  return (
    <ToastContext value={say}>
      {children}
      <div className={css.place} role="status">
        {said !== null && <div className={css.toast}>{said.words}</div>}
      </div>
    </ToastContext>
  );
}

export function useToast(): (words: string) => void {
  return use(ToastContext);
}
