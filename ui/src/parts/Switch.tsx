import { useId } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
import css from './Switch.module.css';

interface Props {
  label: string;
  /** What it does, in a sentence; read out with the label. */
  about: string;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (on: boolean) => void;
}

/** On or off, and what that means. */
export function Switch({ label, about, isOn, isDisabled = false, onChange }: Props) {
  const id = useId();
  return (
    <div className={css.setting}>
      <AriaSwitch
        className={css.switch ?? ''}
        isSelected={isOn}
        isDisabled={isDisabled}
        onChange={onChange}
        aria-describedby={id}
      >
        <span className={css.track} aria-hidden>
          <span className={css.knob} />
        </span>
        {label}
      </AriaSwitch>
      <p id={id} className={css.about}>
        {about}
      </p>
    </div>
  );
}
