"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { OrderWatch, useOpenOrders } from "@/components/orders/order-watch";
import { AccountsProvider, useAccounts } from "@/components/portal-frame/accounts";
import {
  HeaderAccount,
  HeaderClock,
  HeaderPalette,
  HeaderUser,
  type Person,
  PhoneUser,
} from "@/components/portal-frame/header-parts";
import type { PortalAccount } from "@/components/portal-frame/pick-account";
import { LiveConnectionBar, LiveProvider } from "@/components/shell/live-provider";
import type { ExchangeClock } from "@/components/shell/live-store";
import { NavCountsContext } from "@/components/shell/nav-badge";
import { PhoneTabs } from "@/components/shell/phone-tabs";
import { PortalRail } from "@/components/shell/portal-rail";
import { PortalShell } from "@/components/shell/portal-shell";
import { useTRPC } from "@/components/shell/trpc-client";
import { TRPCProvider } from "@/components/shell/trpc-provider";

type PortalFrameProps = {
  person: Person;
  accounts: readonly PortalAccount[];
  clock: ExchangeClock;
  children: ReactNode;
};

/** The investor's frame, alive: one line to the server, one account in view, and the shell around the page. */
export function PortalFrame({ accounts, ...frame }: PortalFrameProps) {
  return (
    <TRPCProvider>
      <AccountsProvider accounts={accounts}>
        <LiveFrame {...frame} />
      </AccountsProvider>
    </TRPCProvider>
  );
}

function LiveFrame({ person, clock, children }: Omit<PortalFrameProps, "accounts">) {
  const { current } = useAccounts();
  const accountId = current?.id ?? null;
  return (
    <LiveProvider accountId={accountId} madeAt={clock.wallNow}>
      {accountId ? <OrderWatch key={accountId} accountId={accountId} /> : null}
      <PortalShell
        rail={
          <Counts accountId={accountId}>
            <PortalRail />
          </Counts>
        }
        tabs={
          <Counts accountId={accountId}>
            <PhoneTabs more={<PhoneUser person={person} />} />
          </Counts>
        }
        accountSwitcher={<HeaderAccount />}
        palette={<HeaderPalette />}
        clock={<HeaderClock initial={clock} />}
        userMenu={<HeaderUser person={person} />}
        connection={<LiveConnectionBar />}
      >
        {children}
      </PortalShell>
      <StepUpDialog />
    </LiveProvider>
  );
}

/** What waits in which room: open orders, unread papers. */
function Counts({ accountId, children }: { accountId: string | null; children: ReactNode }) {
  const trpc = useTRPC();
  const open = useOpenOrders(accountId);
  const papers = useQuery(
    trpc.documents.list.queryOptions({ accountId: accountId ?? "" }, { enabled: accountId !== null }),
  ).data;
  const [orders, documents] = [open?.orders.length, papers?.unread];
  const counts = useMemo(() => ({ orders, documents }), [orders, documents]);
  return <NavCountsContext value={counts}>{children}</NavCountsContext>;
}
