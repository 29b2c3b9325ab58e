/** The sizes of the panels in this browser's storage; without storage they last as long as the page. */
export const layoutStorage = {
  getItem(key: string): string | null {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key: string, value: string): void {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Switched off or full: the panels start with their usual sizes next time.
    }
  },
};
