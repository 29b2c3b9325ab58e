/**
 * The people of the demo world that anybody may be. Their passwords and the keys of their authenticator apps are printed
 * at the start: they guard nothing.
 */
export const DEMO_LOGINS = [
  {
    label: "Investor",
    email: "investor@rushtrade.example",
    password: "tape reading at dawn",
    secondFactorKey: "DEMOONLYINVESTORDEMOONLYINVESTOR",
    name: "Dana Whitfield",
    role: "INVESTOR",
  },
  {
    label: "Reviewer",
    email: "reviewer@rushtrade.example",
    password: "second pair of eyes",
    secondFactorKey: "DEMOONLYREVIEWERDEMOONLYREVIEWER",
    name: "Ruth Okafor",
    role: "REVIEWER",
  },
  {
    label: "Admin",
    email: "admin@rushtrade.example",
    password: "keys to the clearing desk",
    secondFactorKey: "DEMOONLYADMIN234DEMOONLYADMIN234",
    name: "Miles Trent",
    role: "ADMIN",
  },
  {
    label: "Second admin",
    email: "second@rushtrade.example",
    password: "nobody signs alone here",
    secondFactorKey: "DEMOONLYSECONDADDEMOONLYSECONDAD",
    name: "Ines Calder",
    role: "ADMIN",
  },
] as const;
