-- Exclusions hold from when they are set. Transactions keep theirs; a registration needs to know whether it was before.
-- Null: the customer is not excluded, or has been from its registration on.
alter table customer add column cpa_excluded_at timestamptz;
