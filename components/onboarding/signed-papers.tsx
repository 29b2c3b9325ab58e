import { FileText } from "lucide-react";
import type { Outputs } from "@/components/shell/trpc-client";
import { formatTimestamp } from "@/domain/time/format";

type Paper = Outputs["documents"]["signed"][number];

/** What somebody signed: each paper as PDF, with when, from where, and its hash. */
export function SignedPapers({ papers, isReview = false }: { papers: readonly Paper[]; isReview?: boolean }) {
  return (
    <ul aria-label="Signed papers" className="grid divide-y divide-line">
      {papers.map((paper) => (
        <li key={paper.id} className="flex items-start gap-3 py-3 first:pt-0 last:pb-0">
          <FileText aria-hidden size={18} className="mt-0.5 shrink-0 text-muted" />
          <div className="grid min-w-0 gap-0.5">
            <a
              href={`/api/documents/signed/${paper.id}${isReview ? "?review" : ""}`}
              target="_blank"
              rel="noreferrer"
              className="rounded-mark font-medium text-accent underline decoration-accent/40 underline-offset-2"
            >
              {paper.title}
            </a>
            <p className="tabular text-small text-muted">
              Signed {formatTimestamp(paper.signedAt)} from {paper.ip}
            </p>
            <p className="font-mono text-label break-all text-muted">
              {paper.sha256 ? `SHA-256 ${paper.sha256}` : "Being printed"}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
