import { AppError } from "@/domain/errors";
import type { EvidenceSubject } from "@/domain/evidence/kinds";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import type { Actor } from "@/server/platform/actor";
import { type Db, Prisma, type Tx } from "@/server/platform/db";

/** What may happen to a subject's papers now. */
export type SubjectState = { canAdd: boolean; canRemove: boolean };

/** While an application can still be worked on, papers come in; they may be taken back only while it is the customer's turn. */
const ADDING = ["DRAFT", "SUBMITTED", "INFO_REQUESTED", "ESCALATED"];
const REMOVING = ["DRAFT", "INFO_REQUESTED"];

/** Kinds of accounts whose second owner has a part of his own; one who is left from another choice has none. */
const JOINT_TYPES = Object.entries(ACCOUNT_TYPES).flatMap(([key, { coOwnerSteps }]) =>
  coOwnerSteps.length > 0 ? [key] : [],
);

type Row = { status: string };

const ownRow = (actor: Pick<Actor, "userId">, { subjectType, subjectId }: EvidenceSubject): Prisma.Sql =>
  subjectType === "APPLICATION"
    ? Prisma.sql`select p.status from portal.application p where p.id = ${subjectId}::uuid and (p.user_id = ${actor.userId}::uuid
        or (p.account_type = any(${JOINT_TYPES}::text[]) and exists (
          select from portal.co_owner c where c.application_id = p.id and c.user_id = ${actor.userId}::uuid)))`
    : Prisma.sql`select a.status from portal.account a join portal.account_holder h on h.account_id = a.id
        where a.id = ${subjectId}::uuid and h.user_id = ${actor.userId}::uuid`;

const anyRow = ({ subjectType, subjectId }: EvidenceSubject): Prisma.Sql =>
  subjectType === "APPLICATION"
    ? Prisma.sql`select status from portal.application where id = ${subjectId}::uuid`
    : Prisma.sql`select status from portal.account where id = ${subjectId}::uuid`;

/**
 * The actor's own subject and what may be done to its papers: an application's for either owner, an account's for each
 * holder. Of the papers themselves everybody has only what he sent. NOT_FOUND for anybody else's, staff or not.
 */
export async function ownSubject(db: Db | Tx, actor: Actor, subject: EvidenceSubject): Promise<SubjectState> {
  const [row] = await db.$queryRaw<Row[]>`${ownRow(actor, subject)}`;
  if (!row) throw new AppError("NOT_FOUND");
  if (subject.subjectType === "ACCOUNT") return { canAdd: row.status !== "CLOSED", canRemove: false };
  return { canAdd: ADDING.includes(row.status), canRemove: REMOVING.includes(row.status) };
}

/** For staff: that there is such a subject. NOT_FOUND otherwise. */
export async function anySubject(db: Db | Tx, subject: EvidenceSubject): Promise<void> {
  const [row] = await db.$queryRaw<Row[]>`${anyRow(subject)}`;
  if (!row) throw new AppError("NOT_FOUND");
}
