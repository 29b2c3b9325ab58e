#!/usr/bin/env node
// A schema engine for Prisma's command line that needs no download.
//
// The command line (migrate, db push, ...) starts a separate program, the schema engine, and speaks JSON-RPC with it
// over standard input and output. Prisma ships that program as a native binary, fetched from its own server; it also
// publishes the same engine as WebAssembly on npm, for use with a driver adapter. This file gives the second the face
// of the first: the program's arguments, its "cli" subcommands, and its line protocol. prisma.config.ts points Prisma
// here through PRISMA_SCHEMA_ENGINE_BINARY; who has the native engine can set that variable to it.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import readline from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";

// ---- Arguments ----------------------------------------------------------------------------------------------------

/** Options of the native program that take a value which makes no difference here. */
const IGNORED_WITH_VALUE = new Set(["--enabled-preview-features", "--extension-types"]);

function parseArguments(argv) {
  const parsed = { datamodels: [], datasource: {}, command: undefined, version: false };
  for (let i = 0; i < argv.length; i += 1) {
    const name = argv[i];
    if (name === "--datamodels" || name === "-d") parsed.datamodels.push(argv[(i += 1)]);
    else if (name === "--datasource") parsed.datasource = JSON.parse(argv[(i += 1)]);
    else if (name === "cli") parsed.command = argv[(i += 1)];
    else if (name === "--version" || name === "-V") parsed.version = true;
    else if (IGNORED_WITH_VALUE.has(name)) i += 1;
  }
  return parsed;
}

// ---- Addresses ----------------------------------------------------------------------------------------------------

/** Prisma's URLs carry the schema's name in a parameter that PostgreSQL refuses. */
function withoutSchema(url) {
  const plain = new URL(url);
  plain.searchParams.delete("schema");
  return plain.toString();
}

function withDatabase(url, name) {
  const other = new URL(withoutSchema(url));
  other.pathname = `/${name}`;
  return other.toString();
}

const databaseOf = (url) => decodeURIComponent(new URL(url).pathname.slice(1));
const schemaOf = (url) => new URL(url).searchParams.get("schema") ?? "public";

async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

// ---- The "cli" subcommands ----------------------------------------------------------------------------------------

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

const COMMANDS = {
  "can-connect-to-database": (url) => query(withoutSchema(url), "select 1"),
  "create-database": (url) =>
    query(withDatabase(url, "postgres"), `create database ${quoted(databaseOf(url))}`),
  "drop-database": (url) =>
    query(withDatabase(url, "postgres"), `drop database ${quoted(databaseOf(url))} with (force)`),
};

/** Prisma's own codes for what it explains to its user. */
const PRISMA_CODES = { "3D000": "P1003", "28P01": "P1000", ECONNREFUSED: "P1001" };

/** The form in which the native program reports an error to the command line. */
function reportError(error) {
  const code = PRISMA_CODES[error.code];
  const fields = {
    message: error.message || String(error),
    is_panic: false,
    ...(code ? { error_code: code } : {}),
  };
  const report = {
    timestamp: new Date().toISOString(),
    level: "ERROR",
    fields,
    target: "schema_engine::logger",
  };
  process.stderr.write(`\n${JSON.stringify(report)}\n`);
}

async function runCommand(name, url) {
  const command = COMMANDS[name];
  try {
    if (!command) throw new Error(`unknown command: ${name}`);
    await command(url);
    return 0;
  } catch (error) {
    reportError(error);
    return 1;
  }
}

// ---- What the adapter gets wrong for this use ---------------------------------------------------------------------

const TEXT_OID = 25;
/** PostgreSQL's one-byte type "char", in which its catalogue keeps kinds and flags. */
const CHAR_OID = 18;
/** The engine's number for a column of single characters. */
const CHARACTER_COLUMN = 6;

/**
 * The adapter does not know the type "char" and refuses results that hold it, so the catalogue can't be read.
 * For one query those columns are passed off as text, and named as characters in the result.
 */
function readsCharColumns(queryable) {
  const queryRaw = queryable.queryRaw;
  queryable.queryRaw = async (statement) => {
    let isChar = [];
    const asText = Object.create(queryable, {
      performIO: {
        value: async (io) => {
          const result = await queryable.performIO(io);
          isChar = result.fields.map((field) => field.dataTypeID === CHAR_OID);
          for (const field of result.fields) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID;
          return result;
        },
      },
    });
    const rows = await queryRaw.call(asText, statement);
    isChar.forEach((yes, column) => {
      if (yes) rows.columnTypes[column] = CHARACTER_COLUMN;
    });
    return rows;
  };
}

/** The adapter cuts scripts at each ";", which tears function bodies apart. PostgreSQL takes a script whole. */
function runsScriptsWhole(queryable) {
  if (!queryable.executeScript) return;
  queryable.executeScript = async (script) => {
    try {
      await queryable.underlyingDriver().query(script);
    } catch (error) {
      queryable.onError(error);
    }
  };
}

function mended(queryable) {
  readsCharColumns(queryable);
  runsScriptsWhole(queryable);
  return queryable;
}

// ---- The adapter, in the form that the engine calls ---------------------------------------------------------------
// The engine does not catch exceptions: each call answers with a result object. Errors that it can't understand are
// kept on our side and named by a number.

const unknownErrors = [];

