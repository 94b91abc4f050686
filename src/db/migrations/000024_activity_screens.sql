-- What screens of customers and commissions look things up by. The rules at the head of 000001 hold here too.

-- By the beginning of a name, in the order of bytes: comparisons of text do not leak, so that row-level security lets them use an index.
create index customer_external_beginning on customer (program_id, external_id collate "C");
create index customer_username_beginning on customer (program_id, username collate "C") where username is not null;
-- What paid nothing.
create index commission_nothing on commission (program_id, id) where kind = 'zero';
