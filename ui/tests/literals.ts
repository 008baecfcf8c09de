import { parseSync } from 'vite';

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  type: string;
  [part: string]: unknown;
}

/** What a person reads or hears, whatever is written there. */
const READ = new Set(['aria-label', 'title', 'label', 'placeholder', 'alt']);

const TWO_WORDS = /\p{L}{2,}[,.:;!?…]* \p{L}{2,}/u;
const CAPITAL = /(^|[\s“”«(])\p{Lu}\p{Ll}/u;
const NORWEGIAN = /[æøåÆØÅ]/;

/** Where a text is not for people: addresses of modules, types, and what developers are told. */
function isApart(node: Node): boolean {
  if (/^(Import|Export(Named|All))/.test(node.type)) return node.source != null;
  if (node.type === 'NewExpression') return (node.callee as Node).name === 'Error';
  return /^TS(?!AsExpression|NonNull|Satisfies)/.test(node.type);
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function parts(node: Node): Node[] {
  const given = Object.entries(node).filter(([name]) => name !== 'typeAnnotation');
  return given.flatMap(([, value]) => (Array.isArray(value) ? value : [value])).filter(isNode);
}

/** The texts of a source that look like words for people, in either kind of file. */
export function literalWords(path: string, text: string): string[] {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: string[] = [];
  const look = (node: Node) => {
    if (isApart(node)) return;
    if (node.type === 'JSXText') {
      const shown = String(node.value).replace(/&\w+;/g, ' ').trim();
      if (/\p{L}{2}/u.test(shown)) found.push(shown);
      return;
    }
    if (node.type === 'JSXAttribute' && READ.has(String((node.name as Node).name))) {
      const value = node.value as Node | null;
      if (value?.type === 'Literal' && /\p{L}/u.test(String(value.value))) {
        found.push(String(value.value));
        return;
      }
    }
    const words = wordsOf(node);
    if (words !== null && [TWO_WORDS, CAPITAL, NORWEGIAN].some((it) => it.test(words))) {
      found.push(words);
    }
    for (const part of parts(node)) look(part);
  };
  look(program as unknown as Node);
  return found;
}

/** A text as it stands, with `{}` where a template is filled in. */
function wordsOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral') return null;
  const pieces = node.quasis as { value: { cooked: string } }[];
  return pieces.map((it) => it.value.cooked).join('{}');
}
