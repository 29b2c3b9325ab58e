let s = 7;
const rnd = () => { s = (s * 1103515245 + 12345) & 0x7fffffff; return s / 0x7fffffff; };
export function walk(n: number, v: number, vol: number, drift: number) { const a: number[] = []; for (let i = 0; i < n; i++) { v *= 1 + drift + (rnd() - 0.5) * vol; a.push(v); } return a; }
export const EQ = walk(130, 152000, 0.014, 0.0012).map((v, i) => ({ date: new Date(Date.UTC(2026, 0, 2) + i * 86400000 * 1.5).toISOString().slice(0, 10), equity: v.toFixed(2), contributions: (150000 + (i > 60 ? 10000 : 0)).toFixed(2) }));
export const BARS = (() => { let v = 186; return Array.from({ length: 78 }, (_, i) => { const o = v; v *= 1 + (rnd() - 0.485) * 0.006; const h = Math.max(o, v) * (1 + rnd() * 0.0016), l = Math.min(o, v) * (1 - rnd() * 0.0016); return { time: 1784122200 - 3600*0 + i * 300, open: +o.toFixed(2), high: +h.toFixed(2), low: +l.toFixed(2), close: +v.toFixed(2), volume: Math.round(rnd() * 90000) }; }); })();
