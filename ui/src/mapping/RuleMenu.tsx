import type { LucideIcon } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { FieldMapping, ObjectMapping, PairFile, SyncRule, ValueKind } from '../ipc';
import choice from '../parts/Choice.module.css';
import { useSpeech } from '../words/WordsProvider';
import { withField } from './draft';
import { rulesFor } from './fit';
import css from './Mapping.module.css';

interface Props {
  mapping: ObjectMapping;
  field: FieldMapping;
  kind: ValueKind;
  icon: LucideIcon;
  index: number;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** The rule on the wire, in words; a press opens the others. The opt-out's is locked. */
export function RuleMenu({ mapping, field, kind, icon: Icon, index, onChange }: Props) {
  const { say } = useSpeech();
  const words = (
    <>
      <Icon size={14} aria-hidden />
      <span>{say(`rule-${field.rule}`)}</span>
    </>
  );
  if (field.rule === 'opt_out') {
    return (
      <span className={css.pill} title={say('rule-opt_out-about')}>
        {words}
      </span>
    );
  }
  const set = (rule: SyncRule) =>
    onChange((file) => withField(file, mapping.id, field.id, (it) => ({ ...it, rule })));
  return (
    <MenuTrigger>
      <Button
        className={css.pill ?? ''}
        data-row={index}
        data-column="rule"
        aria-label={say('rule-of', { field: field.hubspot, rule: say(`rule-${field.rule}`) })}
      >
        {words}
      </Button>
      <Popover className={choice.popover ?? ''}>
        <Menu
          className={choice.list ?? ''}
          selectionMode="single"
          selectedKeys={[field.rule]}
          onAction={(key) => set(key as SyncRule)}
        >
          {rulesFor(kind).map((rule) => (
            <MenuItem
              key={rule}
              id={rule}
              className={choice.item ?? ''}
              textValue={say(`rule-${rule}`)}
            >
              <span>
                {say(`rule-${rule}`)}
                <span className={choice.about}>{say(`rule-${rule}-about`)}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
