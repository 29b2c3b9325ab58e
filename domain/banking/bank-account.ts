import { z } from "zod";

/** The weights of the check digit (American Bankers Association). */
const WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1] as const;

/**
 * Whether nine digits can be the routing number of a US bank: a Federal Reserve prefix that ACH uses (01-12 banks,
 * 21-32 thrifts, 61-72 electronic; not 00, the government, nor 80, traveller's cheques) and a right check digit.
 */
export function isRoutingNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false;
  const prefix = Number(text.slice(0, 2));
  const known =
    (prefix >= 1 && prefix <= 12) || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72);
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return known && sum % 10 === 0;
}

/** Wire input of a routing number. */
export const routingNumberInput = z
  .string({ error: "Send the routing number as text." })
  .max(9, { error: "A routing number has nine digits.", abort: true })
  .refine(isRoutingNumber, { error: "This is not a routing number. Copy the nine digits from a check." });

/** Wire input of a bank account number: 4 to 17 digits (the field of a Nacha entry holds 17). */
export const bankAccountNumberInput = z
  .string({ error: "Send the account number as text." })
  .max(17, { error: "An account number has at most 17 digits.", abort: true })
  .regex(/^\d{4,17}$/, { error: "An account number has 4 to 17 digits and nothing else." });
