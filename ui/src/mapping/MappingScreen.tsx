import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useState } from 'react';
import { useAddress, useGo } from '../app/go';
import { usePair } from '../app/pair';
import { ask } from '../data/queries';
import type * as ipc from '../ipc';
import { Button } from '../parts/Button';
import { Fault } from '../parts/Fault';
import { Page } from '../parts/Page';
import { Empty, Waiting } from '../parts/State';
import { TabRow } from '../parts/TabRow';
import { objectWords } from '../words/objects';
import { useSpeech } from '../words/WordsProvider';
import { isOfEvents } from './activities';
import { changes } from './draft';
import { FieldsTab } from './FieldsTab';
import { FileDialog } from './FileDialog';
import { LifecycleTab } from './LifecycleTab';
import css from './Mapping.module.css';
import { MatchingTab } from './MatchingTab';
import { ObjectsMap } from './ObjectsMap';
import { OptOutTab } from './OptOutTab';
import { OtherObjects } from './OtherObjects';
import { OwnersTab } from './OwnersTab';
import { PairTab } from './PairTab';
import { RulesTab } from './RulesTab';
import { SaveBar } from './SaveBar';
import { ScopeTab } from './ScopeTab';
import { StagesTab } from './StagesTab';
import { isOfPeople } from './settings';
import { isStaged, stagedOf } from './stages';
import { type Editing, useDraft, useFlaws, useUndoKeys } from './useDraft';

const TABS = [
  'all',
  'fields',
  'scope',
  'matching',
  'rules',
  'optout',
  'lifecycle',
  'owners',
  'stages',
  'pair',
] as const;
type Tab = (typeof TABS)[number];

/** Whether an object has this part: only people unsubscribe, only deals and tickets go through
 * stages. */
function hasPart(mapping: ipc.ObjectMapping, tab: Tab): boolean {
  switch (tab) {
    case 'stages':
      return isStaged(mapping);
    case 'optout':
      return isOfPeople(mapping);
    case 'lifecycle':
      return isOfPeople(mapping) || mapping.id === 'deals';
    case 'matching':
    case 'rules':
    case 'owners':
      return !isOfEvents(mapping);
    case 'all':
    case 'fields':
    case 'scope':
    case 'pair':
      return true;
  }
}

/** The mapping: which field of one side is which field of the other, and which side wins. */
export function MappingScreen() {
  const { say } = useSpeech();
  const { pair } = usePair();
  const editing = useDraft(pair.pair);
  useUndoKeys(editing);
  if (editing.error !== null) {
    return (
      <Page title={say('place-mappings')}>
        <Fault thrown={editing.error} onRetry={() => void editing.refetch()} />
      </Page>
    );
  }
  if (editing.draft === null) {
    return (
      <Page title={say('place-mappings')} fill>
        <Waiting rows={12} height={40} />
      </Page>
    );
  }
  return <Editor editing={editing} />;
}

