import {
  ArrowDownUp,
  ArrowLeftRight,
  ChartPie,
  CircleDollarSign,
  ClipboardCheck,
  FileText,
  Globe,
  History,
  Inbox,
  Landmark,
  ListOrdered,
  type LucideIcon,
  ChartColumn,
  ReceiptText,
  ScrollText,
  Settings,
  ShieldCheck,
  TrendingUp,
  Users,
} from "lucide-react";

export type NavItem = { id: string; href: string; label: string; Icon: LucideIcon };

export const PORTAL_NAV = [
  { id: "portfolio", href: "/portfolio", label: "Portfolio", Icon: ChartPie },
  { id: "performance", href: "/performance", label: "Performance", Icon: TrendingUp },
  { id: "trade", href: "/trade", label: "Trade", Icon: ArrowDownUp },
  { id: "orders", href: "/orders", label: "Orders", Icon: ListOrdered },
  { id: "activity", href: "/activity", label: "Activity", Icon: History },
  { id: "transfers", href: "/transfers", label: "Transfers", Icon: ArrowLeftRight },
  { id: "taxes", href: "/taxes", label: "Taxes", Icon: ReceiptText },
  { id: "documents", href: "/documents", label: "Documents", Icon: FileText },
] as const satisfies readonly NavItem[];

export const SETTINGS_NAV: NavItem = { id: "settings", href: "/settings", label: "Settings", Icon: Settings };

export const ADMIN_NAV = [
  { id: "applications", href: "/admin/applications", label: "Applications", Icon: ClipboardCheck },
  { id: "approvals", href: "/admin/approvals", label: "Approvals", Icon: ShieldCheck },
  { id: "requests", href: "/admin/requests", label: "Requests", Icon: Inbox },
  { id: "accounts", href: "/admin/accounts", label: "Accounts", Icon: Users },
  { id: "money", href: "/admin/money", label: "Money", Icon: CircleDollarSign },
  { id: "screening", href: "/admin/screening", label: "Screening", Icon: Globe },
  { id: "orders", href: "/admin/orders", label: "Orders", Icon: ListOrdered },
  { id: "reports", href: "/admin/reports", label: "Reports", Icon: ChartColumn },
  { id: "clearing", href: "/admin/clearing", label: "Clearing", Icon: Landmark },
  { id: "audit", href: "/admin/audit", label: "Audit", Icon: ScrollText },
] as const satisfies readonly NavItem[];

/** How many things wait in a room, by the id of its item; zero and absent show nothing. */
export type NavCounts = Readonly<Record<string, number | undefined>>;

/** Whether a page lies in the room that an item leads to. */
export const isInRoom = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);
