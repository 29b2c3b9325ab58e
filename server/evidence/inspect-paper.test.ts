import { PDFDocument } from "@cantoo/pdf-lib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { MAX_PAPER_BYTES } from "@/domain/evidence/kinds";
import { isAppError } from "@/domain/errors";
import { inspectPaper, readPaper } from "@/server/evidence/inspect-paper";
import * as files from "@/server/evidence/testing/files";

const sentenceOf = async (bytes: Uint8Array): Promise<string> => {
  const error: unknown = await inspectPaper(bytes).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isAppError(error)) throw new Error(`not refused: ${String(error)}`);
  expect(error.code).toBe("FILE_REFUSED");
  expect(error.message).toMatch(/^[A-Z].*\.$|^[A-Z].*\)\.$/);
  return error.message;
};

const cut = (bytes: Uint8Array, share: number) => bytes.subarray(0, Math.floor(bytes.length * share));

describe("what is taken", () => {
  it("keeps a picture as a JPEG without where and by what it was taken", async () => {
    const original = await files.jpeg();
    expect(original.includes("where-I-live")).toBe(true);
    const paper = await inspectPaper(original);
    expect(paper.format).toBe("JPEG");
    const kept = await sharp(paper.bytes).metadata();
    expect(kept).toMatchObject({ format: "jpeg", width: 640, height: 480 });
    expect([kept.exif, kept.icc, kept.xmp, kept.iptc, kept.comments]).toEqual(Array(5).fill(undefined));
    expect(Buffer.from(paper.bytes).includes("where-I-live")).toBe(false);
  });

  it("turns a picture upright before it forgets how it lay", async () => {
    const lying = await sharp(await files.jpeg())
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const kept = await sharp((await inspectPaper(lying)).bytes).metadata();
    expect([kept.width, kept.height]).toEqual([480, 640]);
  });

  it("takes PNG and WebP by their bytes, and makes large ones smaller", async () => {
    for (const bytes of [await files.png(3600, 400), await files.webp(3600, 400)]) {
      const kept = await sharp((await inspectPaper(bytes)).bytes).metadata();
      expect(kept).toMatchObject({ format: "jpeg", width: 3000 });
    }
  });

  it("cuts off what a camera, or somebody else, wrote behind a JPEG's end", async () => {
    const bytes = Buffer.concat([await files.jpeg(), Buffer.from("SEFHe-trailer-of-a-phone")]);
    expect(Buffer.from((await inspectPaper(bytes)).bytes).includes("trailer")).toBe(false);
  });

  it("keeps the pages of a PDF and nothing between them", async () => {
    const bytes = await files.pdf((document) => document.setAuthor("Somebody"), 3);
    const paper = await inspectPaper(bytes);
    expect(paper).toMatchObject({ format: "PDF", pages: 3 });
    const kept = await PDFDocument.load(paper.bytes);
    expect([kept.getPageCount(), kept.getAuthor()]).toEqual([3, undefined]);
    expect(await inspectPaper(paper.bytes)).toMatchObject({ pages: 3 });
  });
});

