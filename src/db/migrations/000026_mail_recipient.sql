-- Whether an address was told something just now, and all that it was told: for whoever asks again and again, and for erasures.
create index mail_recipient on mail (program_id, recipient, created_at);
