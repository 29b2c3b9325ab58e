import { deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFString } from "@cantoo/pdf-lib";
import sharp from "sharp";

/** A picture with something on it, so that it does not shrink to nothing. */
const picture = (width: number, height: number) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "#cfd8dc",
      noise: { type: "gaussian", mean: 128, sigma: 30 },
    },
  });

/** As a phone takes it: with where and when, and lying on its side. */
export const jpeg = (width = 640, height = 480): Promise<Buffer> =>
  picture(width, height)
    .withExif({
      IFD0: { Make: "Phone", Copyright: "where-I-live" },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: "45/1 31/1 12/1" },
    })
    .jpeg({ quality: 80 })
    .toBuffer();
export const png = (width = 640, height = 480): Promise<Buffer> => picture(width, height).png().toBuffer();
export const webp = (width = 640, height = 480): Promise<Buffer> => picture(width, height).webp().toBuffer();

/** The longest text of the EICAR test file, made at run time. */
export const eicar = (): Buffer =>
  Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""));

export const svg = (): Buffer =>
  Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
export const html = (): Buffer => Buffer.from("<!DOCTYPE html><html><body onload=alert(1)></body></html>");

/** A GIF that is a script, too. */
export const gifScript = (): Buffer => Buffer.from("GIF89a/*\u0000\u0000*/=1;alert(document.cookie)//;");

/** The smallest archive that programs open: one empty entry. */
export function zip(): Buffer {
  const name = Buffer.from("a.html");
  const local = Buffer.alloc(30);
  local.write("PK\u0003\u0004", "latin1");
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write("PK\u0001\u0002", "latin1");
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  return Buffer.concat([local, name, central, name, end]);
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** A PNG that says it is so large and holds next to nothing. */
export function hugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = pngChunk("IDAT", deflateSync(Buffer.alloc(1024)));
  return Buffer.concat([sign, pngChunk("IHDR", header), data, pngChunk("IEND", Buffer.alloc(0))]);
}

/** The same claim in a JPEG's frame header. */
export async function hugeJpeg(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await picture(320, 320).jpeg().toBuffer());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

/** A bill as a printer driver makes it; `change` adds what should not be there. */
export async function pdf(
  change?: (document: PDFDocument) => void | Promise<void>,
  pages = 1,
): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let i = 0; i < pages; i++)
    document.addPage([300, 400]).drawText(`Bill, page ${i + 1}`, { x: 20, y: 300 });
  await change?.(document);
  return Buffer.from(await document.save());
}

export const withScript = (document: PDFDocument): void => document.addJavaScript("main", "app.alert(1)");
export const withAttachment = (document: PDFDocument): Promise<void> =>
  document.attach(Buffer.from("a program"), "run.exe");

/** Starts a program when it is opened; the name is written so that a plain search does not find it. */
export const withLaunch = (document: PDFDocument): void => {
  const action = document.context.obj({ S: PDFName.of("Launch"), F: PDFString.of("calc.exe") });
  document.catalog.set(PDFName.of("OpenAction"), document.context.register(action));
};

/** A stream of so many bytes that packs into next to nothing. */
export const swollenPdf = (size: number): Buffer => {
  const packed = deflateSync(Buffer.alloc(size), { level: 9 });
  const head = `%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length ${packed.length}>>stream\n`;
  const tail =
    "\nendstream\nendobj\n2 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n3 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 2 0 R>>\nstartxref\n0\n%%EOF\n";
  return Buffer.concat([Buffer.from(head, "latin1"), packed, Buffer.from(tail, "latin1")]);
};
