/** `¥1,388.00`, the same in both languages. */
export const yuan = (amountFen: number): string =>
  `¥${(amountFen / 100).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
