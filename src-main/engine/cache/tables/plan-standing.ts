/**
 * SQL for "the change of the plan (`c`) with the id that this expression gives". Ids begin with the listing's own
 * (`planner/changes.ts`), so a change is found by its listing and needs no index of its own.
 */
export function isChange(changeId: string): string {
  return `c.change_id = ${changeId} AND c.listing_row =
    (SELECT row FROM listing WHERE listing_id = substr(${changeId}, 1, instr(${changeId}, '.') - 1))`;
}

/**
 * SQL for "this change of the plan (`c`) was put in line already". A row that came to its end counts only when that was
 * after the plan was made: the same change may be due again later, and its id is then the same.
 */
export const IN_LINE = `EXISTS (SELECT 1 FROM outbox o WHERE o.listing_id = c.listing_id
  AND o.field_group = c.field_group AND o.change_id = c.change_id AND (
    o.state IN ('waiting', 'leased', 'sent', 'unknown')
    OR o.state = 'done' AND o.updated_at >= (SELECT computed_at FROM plan p WHERE p.channel_id = c.channel_id)))`;

/** SQL for "this change of the plan (`c`) was refused or given up on, with these very values". */
export const GIVEN_UP = `EXISTS (SELECT 1 FROM outbox o WHERE o.listing_id = c.listing_id
  AND o.field_group = c.field_group AND o.change_id = c.change_id AND o.state IN ('failed', 'dead'))`;
