import { useQuery } from '@tanstack/react-query';
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
import { FieldsTab } from './FieldsTab';
import { FileDialog } from './FileDialog';
import { MatchingTab } from './MatchingTab';
import { ObjectsMap } from './ObjectsMap';
import { OwnersTab } from './OwnersTab';
import { PairTab } from './PairTab';
import { RulesTab } from './RulesTab';
import { SaveBar } from './SaveBar';
import { ScopeTab } from './ScopeTab';
import { StagesTab } from './StagesTab';
import { type Editing, useDraft, useFlaws, useUndoKeys } from './useDraft';

const TABS = ['all', 'fields', 'scope', 'matching', 'rules', 'owners', 'stages', 'pair'] as const;

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
  const { object, tab = 'fields', field } = useAddress();
  const [selected, setSelected] = useState<string | null>(null);
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
  if (mapping === undefined) {
    return (
      <Page title={say('place-mappings')}>
        <Empty title={say('mapping-none')}>{say('mapping-none-about')}</Empty>
      </Page>
    );
  }
  const mine = flaws.filter((it) => it.object === mapping.id);
  const goTo = (to: { object?: string; tab?: string }) =>
    go('/mappings', { object: mapping.id, tab, ...to });
  const head = {
    title: say('place-mappings'),
    about: say('mapping-about', { count: mapping.fields.length, flaws: mine.length }),
    tools: (
      <>
        <TabRow
          label={say('mapping-objects')}
          chosen={mapping.id}
          tabs={mappings.map((it) => ({ id: it.id, label: objectWords(it.id, say) }))}
          onChoose={(id) => goTo(tab === 'all' ? { object: id, tab: 'fields' } : { object: id })}
        />
        <TabRow
          label={say('mapping-parts')}
          chosen={tab}
          tabs={TABS.filter((id) => id !== 'stages' || mapping.id === 'deals').map((id) => ({
            id,
            label: say(`tab-${id}`),
          }))}
          onChoose={(id) => goTo({ tab: id })}
        />
      </>
    ),
    actions: <Button onPress={() => setFiling(true)}>{say('file-open')}</Button>,
    foot: (
      <>
        <SaveBar editing={editing} flaws={flaws} />
        {filing && editing.draft !== null && (
          <FileDialog
            file={editing.draft.now}
            onRead={(file) => editing.change(() => file)}
            onClose={() => setFiling(false)}
          />
        )}
      </>
    ),
  };
  if (tab === 'all') {
    return (
      <Page {...head}>
        <ObjectsMap mappings={mappings} flaws={flaws} />
      </Page>
    );
  }
  if (tab === 'rules') {
    return (
      <Page {...head}>
        <RulesTab mapping={mapping} onChange={editing.change} />
      </Page>
    );
  }
  if (tab === 'scope' && editing.draft !== null) {
    return (
      <Page {...head}>
        <ScopeTab
          key={mapping.id}
          file={editing.draft.now}
          mapping={mapping}
          schemas={schemas.data ?? null}
          onChange={editing.change}
        />
      </Page>
    );
  }
  if (tab === 'matching') {
    return (
      <Page {...head}>
        <MatchingTab mapping={mapping} onChange={editing.change} />
      </Page>
    );
  }
  if (tab === 'owners' && editing.draft !== null) {
    return (
      <Page {...head}>
        <OwnersTab file={editing.draft.now} onChange={editing.change} />
      </Page>
    );
  }
  if (tab === 'stages' && editing.draft !== null) {
    return (
      <Page {...head}>
        <StagesTab
          file={editing.draft.now}
          schemas={schemas.data ?? null}
          onChange={editing.change}
        />
      </Page>
    );
  }
  if (tab === 'pair' && editing.draft !== null) {
    return (
      <Page {...head}>
        <PairTab file={editing.draft.now} onChange={editing.change} />
      </Page>
    );
  }
  if (schemas.error !== null || schemas.data === undefined) {
    return (
      <Page {...head} fill>
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
      head={head}
      editing={editing}
      mapping={mapping}
      schemas={schemas.data as ipc.Both<ipc.ObjectSchema[]>}
      flaws={mine}
      selected={selected}
      onSelect={setSelected}
    />
  );
}
