-- With the transaction: the program knows of some which rows they change, and asks for no more than these.
CREATE OR REPLACE FUNCTION sync.tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('table_changed', TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME || ' ' || pg_current_xact_id());
  RETURN NULL;
END $$;
