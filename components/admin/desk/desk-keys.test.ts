import { describe, expect, it } from "vitest";
import { DESK_KEYS, readDeskKey } from "@/components/admin/desk/desk-keys";

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...more,
});

describe("keys of the desk", () => {
  it("are all in the list that ? shows", () => {
    const listed = DESK_KEYS.flatMap(({ keys }) => keys.split(" / "));
    for (const key of "abcdefghijklmnopqrstuvwxyz?") {
      expect([key, readDeskKey(press(key)) !== null]).toEqual([key, listed.includes(key)]);
    }
  });

  it.each(["ctrlKey", "metaKey", "altKey", "repeat"])("do nothing with %s", (held) => {
    expect(readDeskKey(press("a", { [held]: true }))).toBeNull();
  });
});
