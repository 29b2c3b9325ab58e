import { PROCEDURES } from "@/e2e/access/procedure-table";
import { type RouteAudience, type RouteEntry, ROUTES } from "@/e2e/access/route-table";
import { newLogin, openedCustomer, staffCookie } from "@/e2e/customers-by-wire";
import { portalClient, signInByWire } from "@/e2e/portal-client";
import { expect, test } from "@/e2e/test";

type Answer = { status: number; to: string; text: string };

async function ask(baseUrl: string, { at, method }: RouteEntry, cookie = ""): Promise<Answer> {
  const answer = await fetch(`${baseUrl}${at}`, {
    method: method ?? "GET",
    headers: { cookie, "x-file-name": "passport.png" },
    redirect: "manual",
  });
  const text = await answer.text();
  return { status: answer.status, to: answer.headers.get("location") ?? "", text };
}

const SIGN_IN = /^(https?:\/\/[^/]+)?\/sign-in/;
const isSentAway = ({ status, to }: Answer) => status >= 300 && status < 400 && SIGN_IN.test(to);

/** What somebody who is not signed in gets: nothing of the page, or the way to sign in. */
const forNobody: Record<RouteAudience, (answer: Answer) => boolean> = {
  anyone: ({ status }) => status === 200,
  "signed-in": isSentAway,
  staff: isSentAway,
  admin: isSentAway,
  "signed-in-file": ({ status }) => status === 401,
  "owner-file": ({ status }) => status === 401,
  "staff-file": ({ status }) => status === 401,
  sender: ({ status }) => status === 401,
  signed: ({ status }) => status === 401,
};
const forCustomer: Partial<Record<RouteAudience, (answer: Answer) => boolean>> = {
  staff: ({ status }) => status === 404,
  admin: ({ status }) => status === 404,
  "owner-file": ({ status }) => status === 404,
  "staff-file": ({ status }) => status === 403,
  sender: ({ status }) => status === 404,
  signed: ({ status }) => status === 401,
};
const forReviewer: Partial<Record<RouteAudience, (answer: Answer) => boolean>> = {
  admin: ({ text }) => text.includes("For administrators"),
  "owner-file": ({ status }) => status === 404,
  sender: ({ status }) => status === 404,
  signed: ({ status }) => status === 401,
};

async function refusals(
  baseUrl: string,
  cookie: string,
  expected: Partial<Record<RouteAudience, (answer: Answer) => boolean>>,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [path, entry] of Object.entries(ROUTES)) {
    const isRight = expected[entry.who];
    if (!isRight) continue;
    const answer = await ask(baseUrl, entry, cookie);
    if (!isRight(answer)) wrong.push(`${path} answers ${answer.status} ${answer.to}`);
  }
  return wrong;
}

test("every page and file is refused to nobody, to another customer, and to each lower role", async ({
  portal,
}) => {
  const customer = await openedCustomer(portal.baseUrl, { first: "Paula", last: "Nebenan" });
  expect(await refusals(portal.baseUrl, "", forNobody)).toEqual([]);
  expect(await refusals(portal.baseUrl, customer.cookie, forCustomer)).toEqual([]);
  for (const { at, desk } of Object.values(ROUTES))
    if (desk) {
      const asStaff = { who: "staff-file", at: `${at}${desk}` } as const;
      expect(await ask(portal.baseUrl, asStaff, customer.cookie), at).toMatchObject({ status: 403 });
      expect(await ask(portal.baseUrl, asStaff), at).toMatchObject({ status: 401 });
    }
  const reviewer = await staffCookie(portal.baseUrl, "REVIEWER");
  expect(await refusals(portal.baseUrl, reviewer, forReviewer)).toEqual([]);
});

test("an ended session is nobody, at every page, file and procedure", async ({ portal }) => {
  const login = await newLogin(portal.baseUrl, { first: "Egon", last: "Ende" });
  const [cookie, other] = [
    await signInByWire(portal.baseUrl, login),
    await signInByWire(portal.baseUrl, login),
  ];
  const sessions = await portalClient(portal.baseUrl, cookie).auth.sessions.query();
  expect(sessions.length).toBe(2);
  await portalClient(portal.baseUrl, other).auth.endOtherSessions.mutate();

  expect(await refusals(portal.baseUrl, cookie, forNobody)).toEqual([]);
  const procedure = (path: string, init: RequestInit) =>
    fetch(`${portal.baseUrl}/api/trpc/${path}`, {
      ...init,
      headers: { cookie, "content-type": "application/json" },
    });
  const wrong: string[] = [];
  for (const [path, { who }] of Object.entries(PROCEDURES)) {
    if (who === "anyone") continue;
    const asked = await procedure(path, {});
    const answer = asked.status === 405 ? await procedure(path, { method: "POST", body: "{}" }) : asked;
    // The live line has begun to answer before it looks, and then says so in its first event.
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    const text = isStream ? await answer.text() : "";
    const isRefused = isStream
      ? text.includes("serialized-error") && text.includes("UNAUTHORIZED") && !text.includes('"id":')
      : answer.status === 401;
    if (!isRefused) wrong.push(`${path} answers ${answer.status}`);
  }
  expect(wrong).toEqual([]);
});
