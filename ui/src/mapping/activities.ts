import type { MailActivity, ObjectMapping, PairFile, Repeats } from '../ipc';

export const ACTIVITIES: readonly MailActivity[] = ['opens', 'clicks'];

const OBJECTS: Record<MailActivity, string> = {
  opens: 'marketing_email_opens',
  clicks: 'marketing_email_clicks',
};

/** The HubSpot object that an activity's events are. */
export const objectOf = (activity: MailActivity) => OBJECTS[activity];

/** Whether a mapping is of events, which have no partner to be found and nothing to come back. */
export const isOfEvents = (mapping: Pick<ObjectMapping, 'hubspot'>) =>
  Object.values(OBJECTS).includes(mapping.hubspot);

/** What repeats make, where the activity is on. */
export function repeatsOf(file: PairFile, activity: MailActivity): Repeats | null {
  const mapping = file.mappings.find((it) => it.hubspot === objectOf(activity));
  return mapping === undefined ? null : (mapping.repeats ?? 'each');
}

export function withActivity(file: PairFile, made: ObjectMapping): PairFile {
  const others = file.mappings.filter((it) => it.hubspot !== made.hubspot);
  const mappings = [...others, made].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...file, mappings };
}

export function withRepeats(file: PairFile, activity: MailActivity, repeats: Repeats): PairFile {
  const turned = (mapping: ObjectMapping) => {
    if (mapping.hubspot !== objectOf(activity)) return mapping;
    const { repeats: _, ...others } = mapping;
    return repeats === 'each' ? others : { ...others, repeats };
  };
  return { ...file, mappings: file.mappings.map(turned) };
}
