import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/domain/errors";
import {
  parseActions,
  parseDaily,
  parseQuotes,
  parseTrades,
  type QuoteMinutes,
  type ReplayData,
  replayFileOf,
  type TradeMinutes,
} from "@/domain/market/replay-format";

/** Everything is kept in memory, some 100 bytes a row; a larger history should be cut to the days wanted. */
const MOST_FILES = 20_000;
const MOST_MINUTE_ROWS = 4_000_000;
const LARGEST_FILE = 64 * 1024 * 1024;
const ROOMS = ["daily", "minute"];

type Loaded = {
  daily: ReplayData["daily"][number][];
  trades: TradeMinutes[];
  quotes: QuoteMinutes[];
  actions: ReplayData["actions"];
};

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new AppError("FILE_REFUSED", `The folder ${folder} cannot be read.`);
  }
}

/** The paths of the CSV files within the folder that belong to the format. */
async function pathsOf(folder: string): Promise<string[]> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new AppError("FILE_REFUSED", `There is no folder ${folder} with market data.`);
  const inner = await Promise.all(
    ROOMS.map(async (room) => (await namesIn(join(folder, room))).map((name) => `${room}/${name}`)),
  );
  const paths = [...(await namesIn(folder)), ...inner.flat()].filter((path) => replayFileOf(path) !== null);
  if (paths.length > MOST_FILES) {
    throw new AppError("FILE_REFUSED", `${folder} holds more than ${MOST_FILES} files of market data.`);
  }
  return paths;
}

async function textOf(folder: string, path: string): Promise<string> {
  const file = join(folder, path);
  const { size } = await stat(file);
  if (size > LARGEST_FILE) throw new AppError("FILE_REFUSED", `${path} is larger than 64 MB.`);
  return readFile(file, "utf8");
}

function add(loaded: Loaded, path: string, text: string): number {
  const file = replayFileOf(path);
  switch (file?.kind) {
    case "DAILY":
      loaded.daily.push(parseDaily(path, file.symbol, text));
      return 0;
    case "TRADES":
      loaded.trades.push(parseTrades(path, file.symbol, file.date, text));
      return loaded.trades.at(-1)?.slots.length ?? 0;
    case "QUOTES":
      loaded.quotes.push(parseQuotes(path, file.symbol, file.date, text));
      return loaded.quotes.at(-1)?.slots.length ?? 0;
    case "ACTIONS":
      loaded.actions = parseActions(path, text);
      return 0;
    default:
      return 0;
  }
}

/**
 * Reads a folder of recorded market data (the format of domain/market/replay-format). Any part of it may be missing;
 * other files are passed over. Throws FILE_REFUSED with one clear sentence: no such folder, nothing in it, a bad row
 * (its file and line), or more than is kept in memory.
 */
export async function loadReplay(folder: string): Promise<ReplayData> {
  const loaded: Loaded = { daily: [], trades: [], quotes: [], actions: [] };
  let rows = 0;
  for (const path of await pathsOf(folder)) {
    rows += add(loaded, path, await textOf(folder, path));
    if (rows > MOST_MINUTE_ROWS) {
      throw new AppError(
        "FILE_REFUSED",
        `${folder} holds more than ${MOST_MINUTE_ROWS} minutes; keep fewer days.`,
      );
    }
  }
  if (loaded.daily.length + loaded.trades.length + loaded.quotes.length === 0) {
    throw new AppError(
      "FILE_REFUSED",
      `${folder} holds no market data: files such as daily/SPY.csv or minute/SPY-2013-10-07-quotes.csv are expected.`,
    );
  }
  return loaded;
}
