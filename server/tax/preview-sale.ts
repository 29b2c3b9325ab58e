import { AppError, isAppError } from "@/domain/errors";
import { toPrice } from "@/domain/market/types";
import {
  add,
  type Money,
  moneyToWire,
  NO_SHARES,
  notional,
  type Price,
  type Quantity,
  ratio,
  smaller,
  subtract,
  toWire,
  ZERO,
} from "@/domain/money/money";
import { estimateCost } from "@/domain/orders/order-cost";
import { firstLongTermDay, termOf } from "@/domain/tax/holding-period";
import { chooseLots, type LotMethod, methodsFor, withTaxes } from "@/domain/tax/lot-methods";
import type { OpenLot } from "@/domain/tax/lots";
import type { StoryLot } from "@/domain/tax/lot-story";
import type { OrderLots } from "@/domain/tax/order-lots";
import { previewSale, type SalePreview } from "@/domain/tax/sale-preview";
import type { PreviewSaleInput } from "@/domain/tax/tax-inputs";
import { taxLotsOf } from "@/domain/tax/wash-sales";
import type { OpenPiece } from "@/domain/tax/wash-story";
import { localDateOf, type LocalDate } from "@/domain/time/instant";
import { accountClassOf, tradeDateOf } from "@/server/orders";
import { type Actor, heldBy } from "@/server/platform/actor";
import type { Deps } from "@/server/platform/deps";
import { currentInstruction } from "@/server/tax/instructions";
import { openPiecesOf } from "@/server/tax/open-pieces";
import { lotsOf } from "@/server/tax/story-rows";
import type { LotOfSaleView, SalePreviewView } from "@/server/tax/views";
import { washView } from "@/server/tax/wash-view";

const SHOWN = 100;

type Sale = { shares: Quantity; price: Price; fees: Money; on: LocalDate; accountId: string };

/**
 * What a sale would be for taxes, lot by lot, before it is placed: by the order's choice or the account's standing
 * instruction, at the order's own price or at what the market bids now. The lots are chosen as the books will choose
 * them; what wash sales have added to them, and what the customer's purchases in all accounts would disallow, is told
 * beside. It shows and does not advise. NOT_FOUND for another's account.
 */
export async function previewSaleOf(
  deps: Deps,
  actor: Actor,
  input: PreviewSaleInput,
): Promise<SalePreviewView> {
  const { accountId, symbol } = input;
  const [account, accounts] = await Promise.all([
    deps.db.account.findFirst({ where: { id: accountId, ...heldBy(actor) } }),
    deps.db.account.findMany({ where: heldBy(actor), select: { id: true } }),
  ]);
  if (!account) throw new AppError("NOT_FOUND");
  const at = await deps.clock.exchangeNow();
  const on = tradeDateOf(at);
  const kind = deps.market.instrument(symbol)?.kind ?? "STOCK";
  const bid = deps.market.nbbo(symbol, at)?.bid;
  const last = deps.market.last(symbol, at);
  const quoted = bid ? toPrice(bid.price) : last && toPrice(last.price);
  const price = input.price && quoted ? larger(input.price, quoted) : (input.price ?? quoted);
  const [instruction, lots, pieces] = await Promise.all([
    currentInstruction(deps.db, accountId),
    lotsOf(deps.db, [{ accountId, symbol }], "OPEN"),
    openPiecesOf(
      deps.db,
      accounts.map(({ id }) => ({ accountId: id, symbol })),
      localDateOf(at),
    ),
  ]);
  const open = lots.filter(({ openQuantity }) => openQuantity.gt(0));
  const held = add(NO_SHARES, ...open.map(({ openQuantity }) => openQuantity));
  const standing: LotMethod = kind === "ETF" ? instruction.funds : instruction.stocks;
  const choice: OrderLots = input.lots ?? { method: standing };
  // As the broker reports: what the customer's other accounts bought does not move a loss into these lots.
  const taxed =
    choice.method === "LOWEST_TAX"
      ? taxLotsOf(await openPiecesOf(deps.db, [{ accountId, symbol }], localDateOf(at)))
      : undefined;
  const named = choice.method === "SPECIFIC" ? add(NO_SHARES, ...choice.lots.map((lot) => lot.shares)) : null;
  const shares = smaller(named ?? input.quantity, held);
  const outcome =
    price && shares.gt(0)
      ? outcomeOf(withTaxes(open, taxed), pieces, choice, {
          accountId,
          shares,
          price,
          on,
          fees: estimateCost(
            { side: "SELL", quantity: shares },
            price,
            on,
            accountClassOf(account.commissionClass),
          ).fees.total,
        })
      : { preview: null, problem: null };
  const { preview } = outcome;
  return {
    symbol,
    method: choice.method,
    standing,
    methods: [...methodsFor(kind)],
    price: price && toWire(price),
    shares: toWire(shares),
    lots: lotViews(
      open.slice(0, SHOWN),
      pieces.filter((piece) => piece.accountId === accountId),
      { on, price, preview },
    ),
    more: Math.max(0, open.length - SHOWN),
    proceeds: preview && moneyToWire(preview.proceeds),
    cost: preview && moneyToWire(subtract(preview.proceeds, gainOf(preview))),
    gain: preview && {
      SHORT: moneyToWire(preview.gain.SHORT),
      LONG: moneyToWire(preview.gain.LONG),
      total: moneyToWire(gainOf(preview)),
    },
    wash: preview?.wash ? washView(preview.wash) : null,
    problem: outcome.problem,
  };
}

