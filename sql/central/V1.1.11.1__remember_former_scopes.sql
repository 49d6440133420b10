-- A terminal that is given other properties may still hold commands that were given for the earlier ones: they are taken.

ALTER TABLE sync.terminals ADD COLUMN former_property_ids uuid[] NOT NULL DEFAULT '{}';

CREATE FUNCTION sync.note_former_scope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.former_property_ids := ARRAY(
    SELECT DISTINCT id FROM unnest(OLD.former_property_ids || OLD.property_ids) AS id
    WHERE id <> ALL (NEW.property_ids) ORDER BY id);
  UPDATE sync.terminal_progress SET property_id = NEW.property_ids[1]
  WHERE id = NEW.id AND property_id <> NEW.property_ids[1];
  RETURN NEW;
END $$;

CREATE TRIGGER note_former_scope BEFORE UPDATE OF property_ids ON sync.terminals
  FOR EACH ROW EXECUTE FUNCTION sync.note_former_scope();