const success = (value) => ({ ok: true, value, map: (f) => success(f(value)), flatMap: (f) => f(value) });
const failure = (error) => ({ ok: false, error, map: () => failure(error), flatMap: () => failure(error) });

function failureOf(error) {
  if (error?.name === "DriverAdapterError") return failure(error.cause);
  unknownErrors.push(error);
  return failure({ kind: "GenericJs", id: unknownErrors.length - 1, originalMessage: error?.message });
}

const answering =
  (work) =>
  async (...args) => {
    try {
      return success(await work(...args));
    } catch (error) {
      return failureOf(error);
    }
  };

/** The named methods that the target has, each answering with a result object. */
function answeringMethods(target, names) {
  const present = names.filter((name) => typeof target[name] === "function");
  return Object.fromEntries(present.map((name) => [name, answering(target[name].bind(target))]));
}

const TRANSACTION_METHODS = [
  "queryRaw",
  "executeRaw",
  "commit",
  "rollback",
  "createSavepoint",
  "rollbackToSavepoint",
  "releaseSavepoint",
];

function engineTransaction(transaction) {
  const { adapterName, provider, options } = transaction;
  return { adapterName, provider, options, ...answeringMethods(transaction, TRANSACTION_METHODS) };
}

function engineConnection(connection) {
  const { adapterName, provider } = connection;
  return {
    adapterName,
    provider,
    ...answeringMethods(connection, ["queryRaw", "executeRaw", "executeScript", "dispose"]),
    getConnectionInfo: () => success(connection.getConnectionInfo?.() ?? { supportsRelationJoins: true }),
    startTransaction: answering(async (...args) =>
      engineTransaction(mended(await connection.startTransaction(...args))),
    ),
  };
}

/** Connections are opened late, so commands that need none (diffs between files) work without a database. */
function adapterFor(url) {
  const connectionString = url ? withoutSchema(url) : "postgresql://nowhere.invalid/none";
  return new PrismaPg({ connectionString, max: 4 }, { schema: url ? schemaOf(url) : "public" });
}

/**
 * A database of its own for the engine to try migrations in. The adapter's own way would hand out the real database:
 * with a connection string, the driver ignores the name that it is given beside it.
 */
async function connectToShadow({ url, shadowDatabaseUrl }) {
  if (shadowDatabaseUrl) return mended(await adapterFor(shadowDatabaseUrl).connect());
  const name = `prisma_shadow_${randomUUID()}`;
  const admin = withDatabase(url, "postgres");
  await query(admin, `create database ${quoted(name)}`);
  const connection = mended(await adapterFor(withDatabase(url, name)).connect());
  const disconnect = connection.dispose.bind(connection);
  connection.dispose = async () => {
    await disconnect();
    await query(admin, `drop database if exists ${quoted(name)} with (force)`);
  };
  return connection;
}

function engineAdapter(datasource) {
  const adapter = adapterFor(datasource.url);
  return {
    adapterName: adapter.adapterName,
    provider: adapter.provider,
    connect: answering(async () => engineConnection(mended(await adapter.connect()))),
    connectToShadowDb: answering(async () => engineConnection(await connectToShadow(datasource))),
  };
}

// ---- The engine and its protocol ----------------------------------------------------------------------------------

async function loadEngine({ datamodels, datasource }) {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = path.dirname(
    createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
  );
  const bytes = readFileSync(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const files =
    datamodels.length > 0 ? datamodels.map((file) => [file, readFileSync(file, "utf8")]) : undefined;
  const log = (line) => process.env.DEBUG && process.stderr.write(`${line}\n`);
  return glue.SchemaEngine.new({ datamodels: files }, log, engineAdapter(datasource));
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);

/** Our own requests to the command line, waiting for its answer. */
const asked = new Map();

function askToPrint(content) {
  const id = asked.size + 1;
  return new Promise((resolve) => {
    asked.set(id, resolve);
    send({ id, method: "print", params: { content } });
  });
}

/** Methods whose name differs between the native protocol and the WebAssembly one. */
const RENAMED = { getDatabaseVersion: "version" };

async function call(engine, { method, params }) {
  const name = RENAMED[method] ?? method;
  if (typeof engine[name] !== "function") throw new Error(`the schema engine has no method ${method}`);
  const result = await engine[name](Array.isArray(params) ? params[0] : params);
  if (method !== "diff" || !result?.stdout) return result ?? null;
  // The native engine prints a diff by asking the command line to; the WebAssembly one returns it.
  await askToPrint(result.stdout);
  return { ...result, stdout: null };
}

async function answer(enginePromise, message) {
  if (!message.method) {
    asked.get(message.id)?.(message.result);
    return;
  }
  try {
    send({ id: message.id, result: await call(await enginePromise(), message) });
  } catch (error) {
    const data = {
      is_panic: false,
      message: error?.message ?? String(error),
      meta: error?.meta ?? null,
      error_code: error?.code ?? null,
    };
    send({
      id: message.id,
      error: { code: 4466, message: "An error happened. Check the data field for details.", data },
    });
  }
}

function serve(options) {
  let engine;
  const enginePromise = () => (engine ??= loadEngine(options));
  const lines = readline.createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    if (line.trim() !== "") void answer(enginePromise, JSON.parse(line));
  });
  lines.on("close", () => process.exit(0));
}

const options = parseArguments(process.argv.slice(2));
if (options.version) console.log("schema-engine-cli wasm");
else if (options.command) process.exitCode = await runCommand(options.command, options.datasource.url);
else serve(options);
