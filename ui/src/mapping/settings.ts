// What is chosen for the whole pair. A file says only what differs from the defaults, so an edit that
// goes back to them leaves no trace in it, and counts as no change.
import type {
  AccountGuard,
  LifecycleSettings,
  ObjectMapping,
  OptOutSettings,
  PairFile,
} from '../ipc';

const STILL: LifecycleSettings = { transitions: false, won_reaches: 'nobody' };
/** Written only where they are on. */
export const RIPPLES = ['contact_to_company', 'company_to_contacts'] as const;
const LOCKED: OptOutSettings = { leave_unticked: false, reach_held: false };

export function lifecycleOf(file: PairFile): LifecycleSettings {
  return { ...STILL, ...file.lifecycle };
}

export function optOutOf(file: PairFile): OptOutSettings {
  return { ...LOCKED, ...file.opt_out };
}

export function withLifecycle(file: PairFile, change: Partial<LifecycleSettings>): PairFile {
  const { lifecycle: _, ...others } = file;
  const { contact_to_company, company_to_contacts, ...rest } = { ...lifecycleOf(file), ...change };
  const lifecycle = {
    ...rest,
    ...(contact_to_company && { contact_to_company }),
    ...(company_to_contacts && { company_to_contacts }),
  };
  const isDefault = Object.keys(lifecycle).length === 2 && !rest.transitions;
  return isDefault && rest.won_reaches === 'nobody' ? others : { ...others, lifecycle };
}

export function withOptOut(file: PairFile, change: Partial<OptOutSettings>): PairFile {
  const { opt_out: _, ...others } = file;
  const opt_out = { ...optOutOf(file), ...change };
  return opt_out.leave_unticked || opt_out.reach_held ? { ...others, opt_out } : others;
}

/** Binds the file to an account of one side, or frees it. */
export function withGuard(
  file: PairFile,
  side: keyof AccountGuard,
  account: string | null,
): PairFile {
  const { only_for, ...others } = file;
  const guard: AccountGuard = { ...only_for, [side]: account };
  const named = Object.fromEntries(Object.entries(guard).filter(([, id]) => id !== null));
  return Object.keys(named).length === 0 ? others : { ...others, only_for: named };
}

/** Whom a won opportunity makes Customer, once everything that it needs is looked at (S61-S64). */
export type Won = 'off' | 'nobody' | 'no_companies' | 'company_contacts' | 'contacts_with_a_role';

export function wonOf(file: PairFile): Won {
  const { transitions, won_reaches } = lifecycleOf(file);
  if (!transitions) return 'off';
  if (won_reaches === 'company_contacts' && !keepsCompanies(file)) return 'no_companies';
  return won_reaches;
}

export function keepsCompanies(file: PairFile): boolean {
  return file.mappings.some((it) => it.hubspot === 'companies');
}

/** Only people unsubscribe and go through the stages of a lifecycle. */
export function isOfPeople(mapping: ObjectMapping): boolean {
  return mapping.salesforce.some((it) => it === 'Contact' || it === 'Lead');
}
