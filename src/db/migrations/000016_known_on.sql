-- Balances as they were on a day: what has happened since then is taken off the running totals, and this says where it is. Of blocks of
-- rows and not of rows (BRIN): transfers come in nearly in the order in which things happen, and posting one hardly notices.
create index ledger_transfer_occurred on ledger_transfer using brin (program_id, occurred_at) with (autosummarize = on);
