-- What the screens of plans ask for. The rules at the head of 000001 hold here too.

-- The assignments of one plan, and who has accepted it, newest first.
create index plan_assignment_plan on plan_assignment (program_id, plan_id, id);
create index plan_acceptance_plan on plan_acceptance (program_id, plan_id, id);
