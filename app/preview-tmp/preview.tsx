"use client";
import { useState } from "react";
import { Inbox } from "lucide-react";
import { PortalShell } from "@/components/shell/portal-shell";
import { AccountSwitcher } from "@/components/shell/account-switcher";
import { MarketClock } from "@/components/shell/market-clock";
import { UserMenu } from "@/components/shell/user-menu";
import { CommandPalette } from "@/components/shell/command-palette";
import { ConnectionBar } from "@/components/shell/connection-bar";
import { UserPanel } from "@/components/shell/user-panel";
import { Card } from "@/components/ui/card";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Figure } from "@/components/ui/figure";
import { FigureList } from "@/components/ui/figure-list";
import { Change } from "@/components/ui/change";
import { DataTable } from "@/components/ui/data-table";
import { PhoneRow } from "@/components/ui/phone-row";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { InfoTip } from "@/components/ui/info-tip";
import { Tooltip } from "@/components/ui/tooltip";
import { MenuButton } from "@/components/ui/menu";
import { TextField } from "@/components/ui/text-field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { DecimalField } from "@/components/ui/decimal-field";
import { MaskedField } from "@/components/ui/masked-field";
import { DateField } from "@/components/ui/date-field";
import { SelectField } from "@/components/ui/select-field";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioGroup } from "@/components/ui/radio-group";
import { Dialog } from "@/components/ui/dialog";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Sheet } from "@/components/ui/sheet";
import { Tabs } from "@/components/ui/tabs";
import { StatusPill } from "@/components/ui/status-pill";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Callout } from "@/components/ui/callout";
import { showToast } from "@/components/ui/toast-store";
import { FlashCell } from "@/components/ui/flash-cell";
import { Stepper } from "@/components/ui/stepper";
import { DescriptionList } from "@/components/ui/description-list";
import { Pagination } from "@/components/ui/pagination";
import { FormErrorSummary } from "@/components/ui/form-error-summary";
import { EquityCurve } from "@/components/charts/equity-curve";
import { Allocation } from "@/components/charts/allocation";
import { TradesByMonth } from "@/components/charts/trades-by-month";
import { ChangeBars } from "@/components/charts/change-bars";
import { Sparkline } from "@/components/charts/sparkline";
import { Candles } from "@/components/charts/candles";
import { BARS, EQ, walk } from "./data";

const P = [["AAPL","Apple Inc.","220","187.44","41,236.80","+412.20","+1.01%","+9,284.00","+29.06%","22.4%"],["MSFT","Microsoft Corp.","80","441.02","35,281.60","+96.80","+0.28%","+6,113.60","+20.96%","19.2%"],["SPY","SPDR S&P 500 ETF","60","561.88","33,712.80","+238.20","+0.71%","+4,010.40","+13.50%","18.3%"],["F","Ford Motor Co.","1,500","12.31","18,465.00","−150.00","−0.81%","−1,905.00","−9.35%","10.0%"],["KO","Coca-Cola Co.","250","63.90","15,975.00","+52.50","+0.33%","+1,190.00","+8.05%","8.7%"]] as const;
const sparks = P.map((p) => walk(30, 100, 0.02, p[5][0] === "+" ? 0.002 : -0.002));
const LINES = [{ price: 185.5, label: "220 sh", tone: "accent" as const }];
const syms = async (q: string) => P.filter((p) => (p[0] + p[1]).toLowerCase().includes(q.toLowerCase())).map((p) => ({ symbol: p[0], name: p[1], detail: "XNAS" }));

