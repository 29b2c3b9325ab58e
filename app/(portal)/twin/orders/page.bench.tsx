/** The blotter with its data in memory: only in the build of the bench `pages`. */
export { default, metadata } from "../../orders/page";
