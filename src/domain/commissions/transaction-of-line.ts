/**
 * SQL: the transaction that a line `commission c` is about, its own or its award's. Not coalesce(): beside row-level security PostgreSQL does
 * not look that up by an index, but reads all transactions there are, for every single line.
 */
export const TRANSACTION_OF_LINE = 'case when c.transaction_id is null then c.award_transaction_id else c.transaction_id end'
