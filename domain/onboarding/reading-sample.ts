/**
 * The document that shows that somebody can open and read what we deliver electronically (15 U.S.C. 7001(c)(1)(C)(ii):
 * consent "in a manner that reasonably demonstrates" it). The word stands in the PDF and nowhere on the page.
 */
export const READING_SAMPLE = { version: "2026-11", word: "lantern" };

/** Whether this is the word of the document, however it is written. */
export const isReadingWord = (typed: string): boolean => typed.trim().toLowerCase() === READING_SAMPLE.word;
