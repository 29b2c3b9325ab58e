import { z } from "zod";

/** An e-mail address as we keep it: trimmed and lower-case. 254 characters is what SMTP can carry (RFC 5321). */
export const emailInput = z
  .string({ error: "Your e-mail address is needed." })
  .max(300, { error: "An e-mail address has at most 254 characters.", abort: true })
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .email({ error: "This does not look like an e-mail address. It should read like name@example.com." })
      .max(254, "An e-mail address has at most 254 characters."),
  );
