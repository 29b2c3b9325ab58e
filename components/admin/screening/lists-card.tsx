"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusPill } from "@/components/ui/status-pill";
import { showToast } from "@/components/ui/toast-store";
import { formatTimestamp } from "@/domain/time/format";

type List = Outputs["screening"]["lists"][number];
const TITLES: Readonly<Record<string, string>> = { SDN: "OFAC, SDN list", PEP: "Politically exposed people" };
const count = (value: number): string => value.toLocaleString("en-US");

/** The lists of names with their versions and hashes, and the button that compares everybody anew. */
export function ListsCard({ lists, isAdmin }: { lists: readonly List[]; isAdmin: boolean }) {
  const trpc = useTRPC();
  const router = useRouter();
  const rescreen = useMutation(
    trpc.screening.rescreen.mutationOptions({
      onSuccess({ screened, changed, hits }) {
        showToast({
          tone: hits > 0 ? "caution" : "gain",
          title: `${count(screened)} compared: ${count(changed)} checks changed, ${count(hits)} new hits`,
        });
        router.refresh();
      },
      onError: (error) => showToast({ tone: "danger", title: error.message }),
    }),
  );
  return (
    <Card
      title="Lists of names"
      aside={
        isAdmin ? (
          <Button size="sm" isPending={rescreen.isPending} onClick={() => rescreen.mutate()}>
            Compare everybody anew
          </Button>
        ) : undefined
      }
      footer={
        <>
          A list is loaded with <code>npm run watch-list -- SDN.CSV ALT.CSV</code>, in the format that OFAC
          publishes; everybody is compared anew by that.
        </>
      }
    >
      <ul aria-label="Lists of names" className="grid gap-3">
        {lists.map((list) => (
          <li key={list.id} className="grid gap-0.5">
            <p className="flex flex-wrap items-center gap-2 text-base">
              {TITLES[list.source] ?? list.source}, {list.version}
              {list.isCurrent ? <StatusPill tone="gain">in force</StatusPill> : null}
            </p>
            <p className="tabular text-label text-muted wrap-anywhere">
              {count(list.entries)} entries, {count(list.names)} names · loaded{" "}
              {formatTimestamp(list.loadedAt)} · SHA-256 {list.sha256.slice(0, 16)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
