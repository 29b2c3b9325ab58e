"use client";

import { useQuery } from "@tanstack/react-query";
import { PaperList } from "@/components/evidence/paper-list";
import { type Outputs, useTRPC } from "@/components/shell/trpc-client";
import { Card } from "@/components/ui/card";
import type { EvidenceSubject } from "@/domain/evidence/kinds";

type EvidenceDeskCardProps = EvidenceSubject & { initial?: Outputs["evidenceDesk"]["list"] };

/** The papers that a customer sent in, for staff; each download is written into the audit. */
export function EvidenceDeskCard({ subjectType, subjectId, part, initial }: EvidenceDeskCardProps) {
  const trpc = useTRPC();
  const subject = { subjectType, subjectId, part };
  const { data } = useQuery(
    trpc.evidenceDesk.list.queryOptions(subject, initial ? { initialData: initial } : {}),
  );
  return (
    <Card title="Papers" aside={data ? `${data.papers.length}` : undefined}>
      {data && data.papers.length > 0 ? (
        <PaperList papers={data.papers} isDesk />
      ) : (
        <p className="text-base text-muted">Nothing was sent in.</p>
      )}
    </Card>
  );
}
