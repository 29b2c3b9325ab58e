import { expect, it, vi } from "vitest";
import { DEMO_LOGINS } from "@/prisma/seed/logins";
import { join } from "@/prisma/seed/join";
import { demoPeople } from "@/prisma/seed/people";
import { hireStaff } from "@/prisma/seed/staff";
import { at, steeredWorld } from "@/server/orders/testing/steered-world";

vi.setConfig({ testTimeout: 60_000 });

it("opens the demo's joint account and its company's, with their titles, and once only", async () => {
  const { deps, settle, database } = await steeredWorld(at("10:00"));
  await hireStaff(deps);
  const investor = DEMO_LOGINS.find(({ role }) => role === "INVESTOR");
  if (!investor) throw new Error("the demo has an investor");
  const people = demoPeople(investor).filter(
    ({ answers }) => !(answers.accountType ?? "INDIVIDUAL").startsWith("INDIVIDUAL"),
  );
  for (const person of people) {
    await join(deps, person);
    // A life that was interrupted goes on where it stopped.
    await join(deps, person);
  }
  await settle();
  const accounts = await deps.db.account.findMany({ include: { holders: true }, orderBy: { type: "asc" } });
  expect(accounts.map(({ type, title, status, holders }) => [type, title, status, holders.length])).toEqual([
    ["JOINT_WROS_CASH", "Edith Marlowe & Ralph Marlowe JTWROS", "OPEN", 2],
    ["LLC_CASH", "Thorne Orchard LLC", "OPEN", 1],
  ]);
  const firm = await database.street.firmAccount.findMany({ orderBy: { registration: "asc" } });
  expect(firm.map(({ registration }) => registration)).toEqual(["JOINT_WROS", "LLC"]);
});
