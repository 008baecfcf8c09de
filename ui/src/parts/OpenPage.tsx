import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import * as ipc from '../ipc';
import { Button } from './Button';
import { Fault } from './Fault';

interface Props {
  account: ipc.AccountLine;
  page: ipc.Page;
  children: ReactNode;
}

/** Opens a page of an account in the person's own browser; nothing where the account has none. */
export function OpenPage({ account, page, children }: Props) {
  const open = useMutation({ mutationFn: () => ipc.openPage(account.connection, page) });
  if (!hasPage(account, page)) return null;
  return (
    <>
      <Button isPending={open.isPending} onPress={() => open.mutate()}>
        <ExternalLink size={14} aria-hidden />
        {children}
      </Button>
      {open.error !== null && <Fault thrown={open.error} />}
    </>
  );
}

/**
 * Whether a CRM has such a page. Pretend accounts have none, HubSpot's settings are reached by its
 * menu, and its pages know objects that an account defined itself by their number only.
 */
export function hasPage({ development, account, side }: ipc.AccountLine, page: ipc.Page): boolean {
  if (development || !account.base_url.startsWith('https://')) return false;
  if (side === 'salesforce') return true;
  return page.page === 'record' && !/^p\d+_/.test(page.at.object);
}