const larger = (a: Price, b: Price): Price => (a.gte(b) ? a : b);
const gainOf = ({ gain }: SalePreview): Money => add(gain.SHORT, gain.LONG);

/** The lots by the books' own rule, then what they are for taxes. */
function outcomeOf(
  open: readonly OpenLot[],
  pieces: readonly OpenPiece[],
  choice: OrderLots,
  sale: Sale,
): { preview: SalePreview | null; problem: string | null } {
  try {
    const perShare = subtract(notional(sale.shares, sale.price), sale.fees).div(sale.shares) as Money;
    const taken =
      choice.method === "AVERAGE"
        ? choice
        : {
            method: "SPECIFIC" as const,
            lots: chooseLots(open, { shares: sale.shares, perShare, on: sale.on }, choice).map(
              ({ lot, shares }) => ({ lotId: lot.id, shares }),
            ),
          };
    return { preview: previewSale(pieces, sale, taken), problem: null };
  } catch (error) {
    if (isAppError(error) && error.code === "VALIDATION") return { preview: null, problem: error.message };
    throw error;
  }
}

function lotViews(
  open: readonly StoryLot[],
  pieces: readonly OpenPiece[],
  { on, price, preview }: { on: LocalDate; price: Price | null; preview: SalePreview | null },
): LotOfSaleView[] {
  const taxed = new Map(taxLotsOf(pieces).map((lot) => [lot.id, lot]));
  return open.map(({ id, acquiredOn, openQuantity, openCost }) => {
    const heldFrom = taxed.get(id)?.heldFrom ?? acquiredOn;
    const longFrom = firstLongTermDay(heldFrom);
    const rows = preview?.rows.filter(({ lotId }) => lotId === id) ?? [];
    const sum = (of: "proceeds" | "basis"): Money => add(ZERO, ...rows.map((row) => row[of]));
    const [proceeds, basis] = [sum("proceeds"), sum("basis")];
    return {
      lotId: id,
      acquiredOn,
      open: toWire(openQuantity),
      cost: moneyToWire(openCost),
      costPerShare: ratio(openCost, openQuantity)?.toDecimalPlaces(4).toFixed() ?? "0",
      gain: moneyToWire(price ? subtract(notional(openQuantity, price), openCost) : ZERO),
      term: termOf(heldFrom, on),
      longFrom: on >= longFrom ? null : longFrom,
      taken:
        rows.length === 0
          ? null
          : {
              shares: toWire(add(NO_SHARES, ...rows.map((row) => row.shares))),
              proceeds: moneyToWire(proceeds),
              cost: moneyToWire(basis),
              gain: moneyToWire(subtract(proceeds, basis)),
            },
    };
  });
}
