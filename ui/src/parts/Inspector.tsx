import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNarrow } from '../app/narrow';
import { useSpeech } from '../words/WordsProvider';
import { Button } from './Button';
import { Dialog } from './Dialog';
import css from './Inspector.module.css';

interface Props {
  title: ReactNode;
  /** Read out as the region's name. */
  label: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The details of the selected row: a column on wide windows, a drawer from the right on narrow ones. */
export function Inspector({ title, label, isOpen, onClose, children }: Props) {
  const { say } = useSpeech();
  const narrow = useNarrow();
  if (!isOpen) return null;
  const close = (
    <Button kind="quiet" aria-label={say('window-close')} onPress={onClose}>
      <X size={16} aria-hidden />
    </Button>
  );
  if (narrow) {
    return (
      <Dialog
        title={
          <span className={css.head}>
            <span>{title}</span>
            {close}
          </span>
        }
        isOpen
        onClose={onClose}
        place="right"
      >
        <div className={css.stack}>{children}</div>
      </Dialog>
    );
  }
  return (
    <aside className={css.aside} aria-label={label}>
      <div className={css.head}>
        <h2>{title}</h2>
        {close}
      </div>
      <div className={css.stack}>{children}</div>
    </aside>
  );
}
