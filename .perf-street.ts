import { pino } from "pino";
import { syntheticMarket } from "@/domain/market/synthetic";
import { toPrice } from "@/domain/market/types";
import { planRoute } from "@/domain/routing/plan-route";
import { instantAt, localDate, plus } from "@/domain/time/instant";
import { exchangeCalendar } from "@/domain/time/calendar";
import { virtualClock } from "@/server/platform/clock";
import { newId } from "@/server/platform/ids";
import { createTestDatabase } from "@/server/platform/testing/database";
import { ensureExchangeClock, openStreet } from "@/server/street";
const ORDERS = Number(process.argv[2] ?? 2850), DAYS = Number(process.argv[3] ?? 3);
const market0 = syntheticMarket("perf");
const d = await createTestDatabase();
try {
  const db = d.street; const clock = virtualClock(db);
  const env = { EXCHANGE_CLOCK: "virtual", CLEARING_HMAC_KEY: "AAAA", APP_MODE: "production" } as const;
  let day = localDate("2026-06-01");
  await ensureExchangeClock(db, env, instantAt(day, "09:30"));
  const street = openStreet({ db, market: market0, clock, env, log: pino({ level: "error" }) });
  await street.controls.setRate(0);
  const accounts = Array.from({ length: 2273 }, () => newId());
  for (let i = 0; i < accounts.length; i += 500) await street.doors.send("CLEARING", accounts.slice(i, i + 500).map((accountId) => ({ messageId: newId(), command: { kind: "OPEN_ACCOUNT" as const, accountId, title: "T", commissionClass: "STANDARD" } })));
  let t = performance.now();
  while (await street.controls.cycle());
  console.log("accounts", (performance.now() - t).toFixed(0), "ms");
  const numbers = (await db.firmAccount.findMany()).map((a) => a.number);
  const symbols = market0.instruments().map((i) => i.symbol);
  let r = 1; const rnd = () => (r = (r * 48271) % 2147483647) / 2147483647;
  for (let n = 0; n < DAYS; n++) {
    const session = exchangeCalendar.session(day)!;
    const slots = 12; let sendMs = 0, planMs = 0, workMs = 0, advMs = 0;
    for (let s = 0; s < slots; s++) {
      const at = plus(session.open, 60_000 + Math.floor((s * 6.4 * 3600_000) / slots));
      t = performance.now(); await street.controls.advanceTo(at); advMs += performance.now() - t;
      t = performance.now();
      const cmds = [];
      for (let k = 0; k < ORDERS / slots; k++) {
        const symbol = symbols[Math.floor(rnd() * rnd() * symbols.length)]!; const inst = market0.instrument(symbol)!;
        const side = rnd() < 0.5 ? "BUY" as const : "SELL" as const; const nb = market0.nbbo(symbol, at);
        if (!nb?.bid || !nb.ask) continue;
        const isMarket = rnd() < 0.4;
        const px = side === "BUY" ? (rnd() < 0.5 ? nb.ask.price : nb.bid.price) : (rnd() < 0.5 ? nb.bid.price : nb.ask.price);
        const quantity = Math.ceil(rnd() * 6) * 100;
        const ref = newId();
        const acct = numbers[Math.floor(rnd() * numbers.length)]!;
        for (const leg of planRoute({ side, type: isMarket ? "MARKET" : "LIMIT", limitPrice: isMarket ? null : px, quantity, timeInForce: "DAY" }, market0.book(symbol, at), inst))
          cmds.push({ messageId: newId(), command: { kind: "NEW_ORDER" as const, childOrderId: newId(), orderReference: ref, accountNumber: acct, venue: leg.venue, symbol, side, type: isMarket ? "MARKET" as const : "LIMIT" as const, timeInForce: rnd() < 0.1 ? "GTC" as const : "DAY" as const, quantity: String(leg.quantity), limitPrice: isMarket ? null : toPrice(px).toFixed(), expiresOn: "2026-07-30" } });
      }
      planMs += performance.now() - t; t = performance.now();
      for (let i = 0; i < cmds.length; i += 500) await street.doors.send("VENUES", cmds.slice(i, i + 500));
      sendMs += performance.now() - t; t = performance.now();
      while (await street.controls.cycle());
      workMs += performance.now() - t;
    }
    t = performance.now(); day = exchangeCalendar.nextTradingDay(day);
    await street.controls.advanceTo(exchangeCalendar.session(day)!.open);
    const eod = performance.now() - t;
    const st = await db.$queryRaw<{step:string,t:number}[]>`select step, extract(epoch from done_at)::float8*1000 as t from street.firm_eod_step order by done_at desc limit 5`; st.reverse(); console.log(st.map((x,i)=>`${x.step} ${i?(x.t-st[i-1]!.t).toFixed(0):0}`).join(" "));
    const c = await db.$queryRaw<{status:string,n:bigint}[]>`select status, count(*) as n from street.venue_order group by 1`;
    console.log(day, "plan", planMs.toFixed(0), "send", sendMs.toFixed(0), "work", workMs.toFixed(0), "advance", advMs.toFixed(0), "eod", eod.toFixed(0), c.map((x) => `${x.status}:${x.n}`).join(" "), "fills", await db.venueTrade.count());
  }
} finally { await d.drop(); }
