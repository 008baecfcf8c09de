/** A part of a help page. */
export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'steps'; first: number; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; head: string[]; rows: string[][] };

/** A piece of a line. */
export interface Piece {
  kind: 'plain' | 'code' | 'stressed';
  text: string;
}

const FENCE = '```';
const STEP = /^(\d+)\. (.*)$/;

/** A help page in its parts. It reads what our own pages use, and no more of Markdown. */
export function blocksOf(page: string): Block[] {
  const blocks: Block[] = [];
  const lines = page.split('\n');
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
    } else if (line.startsWith(FENCE)) {
      const end = lines.findIndex((it, index) => index > at && it.startsWith(FENCE));
      const to = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, to).join('\n') });
      at = to + 1;
    } else {
      const rest = lines.slice(at).findIndex((it) => it.trim() === '' || it.startsWith(FENCE));
      const to = rest < 0 ? lines.length : at + rest;
      blocks.push(blockOf(lines.slice(at, to)));
      at = to;
    }
  }
  return blocks;
}

function blockOf(lines: string[]): Block {
  const [first = '', ...others] = lines;
  const heading = /^(#+) (.*)$/.exec(first);
  if (heading?.[1] !== undefined) {
    return { kind: 'heading', level: heading[1].length, text: heading[2] ?? '' };
  }
  if (first.startsWith('|')) {
    return { kind: 'table', head: cellsOf(first), rows: others.slice(1).map(cellsOf) };
  }
  const number = STEP.exec(first)?.[1];
  if (number !== undefined) {
    return { kind: 'steps', first: Number(number), items: stepsOf(lines) };
  }
  return { kind: 'text', text: lines.join(' ') };
}

/** A step goes on where the next line is set in. */
function stepsOf(lines: string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const begun = STEP.exec(line)?.[2];
    if (begun !== undefined) items.push(begun);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map((it) => it.trim());
}

/** A line in its pieces: names of the vendors' are stressed, what is typed or pasted is code. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(/(`[^`]+`|(?<![\p{L}\d])_[^_]+_(?![\p{L}\d]))/u)
    .filter((it) => it !== '')
    .map((it): Piece => {
      if (it.startsWith('`')) return { kind: 'code', text: it.slice(1, -1) };
      if (it.length > 2 && it.startsWith('_') && it.endsWith('_')) {
        return { kind: 'stressed', text: it.slice(1, -1) };
      }
      return { kind: 'plain', text: it };
    });
}
