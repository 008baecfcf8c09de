import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
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
    <Column label={label} onClose={onClose}>
      <div className={css.head}>
        <h2>{title}</h2>
        {close}
      </div>
      <div className={css.stack}>{children}</div>
    </Column>
  );
}

/** A column takes no focus by itself, and gives back what went into it; Escape closes it too. */
function Column(props: { label: string; onClose: () => void; children: ReactNode }) {
  const column = useRef<HTMLElement>(null);
  const { onClose } = props;
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || document.querySelector(ABOVE) !== null) return;
      onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  useEffect(() => {
    const opener = document.activeElement;
    const inside = column.current;
    return () => {
      const held =
        inside?.contains(document.activeElement) || document.activeElement === document.body;
      if (held && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <aside ref={column} className={css.aside} aria-label={props.label}>
      {props.children}
    </aside>
  );
}

/** What lies above the window has Escape for itself. */
const ABOVE = '[role="dialog"], [role="listbox"], [role="menu"]';
