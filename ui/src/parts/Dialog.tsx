import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import css from './Dialog.module.css';

interface Props {
  title: ReactNode;
  isOpen: boolean;
  onClose: () => void;
  /** From the right edge, over the full height; otherwise in the middle. */
  place?: 'middle' | 'right';
  wide?: boolean;
  /** Buttons, the primary one last. */
  foot?: ReactNode;
  children: ReactNode;
}

/** A question or a detail over the window. Escape closes it and focus goes back where it was. */
export function Dialog(props: Props) {
  const { title, isOpen, onClose, place = 'middle', wide = false, foot, children } = props;
  return (
    <ModalOverlay
      className={`${css.shade} ${css[place]}`}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={`${css.modal} ${wide ? css.wide : ''}`}>
        <AriaDialog className={css.dialog ?? ''}>
          <Heading slot="title" level={2} className={css.title ?? ''}>
            {title}
          </Heading>
          <div className={css.body}>{children}</div>
          {foot != null && <div className={css.foot}>{foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
