// A filter is a text of CEL (the engine reads it). What a person builds from rows is the part of CEL
// that rows can hold: conditions on single properties, all or any of them.
import type { FieldSchema } from '../ipc';

/** How a property is asked. */
export type Asks = 'is' | 'is_not' | 'has' | 'has_not' | 'over' | 'under' | 'filled' | 'blank';

export interface Condition {
  field: string;
  asks: Asks;
  /** Nothing where it asks whether anything stands there. */
  value: string;
}

export interface Conditions {
  of: 'all' | 'any';
  rows: Condition[];
}

/** What can be asked of a kind of property. */
export function asksOf(kind: FieldSchema['kind']): readonly Asks[] {
  switch (kind) {
    case 'decimal':
    case 'date':
    case 'instant':
    case 'time':
      return ['is', 'is_not', 'over', 'under', 'filled', 'blank'];
    case 'boolean':
      return ['is', 'filled', 'blank'];
    case 'choices':
    case 'references':
      return ['has', 'has_not', 'filled', 'blank'];
    case 'text':
      return ['is', 'is_not', 'has', 'has_not', 'filled', 'blank'];
    case 'choice':
    case 'reference':
      return ['is', 'is_not', 'filled', 'blank'];
  }
}

const JOINS = { all: ' && ', any: ' || ' } as const;

/** The text of the conditions; rows without a property are left out. */
export function written(conditions: Conditions, kinds: Kinds): string {
  const rows = conditions.rows.filter((row) => row.field !== '');
  return rows.map((row) => textOf(row, kinds(row.field))).join(JOINS[conditions.of]);
}

/** What a property holds; text where it is not known. */
export type Kinds = (field: string) => FieldSchema['kind'];

function textOf({ field, asks, value }: Condition, kind: FieldSchema['kind']): string {
  const literal = kind === 'decimal' || kind === 'boolean' ? plain(value, kind) : quoted(value);
  const inList = kind === 'choices' || kind === 'references';
  const contains = inList ? `${quoted(value)} in ${field}` : `${field}.contains(${quoted(value)})`;
  const nothing = inList
    ? '[]'
    : kind === 'text' || kind === 'choice' || kind === 'reference'
      ? '""'
      : 'null';
  switch (asks) {
    case 'is':
      return `${field} == ${literal}`;
    case 'is_not':
      return `${field} != ${literal}`;
    case 'over':
      return `${field} > ${literal}`;
    case 'under':
      return `${field} < ${literal}`;
    case 'has':
      return contains;
    case 'has_not':
      return `!(${contains})`;
    case 'filled':
      return `${field} != ${nothing}`;
    case 'blank':
      return `${field} == ${nothing}`;
  }
}

/** A number or a yes; whatever else was typed stays in sight as text, and the engine says so. */
function plain(value: string, kind: 'decimal' | 'boolean'): string {
  if (kind === 'boolean') return value === 'false' ? 'false' : 'true';
  const typed = value.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(typed) ? typed : quoted(value);
}

const quoted = (value: string) => JSON.stringify(value);

/** Reads a text back into rows; null where it says more than rows can. */
export function conditionsOf(text: string): Conditions | null {
  if (text.trim() === '') return { of: 'all', rows: [] };
  const parts = parted(text);
  if (parts === null) return null;
  const rows = parts.texts.map(rowOf);
  return rows.every((row) => row !== null) ? { of: parts.of, rows } : null;
}

/** Parts at `&&` or at `||` that stand outside quotes and brackets; both in one text is too much. */
function parted(text: string): { of: Conditions['of']; texts: string[] } | null {
  const texts: string[] = [];
  const joins = new Set<string>();
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '"') {
      const end = /^"(?:[^"\\]|\\.)*"/.exec(text.slice(at));
      if (end === null) return null;
      at += end[0].length - 1;
    } else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (depth === 0 && (text.startsWith('&&', at) || text.startsWith('||', at))) {
      joins.add(text.slice(at, at + 2));
      texts.push(text.slice(from, at));
      from = at + 2;
      at += 1;
    }
  }
  texts.push(text.slice(from));
  if (depth !== 0 || joins.size > 1) return null;
  return { of: joins.has('||') ? 'any' : 'all', texts: texts.map((it) => it.trim()) };
}

const TEXT = '"(?:[^"\\\\]|\\\\.)*"';
const COMPARED = new RegExp(
  `^(\\w+)\\s*(==|!=|>|<)\\s*(${TEXT}|\\[\\]|null|true|false|-?\\d+(?:\\.\\d+)?)$`,
);
const CONTAINS = new RegExp(`^(\\w+)\\.contains\\((${TEXT})\\)$`);
const IN = new RegExp(`^(${TEXT})\\s+in\\s+(\\w+)$`);

function rowOf(text: string): Condition | null {
  const denied = /^!\((.*)\)$/.exec(text)?.[1];
  if (denied !== undefined) {
    const row = hasOf(denied.trim());
    return row && { ...row, asks: 'has_not' };
  }
  const [, field, sign, literal] = COMPARED.exec(text) ?? [];
  if (field === undefined || sign === undefined || literal === undefined) return hasOf(text);
  const nothing = literal === '""' || literal === 'null' || literal === '[]';
  if (nothing && (sign === '==' || sign === '!=')) {
    return { field, asks: sign === '==' ? 'blank' : 'filled', value: '' };
  }
  const asks = ({ '==': 'is', '!=': 'is_not', '>': 'over', '<': 'under' } as const)[sign];
  return asks === undefined ? null : { field, asks, value: unquoted(literal) };
}

function hasOf(text: string): Condition | null {
  const [, field, value] = CONTAINS.exec(text) ?? [];
  if (field !== undefined && value !== undefined)
    return { field, asks: 'has', value: unquoted(value) };
  const [, item, list] = IN.exec(text) ?? [];
  if (item === undefined || list === undefined) return null;
  return { field: list, asks: 'has', value: unquoted(item) };
}

function unquoted(literal: string): string {
  if (!literal.startsWith('"')) return literal;
  try {
    return String(JSON.parse(literal));
  } catch {
    // An escape that CEL has and JSON has not: shown as it is written.
    return literal.slice(1, -1);
  }
}
