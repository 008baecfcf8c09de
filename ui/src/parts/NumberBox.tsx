import { Input, Label, NumberField, Text } from 'react-aria-components';
import css from './TextBox.module.css';

interface Props {
  label: string;
  about?: string;
  value: number;
  least: number;
  most?: number;
  onChange: (value: number) => void;
}

/** A whole number, typed or stepped by the arrow keys. It counts when the box is left. */
export function NumberBox({ label, about, value, least, most, onChange }: Props) {
  return (
    <NumberField
      className={css.field ?? ''}
      value={value}
      minValue={least}
      {...(most === undefined ? {} : { maxValue: most })}
      onChange={(next) => {
        if (Number.isInteger(next)) onChange(next);
      }}
    >
      <Label className={css.label ?? ''}>{label}</Label>
      <Input className={`${css.input} ${css.number}`} />
      {about && (
        <Text slot="description" className={css.about ?? ''}>
          {about}
        </Text>
      )}
    </NumberField>
  );
}
