-- The program takes commands back itself (electron/core/rebase/undo.ts): what a function builds by EXECUTE is planned for every row.
DROP FUNCTION sync.undo_commands(uuid[]);
