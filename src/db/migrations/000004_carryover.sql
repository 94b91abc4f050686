-- What becomes of negative periods, in full (docs/commission-rules.md, "Carryover"). The mode stands in 000001.

alter table program
  add column carryover_scope text not null default 'plan' check (carryover_scope in ('affiliate', 'brand', 'plan', 'product')),
  add column carryover_what text not null default 'commission' check (carryover_what in ('base', 'commission')),
  -- At most this much is carried: an amount in minor units, or a multiple (parts per million) of the average month.
  add column carryover_cap_minor bigint check (carryover_cap_minor >= 0),
  add column carryover_cap_average_ppm bigint check (carryover_cap_average_ppm > 0),
  add column carryover_expiry_months integer check (carryover_expiry_months between 1 and 1200),
  -- Terms that held before a change: [{"before": "2026-11", "carryover": {…}}], ascending. A period that has ended keeps what held then.
  add column carryover_earlier jsonb not null default '[]',
  add constraint program_one_carryover_cap check (carryover_cap_minor is null or carryover_cap_average_ppm is null),
  add constraint program_reset_carries_nothing check (
    carryover_mode = 'carry' or (carryover_cap_minor is null and carryover_cap_average_ppm is null and carryover_expiry_months is null));
