import net from "node:net";
import { codeOf, SetupFailure } from "@/scripts/setup/failure";

/** Tries to listen there; the error's code when that is impossible. */
function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error) => resolve(codeOf(error) ?? "unknown"));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** Throws a SetupFailure in one sentence when the portal could not listen there. */
export async function requirePort(port: number, host: string): Promise<void> {
  const code = await tryPort(port, host);
  if (code === undefined) return;
  if (code === "EADDRINUSE") {
    throw new SetupFailure(
      `Port ${port} is in use by another program; stop that one, or choose another port: PORT=${port + 1} npm start.`,
    );
  }
  if (code === "EACCES") {
    throw new SetupFailure(
      `This user may not listen on port ${port}; choose one from 1024 up: PORT=3000 npm start.`,
    );
  }
  throw new SetupFailure(`The portal can't listen on ${host}, port ${port} (${code}); check HOST and PORT.`);
}

/** A port that nobody listens on at this moment, chosen by the system. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
