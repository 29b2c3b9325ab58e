import type { StartApplicationInput } from "@/domain/onboarding/inputs";
import { localDateOf, toDate } from "@/domain/time/instant";
import { myApplication } from "@/server/onboarding/queries";
import type { ApplicationView } from "@/server/onboarding/views";
import { InvariantError } from "@/domain/errors";
import type { Actor } from "@/server/platform/actor";
import { recordAudit } from "@/server/platform/audit";
import type { Deps } from "@/server/platform/deps";
import { newId } from "@/server/platform/ids";

/**
 * Begins an application, or goes on with the one that is open: a person has one at a time per kind of account,
 * however many tabs ask at once. Returns it.
 */
export async function startApplication(
  deps: Deps,
  actor: Actor,
  input: StartApplicationInput,
): Promise<ApplicationView> {
  const now = deps.clock.now();
  const id = newId();
  const year = localDateOf(now).slice(0, 4);
  const form = JSON.stringify({ "account-type": { accountType: input.accountType } });
  await deps.db.$transaction(async (tx) => {
    const begun = await tx.$executeRaw`
      insert into portal.application (id, number, user_id, account_type, status, form, created_at, updated_at)
      values (${id}::uuid, ${year} || '-' || lpad(nextval('portal.application_number')::text, 5, '0'),
              ${actor.userId}::uuid, ${input.accountType}, 'DRAFT', ${form}::jsonb, ${toDate(now)}, ${toDate(now)})
      on conflict (user_id, account_type) where status in ('DRAFT', 'SUBMITTED', 'INFO_REQUESTED', 'ESCALATED') do nothing`;
    if (begun === 1)
      await recordAudit(tx, {
        actor,
        action: "application.started",
        subjectType: "application",
        subjectId: id,
        detail: { accountType: input.accountType },
        at: now,
      });
  });
  const application = await myApplication(deps, actor);
  if (!application) throw new InvariantError("an application was begun and is not there");
  return application;
}
