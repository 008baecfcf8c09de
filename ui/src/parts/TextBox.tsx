import { Search, X } from 'lucide-react';
import {
  Button,
  FieldError,
  Input,
  Label,
  SearchField,
  Text,
  TextField,
  type TextFieldProps,
} from 'react-aria-components';
import { useSpeech } from '../words/WordsProvider';
import css from './TextBox.module.css';

interface TextBoxProps extends TextFieldProps {
  label: string;
  /** The label is read out and not shown. */
  bare?: boolean;
  about?: string;
  error?: string;
  placeholder?: string;
}

/** One line of text with its name, what it is for, and what is wrong with it. */
export function TextBox({ label, bare = false, about, error, placeholder, ...rest }: TextBoxProps) {
  return (
    <TextField {...rest} className={css.field ?? ''} isInvalid={error !== undefined}>
      <Label className={bare ? 'sr-only' : (css.label ?? '')}>{label}</Label>
      <Input className={css.input ?? ''} placeholder={placeholder ?? ''} />
      {about && (
        <Text slot="description" className={css.about ?? ''}>
          {about}
        </Text>
      )}
      <FieldError className={css.error ?? ''}>{error}</FieldError>
    </TextField>
  );
}

interface SearchBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit?: (value: string) => void;
  width?: number;
  autoFocus?: boolean;
}

/** A search or filter; Escape empties it. */
export function SearchBox({ label, width = 240, onSubmit, ...rest }: SearchBoxProps) {
  const { say } = useSpeech();
  return (
    <SearchField
      {...rest}
      {...(onSubmit ? { onSubmit } : {})}
      aria-label={label}
      className={css.search ?? ''}
      style={{ width }}
    >
      <Search size={14} aria-hidden className={css.glass} />
      <Input className={css.input ?? ''} placeholder={label} />
      <Button className={css.clear ?? ''} aria-label={say('window-clear')}>
        <X size={14} aria-hidden />
      </Button>
    </SearchField>
  );
}
