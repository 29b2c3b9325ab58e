import { DEMO_LOGINS } from "@/prisma/seed/logins";
import { dealt, workLists } from "@/prisma/seed/october-2004/at-once";
import type { Customer } from "@/prisma/seed/october-2004/people";
import { hireStaff } from "@/prisma/seed/staff";
import { applicationAnswers } from "@/prisma/factories/application-answers";
import { createUser } from "@/prisma/factories/users";
import { ACCOUNT_TYPES } from "@/domain/onboarding/account-types";
import { asPerson, type Installation } from "@/server/compose";
import type { Actor, Role } from "@/server/platform/actor";
import { idFrom } from "@/server/platform/ids";

/** How far a stage of the life has come. */
export type Tell = (stage: "customers" | "month", done: number, total: number, label: string) => void;

/** A customer whose account is open. */
export type Trader = Customer & { accountId: string; actor: Actor };

/** More than one ACH transfer takes is sent in two. */
const MOST_AT_ONCE = 50_000;
const ROUNDS = 1_000;

const actorOf = (user: { id: string; email: string; displayName: string; role: string }): Actor => ({
  userId: user.id,
  role: user.role as Role,
  sessionId: idFrom("october-2004", user.id),
  email: user.email,
  displayName: user.displayName,
  emailVerified: true,
});

/** One of the broker's own people. */
export async function staffMember({ deps }: Installation, role: Role): Promise<Actor> {
  const login = DEMO_LOGINS.find((candidate) => candidate.role === role);
  return actorOf(await deps.db.user.findUniqueOrThrow({ where: { email: login?.email ?? "" } }));
}

/** Signs up, applies and is approved, the way every customer goes; what was done before is passed over. */
async function join(installation: Installation, reviewer: Actor, customer: Customer): Promise<void> {
  const { deps } = installation;
  const { email, name } = customer;
  const known = await deps.db.user.findUnique({ where: { email } });
  const user = known ?? (await createUser(deps.db, { email, displayName: name }, deps.clock.now()));
  const actor = actorOf({ ...user, displayName: name, role: "INVESTOR" });
  const person = asPerson(deps, actor);
  const earlier = known && (await deps.db.application.findFirst({ where: { userId: actor.userId } }));
  if (earlier && earlier.status !== "DRAFT" && earlier.status !== "SUBMITTED") return;
  const application = earlier ?? (await person.applications.start({ accountType: "INDIVIDUAL_CASH" }));
  const applicationId = application.id;
  if (application.status === "DRAFT") {
    const answers = applicationAnswers(customer.answers);
    for (const step of ACCOUNT_TYPES.INDIVIDUAL_CASH.steps) {
      const save = { applicationId, step, answers: answers[step] };
      await person.applications.saveStep(save as Parameters<typeof person.applications.saveStep>[0]);
    }
    await person.applications.submit({ applicationId });
  }
  const reason = "All checks clear; identity and address agree.";
  await asPerson(deps, reviewer).review.decide({ applicationId, decision: "approve", reason });
}

/** The customers with their accounts, in their order; those without an open account are left out. */
export async function tradersOf({ deps }: Installation, customers: readonly Customer[]): Promise<Trader[]> {
  const rows = await deps.db.$queryRaw<
    { account_id: string; id: string; email: string; displayName: string; role: string }[]
  >`
    select a.id as account_id, u.id, u.email, u.display_name as "displayName", u.role
    from portal.account a join portal.account_holder h on h.account_id = a.id join portal.users u on u.id = h.user_id
    where a.number is not null`;
  const accounts = new Map(rows.map(({ account_id, ...user }) => [user.email, { id: account_id, user }]));
  return customers.flatMap((customer) => {
    const found = accounts.get(customer.email);
    return found ? [{ ...customer, accountId: found.id, actor: actorOf(found.user) }] : [];
  });
}

/** Opens the accounts of all customers, links their banks and asks for their first deposits. */
export async function openAccounts(
  installation: Installation,
  customers: readonly Customer[],
  tell: Tell,
): Promise<void> {
  const { deps, pump } = installation;
  await hireStaff(installation.deps);
  const reviewer = await staffMember(installation, "REVIEWER");
  let done = 0;
  await workLists(
    dealt(customers, (_, index) => index),
    async (customer) => {
      await join(installation, reviewer, customer);
      tell("customers", done++, customers.length * 2, customer.name);
    },
  );
  await pump.run(ROUNDS);
  const traders = await tradersOf(installation, customers);
  const linked = new Set(
    (await deps.db.bankLink.findMany({ select: { accountId: true } })).map((link) => link.accountId),
  );
  const hands = dealt(traders, (_, index) => index);
  await workLists(hands, async ({ accountId, actor, index }) => {
    if (linked.has(accountId)) return;
    await asPerson(deps, actor).funding.linkBank({
      accountId,
      bankName: "First National Bank",
      routingNumber: "021000021",
      accountNumber: `88${String(10_000_000 + index)}7`,
      kind: "CHECKING",
    });
  });
  await pump.run(ROUNDS);
  const links = await linksOf(installation);
  await workLists(hands, async (trader) => {
    for (let left = trader.deposit, part = 0; left > 0; left -= MOST_AT_ONCE, part++)
      await move(
        installation,
        "deposit",
        trader,
        links,
        Math.min(left, MOST_AT_ONCE),
        `first-deposit-${part}`,
      );
    tell("customers", done++, customers.length * 2, trader.name);
  });
  await pump.run(ROUNDS);
}

/** The verified bank of each account. */
export async function linksOf({ deps }: Installation): Promise<Map<string, string>> {
  const links = await deps.db.bankLink.findMany({
    where: { status: "VERIFIED" },
    select: { id: true, accountId: true },
  });
  return new Map(links.map(({ id, accountId }) => [accountId, id]));
}

/** Asks for a deposit or a withdrawal of whole dollars, once under its name. */
export async function move(
  { deps }: Installation,
  direction: "deposit" | "withdraw",
  { accountId, actor }: Trader,
  links: ReadonlyMap<string, string>,
  dollars: number,
  clientTransferId: string,
): Promise<void> {
  const bankLinkId = links.get(accountId);
  if (!bankLinkId) throw new Error(`account ${accountId} has no bank`);
  const amount = `${dollars}.00`;
  await asPerson(deps, actor).funding[direction]({ accountId, bankLinkId, clientTransferId, amount });
}
