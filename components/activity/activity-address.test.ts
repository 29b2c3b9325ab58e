import { describe, expect, it } from "vitest";
import {
  ACTIVITY_FILTERS,
  activityHref,
  activityListInput,
  readActivityPlace,
} from "@/components/activity/activity-address";
import { activityInput } from "@/domain/activity/activity-input";

const id = "01936f00-0000-7000-8000-000000000001";
const empty = { account: "", show: "all" as const, from: "", to: "", cursor: "" };

describe("the address of the activity page", () => {
  it("reads what it wrote", () => {
    const place = {
      account: id,
      show: "cash" as const,
      from: "2026-05-01",
      to: "2026-05-31",
      cursor: `1795000000123.2.${id}`,
    };
    const href = activityHref(place, { cursor: place.cursor });
    expect(readActivityPlace(Object.fromEntries(new URL(href, "http://x").searchParams))).toEqual(place);
    expect(activityInput.safeParse(activityListInput(place, id)).success).toBe(true);
  });

  it("is short where nothing was chosen, and begins at the top after a change", () => {
    expect(activityHref(empty, {})).toBe("/activity");
    expect(activityHref({ ...empty, cursor: "1.2.a" }, { show: "orders" })).toBe("/activity?show=orders");
  });

  it.each([
    [{ show: "gossip" }],
    [{ show: "toString" }],
    [{ from: "May" }],
    [{ from: "2026-02-30" }],
    [{ to: "1989-12-31" }],
    [{ cursor: `9999999999999.2.${id}` }],
    [{ cursor: "'; drop" }],
    [{ show: [] }],
  ])("takes no notice of %j", (params) => {
    expect(readActivityPlace(params)).toEqual(empty);
  });

  it("drops an end that lies before its beginning", () => {
    expect(readActivityPlace({ from: "2026-05-02", to: "2026-05-01" })).toMatchObject({
      from: "2026-05-02",
      to: "",
    });
  });

  it("asks only for kinds that the server knows", () => {
    for (const show of Object.keys(ACTIVITY_FILTERS) as (keyof typeof ACTIVITY_FILTERS)[])
      expect(activityInput.safeParse(activityListInput({ ...empty, show }, id)).success).toBe(true);
  });
});
