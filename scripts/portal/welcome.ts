import { DEMO_LOGINS } from "@/prisma/seed/logins";

/** The one screenful that a new user sees: where, as whom, and what to try first. */
export function welcome(address: string, withDemoWorld: boolean): string {
  const width = Math.max(...DEMO_LOGINS.map(({ email }) => email.length));
  const logins = DEMO_LOGINS.map(
    ({ label, email, password }) => `    ${label.padEnd(10)} ${email.padEnd(width)}   ${password}`,
  );
  const demo = [
    "",
    "  Sign in as",
    ...logins,
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
