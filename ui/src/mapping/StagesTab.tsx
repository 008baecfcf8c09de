import type { Both, ObjectSchema, PairFile, Pipeline, StageMap } from '../ipc';
import { Choice } from '../parts/Choice';
import { Panel } from '../parts/Panel';
import { Empty } from '../parts/State';
import table from '../parts/Table.module.css';
import { useSpeech } from '../words/WordsProvider';
import css from './Mapping.module.css';
import { withStage } from './stages';

interface Props {
  file: PairFile;
  schemas: Both<ObjectSchema[]> | null;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** What a deal's stage is called on the other side, pipeline by pipeline. */
export function StagesTab({ file, schemas, onChange }: Props) {
  const { say } = useSpeech();
  const pipelines = schemas?.hubspot.find((it) => it.object === 'deals')?.pipelines ?? [];
  const far = schemas?.salesforce.find((it) => it.object === 'Opportunity')?.pipelines ?? [];
  if (pipelines.length === 0)
    return <Empty title={say('stages-none')}>{say('stages-about')}</Empty>;
  return (
    <div className={css.rules}>
      <p className={css.about}>{say('stages-about')}</p>
      {pipelines.map((pipeline) => (
        <OnePipeline
          key={pipeline.id}
          pipeline={pipeline}
          far={far.flatMap((it) => it.stages)}
          map={file.stages.find((it) => it.pipeline === pipeline.label) ?? null}
          onChange={(stage, value) => onChange((it) => withStage(it, pipeline.label, stage, value))}
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
}

function OnePipeline({ pipeline, far, map, onChange }: OneProps) {
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
    </Panel>
  );
}