describe("what is refused, with a sentence", () => {
  it("pages and drawings that call themselves pictures", async () => {
    for (const bytes of [files.svg(), files.html(), Buffer.concat([Buffer.from("\ufeff \n"), files.svg()])])
      expect(await sentenceOf(bytes)).toContain("a web page or a drawing");
  });

  it("one file that is two", async () => {
    const [image, drawn, paper, zip] = [
      await files.jpeg(),
      await files.png(),
      await files.pdf(),
      files.zip(),
    ];
    expect(await sentenceOf(files.gifScript())).toContain("not a picture or a PDF");
    for (const bytes of [
      Buffer.concat([image, zip]),
      Buffer.concat([drawn, zip]),
      Buffer.concat([paper, zip]),
      Buffer.concat([image, paper]),
      Buffer.concat([drawn, Buffer.from("anything")]),
      Buffer.concat([await files.webp(), Buffer.from("anything")]),
      Buffer.concat([image, files.html()]),
      Buffer.concat([paper, Buffer.from("a".repeat(400))]),
    ])
      expect(await sentenceOf(bytes)).toContain("two things at once");
    // An archive inside a comment of the picture, where its end is not the file's end.
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, zip.length + 2]), zip]);
    const hidden = Buffer.concat([image.subarray(0, 2), comment, image.subarray(2)]);
    expect(await sentenceOf(hidden)).toContain("two things at once");
  });

  it("a picture of 50,000 by 50,000, from its header", async () => {
    const before = process.memoryUsage().rss;
    expect(await sentenceOf(files.hugePng(50_000, 50_000))).toContain("64 million at most");
    expect(await sentenceOf(await files.hugeJpeg(50_000, 50_000))).toContain("64 million at most");
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it("pictures that nobody can read, and those that move", async () => {
    expect(await sentenceOf(await files.png(200, 200))).toContain("too small");
    const frames = [await files.png(400, 400), await files.png(400, 400)];
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ loop: 0, delay: 100 })
      .toBuffer();
    expect(await sentenceOf(moving)).toContain("moves");
  });

  it("the test signature of scanners, bare and inside", async () => {
    expect(await sentenceOf(files.eicar())).toContain("signature of a virus");
    expect(await sentenceOf(Buffer.concat([await files.jpeg(), files.eicar()]))).toContain(
      "signature of a virus",
    );
  });

  it("empty files and those that end too soon", async () => {
    expect(await sentenceOf(new Uint8Array())).toContain("empty");
    for (const whole of [await files.jpeg(), await files.png(), await files.webp(), await files.pdf()])
      for (const share of [0.3, 0.6, 0.95])
        expect(await sentenceOf(cut(whole, share)), `${share} of ${whole.length}`).toMatch(
          /not complete|damaged|cut short/,
        );
    expect(await sentenceOf(Buffer.from([0xff, 0xd8, 0xff]))).toContain("cannot be read");
    expect(await sentenceOf(Buffer.from("%PDF-1.7"))).toContain("not complete");
  });

  it("PDFs that act", async () => {
    for (const change of [files.withScript, files.withAttachment, files.withLaunch])
      expect(await sentenceOf(await files.pdf(change))).toContain("a program");
    const spelled = Buffer.from((await files.pdf(files.withLaunch)).toString("latin1"), "latin1");
    const plain = await PDFDocument.load(spelled);
    const bytes = Buffer.from(await plain.save({ useObjectStreams: false })).toString("latin1");
    expect(bytes).toContain("/Launch");
    expect(await sentenceOf(Buffer.from(bytes.replace("/Launch", "/L#61unch"), "latin1"))).toContain(
      "a program",
    );
  });

  it("PDFs without a page, with too many, or locked", async () => {
    expect(await sentenceOf(await files.pdf(undefined, 41))).toContain("more than 40");
    const locked = await PDFDocument.load(await files.pdf());
    locked.encrypt({ userPassword: "a", ownerPassword: "b" });
    expect(await sentenceOf(Buffer.from(await locked.save()))).toMatch(/password/);
  });

  it("PDFs that swell when they are unpacked", async () => {
    expect(await sentenceOf(files.swollenPdf(40 * 1024 * 1024))).toContain("unpacks to far more");
    const twice =
      "%PDF-1.7\n1 0 obj<</Filter[/FlateDecode/#46lateDecode]>>stream\n\nendstream endobj\nstartxref\n0\n%%EOF";
    expect(await sentenceOf(Buffer.from(twice, "latin1"))).toContain("unpacks to far more");
  });

  it("a body that goes on, after the limit and not after its end", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    await expect(readPaper(endless)).rejects.toMatchObject({ code: "FILE_REFUSED" });
    expect(sent).toBeLessThan(MAX_PAPER_BYTES + 3 * 1024 * 1024);
  });
});
