import { encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { allProcedures, ask, wire } from "@/e2e/access/ask";
import { countWrites, rowsWritten } from "@/e2e/access/rows-written";
import { type Audience, type Entry, PROCEDURES } from "@/e2e/access/procedure-table";
import { type Belongings, twoCustomers } from "@/e2e/access/two-customers";
import { askerFromCookies, sessionCookieName } from "@/server/auth";
import type { Actor } from "@/server/platform/actor";
import { STEP_UP_MS } from "@/domain/auth/second-factor";
import { plus, toDate } from "@/domain/time/instant";
import { newId } from "@/server/platform/ids";
import { testDatabase } from "@/server/platform/testing/database";
import { testDeps } from "@/server/platform/testing/deps";

const database = await testDatabase();
await countWrites(database);
const standing = {
  cycle: async () => false,
  setRate: async () => {},
  runTo: async () => {},
  advanceTo: async () => {},
  faults: async () => ({}),
  setFault: async () => {},
  announceAction: async () => "00000000-0000-8000-8000-000000000000",
  bustFill: async () => {},
  correctFill: async () => {},
  receiveWire: async () => "00000000-0000-8000-8000-000000000000",
  returnEntry: async () => {},
};
/** A bank at whose consent page anybody chooses the account of somebody else. */
const bank = {
  openConsent: async () => ({ path: "/simulated-bank" }),
  redeemConsent: async () => ({
    bankName: "First National",
    holderName: "Jordan Blake",
    routingNumber: "021000021",
    accountNumber: "5550009876",
    kind: "CHECKING" as const,
  }),
};
const base = testDeps(database);
const deps = {
  ...base,
  controls: { ...base.controls, ...standing },
  ports: { ...base.ports, bank: { ...base.ports.bank, ...bank } },
};
const world = await twoCustomers(deps);
const { mine, theirs } = world;

const entries = Object.entries(PROCEDURES);
const withInput = (of: Belongings, entry: Entry): (string | null)[] =>
  entry.inputs ? entry.inputs(of, world).map(wire) : [null];

/** Who is sent away from each kind of procedure, and with which code. */
const ROLE = "FORBIDDEN";
const proof = { isEnrolled: true, provenAt: base.clock.now() };
const old = { ...proof, provenAt: plus(base.clock.now(), -STEP_UP_MS) };
const none = { isEnrolled: false, provenAt: null };
const staleProof: [string, Actor, string] = [
  "someone whose code is ten minutes old",
  { ...mine.actor, secondFactor: old },
  ROLE,
];
const REFUSED: Record<Audience, [string, Actor | null, string][]> = {
  anyone: [],
  "signed-in": [["nobody", null, "UNAUTHORIZED"]],
  "own-sign-in": [["nobody", null, "UNAUTHORIZED"], staleProof],
  customer: [
    ["nobody", null, "UNAUTHORIZED"],
    ["someone without a confirmed address", world.unverified, ROLE],
  ],
  "stepped-up": [
    ["nobody", null, "UNAUTHORIZED"],
    ["someone without a confirmed address", world.unverified, ROLE],
    ["someone without a second factor", { ...mine.actor, secondFactor: none }, ROLE],
    staleProof,
  ],
  reviewer: [
    ["nobody", null, "UNAUTHORIZED"],
    ["a customer", mine.actor, ROLE],
    ["a reviewer without a second factor", { ...world.reviewer, secondFactor: none }, ROLE],
  ],
  admin: [
    ["nobody", null, "UNAUTHORIZED"],
    ["a customer", mine.actor, ROLE],
    ["a reviewer", world.reviewer, ROLE],
    ["an admin without a second factor", { ...world.admin, secondFactor: none }, ROLE],
  ],
};
const ALLOWED: Record<Audience, Actor | null> = {
  anyone: null,
  "signed-in": mine.actor,
  "own-sign-in": mine.actor,
  customer: mine.actor,
  "stepped-up": mine.actor,
  reviewer: world.reviewer,
  admin: world.admin,
};

it("knows every procedure that there is, and no other", () => {
  expect(Object.keys(PROCEDURES).sort()).toEqual(allProcedures().sort());
});

it("would see any row that is added, changed, removed or replaced", async () => {
  const { session } = deps.db;
  const add = (id: string) =>
    session.create({
      data: {
        id,
        userId: mine.actor.userId,
        ip: "192.0.2.1",
        userAgent: "test",
        createdAt: toDate(deps.clock.now()),
        expiresAt: toDate(deps.clock.now()),
      },
    });
  const [first, second] = [newId(), newId()];
  const steps = [
    () => add(first),
    () => session.update({ where: { id: first }, data: { userAgent: "test" } }),
    () => session.delete({ where: { id: first } }),
    () => add(first),
    async () => {
      await session.delete({ where: { id: first } });
      await add(second);
    },
    () => session.delete({ where: { id: second } }),
  ];
  let before = await rowsWritten(deps);
  for (const step of steps) {
    await step();
    const after = await rowsWritten(deps);
    expect(after.session).not.toBe(before.session);
    before = after;
  }
});

describe("who may ask", () => {
  const refusals = entries.flatMap(([path, entry]) =>
    REFUSED[entry.who].map(([who, actor, code]) => ({ path, entry, who, actor, code })),
  );

  it.each(refusals)("$path sends $who away with $code", async ({ path, entry, actor, code }) => {
    const before = await rowsWritten(deps);
    for (const body of withInput(mine, entry))
      expect(await ask(deps, actor, path, body)).toMatchObject({ trpcCode: code, fields: [] });
    expect(await rowsWritten(deps)).toEqual(before);
  });
});

describe("who has shown only the password", () => {
  const asked = entries.filter(([, { who }]) => who !== "anyone");
  const halfWay = { ...mine.actor, secondFactor: { isEnrolled: true, provenAt: null } };
  const halfAdmin = { ...world.admin, secondFactor: none };
  const ENROLMENT = ["auth.beginSecondFactor", "auth.confirmSecondFactor"];

  it.each(asked)("may not yet ask %s", async (path, entry) => {
    const before = await rowsWritten(deps);
    for (const body of withInput(mine, entry)) {
      const isTheStep = path === "auth.proveSecondFactor";
      const code = isTheStep ? "BAD_REQUEST" : "UNAUTHORIZED";
      expect(await ask(deps, null, path, body, halfWay)).toMatchObject({ trpcCode: code });
    }
    expect(await rowsWritten(deps)).toEqual(before);
  });

  it.each(asked.filter(([path]) => !ENROLMENT.includes(path)))(
    "may not ask %s as staff before a second factor is set up",
    async (path, entry) => {
      for (const body of withInput(world.mine, entry))
        expect(await ask(deps, null, path, body, halfAdmin)).toMatchObject({ code: "SECOND_FACTOR_MISSING" });
    },
  );
});

describe("a session that has ended", () => {
  const asked = entries.filter(([, { who }]) => who !== "anyone");

  /** What the portal makes of a cookie whose session was live a moment ago. */
  async function afterTheEnd() {
    const { session } = deps.db;
    const live = { userId: mine.actor.userId, ip: "192.0.2.1", userAgent: "test", createdAt: new Date() };
    const expiresAt = toDate(plus(deps.clock.now(), STEP_UP_MS));
    const { id } = await session.create({ data: { id: newId(), ...live, expiresAt } });
    const token = await encode({ token: { sid: id }, secret: deps.env.NEXTAUTH_SECRET });
    const cookie = `${sessionCookieName(deps.env)}=${token}`;
    expect((await askerFromCookies(deps, cookie)).actor).toMatchObject({ userId: mine.actor.userId });
    await session.update({ where: { id }, data: { endedAt: toDate(deps.clock.now()) } });
    return askerFromCookies(deps, cookie);
  }

  it("is nobody's, whatever it asks", async () => {
    const { actor, pending } = await afterTheEnd();
    const before = await rowsWritten(deps);
    for (const [path, entry] of asked)
      for (const body of withInput(mine, entry))
        expect(await ask(deps, actor, path, body, pending), path).toMatchObject({ trpcCode: "UNAUTHORIZED" });
    expect(await rowsWritten(deps)).toEqual(before);
  });
});

/** The fields of an input that name something of one customer: where the same input of another customer differs. */
function ownedFields({ who, inputs }: Entry): string[] {
  if (!inputs || who === "reviewer" || who === "admin") return [];
  const [ours = {}, others = {}] = [inputs(mine, world)[0], inputs(theirs, world)[0]];
  return Object.keys(ours).filter((field) => {
    const value = ours[field];
    const isIds = typeof value === "string" || (Array.isArray(value) && typeof value[0] === "string");
    return isIds && JSON.stringify(value) !== JSON.stringify(others[field]);
  });
}

/** The right input with one id exchanged, for each id, and with all of them. */
function foreignInputs(entry: Entry, make: (field: string) => unknown): string[] {
  const fields = ownedFields(entry);
  const choices = fields.length > 1 ? [...fields.map((field) => [field]), fields] : [fields];
  const inputs = entry.inputs?.(mine, world) ?? [];
  return inputs.flatMap((input) =>
    choices.map((chosen) =>
      wire({ ...input, ...Object.fromEntries(chosen.map((field) => [field, make(field)])) }),
    ),
  );
}

describe("another customer's things", () => {
  const owned = entries.filter(([, entry]) => ownedFields(entry).length > 0);

  it("are asked for by most procedures of customers", () => {
    expect(owned.length).toBeGreaterThan(15);
  });

  it.each(owned)("%s does not find them, whoever asks", async (path, entry) => {
    const theirInput = entry.inputs?.(theirs, world)[0] ?? {};
    const before = await rowsWritten(deps);
    for (const body of foreignInputs(entry, (field) => theirInput[field]))
      for (const actor of [mine.actor, world.reviewer, world.admin])
        expect(await ask(deps, actor, path, body), body).toMatchObject({ code: "NOT_FOUND" });
    expect(await rowsWritten(deps)).toEqual(before);
  });

  it.each(owned)("%s answers the same as for what does not exist", async (path, entry) => {
    const ours = entry.inputs?.(mine, world)[0] ?? {};
    const unknown = (field: string) => (Array.isArray(ours[field]) ? [newId()] : newId());
    for (const body of foreignInputs(entry, unknown))
      expect(await ask(deps, mine.actor, path, body), body).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("one's own", () => {
  /** What a use case may still say to a person who may ask. */
  const BUSINESS = [
    "OK",
    "TOKEN_INVALID",
    "CODE_REFUSED",
    "SECOND_FACTOR_MISSING",
    "APPLICATION_INCOMPLETE",
    "ACCOUNT_NOT_OPEN",
    "CONFLICT",
    "APPLICATION_ALREADY_DECIDED",
    "SIGN_IN_FAILED",
    "BANK_LINK_REFUSED",
    "INSUFFICIENT_FUNDS",
    "AMOUNT_OVER_LIMIT",
    "ACCOUNT_NOT_OPEN",
    "ORDER_NOT_CANCELABLE",
  ];

  // Those that end sessions or change what others need come last.
  const LAST = [
    "auth.endSession",
    "auth.endOtherSessions",
    "applications.start",
    "evidence.remove",
    "applications.submit",
  ];
  const ordered = [...entries].sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b));

  it.each(ordered)("%s answers those who may ask", async (path, entry) => {
    for (const body of withInput(mine, entry))
      expect(BUSINESS, `${path} ${body}`).toContain((await ask(deps, ALLOWED[entry.who], path, body)).code);
  });
});
