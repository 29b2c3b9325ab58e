import type { EvidenceKind } from "@/domain/evidence/kinds";

export type PaperView = {
  id: string;
  kind: EvidenceKind;
  /** Sanitised, with the ending of what the file really is. */
  fileName: string;
  part: string | null;
  /** Bytes of what is kept. */
  size: number;
  pages: number;
  sha256: string;
  sentAt: string;
};

export type EvidenceView = {
  papers: PaperView[];
  /** How many more may come now; 0 when the subject takes none. */
  room: number;
  canRemove: boolean;
};

type PaperRow = {
  id: string;
  kind: string;
  name: string;
  format: string;
  part: string | null;
  size: number;
  pages: number;
  sha256: string;
  sentAt: Date;
};

export const fileNameOf = ({ name, format }: Pick<PaperRow, "name" | "format">): string =>
  `${name}.${format === "PDF" ? "pdf" : "jpg"}`;

export const paperView = (row: PaperRow): PaperView => ({
  id: row.id,
  kind: row.kind as EvidenceKind,
  fileName: fileNameOf(row),
  part: row.part,
  size: row.size,
  pages: row.pages,
  sha256: row.sha256,
  sentAt: row.sentAt.toISOString(),
});
