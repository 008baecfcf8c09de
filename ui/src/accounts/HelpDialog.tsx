import hubspotEn from '../../help/hubspot.en.md?raw';
import hubspotNb from '../../help/hubspot.nb.md?raw';
import salesforceEn from '../../help/salesforce.en.md?raw';
import salesforceNb from '../../help/salesforce.nb.md?raw';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { Dialog } from '../parts/Dialog';
import type { Side } from '../parts/Tile';
import { useSpeech } from '../words/WordsProvider';
import type { Language } from '../words/words';
import css from './Help.module.css';
import { type Block, blocksOf, piecesOf } from './help';

const PAGES: Record<Side, Record<Language, string>> = {
  hub_spot: { en: hubspotEn, nb: hubspotNb },
  salesforce: { en: salesforceEn, nb: salesforceNb },
};

/** The whole help page of a side: it is part of the window, since nothing else here opens files. */
export function HelpDialog({ side, onClose }: { side: Side; onClose: () => void }) {
  const { say, language } = useSpeech();
  const [title, ...blocks] = blocksOf(PAGES[side][language]);
  return (
    <Dialog
      title={title?.kind === 'heading' ? title.text : ''}
      isOpen
      wide
      onClose={onClose}
      foot={<Button onPress={onClose}>{say('window-close')}</Button>}
    >
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page does not change.
        <Part key={index} block={block} />
      ))}
    </Dialog>
  );
}

function Part({ block }: { block: Block }) {
  const { say } = useSpeech();
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'text':
      return (
        <p>
          <Line text={block.text} />
        </p>
      );
    case 'steps':
      return (
        <ol className={css.steps} start={block.first}>
          {block.items.map((item) => (
            <li key={item}>
              <Line text={item} />
            </li>
          ))}
        </ol>
      );
    case 'code':
      return (
        <div className={css.code}>
          <pre>{block.text}</pre>
          <CopyButton text={block.text}>{say('window-copy')}</CopyButton>
        </div>
      );
    case 'table':
      return <Listed {...block} />;
  }
}

function Listed({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          {head.map((it) => (
            <th key={it} scope="col">
              {it}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {row.map((cell) => (
              <td key={cell}>
                <Line text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Line({ text }: { text: string }) {
  return piecesOf(text).map(({ kind, text: words }, index) => {
    const key = `${index} ${words}`;
    if (kind === 'code') return <code key={key}>{words}</code>;
    return kind === 'stressed' ? <em key={key}>{words}</em> : words;
  });
}
