-- What the operator's payer is told, kept from when a payout is instructed until it is known what became of it: a second try is the first one
-- to the byte, whatever was renamed meanwhile. Sealed: it holds account numbers. Null: of another rail, over, or of an affiliate that was erased.
alter table payout_instruction add column sealed_body bytea;
grant update (sealed_body) on payout_instruction to fairshare_app;
