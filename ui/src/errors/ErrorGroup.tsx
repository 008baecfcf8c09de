import { useQuery } from '@tanstack/react-query';
import { accountOf, usePair } from '../app/pair';
import { ask } from '../data/queries';
import type { ErrorLine, ErrorRow } from '../ipc';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { Fault } from '../parts/Fault';
import { FieldName } from '../parts/FieldName';
import { OpenPage } from '../parts/OpenPage';
import { Facts } from '../parts/Panel';
import { Waiting } from '../parts/State';
import { at } from '../parts/Tile';
import { csv } from '../words/csv';
import { useFieldNames } from '../words/fields';
import { rowWords } from '../words/values';
import { useSpeech } from '../words/WordsProvider';
import { askWords, causeWords, menderOf, named, remedyWords } from './cause';
import css from './Errors.module.css';
import { FailedRecords } from './FailedRecords';
import { Mending, useMend } from './Mending';

interface Props {
  line: ErrorLine;
  retrying: boolean;
  onRetry: () => void;
}

/** One cause: what, why, who, the remedy, the vendor's words, and the records. */
export function ErrorGroup({ line, retrying, onRetry }: Props) {
  const speech = useSpeech();
  const { say, moment } = speech;
  const { pair } = usePair();
  const { data, error, refetch } = useQuery(ask.errorRows(pair.pair, line.group));
  const mend = useMend(data);
  const next = line.next_retry;
  const names = useFieldNames();
  const changed = line.drift ?? [];
  const objects = [
    ...new Set([
      ...changed.map((it) => it.object),
      ...(data ?? []).flatMap((row) => at(row.records, line.side)?.object ?? []),
    ]),
  ];
  const where = objects[0] ?? null;
  const said = named(line, names, objects);
  const place: [string, React.ReactNode][] =
    where === null || line.side !== 'salesforce' || line.field === null
      ? []
      : [[say('error-where'), <InSetup key="setup" object={where} field={line.field} />]];
  return (
    <section className={css.group} aria-label={causeWords(said, speech)}>
      <div className={css.stack}>
        <Head
          title={causeWords(said, speech)}
          rows={changed.length === 0 ? data : undefined}
          order={askWords(line, speech)}
          isFirst={mend.gaps.length === 0}
          isPending={retrying}
          onPress={onRetry}
        />
        <Facts
          facts={[
            [say('error-fix'), remedyWords(said, speech)],
            [say('error-who'), say(`mender-${menderOf(line)}`)],
            [
              say('error-field'),
              line.field === null ? (
                say('none')
              ) : (
                <FieldName key="field" side={line.side} objects={objects} field={line.field} />
              ),
            ],
            ...place,
            [say('error-since'), moment(line.first_at)],
            [say('error-next'), next === null ? say('error-next-none') : moment(next)],
          ]}
        />
        {data !== undefined && <Mending line={line} mend={mend} onRetry={onRetry} />}
        {line.provider_text !== '' && (
          <div className={css.verbatim}>
            <span>{say('fault-vendor-said')}</span>
            <code>{line.provider_text}</code>
          </div>
        )}
        {error !== null && <Fault thrown={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <Waiting rows={Math.min(8, line.items)} />}
        {data !== undefined && changed.length === 0 && <FailedRecords rows={data} />}
      </div>
    </section>
  );
}

interface HeadProps {
  title: string;
  /** What is copied, where there are records. */
  rows: ErrorRow[] | undefined;
  order: string;
  /** Whether to ask for it again is what is mostly done; where it can be mended here, that is. */
  isFirst: boolean;
  isPending: boolean;
  onPress: () => void;
}

function Head({ title, rows, order, isFirst, isPending, onPress }: HeadProps) {
  const { say } = useSpeech();
  return (
    <div className={css.head}>
      <h2>{title}</h2>
      <span className={css.orders}>
        {rows !== undefined && <CopyButton text={asCsv(rows)}>{say('errors-copy')}</CopyButton>}
        <Button kind={isFirst ? 'primary' : 'plain'} isPending={isPending} onPress={onPress}>
          {order}
        </Button>
      </span>
    </div>
  );
}

/** Where in Salesforce's Setup the field is changed, to be found by hand or by its address. */
function InSetup({ object, field }: { object: string; field: string }) {
  const { say } = useSpeech();
  const { overview, pair } = usePair();
  const account = accountOf(overview, pair, 'salesforce');
  const label = useFieldNames().of('salesforce', [object], field);
  return (
    <span className={css.where}>
      {`Setup › Object Manager › ${object} › Fields & Relationships › ${label}`}
      {account !== null && (
        <OpenPage account={account} page={{ page: 'fields', object }}>
          {say('error-open-setup')}
        </OpenPage>
      )}
    </span>
  );
}

/** The records of a cause for a spreadsheet. Its head is the contract's own names, as the CLI's. */
function asCsv(rows: ErrorRow[]): string {
  const head = ['hubspot', 'salesforce', 'field', 'value', 'code', 'provider_text', 'attempts'];
  const lines = rows.map((row) => [
    row.records.hubspot?.id ?? null,
    row.records.salesforce?.id ?? null,
    row.field,
    rowWords(row.value),
    row.code,
    row.provider_text,
    row.attempts,
  ]);
  return csv([head, ...lines]);
}
