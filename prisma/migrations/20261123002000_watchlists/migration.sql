-- Watchlists: what a person follows. Order is an array's order, so that a move is one statement on one row.
CREATE TABLE "portal"."watchlist_shelf" (
    "user_id" UUID NOT NULL,
    "lists" UUID[],

    CONSTRAINT "watchlist_shelf_pkey" PRIMARY KEY ("user_id"),
    CONSTRAINT "watchlist_shelf_room" CHECK (cardinality("lists") <= 20)
);

CREATE TABLE "portal"."watchlist" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "symbols" TEXT[],

    CONSTRAINT "watchlist_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "watchlist_room" CHECK (cardinality("symbols") <= 100)
);

CREATE INDEX "watchlist_user_id_idx" ON "portal"."watchlist"("user_id");

ALTER TABLE "portal"."watchlist" ADD CONSTRAINT "watchlist_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "portal"."watchlist_shelf"("user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The portal's role has its rights on both by the default privileges of its schema.
