"use client";

import { useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { signOut } from "@/components/auth/session-client";
import { StepUpDialog } from "@/components/auth/step-up-dialog";
import { AdminPhoneNav, AdminRail } from "@/components/shell/admin-nav";
import { AdminShell } from "@/components/shell/admin-shell";
import { LiveConnectionBar, LiveProvider, useExchangeClock } from "@/components/shell/live-provider";
import { NavCountsContext } from "@/components/shell/nav-badge";
import { MarketClock } from "@/components/shell/market-clock";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { TRPCProvider } from "@/components/shell/trpc-provider";
import { UserMenu } from "@/components/shell/user-menu";

type Person = NonNullable<Outputs["auth"]["me"]>;
type Clock = Outputs["market"]["clock"];
type AdminFrameProps = {
  person: Person;
  clock: Clock;
  waiting: number;
  approvals: number;
  children: ReactNode;
};

/** The staff's frame with its live parts: the exchange's time, and how many applications wait. */
export function AdminFrame(props: AdminFrameProps) {
  return (
    <TRPCProvider>
      <LiveProvider accountId={null}>
        <Frame {...props} />
        <StepUpDialog />
      </LiveProvider>
    </TRPCProvider>
  );
}

/** What waits in which room: applications, approvals, money, requests. */
function Counts({
  waiting,
  approvals,
  children,
}: Pick<AdminFrameProps, "waiting" | "approvals" | "children">) {
  const trpc = useTRPC();
  const requests = useQuery(trpc.requestDesk.waiting.queryOptions());
  const { data } = useQuery(trpc.review.waiting.queryOptions(undefined, { initialData: waiting }));
  const money = useQuery(trpc.funding.waiting.queryOptions()).data;
  const open = useQuery(trpc.approvals.open.queryOptions(undefined, { initialData: approvals })).data;
  const counts = useMemo(
    () => ({ applications: data, approvals: open, money, requests: requests.data }),
    [data, open, money, requests.data],
  );
  return <NavCountsContext value={counts}>{children}</NavCountsContext>;
}

function Frame({ person, clock, children, ...first }: AdminFrameProps) {
  return (
    <AdminShell
      rail={
        <Counts {...first}>
          <AdminRail />
        </Counts>
      }
      phoneNav={
        <Counts {...first}>
          <AdminPhoneNav />
        </Counts>
      }
      clock={<DeskClock initial={clock} />}
      connection={<LiveConnectionBar />}
      userMenu={
        <UserMenu
          name={person.displayName}
          email={person.email}
          onSignOut={() => void signOut()}
          settingsHref="/settings"
          links={[
            {
              id: "portal",
              label: "Customer portal",
              icon: <Building2 aria-hidden size={16} />,
              href: "/portfolio",
            },
          ]}
        />
      }
    >
      {children}
    </AdminShell>
  );
}

function DeskClock({ initial }: { initial: Clock }) {
  return <MarketClock {...useExchangeClock(initial)} />;
}
