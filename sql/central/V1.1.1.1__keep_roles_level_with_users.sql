-- Whoever is disabled loses every role at that moment, and a new name shows at every sign-in.

CREATE FUNCTION shared.level_roles_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'disabled' OR NEW.deleted_at IS NOT NULL THEN
    UPDATE shared.user_property_roles SET ended_at = greatest(granted_at, now()), pin_hash = NULL
    WHERE user_id = NEW.id AND ended_at IS NULL;
  ELSIF (NEW.display_name, NEW.locale) IS DISTINCT FROM (OLD.display_name, OLD.locale) THEN
    UPDATE shared.user_property_roles SET display_name = NEW.display_name, locale = NEW.locale
    WHERE user_id = NEW.id AND ended_at IS NULL;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER level_roles AFTER UPDATE OF status, deleted_at, display_name, locale ON shared.users
  FOR EACH ROW EXECUTE FUNCTION shared.level_roles_of_user();

-- Houses that were there before roles were: their staff keep what they do.
INSERT INTO shared.user_property_roles (property_id, user_id, role, display_name, locale)
SELECT DISTINCT ON (s.property_id, s.user_id) s.property_id, s.user_id, s.role, u.display_name, u.locale
FROM operations.staff s JOIN shared.users u ON u.id = s.user_id
WHERE s.deleted_at IS NULL AND s.status = 'active' AND s.role <> 'system' AND u.status = 'active'
ORDER BY s.property_id, s.user_id, s.created_at;
