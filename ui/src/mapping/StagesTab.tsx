import { GitCompareArrows } from 'lucide-react';
import type { Both, ObjectSchema, PairFile, Pipeline, StageMap } from '../ipc';
import { Choice } from '../parts/Choice';
import { Panel } from '../parts/Panel';
import { Empty } from '../parts/State';
import table from '../parts/Table.module.css';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import { mapOf, STAGED, type Staged, withAlso, withStage } from './stages';

interface Props {
  of: Staged;
  file: PairFile;
  schemas: Both<ObjectSchema[]> | null;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What a stage is called on the other side, pipeline by pipeline. */
export function StagesTab({ of, file, schemas, onChange }: Props) {
  const { say } = useSpeech();
  const pipelines = schemas?.hubspot.find((it) => it.object === of)?.pipelines ?? [];
  const far = schemas?.salesforce.find((it) => it.object === STAGED[of])?.pipelines ?? [];
  if (pipelines.length === 0)
    return (
      <Empty icon={GitCompareArrows} title={say('stages-none')}>
        {say('stages-about')}
      </Empty>
    );
  return (
    <div className={css.rules}>
      <p className={css.about}>{say('stages-about')}</p>
      {pipelines.map((pipeline) => (
        <OnePipeline
          key={pipeline.id}
          pipeline={pipeline}
          far={far.flatMap((it) => it.stages)}
          map={mapOf(file, of, pipeline.label) ?? null}
          onChange={(stage, value) =>
            onChange((it) => withStage(it, [of, pipeline.label], stage, value))
          }
          onAlso={(name, stage) =>
            onChange((it) => withAlso(it, [of, pipeline.label], name, stage))
          }
        />
      ))}
    </div>
  );
}

/** A stage that is not tied. */
const NONE = '';

interface OneProps {
  pipeline: Pipeline;
  far: Pipeline['stages'];
  map: StageMap | null;
  onChange: (stage: string, value: string | null) => void;
  onAlso: (far: string, stage: string | null) => void;
}

function OnePipeline(props: OneProps) {
  const { pipeline, far, map, onChange } = props;
  const { say } = useSpeech();
  const options = [
    { value: NONE, label: say('stages-not-tied') },
    ...far.map((it) => ({ value: it.value, label: it.label, about: say(`stages-${it.end}`) })),
  ];
  return (
    <Panel title={pipeline.label} rows>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('stages-near')}</th>
            <th scope="col">{say('stages-end')}</th>
            <th scope="col">{say('stages-far')}</th>
          </tr>
        </thead>
        <tbody>
          {pipeline.stages.map((stage) => (
            <tr key={stage.value}>
              <td>{stage.label}</td>
              <td>{say(`stages-${stage.end}`)}</td>
              <td>
                <Choice
                  bare
                  label={say('stages-of', { stage: stage.label })}
                  value={map?.stages[stage.label] ?? NONE}
                  options={options}
                  onChange={(value) => onChange(stage.label, value === NONE ? null : value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Further {...props} />
    </Panel>
  );
}

/** Salesforce stages that no HubSpot stage becomes: each may count as one of them on the way back. */
function Further({ pipeline, far, map, onAlso }: OneProps) {
  const { say } = useSpeech();
  const led = new Set(Object.values(map?.stages ?? {}));
  const free = far.filter((it) => !led.has(it.value));
  if (free.length === 0) return null;
  const options = [
    { value: NONE, label: say('stages-also-none') },
    ...pipeline.stages.map((it) => ({
      value: it.label,
      label: it.label,
      about: say(`stages-${it.end}`),
    })),
  ];
  return (
    <>
      <p className={css.said}>{say('stages-also-about')}</p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{say('stages-far')}</th>
            <th scope="col">{say('stages-end')}</th>
            <th scope="col">{say('stages-also')}</th>
          </tr>
        </thead>
        <tbody>
          {free.map((stage) => (
            <tr key={stage.value}>
              <td>{stage.label}</td>
              <td>{say(`stages-${stage.end}`)}</td>
              <td>
                <Choice
                  bare
                  label={say('stages-also-of', { stage: stage.label })}
                  value={map?.also?.[stage.value] ?? NONE}
                  options={options}
                  onChange={(value) => onAlso(stage.value, value === NONE ? null : value)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
