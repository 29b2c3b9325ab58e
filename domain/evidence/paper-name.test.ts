import fc from "fast-check";
import { expect, it } from "vitest";
import { paperName } from "@/domain/evidence/paper-name";

it("shows letters, digits and a few signs, and forgets the ending", () => {
  const shown = (name: string) => paperName(name);
  expect(shown("Reisepass Müller (1).JPG")).toEqual({ ok: true, base: "Reisepass Müller (1)" });
  expect(shown('pass"port<b>.exe')).toEqual({ ok: true, base: "pass_port_b_" });
  expect(shown(".htaccess")).toEqual({ ok: true, base: "Paper" });
  expect(shown("")).toEqual({ ok: true, base: "Paper" });
});

it("refuses paths, unseen characters and what turns a name around", () => {
  for (const name of [
    "../../etc/passwd",
    "..",
    "a/b.png",
    "..\\b.png",
    "C:\\x.pdf",
    "a\u0000.png",
    "gpj.\u202egnp.exe",
    "a\r\nb",
  ])
    expect(paperName(name), name).toMatchObject({ ok: false });
});

it("never lets anything through that leads elsewhere", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
      const made = paperName(name);
      if (!made.ok) return made.sentence.endsWith(".");
      return /^[\p{L}\p{M}\p{N} ._()-]{1,80}$/u.test(made.base) && !/^[.\s]|[.\s]$/.test(made.base);
    }),
  );
});
