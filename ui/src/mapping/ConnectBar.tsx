import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
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
import type { ObjectMapping } from '../ipc';
import { Button } from '../parts/Button';
import choice from '../parts/Choice.module.css';
import { PRODUCT, type Side, Tile } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import { refusal } from './fit';
import css from './Mapping.module.css';
import { type Fields, farNames } from './rows';
import type { Chosen } from './useConnecting';

interface Props {
  chosen: Chosen | null;
  fields: Fields;
  mapping: ObjectMapping;
  onConnect: (near: string, far: string) => void;
  onCancel: () => void;
}

/** The partner of the chosen field: typed here, or clicked in the grid below. */
export function ConnectBar({ chosen, fields, mapping, onConnect, onCancel }: Props) {
  const { say } = useSpeech();
  const other: Side = chosen?.side === 'hub_spot' ? 'salesforce' : 'hub_spot';
  const partners = usePartners(chosen, fields, mapping);
  if (chosen === null) return null;
  const own =
    chosen.side === 'hub_spot' ? fields.near.get(chosen.name) : fields.far.get(chosen.name)?.schema;
  const pick = (key: Key | null) => {
    if (key === null) return;
    if (chosen.side === 'hub_spot') onConnect(chosen.name, String(key));
    else onConnect(String(key), chosen.name);
  };
  return (
    <section className={css.connect} aria-label={say('connect-title')}>
      <Tile side={chosen.side} alone />
      <strong>{own?.label ?? chosen.name}</strong>
      <ComboBox
        key={`${chosen.side}-${chosen.name}`}
        className={css.combo ?? ''}
        defaultItems={partners}
        menuTrigger="focus"
        onSelectionChange={pick}
      >
        <Label>{say('connect-to', { side: PRODUCT[other] })}</Label>
        <div className={css.comboBox}>
          <Input className={css.comboInput ?? ''} autoFocus={chosen.byKey} />
          <AriaButton className={css.comboButton ?? ''} aria-label={say('connect-open')}>
            <ChevronDown size={14} aria-hidden />
          </AriaButton>
        </div>
        <Popover className={choice.popover ?? ''}>
          <ListBox className={choice.list ?? ''}>
            {(item: Partner) => (
              <ListBoxItem
                id={item.name}
                textValue={`${item.label} ${item.name}`}
                className={choice.item ?? ''}
              >
                <span>
                  {item.label}
                  <span className={choice.about}>
                    <code>{item.name}</code> · {item.native}
                  </span>
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <span className={css.hint}>{say('connect-hint')}</span>
      <span className={css.space} />
      <Button onPress={onCancel}>{say('window-cancel')}</Button>
    </section>
  );
}

interface Partner {
  id: string;
  name: string;
  label: string;
  native: string;
}

/** Free fields of the other side that the chosen one can be tied to. */
function usePartners(chosen: Chosen | null, fields: Fields, mapping: ObjectMapping): Partner[] {
  const { compare } = useSpeech();
  return useMemo(() => {
    if (chosen === null) return [];
    const partner = (it: { name: string; label: string; native: string }) => ({
      id: it.name,
      name: it.name,
      label: it.label,
      native: it.native,
    });
    const near = new Set(mapping.fields.map((it) => it.hubspot));
    const far = new Set(
      mapping.fields.flatMap((it) => farNames(it, fields.objects).map(([name]) => name)),
    );
    const own = fields.near.get(chosen.name);
    const ownFar = fields.far.get(chosen.name)?.schema;
    const found =
      chosen.side === 'hub_spot'
        ? [...fields.far.values()]
            .map((it) => it.schema)
            .filter((it) => !far.has(it.name) && own && refusal(own, it) === null)
        : [...fields.near.values()].filter(
            (it) => !near.has(it.name) && ownFar && refusal(it, ownFar) === null,
          );
    return found.map(partner).sort((one, other) => compare(one.label, other.label));
  }, [chosen, fields, mapping, compare]);
}
