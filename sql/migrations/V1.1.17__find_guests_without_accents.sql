-- A guest is found however somebody writes the name: 'joao' is João, 'STRASSE' is Straße.

-- unaccent is STABLE, since its dictionary could change; this one is named and comes with the extension.
CREATE FUNCTION shared.fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary, $1))
$$;

DROP INDEX guest.profiles_name_trgm_idx;
CREATE INDEX profiles_name_trgm_idx ON guest.profiles USING gin (shared.fold(full_name) gin_trgm_ops);
