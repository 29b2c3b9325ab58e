/** What an identity provider is asked (CIP, 31 CFR 1023.220): never the whole number, only what it is and how it ends. */
export type IdentityQuestion = {
  name: string;
  birthDate: string;
  country: string;
  document: string;
  numberLast4: string;
};

/** What a provider says. `reference` finds its file again. */
export type IdentityAnswer = {
  provider: string;
  reference: string;
  identity: "MATCH" | "PARTIAL" | "NO_MATCH" | "DECEASED" | "NO_ANSWER";
  address: "CONFIRMED" | "NOT_FOUND" | "OTHER_PERSON" | "NO_ANSWER";
};

/** Whom we ask. An adapter of a real provider stands in place of the simulated one in server/compose.ts. */
export interface IdentityProvider {
  verify(questions: readonly IdentityQuestion[]): Promise<IdentityAnswer[]>;
}

type Outcome = Pick<IdentityAnswer, "identity" | "address">;
/** The simulated provider's people, by last name, in docs/test-identities.md; everybody else is who they say. */
export const TEST_IDENTITIES: Readonly<Record<string, Outcome>> = {
  unmatched: { identity: "NO_MATCH", address: "NOT_FOUND" },
  halfway: { identity: "PARTIAL", address: "CONFIRMED" },
  departed: { identity: "DECEASED", address: "OTHER_PERSON" },
  moved: { identity: "MATCH", address: "NOT_FOUND" },
  lodger: { identity: "MATCH", address: "OTHER_PERSON" },
  silent: { identity: "NO_ANSWER", address: "NO_ANSWER" },
};

/** The same question always gets the same answer; an SSN that ends in 0000 was never issued. */
export function simulatedAnswer({ name, numberLast4 }: IdentityQuestion): Outcome {
  const last = name.trim().split(" ").at(-1)?.toLowerCase() ?? "";
  if (numberLast4 === "0000") return { identity: "NO_MATCH", address: "NOT_FOUND" };
  return TEST_IDENTITIES[last] ?? { identity: "MATCH", address: "CONFIRMED" };
}
