import { createHash } from "node:crypto";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { completeCoOwner, createPaper } from "@/prisma/factories/applications";
import { createUser } from "@/prisma/factories/users";
import { DEMO_LOGINS } from "@/prisma/seed/logins";
import type { DemoPerson } from "@/prisma/seed/people";
import { asPerson } from "@/server/compose";
import { evidenceKindsOf } from "@/server/evidence";
import type { Actor, Role } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { idFrom } from "@/server/platform/ids";

const staffEmail = (role: Role): string => DEMO_LOGINS.find((login) => login.role === role)?.email ?? "";
export const hash = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0);

/** Somebody of the demo world, as signed in. */
export async function demoActor(deps: Deps, email: string): Promise<Actor> {
  const user = await deps.db.user.findUniqueOrThrow({ where: { email } });
  return {
    userId: user.id,
    role: user.role as Role,
    sessionId: idFrom("demo-session", user.id),
    email,
    displayName: user.displayName,
    emailVerified: user.emailVerifiedAt !== null,
  };
}

/** What is left of signing up: the mail is confirmed by the link in it. */
async function signUp(deps: Deps, person: DemoPerson): Promise<void> {
  const nobody = asPerson(deps, null, originOf(person));
  const password = person.password ?? `a demo password ${hash(person.email)}`;
  if (!(await deps.db.user.findUnique({ where: { email: person.email } })))
    await nobody.auth.signUp({ email: person.email, displayName: person.name, password });
  const mail = await deps.db.mailMessage.findFirst({
    where: { recipient: person.email, link: { contains: "token=" } },
    orderBy: { createdAt: "desc" },
  });
  const token = mail?.link ? new URL(mail.link, "http://localhost").searchParams.get("token") : null;
  const user = await deps.db.user.findUniqueOrThrow({ where: { email: person.email } });
  if (!user.emailVerifiedAt && token) await nobody.auth.verifyEmail({ token });
}

const originOf = ({ email }: DemoPerson) => ({
  ip: `198.51.100.${1 + (hash(email) % 250)}`,
  userAgent: "demo",
});

/**
 * Sign up, confirm, apply, be approved: the way every customer goes. What was done before an interruption is not done
 * again. `whenSignedUp` comes before the application.
 */
export async function join(
  deps: Deps,
  person: DemoPerson,
  whenSignedUp: () => Promise<void> = async () => undefined,
): Promise<void> {
  await signUp(deps, person);
  await whenSignedUp();
  const actor = await demoActor(deps, person.email);
  const customer = asPerson(deps, actor, originOf(person));
  const earlier = await deps.db.application.findFirst({ where: { userId: actor.userId } });
  const accountType = person.answers.accountType ?? "INDIVIDUAL_CASH";
  const application = earlier ?? (await customer.applications.start({ accountType }));
  if (application.status === "DRAFT") {
    const { entity, steps } = ACCOUNT_TYPES[accountType];
    if (entity && (await evidenceKindsOf(deps.db, application.id)).length === 0)
      await createPaper(deps, actor.userId, application.id, "ENTITY_PAPER");
    const answers = applicationAnswers(person.answers);
    for (const step of steps) {
      const save = { applicationId: application.id, step, answers: answers[step] } as Parameters<
        typeof customer.applications.saveStep
      >[0];
      await customer.applications.saveStep(save);
    }
    if (person.coOwner) await signBeside(deps, person.coOwner, application.id);
    await customer.applications.submit({ applicationId: application.id });
  }
  await approve(deps, application.id);
}

/** The second owner comes by the link in the mail, and fills in and signs the other part. */
async function signBeside(
  deps: Deps,
  { email, name, answers }: NonNullable<DemoPerson["coOwner"]>,
  applicationId: string,
): Promise<void> {
  if (!(await deps.db.user.findUnique({ where: { email }, select: { id: true } })))
    await createUser(deps.db, { email, displayName: name }, deps.clock.now());
  const part = await deps.db.coOwner.findUniqueOrThrow({ where: { applicationId } });
  const seed = { ...answers, invitedAs: email };
  await completeCoOwner(deps, await demoActor(deps, email), seed, part.userId === null);
}

async function approve(deps: Deps, applicationId: string): Promise<void> {
  const waiting = await deps.db.application.findFirst({ where: { id: applicationId, status: "SUBMITTED" } });
  if (!waiting) return;
  const reviewer = asPerson(deps, await demoActor(deps, staffEmail("REVIEWER")));
  await reviewer.review.decide({
    applicationId,
    decision: "approve",
    reason: "All checks clear; identity and address agree.",
  });
}
