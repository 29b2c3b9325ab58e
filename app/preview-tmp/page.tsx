import { Preview } from "./preview";
export default function P() { return <Preview />; }
