import { campaignField, type PairFile } from '../ipc';
import { Panel } from '../parts/Panel';
import { useSpeech } from '../words/WordsProvider';
import { FieldMaker } from './FieldMaker';
import css from './Mapping.module.css';

interface Props {
  file: PairFile;
  onChange: (how: (file: PairFile) => PairFile) => void;
}

const WORDS = { make: 'campaigns-make', made: 'campaigns-made', byHand: 'campaigns-by-hand' };

/** The Salesforce campaigns of people: one property of the HubSpot contact, once a person asks. */
export function CampaignsPanel({ file, onChange }: Props) {
  const { say } = useSpeech();
  const people = file.mappings.find((it) => it.hubspot === 'contacts');
  if (people === undefined) return null;
  return (
    <Panel title={say('campaigns-title')}>
      <div className={css.settings}>
        <p className={css.about}>{say('campaigns-about')}</p>
        <FieldMaker words={WORDS} make={campaignField} onChange={onChange} />
      </div>
    </Panel>
  );
}
