import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useSpeech } from '../words/WordsProvider';
import { Button } from './Button';

/** Copies a text, and says so on the button itself. */
export function CopyButton({ text, children }: { text: string; children: ReactNode }) {
  const { say } = useSpeech();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button onPress={copy} onBlur={() => setCopied(false)}>
      {copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      <span role="status">{copied ? say('window-copied') : children}</span>
    </Button>
  );
}
