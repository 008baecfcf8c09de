import type { IdFields } from '../ipc';
import { useSpeech } from '../words/WordsProvider';
import { Choice } from './Choice';

interface Props {
  value: IdFields;
  onChange: (value: IdFields) => void;
}

/** Whether set-up may make the fields by which a record is never made twice (P7). */
export function IdFieldsChoice({ value, onChange }: Props) {
  const { say } = useSpeech();
  return (
    <Choice
      label={say('pair-id-fields')}
      value={value}
      options={[
        { value: 'make', label: say('id-fields-make'), about: say('id-fields-make-about') },
        { value: 'leave', label: say('id-fields-leave'), about: say('id-fields-leave-about') },
      ]}
      onChange={onChange}
    />
  );
}
