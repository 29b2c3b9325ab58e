/** "Ann Example ••4417": an account among several. */
export const accountName = ({
  title,
  accountNumber,
}: {
  title: string;
  accountNumber: string | null;
}): string => (accountNumber === null ? `${title} (being opened)` : `${title} ••${accountNumber.slice(-4)}`);
