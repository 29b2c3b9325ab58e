export { freezeAddress } from "@/server/profile/freeze-address";
export { recordOf, requireRecord } from "@/server/profile/record";
export { settleDispute } from "@/server/profile/settle-dispute";
