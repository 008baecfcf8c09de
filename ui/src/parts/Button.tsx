import { Button as AriaButton, type ButtonProps } from 'react-aria-components';
import css from './Button.module.css';

/** How much a button asks for: one primary per screen, quiet ones inside rows. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

interface Props extends ButtonProps {
  kind?: ButtonKind;
}

/** A button; React Aria gives it keys, pressing and a pending state that is read out. */
export function Button({ kind = 'plain', className, ...rest }: Props) {
  const extra = typeof className === 'string' ? ` ${className}` : '';
  return <AriaButton {...rest} className={`${css.button} ${css[kind]}${extra}`} />;
}