function Editor({ editing }: { editing: Editing }) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const go = useGo();
  const { object, tab = 'fields', field, mapped } = useAddress();
  const [picked, setPicked] = useState({ of: mapped, field: mapped ?? null });
  // The palette brings a field of its own: the inspector follows.
  const selected = picked.of === mapped ? picked.field : (mapped ?? null);
  const [filing, setFiling] = useState(false);
  const flaws = useFlaws(pair.pair, editing.draft);
  const mappings = editing.draft?.now.mappings ?? [];
  const mapping = mappings.find((it) => it.id === object) ?? mappings[0];
  const schemas = useQuery(
    ask.schemas(
      pair.pair,
      mappings.map((it) => it.hubspot),
    ),
  );
  const file = editing.draft?.now;
  if (mapping === undefined || file === undefined) {
    return (
      <Page title={say('place-mappings')}>
        <Empty icon={GitCompareArrows} title={say('mapping-none')}>
          {say('mapping-none-about')}
        </Empty>
      </Page>
    );
  }
  const mine = flaws.filter((it) => it.object === mapping.id);
  const goTo = (to: { object?: string; tab?: string }) =>
    go('/mappings', { object: mapping.id, tab, ...to });
  // Of another object the same part is shown, where it has one.
  const part = TABS.find((it) => it === tab && hasPart(mapping, it)) ?? 'fields';
  const objects = (
    <TabRow
      label={say('mapping-objects')}
      chosen={mapping.id}
      tabs={mappings.map((it) => ({ id: it.id, label: objectWords(it.id, say) }))}
      onChoose={(id) => goTo(part === 'all' ? { object: id, tab: 'fields' } : { object: id })}
    />
  );
  const parts = (
    <TabRow
      label={say('mapping-parts')}
      chosen={part}
      tabs={TABS.filter((id) => hasPart(mapping, id)).map((id) => ({
        id,
        label: say(`tab-${id}`),
      }))}
      onChoose={(id) => goTo({ tab: id })}
    />
  );
  const head = {
    title: say('place-mappings'),
    about: say('mapping-about', { count: mapping.fields.length, flaws: mine.length }),
    actions: <Button onPress={() => setFiling(true)}>{say('file-open')}</Button>,
    foot: (
      <>
        <SaveBar editing={editing} flaws={flaws} />
        {filing && (
          <FileDialog
            file={file}
            onRead={(read) => editing.change(() => read)}
            onClose={() => setFiling(false)}
          />
        )}
      </>
    ),
  };
  if (part !== 'fields') {
    return (
      <Page
        {...head}
        tools={
          <>
            {objects}
            {parts}
          </>
        }
      >
        <Part
          key={`${mapping.id}-${part}`}
          part={part}
          file={file}
          mapping={mapping}
          flaws={flaws}
          schemas={schemas.data ?? null}
          unsaved={editing.draft !== null && changes(editing.draft) > 0}
          onChange={editing.change}
          onRead={() => void schemas.refetch()}
        />
      </Page>
    );
  }
  if (schemas.error !== null || schemas.data === undefined) {
    return (
      <Page
        {...head}
        fill
        tools={
          <>
            {objects}
            {parts}
          </>
        }
      >
        {schemas.error !== null ? (
          <Fault thrown={schemas.error} onRetry={() => void schemas.refetch()} />
        ) : (
          <Waiting rows={12} height={40} />
        )}
      </Page>
    );
  }
  return (
    <FieldsTab
      key={`${mapping.id}-${field ?? ''}`}
      head={{ ...head, objects, parts }}
      editing={editing}
      mapping={mapping}
      schemas={schemas.data as ipc.Both<ipc.ObjectSchema[]>}
      flaws={mine}
      selected={selected}
      onSelect={(id) => setPicked({ of: mapped, field: id })}
    />
  );
}

interface PartProps {
  part: Exclude<Tab, 'fields'>;
  file: ipc.PairFile;
  mapping: ipc.ObjectMapping;
  flaws: ipc.Flaw[];
  schemas: ipc.Both<ipc.ObjectSchema[]> | null;
  unsaved: boolean;
  onChange: Editing['change'];
  onRead: () => void;
}

/** Every part of the mapping but its fields. */
function Part(props: PartProps) {
  const { part, file, mapping, flaws, schemas, unsaved, onChange, onRead } = props;
  switch (part) {
    case 'all':
      return (
        <div className={css.rules}>
          <ObjectsMap mappings={file.mappings} flaws={flaws} />
          <OtherObjects mappings={file.mappings} unsaved={unsaved} />
        </div>
      );
    case 'scope':
      return <ScopeTab file={file} mapping={mapping} schemas={schemas} onChange={onChange} />;
    case 'matching':
      return <MatchingTab mapping={mapping} onChange={onChange} />;
    case 'rules':
      return <RulesTab file={file} mapping={mapping} schemas={schemas} onChange={onChange} />;
    case 'optout':
      return <OptOutTab file={file} mapping={mapping} flaws={flaws} onChange={onChange} />;
    case 'lifecycle':
      return <LifecycleTab file={file} schemas={schemas} onChange={onChange} onRead={onRead} />;
    case 'owners':
      return <OwnersTab file={file} onChange={onChange} />;
    case 'stages':
      return <StagesTab of={stagedOf(mapping)} file={file} schemas={schemas} onChange={onChange} />;
    case 'pair':
      return <PairTab file={file} onChange={onChange} />;
  }
}
