import type { LucideIcon } from 'lucide-react';
import { useRef, useState } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import type { FieldMapping, ObjectMapping, PairFile, SyncRule, ValueKind } from '../ipc';
import choice from '../parts/Choice.module.css';
import { useSpeech } from '../words/WordsProvider';
import { withField } from './draft';
import { rulesFor } from './fit';
import css from './Mapping.module.css';
import { nameOf } from './TransformList';
import { transformsOf } from './transforms';

interface Props {
  mapping: ObjectMapping;
  field: FieldMapping;
  kind: ValueKind;
  icon: LucideIcon;
  index: number;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/**
 * The rule on the wire, in words; a press opens the others. The opt-out's is locked. The menu is
 * made when it opens: one for each of hundreds of rows would be felt while scrolling.
 */
export function RuleMenu({ mapping, field, kind, icon: Icon, index, onChange }: Props) {
  const { say } = useSpeech();
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [first, ...others] = transformsOf(field);
  const through = first && say('rule-through', { name: nameOf(first, say), more: others.length });
  const told = [say(`rule-${field.rule}`), through].filter(Boolean).join(' · ');
  const words = (
    <>
      <Icon size={14} aria-hidden />
      <span>{told}</span>
    </>
  );
  if (field.rule === 'opt_out') {
    return (
      <span className={css.pill} title={say('rule-opt_out-about')}>
        {words}
      </span>
    );
  }
  const label = say('rule-of', { field: field.hubspot, rule: told });
  const set = (rule: SyncRule) => {
    setOpen(false);
    onChange((file) => withField(file, mapping.id, field.id, (it) => ({ ...it, rule })));
  };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={css.pill}
        data-row={index}
        data-column="rule"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        {words}
      </button>
      {isOpen && (
        <Popover
          className={choice.popover ?? ''}
          triggerRef={trigger}
          isOpen
          onOpenChange={setOpen}
          aria-label={label}
        >
          <Menu
            className={choice.list ?? ''}
            aria-label={label}
            autoFocus
            selectionMode="single"
            selectedKeys={[field.rule]}
            onAction={(key) => set(key as SyncRule)}
            onClose={() => setOpen(false)}
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
      )}
    </>
  );
}
