-- Balances as they were on a day: what has happened since then is taken off the running totals, and this says where it is. Of blocks of
-- rows and not of rows (BRIN): transfers come in nearly in the order in which things happen, and posting one hardly notices.
create index ledger_transfer_occurred on ledger_transfer using brin (program_id, occurred_at) with (autosummarize = on);

-- The few transfers of events that were reported long ahead. A period is put together from the steps of its time, and from where these are.
create index ledger_transfer_ahead on ledger_transfer (program_id, sequence)
  where occurred_at - recorded_at > interval '39 days';
