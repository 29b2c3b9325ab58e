import { Download, FileText, Image, Trash2 } from "lucide-react";
import type { Outputs } from "@/components/shell/trpc-client";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { EVIDENCE_TITLES } from "@/domain/evidence/kinds";
import { formatTimestamp } from "@/domain/time/format";

export type Paper = Outputs["evidence"]["list"]["papers"][number];

const sizeText = (bytes: number): string =>
  `${Math.max(1, Math.round(bytes / 1024)).toLocaleString("en-US")} kB`;
const pagesText = (pages: number): string => (pages === 1 ? "" : `, ${pages} pages`);

type PaperListProps = {
  papers: readonly Paper[];
  /** Staff read by a door of their own, which writes down that they did. */
  isDesk?: boolean;
  /** Given where papers may still be taken back. */
  onRemove?: (paper: Paper) => void;
};

/** Papers that were sent in, with the way to save each. */
export function PaperList({ papers, isDesk = false, onRemove }: PaperListProps) {
  return (
    <ul aria-label="Papers sent in" className="divide-y divide-line">
      {papers.map((paper) => {
        const Icon = paper.fileName.endsWith(".pdf") ? FileText : Image;
        return (
          <li key={paper.id} className="flex items-center gap-3 py-2">
            <Icon aria-hidden size={18} className="shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="text-base font-medium">{EVIDENCE_TITLES[paper.kind]}</p>
              <p className="text-small text-muted wrap-anywhere">
                {paper.fileName} · {sizeText(paper.size)}
                {pagesText(paper.pages)} ·{" "}
                <time dateTime={paper.sentAt}>{formatTimestamp(paper.sentAt)}</time>
              </p>
            </div>
            <LinkButton
              href={`/api/evidence/${paper.id}${isDesk ? "?desk" : ""}`}
              download
              size="sm"
              variant="quiet"
              icon={<Download aria-hidden size={16} />}
            >
              <VisuallyHidden>Download {paper.fileName}</VisuallyHidden>
            </LinkButton>
            {onRemove ? (
              <Button
                size="sm"
                variant="quiet"
                aria-label={`Take back ${paper.fileName}`}
                icon={<Trash2 aria-hidden size={16} />}
                onClick={() => onRemove(paper)}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
