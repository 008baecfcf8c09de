import type { FieldGroup, PlanGroup, PlanSaved, Side } from '../ipc';
import { SIDES } from '../parts/Tile';
import type { Wanted } from './Groups';

/** By what a plan is shown in parts. */
export const GROUPINGS = ['what', 'side', 'object', 'rule'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** A part of the plan in a line: writes of one kind, or the values of one field. */
export type GroupLine = { act: PlanGroup } | { field: FieldGroup };

/** Lines under a heading. */
export interface Section {
  key: string;
  title:
    | { of: 'acts' | 'fields' }
    | { of: 'side'; side: Side }
    | { of: 'object'; mapping: string }
    | { of: 'rule'; rule: string };
  /** All of its lines at once, where the shell can be asked for them at once. */
  whole: { wanted: Wanted; records: number } | null;
  lines: GroupLine[];
}

const acts = (groups: readonly PlanGroup[]): GroupLine[] => groups.map((act) => ({ act }));
const values = (fields: readonly FieldGroup[]): GroupLine[] => fields.map((field) => ({ field }));

const recordsOf = (groups: readonly PlanGroup[]) => groups.reduce((sum, it) => sum + it.records, 0);

/** The plan in parts. */
export function sectionsOf(plan: PlanSaved, by: Grouping): Section[] {
  switch (by) {
    case 'what':
      return [
        { key: 'acts', title: { of: 'acts' }, whole: null, lines: acts(plan.groups) },
        { key: 'fields', title: { of: 'fields' }, whole: null, lines: values(plan.fields) },
      ];
    case 'side':
      return SIDES.map((side) => bySide(plan, side)).filter((it) => it.lines.length > 0);
    case 'object':
      return [...new Set(plan.groups.map((it) => it.mapping))].map((it) => byObject(plan, it));
    case 'rule':
      return byRule(plan.fields);
  }
}

function bySide(plan: PlanSaved, side: Side): Section {
  const groups = plan.groups.filter((it) => it.side === side);
  const fields = plan.fields.filter((it) => it.side === side);
  return {
    key: side,
    title: { of: 'side', side },
    whole: { wanted: { side }, records: recordsOf(groups) },
    lines: [...acts(groups), ...values(fields)],
  };
}

function byObject(plan: PlanSaved, mapping: string): Section {
  const groups = plan.groups.filter((it) => it.mapping === mapping);
  return {
    key: mapping,
    title: { of: 'object', mapping },
    whole: { wanted: { mapping }, records: recordsOf(groups) },
    lines: acts(groups),
  };
}

/** The rule that decides most values comes first. */
function byRule(fields: readonly FieldGroup[]): Section[] {
  const rules = [...new Set(fields.map((it) => it.rule))];
  const sections = rules.map((rule) => {
    const ruled = fields.filter((it) => it.rule === rule);
    return { rule, ruled, sum: ruled.reduce((sum, it) => sum + it.values, 0) };
  });
  return sections
    .sort((one, other) => other.sum - one.sum)
    .map(({ rule, ruled }) => ({
      key: rule,
      title: { of: 'rule', rule },
      whole: null,
      lines: values(ruled),
    }));
}
