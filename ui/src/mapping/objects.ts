import type { ObjectMapping, ObjectTitle } from '../ipc';
import type { Choosable } from '../parts/FieldBox';
import type { Side } from '../parts/Tile';

/** The Salesforce objects that a HubSpot object meets by itself. */
const USUAL: { readonly [name in string]: readonly string[] } = {
  companies: ['Account'],
  contacts: ['Contact', 'Lead'],
  deals: ['Opportunity'],
  tickets: ['Case'],
  calls: ['Task.Call'],
  emails: ['Task.Email'],
  meetings: ['Event'],
  notes: ['Task.Note'],
  tasks: ['Task.Task'],
};

/** Activities are many, so that those of before come only when that is asked for (H111). */
const ACTIVITIES: readonly string[] = ['calls', 'emails', 'meetings', 'notes', 'tasks'];

export function isOfActivities({ hubspot, history }: ObjectMapping): boolean {
  return ACTIVITIES.includes(hubspot) || history === 'none';
}

/** The usual partners of a HubSpot object; none of one that its account defined. */
export function partnersOf(hubspot: string): readonly string[] {
  return USUAL[hubspot] ?? [];
}

/** What can still be chosen of one side, by name: whatever is kept in step already is left out. */
export function choosable(
  offered: readonly ObjectTitle[],
  mappings: readonly ObjectMapping[],
  side: Side,
  compare: (one: string, other: string) => number,
): Choosable[] {
  const taken = new Set(
    mappings.flatMap((it) => (side === 'hub_spot' ? [it.hubspot] : it.salesforce)),
  );
  return offered
    .filter((it) => !taken.has(it.object))
    .map((it) => ({ id: it.object, label: it.label }))
    .sort((one, other) => compare(one.label, other.label));
}