export function Preview() {
  const [range, setRange] = useState("YTD");
  const [side, setSide] = useState("buy");
  const [text, setText] = useState("");
  const [dec, setDec] = useState("1500.5");
  const [ssn, setSsn] = useState("123456789");
  const [dob, setDob] = useState("1981-03-09");
  const [sel, setSel] = useState<string | null>(null);
  const [chk, setChk] = useState(true);
  const [rad, setRad] = useState<string | null>("cash");
  const [open, setOpen] = useState<string>("");
  const [px, setPx] = useState(187.44);
  const [live, setLive] = useState<(typeof BARS)[number]>();
  return (
    <PortalShell
      accountSwitcher={<AccountSwitcher currentId="a" onSelect={() => undefined} accounts={[{ id: "a", label: "Individual · margin ••4417", shortLabel: "Individual ••4417", detail: "184,206.51" }, { id: "b", label: "Joint · cash ••9001", shortLabel: "Joint ••9001" }]} actions={[{ id: "new", label: "Open another account" }]} />}
      palette={<CommandPalette symbolHref={(x) => `/trade/${x}`} searchSymbols={syms} commands={[{ id: "p", label: "Portfolio", group: "Go to", href: "/portfolio" }, { id: "o", label: "Orders", group: "Go to", href: "/orders", hint: "3 working" }, { id: "d", label: "Deposit", group: "Do", shortcut: "D" }]} />}
      clock={<MarketClock exchangeNow={1784126527000} rate={1} phase="OPEN" />}
      userMenu={<UserMenu name="Sample Customer" email="sample@example.com" settingsHref="/settings" onSignOut={() => undefined} />}
      connection={<ConnectionBar state="live" />}
      userPanel={<UserPanel name="Sample Customer" email="sample@example.com" onSignOut={() => undefined} />}
      counts={{ orders: 3, documents: 1 }}
    >
      <h1 className="sr-only">Portfolio</h1>
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_340px]">
        <Card padding="none" className="max-md:-mx-4 max-md:border-0 max-md:bg-transparent">
          <div className="flex flex-wrap items-start justify-between gap-3 px-4 pt-4 md:px-5">
            <Figure size="lg" label="Total equity" value="$184,206.51" detail={<><Change text="+$1,284.20 (+0.70%)" isStrong /> today &nbsp; <Change text="+18.42%" /> this year, time-weighted <InfoTip label="how?" about="the return is computed">Each day&rsquo;s return is multiplied with the next, so that deposits do not count as gains.</InfoTip></>} />
            <SegmentedControl label="Range" value={range} onChange={setRange} options={["1D", "1M", "3M", "YTD", "1Y", "All"].map((v) => ({ value: v, label: v }))} size="sm" />
          </div>
          <EquityCurve points={EQ} label="Total equity this year" />
        </Card>
        <div className="grid content-start gap-4">
          <Card title="Cash and buying power">
            <FigureList items={[{ label: "Settled cash", value: "12,480.22" }, { label: "Unsettled, Wed 15 Jul", value: "3,115.00" }, { label: "Held for open orders", value: "−1,874.00" }, { label: "Buying power", value: "41,302.80", isStrong: true }]} />
            <div className="mt-3 grid grid-cols-2 gap-2"><LinkButton href="/transfers" variant="primary">Deposit</LinkButton><LinkButton href="/transfers">Withdraw</LinkButton></div>
          </Card>
          <Card title="What changed my equity" aside="YTD">
            <ChangeBars items={[{ label: "Deposits, net", value: "10000", text: "+10,000.00", tone: "accent" }, { label: "Realised", value: "6914.10", text: "+6,914.10" }, { label: "Unrealised", value: "14380.77", text: "+14,380.77" }, { label: "Fees, tax withheld", value: "-294.68", text: "−294.68" }]} />
          </Card>
        </div>
        <Card className="xl:col-span-2" title="Positions" padding="none" aside={<><SegmentedControl label="View" size="sm" value="All" onChange={() => undefined} options={["All", "By sector", "Lots"].map((v) => ({ value: v, label: v }))} /><MenuButton size="sm" label="Export" items={[{ id: "csv", label: "CSV", description: "For a spreadsheet" }, { id: "ofx", label: "OFX" }]} /></>}>
          <DataTable caption="Positions" rows={P} rowKey={(r) => r[0]} rowHref={(r) => `/trade/${r[0]}`}
            columns={[
              { id: "s", header: "Symbol", cell: (r) => <><span className="font-semibold">{r[0]}</span> <span className="ml-1.5 text-muted">{r[1]}</span></>, sort: { direction: null, href: "?sort=s" } },
              { id: "q", header: "Quantity", align: "end", cell: (r) => r[2] },
              { id: "p", header: "Price", align: "end", cell: (r) => <FlashCell value={r[0] === "AAPL" ? px.toFixed(2) : r[3]} /> },
              { id: "v", header: "Value, USD", align: "end", cell: (r) => r[4], sort: { direction: "descending", href: "?sort=v" } },
              { id: "d", header: "Day", align: "end", cell: (r) => <Change text={r[5]} detail={r[6]} /> },
              { id: "t", header: "Total", align: "end", hideBelow: "lg", cell: (r) => <Change text={r[7]} detail={r[8]} hasMark={false} /> },
              { id: "tr", header: "Trend", hideBelow: "xl", cell: (r) => <Sparkline values={sparks[P.indexOf(r as never)] ?? []} /> },
              { id: "w", header: "Weight", align: "end", cell: (r) => r[9] },
            ]}
            phoneRow={(r) => <PhoneRow start={r[0]} startSub={`${r[2]} at ${r[3]}`} end={r[4]} endSub={<Change text={r[5]} detail={r[6]} />} />}
          />
          <Pagination label="positions" summary="1–5 of 12" next={{ href: "?p=2" }} />
        </Card>
        <Card title="AAPL" padding="none"><Candles bars={BARS} liveBar={live} lines={LINES} label="AAPL, five minutes" /></Card>
        <div className="grid content-start gap-4">
          <Card title="Allocation" padding="none"><Allocation label="Allocation" slices={[{ label: "AAPL", value: "41236.80", weight: "0.224" }, { label: "MSFT", value: "35281.60", weight: "0.192" }, { label: "SPY", value: "33712.80", weight: "0.183" }, { label: "F", value: "18465", weight: "0.1" }, { label: "KO", value: "15975", weight: "0.087" }, { label: "RSHF", value: "14400", weight: "0.078" }, { label: "Cash", value: "25000", weight: "0.136" }]} /></Card>
          <Card title="Order ticket" aside="margin ••4417">
            <div className="grid gap-3">
              <SegmentedControl label="Side" fullWidth value={side} onChange={setSide} options={[{ value: "buy", label: "Buy", tone: "gain" }, { value: "sell", label: "Sell", tone: "loss" }]} />
              <DecimalField label="Quantity" value={dec} onChange={setDec} step="100" suffix="shares" />
              <Button variant={side === "buy" ? "gain" : "loss"} size="lg" fullWidth kbd="Enter" onClick={() => showToast({ tone: "gain", title: "Filled: bought 100 AAPL at 187.40", description: "XNAS 60, EDGX 40. 0.60 better than the offer.", action: { label: "See the order", onAction: () => undefined } })}>Buy 100 AAPL</Button>
              <Button variant="secondary" isPending>Placing</Button>
              <Button onClick={() => { setPx(px + 0.05); const l = BARS.at(-1); if (l) setLive({ ...l, time: l.time + 300, open: l.close, close: l.close + 0.4, high: l.close + 0.5, low: l.close - 0.2, volume: 30000 }); }}>Tick</Button>
            </div>
          </Card>
        </div>
        <Card className="xl:col-span-2" title="Trade volume" padding="none"><TradesByMonth label="Trades by month" unit="trades" currentLabel="2026" previousLabel="2025" months={["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].map((m, i) => ({ month: m, current: i < 8 ? String(1200 + i * 130) : null, previous: String(1000 + i * 90) }))} /></Card>
        <Card title="Form">
          <PageHeader title="About you" description="As it stands in your passport." back={{ href: "/", label: "Back" }} aside={<StatusPill tone="caution" dot>Waiting 3 h 12 min</StatusPill>} actions={<><Button variant="danger" kbd="X" onClick={() => setOpen("confirm")}>Reject</Button><Button variant="primary" kbd="A" onClick={() => setOpen("dialog")}>Approve</Button><Button onClick={() => setOpen("sheet")}>Sheet</Button></>} />
          <div className="grid gap-5 md:grid-cols-2">
            <TextField label="City" value={text} onChange={setText} autoComplete="address-level2" description="Where you live." />
            <TextField label="E-mail" type="email" value={text} onChange={setText} error="Please enter an address such as name@example.com." />
            <MaskedField label="Social security number" pattern="###-##-####" value={ssn} onChange={setSsn} />
            <DateField label="Date of birth" value={dob} onChange={setDob} isBirthday />
            <SelectField label="State" value={sel} onChange={setSel} options={["Alabama", "Alaska", "New Mexico", "New York", "Ohio", "Texas"].map((v) => ({ value: v, label: v }))} />
            <TextAreaField label="Reason" isOptional value={text} onChange={setText} />
            <RadioGroup label="Account type" value={rad} onChange={setRad} options={[{ value: "cash", label: "Cash", description: "You pay for what you buy." }, { value: "margin", label: "Margin", description: "You may borrow against what you hold." }]} />
            <div className="grid content-start gap-3"><Checkbox isSelected={chk} onChange={setChk} description="Version 3, 14 July 2026.">I agree to the customer agreement.</Checkbox><Checkbox isSelected={false} onChange={() => undefined} error="Please agree to go on.">I agree to electronic delivery.</Checkbox></div>
          </div>
        </Card>
        <div className="grid content-start gap-4">
          <Card title="Steps"><Stepper label="Application" steps={[{ id: "1", label: "About you", state: "done", href: "#" }, { id: "2", label: "Address", state: "current" }, { id: "3", label: "Work", state: "problem", href: "#" }, { id: "4", label: "Agreements", state: "todo" }]} /></Card>
          <Callout tone="caution" title="Second pair of eyes">A name match over 85 needs another reviewer after you.</Callout>
          <Callout title="Good to know">Deposits are usable after two bank days.</Callout>
          <FormErrorSummary errors={[]} />
          <Card title="Facts"><DescriptionList columns={2} items={[{ term: "Born", detail: "9 Mar 1981, Bergen" }, { term: "Tax id", detail: "•••••••2214" }, { term: "Employer", detail: "" }]} /></Card>
          <ProgressBar label="Statements" value={12} max={40} detail="12 of 40" /><ProgressBar label="Loading the file" />
          <Tooltip content="Cancels every open order"><Button kbd="⇧Esc">Cancel all</Button></Tooltip>
        </div>
        <Card className="xl:col-span-2" padding="none"><Tabs label="Blotter" items={[{ id: "o", label: "Orders", count: 3, content: <SkeletonRows rows={2} /> }, { id: "e", label: "Executions", content: <EmptyState icon={<Inbox size={20} />} title="No executions yet" action={<Button variant="primary">Place an order</Button>}>They appear here as the venues report them.</EmptyState> }]} /></Card>
        <div className="flex flex-wrap gap-2"><StatusPill tone="accent" dot>Working</StatusPill><StatusPill>Waiting for 11.95</StatusPill><StatusPill tone="caution">Partly filled</StatusPill><StatusPill tone="gain">Filled in 9 ms</StatusPill><StatusPill tone="loss">Refused: 16,498.20 short of buying power</StatusPill></div>
      </div>
      <Dialog title="Approve this application" isOpen={open === "dialog"} onOpenChange={() => setOpen("")} footer={<><Button onClick={() => setOpen("")}>Not yet</Button><Button variant="primary">Approve</Button></>}><TextField label="Note" isOptional value={text} onChange={setText} /></Dialog>
      <ConfirmDialog title="Reject this application?" confirmLabel="Reject" tone="danger" isOpen={open === "confirm"} onOpenChange={() => setOpen("")} onConfirm={() => setOpen("")}>The customer is told, with the reason that you gave.</ConfirmDialog>
      <Sheet title="Order ticket" isOpen={open === "sheet"} onOpenChange={() => setOpen("")} footer={<Button variant="gain" fullWidth size="lg">Buy 100 AAPL</Button>}><DecimalField label="Quantity" value={dec} onChange={setDec} step="1" decimals={0} /></Sheet>
    </PortalShell>
  );
}
