"use client";

import { useRef, useState } from "react";
import { sendPaper } from "@/components/evidence/send-paper";
import { type EvidenceKind, type EvidenceSubject, MAX_PAPER_BYTES } from "@/domain/evidence/kinds";

export type SentFile = {
  id: number;
  name: string;
  /** From 0 to 1 while it is sent; then it is checked. */
  share: number;
  /** Why it was not taken; null while nothing is wrong. */
  problem: string | null;
};

const TOO_LARGE = `The file is too large: ${MAX_PAPER_BYTES / 1024 / 1024} MB at most.`;

/** Files on their way, one after the other, and those that were refused. `onStored` is called after each that is kept. */
export function useSending(subject: EvidenceSubject, onStored: (name: string) => Promise<unknown>) {
  const [files, setFiles] = useState<readonly SentFile[]>([]);
  const lastId = useRef(0);
  const line = useRef<Promise<void>>(Promise.resolve());

  const change = (id: number, to: Partial<SentFile>) =>
    setFiles((all) => all.map((file) => (file.id === id ? { ...file, ...to } : file)));
  const drop = (id: number) => setFiles((all) => all.filter((file) => file.id !== id));

  async function sendOne(id: number, file: File, kind: EvidenceKind): Promise<void> {
    try {
      await sendPaper({ subject, kind, file, onProgress: (share) => change(id, { share }) });
      await onStored(file.name);
      drop(id);
    } catch (error) {
      change(id, { problem: error instanceof Error ? error.message : String(error) });
    }
  }

  function send(chosen: readonly File[], kind: EvidenceKind): void {
    for (const file of chosen) {
      const id = ++lastId.current;
      const problem = file.size > MAX_PAPER_BYTES ? TOO_LARGE : null;
      setFiles((all) => [...all, { id, name: file.name, share: 0, problem }]);
      if (problem === null) line.current = line.current.then(() => sendOne(id, file, kind));
    }
  }
  return { files, send, drop };
}
