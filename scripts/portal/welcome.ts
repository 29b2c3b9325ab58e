import { DEMO_LOGINS } from "@/prisma/seed/logins";

type Login = { label: string; email: string; password: string; secondFactorKey?: string };

/** As whom one may look, a line each: address, password, and for who has a second factor the key of the app. */
export function loginLines(logins: readonly Login[]): string[] {
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const [emails, passwords] = [
    widest(logins.map(({ email }) => email)),
    widest(logins.map((login) => login.password)),
  ];
  return [
    ...logins.map(({ label, email, password, secondFactorKey = "" }) =>
      `    ${label.padEnd(10)} ${email.padEnd(emails)}   ${password.padEnd(passwords)}   ${secondFactorKey}`.trimEnd(),
    ),
    "",
    "    The last column is for an authenticator app (demonstration only); without one, /mailbox shows the code.",
  ];
}

/** The one screenful that a new user sees: where, as whom, and what to try first. */
export function welcome(address: string, withDemoWorld: boolean): string {
  const demo = [
    "",
    "  Sign in as",
    ...loginLines(DEMO_LOGINS),
    "",
    "  Try first",
    ...FIRST_STEPS.map((line) => `    ${line}`),
  ];
  return [
    "",
    `  RushTrade is at  ${address}`,
    ...(withDemoWorld ? demo : []),
    "",
    "  Ctrl-C stops it; nothing is lost.",
    "",
  ].join("\n");
}

const FIRST_STEPS = [
  "1. As the investor: Portfolio, then Trade, and buy 10 shares at the market; watch the order fill.",
  "2. In a private window: sign up as a new customer and open an account.",
  "3. As the admin: Applications, approve it; then Clearing, and run the street to month end.",
  "4. As the investor again: Documents, and read the month's statement.",
];
