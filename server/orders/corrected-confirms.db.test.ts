import { beforeAll, describe, expect, it } from "vitest";
import type { ConfirmModel } from "@/domain/statements/confirm";
import { price, quantity } from "@/domain/money/money";
import { toColumn } from "@/domain/time/instant";
import { correctConfirms, runPaperMill } from "@/server/documents";
import { at, DAY, steeredWorld, type SteeredWorld } from "@/server/orders/testing/steered-world";

let world: SteeredWorld;
const REASON = "Far from the market: ruled clearly erroneous.";

beforeAll(async () => {
  world = await steeredWorld();
});

/** A customer who bought 100 at ten dollars and two cents, on a street whose books are ours. */
async function bought() {
  const who = await world.customer("100000.00");
  const account = await world.deps.db.account.findUniqueOrThrow({ where: { id: who.accountId } });
  const number = account.number ?? "";
  await world.database.street.firmAccount.create({
    data: {
      number,
      reference: who.accountId,
      title: account.title,
      commissionClass: account.commissionClass,
      status: "OPEN",
      openedOn: toColumn(DAY),
    },
  });
  await world.database.street.firmBalance.create({
    data: { accountNumber: number, asset: "USD", tradeDateQty: "100000", settledQty: "100000" },
  });
  const order = await who.place({
    type: "LIMIT",
    limitPrice: "10.02",
    route: { kind: "DIRECT", venue: "XNYS", onProtected: "SLIDE" },
  });
  expect(order.status).toBe("FILLED");
  const fill = await world.deps.db.execution.findFirstOrThrow({ where: { orderId: order.id } });
  return { accountId: who.accountId, orderId: order.id, fill };
}
type Bought = Awaited<ReturnType<typeof bought>>;

/** The carrying firm's file of the day as it came before the market ruled, and the confirm that it calls for. */
async function confirmed({ accountId, orderId, fill }: Bought, isPrinted = true): Promise<void> {
  const fees = fill.commission.plus(fill.secFee).plus(fill.tafFee);
  const gross = fill.quantity.times(fill.price);
  await world.deps.db.eodMovement.create({
    data: {
      businessDate: fill.tradeDate,
      reference: fill.execId,
      accountId,
      kind: "BUY",
      symbol: fill.symbol,
      quantity: fill.quantity,
      price: fill.price,
      gross,
      commission: fill.commission,
      secFee: fill.secFee,
      tafFee: fill.tafFee,
      net: gross.plus(fees).negated(),
      tradeDate: fill.tradeDate,
      settlementDate: fill.settlementDate,
      orderReference: orderId,
    },
  });
  await world.deps.db.documentJob.create({ data: { kind: "CONFIRM", accountId, subject: DAY } });
  if (isPrinted) expect(await runPaperMill(world.deps, { max: 5 })).toBe(1);
}

const jobsOf = (accountId: string) =>
  world.deps.db.documentJob.findMany({ where: { accountId }, orderBy: { id: "asc" } });
const papersOf = async (accountId: string) => {
  const rows = await world.deps.db.document.findMany({ where: { accountId }, orderBy: { subject: "asc" } });
  return rows.map(({ model, ...row }) => ({ ...row, model: model as unknown as ConfirmModel }));
};

describe("a fill that its market rules on after it was confirmed", () => {
  it("asks for a corrected confirm when it is corrected, once, which tells what stands", async () => {
    const who = await bought();
    await confirmed(who);
    await world.to(at("10:01"));
    const should = { quantity: quantity("100"), price: price("9.52") };
    await world.deps.controls.correctFill(who.fill.execId, should, REASON);
    await world.settle();
    const asked = (await jobsOf(who.accountId)).filter(({ correctsId }) => correctsId !== null);
    expect(asked.map(({ subject, reason }) => [subject, reason])).toEqual([
      [`${DAY}~2`, `The market corrected an execution: ${REASON}`],
    ]);
    await runPaperMill(world.deps, { max: 5 });
    const [first, second] = await papersOf(who.accountId);
    expect([first?.title, second?.title, second?.correctsId]).toEqual([
      "Bought 100 F",
      "Corrected: Bought 100 F",
      first?.id,
    ]);
    expect(first?.model.trades[0]).toMatchObject({ averagePrice: "10.02", gross: "1002.00" });
    expect(second?.model.trades[0]).toMatchObject({ averagePrice: "9.52", gross: "952.00" });
    const audits = await world.deps.db.auditEvent.findMany({
      where: { action: "document.correction_asked", subjectId: first?.id ?? "" },
    });
    expect(audits.map(({ actorRole }) => actorRole)).toEqual(["SYSTEM"]);
  });

  it("asks for one that says that nothing stands when it is taken back", async () => {
    const who = await bought();
    await confirmed(who);
    await world.deps.controls.bustFill(who.fill.execId, REASON);
    await world.settle();
    await runPaperMill(world.deps, { max: 5 });
    const [, second] = await papersOf(who.accountId);
    expect(second?.title).toBe("Corrected: Cancelled: F");
    expect(second?.model.trades).toEqual([]);
    expect(second?.model.cancelled).toMatchObject([
      { execId: who.fill.execId, quantity: "100", price: "10.02" },
    ]);
    expect(second?.model.corrects?.reason).toContain(REASON);
  });

  it("asks for none when nothing was confirmed, or what is confirmed stands", async () => {
    const quiet = await bought();
    await world.deps.controls.bustFill(quiet.fill.execId, REASON);
    await world.settle();
    expect(await jobsOf(quiet.accountId)).toEqual([]);

    const who = await bought();
    await confirmed(who);
    const { accountId, fill } = who;
    const [quantityNow, priceNow, commission] = [fill.quantity, fill.price, fill.commission].map(String);
    const standing = new Map([
      [
        fill.execId,
        {
          quantity: quantityNow ?? "",
          price: priceNow ?? "",
          commission: commission ?? "",
          secFee: "0",
          tafFee: "0",
        },
      ],
    ]);
    const amended = { accountId, tradeDate: DAY, standing, reason: REASON, at: at("10:05") };
    expect(await world.deps.db.$transaction((tx) => correctConfirms(tx, world.deps, amended))).toBe(0);
  });

  it("lets a confirm that waits say what stands, and asks for no second", async () => {
    const who = await bought();
    await confirmed(who, false);
    await world.deps.controls.bustFill(who.fill.execId, REASON);
    await world.settle();
    await runPaperMill(world.deps, { max: 5 });
    const papers = await papersOf(who.accountId);
    expect(papers.map(({ title }) => title)).toEqual(["Cancelled: F"]);
    expect(await jobsOf(who.accountId)).toHaveLength(1);
  });

  it("asks once, however often it is told at the same time", async () => {
    const who = await bought();
    await confirmed(who);
    const { accountId, fill } = who;
    const amended = {
      accountId,
      tradeDate: DAY,
      standing: new Map([[fill.execId, null]]),
      reason: REASON,
      at: at("10:05"),
    };
    const asked = await Promise.all(
      [1, 2, 3].map(() => world.deps.db.$transaction((tx) => correctConfirms(tx, world.deps, amended))),
    );
    expect(asked.reduce((sum, count) => sum + count)).toBe(1);
    expect(await jobsOf(accountId)).toHaveLength(2);
  });
});
