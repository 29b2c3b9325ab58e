import { AppError } from "@/domain/errors";
import { READING_SAMPLE } from "@/domain/onboarding/reading-sample";
import { type SignedKind, type SignedModel } from "@/domain/statements/signed-models";
import { samplePaper, signedPaper } from "@/domain/statements/signed-paper";
import { instantFromIso, toDate } from "@/domain/time/instant";
import { type Press, sharedPress } from "@/server/documents/press";
import type { OpenedDocument } from "@/server/documents/queries";
import type { Actor } from "@/server/platform/actor";
import { sha256 } from "@/server/platform/crypto";
import type { Prisma, Tx } from "@/server/platform/db";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";

/** `taxFormId` names a tax form that was signed after opening. */
export type PaperToKeep = { applicationId: string; userId: string; model: SignedModel; taxFormId?: string };

/** The text of a record that its hash is of: keys in their order, whatever order the database gives them back in. */
export function recordText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(recordText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${recordText(inner)}`).join(",")}}`;
}

/** Keeps what was signed, for good; the papers are printed afterwards. In the transaction of the signing. */
export async function keepSignedPapers(tx: Tx, papers: readonly PaperToKeep[]): Promise<void> {
  await tx.signedPaper.createMany({
    data: papers.map(({ applicationId, userId, model, taxFormId }) => ({
      id: idFrom("signed-paper", applicationId, userId, model.kind, ...(taxFormId ? [taxFormId] : [])),
      taxFormId: taxFormId ?? null,
      applicationId,
      userId,
      kind: model.kind,
      title: model.title,
      model: model as unknown as Prisma.InputJsonObject,
      modelSha256: sha256(recordText(model)),
      signedName: model.signature.name,
      signedAt: toDate(instantFromIso(model.signature.signedAt)),
      ip: model.signature.ip,
      userAgent: model.signature.userAgent,
    })),
  });
}

type Unprinted = { id: string; model: SignedModel; model_sha256: string };

async function printAndKeep(
  tx: Tx,
  deps: Deps,
  { id, model, model_sha256 }: Unprinted,
  press: Press,
): Promise<void> {
  const bytes = await press.print(signedPaper(model, model_sha256));
  await tx.signedPaperContent.createMany({
    data: [
      {
        paperId: id,
        sha256: sha256(bytes),
        size: bytes.length,
        bytes: new Uint8Array(bytes),
        printedAt: toDate(deps.clock.now()),
      },
    ],
    skipDuplicates: true,
  });
}

/** Prints signed papers that wait, at most `max`, and returns how many. Several may run: each takes others. */
export async function printSignedPapers(
  deps: Deps,
  { max }: { max: number },
  press?: Press,
): Promise<number> {
  return deps.db.$transaction(async (tx) => {
    const waiting = await tx.$queryRaw<Unprinted[]>`
      select p.id, p.model, p.model_sha256 from portal.signed_paper p
      where not exists (select from portal.signed_paper_content c where c.paper_id = p.id)
      order by p.signed_at limit ${max} for update of p skip locked`;
    for (const paper of waiting) await printAndKeep(tx, deps, paper, press ?? sharedPress());
    return waiting.length;
  });
}

/** A signed paper in a list. `sha256` is of the PDF; null until it is printed. */
export type SignedPaperView = {
  id: string;
  kind: SignedKind;
  title: string;
  signedName: string;
  signedAt: string;
  ip: string;
  sha256: string | null;
};

async function listWhere(deps: Deps, where: Prisma.SignedPaperWhereInput): Promise<SignedPaperView[]> {
  const rows = await deps.db.signedPaper.findMany({
    where,
    orderBy: [{ signedAt: "desc" }, { id: "asc" }],
    take: 100,
    include: { content: { select: { sha256: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as SignedKind,
    title: row.title,
    signedName: row.signedName,
    signedAt: row.signedAt.toISOString(),
    ip: row.ip,
    sha256: row.content?.sha256 ?? null,
  }));
}

/** What the actor has signed, newest first. */
export const mySignedPapers = (deps: Deps, actor: Actor): Promise<SignedPaperView[]> =>
  listWhere(deps, { userId: actor.userId });

/** Everything that was signed in an application, for reviewers. */
export const signedPapersOf = (
  deps: Deps,
  { applicationId }: { applicationId: string },
): Promise<SignedPaperView[]> => listWhere(deps, { applicationId });

async function openWhere(deps: Deps, where: Prisma.SignedPaperWhereInput): Promise<OpenedDocument> {
  const found = await deps.db.signedPaper.findFirst({ where, include: { content: true } });
  if (!found) throw new AppError("NOT_FOUND");
  if (!found.content) {
    // Whoever asks before the press came round to it gets it now.
    const paper = {
      id: found.id,
      model: found.model as unknown as SignedModel,
      model_sha256: found.modelSha256,
    };
    await deps.db.$transaction((tx) => printAndKeep(tx, deps, paper, sharedPress()));
  }
  const content =
    found.content ?? (await deps.db.signedPaperContent.findUniqueOrThrow({ where: { paperId: found.id } }));
  return {
    fileName: `${`RushTrade ${found.title}`.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 100)}.pdf`,
    sha256: content.sha256,
    bytes: content.bytes,
  };
}

/** A paper that the actor signed. NOT_FOUND for anybody else's. */
export const openMySignedPaper = (deps: Deps, actor: Actor, { documentId }: { documentId: string }) =>
  openWhere(deps, { id: documentId, userId: actor.userId });

/** Any signed paper, for reviewers. */
export const openSignedPaper = (deps: Deps, { documentId }: { documentId: string }) =>
  openWhere(deps, { id: documentId });

let sample: Promise<Buffer> | null = null;

/** The document whose word shows that its reader can read documents. Printed once for all. */
export async function openSample(): Promise<OpenedDocument> {
  sample ??= sharedPress().print(samplePaper(READING_SAMPLE.version, READING_SAMPLE.word));
  const bytes = await sample.catch((error: unknown) => {
    sample = null;
    throw error;
  });
  return { fileName: "RushTrade-sample.pdf", sha256: sha256(bytes), bytes: new Uint8Array(bytes) };
}
