import {
  createListInput,
  listInput,
  listSymbolInput,
  moveListInput,
  moveSymbolInput,
  renameListInput,
} from "@/domain/watchlists/watchlist-input";
import { router, signedInProcedure } from "@/server/trpc/procedures";
import { addSymbol } from "@/server/watchlists/add-symbol";
import { createList } from "@/server/watchlists/create-list";
import { deleteList } from "@/server/watchlists/delete-list";
import { moveList } from "@/server/watchlists/move-list";
import { moveSymbol } from "@/server/watchlists/move-symbol";
import { myWatchlists } from "@/server/watchlists/queries";
import { removeSymbol } from "@/server/watchlists/remove-symbol";
import { renameList } from "@/server/watchlists/rename-list";

/** What a person follows; each list is theirs alone. */
export const watchlistsRouter = router({
  mine: signedInProcedure.query(({ ctx }) => myWatchlists(ctx.deps, ctx.actor)),
  create: signedInProcedure
    .input(createListInput)
    .mutation(({ ctx, input }) => createList(ctx.deps, ctx.actor, input)),
  rename: signedInProcedure
    .input(renameListInput)
    .mutation(({ ctx, input }) => renameList(ctx.deps, ctx.actor, input)),
  delete: signedInProcedure
    .input(listInput)
    .mutation(({ ctx, input }) => deleteList(ctx.deps, ctx.actor, input)),
  move: signedInProcedure
    .input(moveListInput)
    .mutation(({ ctx, input }) => moveList(ctx.deps, ctx.actor, input)),
  addSymbol: signedInProcedure
    .input(listSymbolInput)
    .mutation(({ ctx, input }) => addSymbol(ctx.deps, ctx.actor, input)),
  removeSymbol: signedInProcedure
    .input(listSymbolInput)
    .mutation(({ ctx, input }) => removeSymbol(ctx.deps, ctx.actor, input)),
  moveSymbol: signedInProcedure
    .input(moveSymbolInput)
    .mutation(({ ctx, input }) => moveSymbol(ctx.deps, ctx.actor, input)),
});
