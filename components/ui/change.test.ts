import { expect, test } from "vitest";
import { directionOf } from "@/components/ui/change";

test.each([
  ["+412.20", "up"],
  ["\u2212150.00", "down"],
  ["-0.81%", "down"],
  ["0.00", "flat"],
  ["+0.00%", "flat"],
  ["\u22120.00", "flat"],
  ["\u2014", "flat"],
  ["12.00", "flat"],
])("%s goes %s", (text, direction) => expect(directionOf(text)).toBe(direction));
