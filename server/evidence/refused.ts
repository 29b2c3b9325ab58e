import { AppError } from "@/domain/errors";

/** A file that is not taken: the reader learns why, and nothing of it is kept. */
export const refused = (sentence: string): AppError => new AppError("FILE_REFUSED", sentence);
