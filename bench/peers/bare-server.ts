import { createServer } from "node:http";
import pg from "pg";
import { benchId, smallestOrderSql } from "../order-sql";

/** The peer of order-http: a bare node:http handler that runs the order's smallest SQL. Arguments: port, accounts. */
const [port, accounts] = process.argv.slice(2).map(Number);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
const text = smallestOrderSql(benchId("account", "$1"));

createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on("end", () => {
    const n = 1 + Math.floor(Math.random() * (accounts ?? 1));
    pool.query({ name: "order", text, values: [String(n)] }).then(
      () =>
        response
          .writeHead(200, { "content-type": "application/json" })
          .end(JSON.stringify({ ok: body.length > 0 })),
      () => response.writeHead(500).end(),
    );
  });
}).listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
