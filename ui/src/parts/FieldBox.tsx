import { ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  ComboBox,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { useSpeech } from '../words/WordsProvider';
import choice from './Choice.module.css';
import css from './FieldBox.module.css';

/** A field that can be chosen. */
export interface Choosable {
  id: string;
  label: string;
}

interface Props {
  label: string;
  value: string;
  fields: readonly Choosable[];
  onChange: (field: string) => void;
}

/** One of many fields: typed by label or name, or chosen from the list. */
export function FieldBox({ label, value, fields, onChange }: Props) {
  const { say } = useSpeech();
  const pick = (key: Key | null) => {
    if (key !== null) onChange(String(key));
  };
  return (
    <ComboBox
      className={css.box ?? ''}
      defaultItems={fields}
      value={value === '' ? null : value}
      onChange={pick}
      menuTrigger="focus"
    >
      <Label className="sr-only">{label}</Label>
      <div className={css.inside}>
        <Input className={css.input ?? ''} placeholder={label} />
        <AriaButton className={css.open ?? ''} aria-label={say('connect-open')}>
          <ChevronDown size={14} aria-hidden />
        </AriaButton>
      </div>
      <Popover className={choice.popover ?? ''}>
        <ListBox className={choice.list ?? ''}>
          {(item: Choosable) => (
            <ListBoxItem
              id={item.id}
              textValue={`${item.label} (${item.id})`}
              className={choice.item ?? ''}
            >
              <span>
                {item.label}
                <span className={choice.about}>
                  <code>{item.id}</code>
                </span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
