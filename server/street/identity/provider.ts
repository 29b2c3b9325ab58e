import { type IdentityProvider, simulatedAnswer } from "@/domain/screening/identity-port";
import { idFrom } from "@/server/platform/ids";

/**
 * The simulated identity provider: everybody is who they say, but for the people of docs/test-identities.md. The same
 * question gets the same answer under the same reference.
 */
export const simulatedIdentityProvider: IdentityProvider = {
  verify: async (questions) =>
    questions.map((question) => ({
      provider: "Simulated identity provider",
      reference: idFrom("identity", JSON.stringify(question)),
      ...simulatedAnswer(question),
    })),
};
