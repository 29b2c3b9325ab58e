// Loaded before a child process's own code (node --import): asks the child to end, as Ctrl-C would, when the process
// that started it has gone. A killed parent can't say goodbye; its going shows as another parent.
import process from "node:process";

const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, "SIGTERM");
}, 500);
timer.unref();
