import { usePair } from '../app/pair';
import { campaignField, type PairFile } from '../ipc';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { FieldMaker } from './FieldMaker';
import css from './Mapping.module.css';

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

/** The Salesforce campaigns of people: one property of the HubSpot contact, once a person asks. */
export function CampaignsPanel({ file, onChange }: Props) {
  const { say } = useSpeech();
  const { pair } = usePair();
  const people = file.mappings.find((it) => it.hubspot === 'contacts');
  if (people === undefined) return null;
  return (
    <Panel title={say('campaigns-title')}>
      <div className={css.settings}>
        <p className={css.about}>{say('campaigns-about')}</p>
        <FieldMaker words="campaigns" make={() => campaignField(pair.pair)} onChange={onChange} />
      </div>
    </Panel>
  );
}
