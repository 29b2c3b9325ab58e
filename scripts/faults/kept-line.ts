import type pg from "pg";
import { connect } from "@/scripts/database/connection";

/**
 * A line to a database that is kept from question to question, so that a day of many questions begins with a cold
 * connection once. When the database has been killed it is left, and the next question makes another.
 */
export class KeptLine {
  readonly #url: string;
  #client: pg.Client | null = null;

  constructor(url: string) {
    this.#url = url;
  }

  async client(): Promise<pg.Client> {
    this.#client ??= await connect(this.#url);
    return this.#client;
  }

  /** The end of this line, which may have been broken long ago. */
  async leave(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => {});
  }
}
