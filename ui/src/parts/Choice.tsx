import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import css from './Choice.module.css';

interface Props<T extends string> {
  label: string;
  /** The label is read out and not shown. */
  bare?: boolean;
  value: T | null;
  options: readonly { value: T; label: string; about?: string }[];
  placeholder?: string;
  /** What the chosen one means, below it. */
  hint?: string;
  isDisabled?: boolean;
  onChange: (value: T) => void;
}

/** One of a few: a list that opens below its button. */
export function Choice<T extends string>(props: Props<T>) {
  const { label, bare = false, value, options, placeholder, hint, isDisabled = false } = props;
  const pick = (key: Key | null) => {
    const chosen = options.find((option) => option.value === key);
    if (chosen) props.onChange(chosen.value);
  };
  return (
    <Select
      className={`${css.select} ${hint ? css.hinted : ''}`}
      value={value}
      onChange={pick}
      isDisabled={isDisabled}
      placeholder={placeholder ?? label}
      {...(bare ? { 'aria-label': label } : {})}
    >
      {!bare && <Label className={css.label ?? ''}>{label}</Label>}
      <Button className={css.button ?? ''}>
        <SelectValue className={css.value ?? ''}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <ChevronDown size={14} aria-hidden />
      </Button>
      {hint && (
        <Text slot="description" className={css.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Popover className={css.popover ?? ''} offset={4}>
        <ListBox className={css.list ?? ''}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={css.item ?? ''}
            >
              {({ isSelected }) => (
                <>
                  <span className={css.tick}>{isSelected && <Check size={14} aria-hidden />}</span>
                  <span>
                    {option.label}
                    {option.about && <span className={css.about}>{option.about}</span>}
                  </span>
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
