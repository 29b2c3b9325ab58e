"use client";

import type { EvidenceKind, EvidenceSubject } from "@/domain/evidence/kinds";

type Sending = {
  subject: EvidenceSubject;
  kind: EvidenceKind;
  file: File;
  /** From 0 to 1, of what has left this machine. */
  onProgress: (share: number) => void;
};

const UNANSWERED = "No answer came. Please check your connection; the file was probably not stored.";

function sentenceIn(body: unknown): string {
  const message = typeof body === "object" && body !== null && "message" in body ? body.message : null;
  return typeof message === "string" ? message : UNANSWERED;
}

/**
 * Sends one file; rejects with a sentence for the reader. By XMLHttpRequest, because it alone tells how much has been sent.
 */
export function sendPaper({ subject, kind, file, onProgress }: Sending): Promise<void> {
  const query = new URLSearchParams({
    subjectType: subject.subjectType,
    subjectId: subject.subjectId,
    kind,
    ...(subject.part === null ? {} : { part: subject.part }),
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/evidence?${query}`);
    request.responseType = "json";
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () =>
      request.status === 201 ? resolve() : reject(new Error(sentenceIn(request.response)));
    request.onerror = () => reject(new Error(UNANSWERED));
    request.send(file);
  });
}
