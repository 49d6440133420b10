-- The foundation of every other context: extensions, common types, reference tables, users,
-- and the functions that stamp, guard and encrypt rows.

CREATE SCHEMA IF NOT EXISTS shared;

CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Types -------------------------------------------------------------------------------------

CREATE DOMAIN shared.country_code AS char(2) CHECK (VALUE ~ '^[A-Z]{2}$');
CREATE DOMAIN shared.currency_code AS char(3) CHECK (VALUE ~ '^[A-Z]{3}$');
CREATE DOMAIN shared.language_code AS text CHECK (VALUE ~ '^[a-z]{2}(-[A-Z]{2})?$');
CREATE DOMAIN shared.email_address AS text CHECK (VALUE ~ '^[^@\s]+@[^@\s]+$');
CREATE DOMAIN shared.phone_number AS text CHECK (VALUE ~ '^[+0-9(][0-9 ()./-]{2,30}$');
-- An amount in the major unit of the currency that stands beside it. Four decimals hold every ISO 4217 minor unit.
CREATE DOMAIN shared.amount AS numeric CHECK (scale(VALUE) <= 4 AND abs(VALUE) < 1000000000000);
CREATE DOMAIN shared.percentage AS numeric CHECK (VALUE BETWEEN 0 AND 100);

CREATE TYPE shared.address AS (
  line1 text, line2 text, city text, region text, postal_code text, country text
);
CREATE TYPE shared.contact_info AS (email text, phone text, website text);

CREATE TYPE shared.user_status AS ENUM ('invited', 'active', 'locked', 'disabled');
CREATE TYPE shared.user_role AS ENUM (
  'system', 'front_desk', 'duty_manager', 'housekeeper', 'housekeeping_supervisor',
  'waiter', 'chef', 'engineer', 'head_office', 'auditor'
);

-- Functions that columns and triggers need ------------------------------------------------------

-- RFC 9562 version 7: 48 bits of Unix milliseconds, then the microseconds of that millisecond in the 12 bits of
-- rand_a (its method 3), so that ids made on one connection follow each other within a millisecond too.
CREATE FUNCTION shared.uuid_generate_v7() RETURNS uuid
LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    int8send(((us / 1000) << 16) | 28672 | ((us % 1000) * 4096 / 1000))
      || substring(uuid_send(gen_random_uuid()) FROM 9 FOR 8), 'hex')::uuid
  FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS us) AS clock
$$;

-- The moment at which the command that writes this row was given. A replay of the command therefore stamps the same row.
CREATE FUNCTION shared.command_time() RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('app.occurred_at', true), '')::timestamptz, now())
$$;

-- The person behind the current command; the system user where none is set (migration, import, jobs).
CREATE FUNCTION shared.current_actor() RETURNS uuid
LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('app.actor', true), '')::uuid,
    '00000000-0000-7000-8000-000000000001'::uuid)
$$;

-- Tables ------------------------------------------------------------------------------------

CREATE TABLE shared.users (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  email shared.email_address NOT NULL,
  display_name text NOT NULL CHECK (display_name <> ''),
  password_hash text,
  pin_hash text,
  status shared.user_status NOT NULL DEFAULT 'invited',
  role shared.user_role NOT NULL,
  locale shared.language_code NOT NULL DEFAULT 'en',
  failed_logins integer NOT NULL DEFAULT 0 CHECK (failed_logins >= 0),
  last_online_login_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT users_email_key EXCLUDE USING btree (email WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- The first user exists before anyone: it signs what no person did. Its creator is itself.
INSERT INTO shared.users (id, email, display_name, status, role, created_by, updated_by)
VALUES ('00000000-0000-7000-8000-000000000001', 'system@stayos.invalid', 'StayOS', 'active', 'system',
        '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001');

CREATE TABLE shared.currencies (
  code shared.currency_code PRIMARY KEY,
  numeric_code char(3) NOT NULL CHECK (numeric_code ~ '^[0-9]{3}$'),
  name text NOT NULL,
  minor_units smallint NOT NULL CHECK (minor_units BETWEEN 0 AND 4),
  symbol text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE TABLE shared.countries (
  iso2 shared.country_code PRIMARY KEY,
  iso3 char(3) NOT NULL CHECK (iso3 ~ '^[A-Z]{3}$'),
  numeric_code char(3) NOT NULL CHECK (numeric_code ~ '^[0-9]{3}$'),
  name text NOT NULL,
  dial_code text NOT NULL CHECK (dial_code ~ '^\+[0-9 -]{1,10}$'),
  default_currency shared.currency_code NOT NULL
    REFERENCES shared.currencies (code) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT countries_iso3_key EXCLUDE USING btree (iso3 WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE shared.timezones (
  name text PRIMARY KEY CHECK (name <> ''),
  country shared.country_code REFERENCES shared.countries (iso2) DEFERRABLE INITIALLY IMMEDIATE,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE TABLE shared.languages (
  code shared.language_code PRIMARY KEY,
  name text NOT NULL,
  rtl boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0)
);

CREATE INDEX countries_default_currency_idx ON shared.countries (default_currency);
CREATE INDEX timezones_country_idx ON shared.timezones (country);
CREATE INDEX users_status_idx ON shared.users (status, role) WHERE deleted_at IS NULL;

-- Personal data -----------------------------------------------------------------------------

-- Symmetric encryption of one value. The key arrives as a bound parameter and is in no statement text.
CREATE FUNCTION shared.encrypt_pii(plain text, key text) RETURNS bytea
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF coalesce(key, '') = '' THEN
    RAISE EXCEPTION 'the data key is missing' USING ERRCODE = 'ST010', HINT = 'Unlock the keyring of this property.';
  END IF;
  RETURN pgp_sym_encrypt(plain, key, 'cipher-algo=aes256, compress-algo=0');
END $$;

CREATE FUNCTION shared.decrypt_pii(encrypted bytea, key text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF encrypted IS NULL THEN RETURN NULL; END IF;
  IF coalesce(key, '') = '' THEN
    RAISE EXCEPTION 'the data key is missing' USING ERRCODE = 'ST010', HINT = 'Unlock the keyring of this property.';
  END IF;
  RETURN pgp_sym_decrypt(encrypted, key);
EXCEPTION WHEN external_routine_invocation_exception THEN
  RAISE EXCEPTION 'the data key does not open this value' USING ERRCODE = 'ST011',
    HINT = 'The value was written under another key: ask head office for the key of this property.';
END $$;

-- Triggers ----------------------------------------------------------------------------------

CREATE FUNCTION shared.set_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.updated_at := shared.command_time();
  NEW.updated_by := shared.current_actor();
  RETURN NEW;
END $$;

-- Optimistic locking: an UPDATE that names `version` must name the one that it read.
CREATE FUNCTION shared.bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version THEN
    RAISE EXCEPTION '%.% was changed by somebody else (version % is now %)',
      TG_TABLE_SCHEMA, TG_TABLE_NAME, NEW.version, OLD.version USING ERRCODE = 'ST001';
  END IF;
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;

-- For append-only tables: rows are added, never changed.
CREATE FUNCTION shared.forbid_mutation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only', TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'ST003';
END $$;

-- Guards one status column. First argument: the column. Then one argument per state: 'from>to,to'.
-- Whatever is not listed is refused.
CREATE FUNCTION shared.guard_status() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text := to_jsonb(OLD) ->> TG_ARGV[0];
  becomes text := to_jsonb(NEW) ->> TG_ARGV[0];
BEGIN
  IF was IS NOT DISTINCT FROM becomes THEN RETURN NEW; END IF;
  FOR i IN 1 .. TG_NARGS - 1 LOOP
    IF split_part(TG_ARGV[i], '>', 1) = was
       AND becomes = ANY (string_to_array(split_part(TG_ARGV[i], '>', 2), ',')) THEN
      RETURN NEW;
    END IF;
  END LOOP;
  RAISE EXCEPTION '%.%: % cannot become %', TG_TABLE_NAME, TG_ARGV[0], was, becomes USING ERRCODE = 'ST002';
END $$;

-- Gives every table of a schema its two row stamps. Named so that they fire after the guards.
CREATE FUNCTION shared.stamp_tables_of(target_schema text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT c.relname FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = target_schema
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'updated_at'
    WHERE c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('CREATE TRIGGER stamp_updated_at BEFORE UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION shared.set_updated_at()',
      target_schema, target.relname);
    EXECUTE format('CREATE TRIGGER stamp_version BEFORE UPDATE ON %I.%I FOR EACH ROW EXECUTE FUNCTION shared.bump_version()',
      target_schema, target.relname);
  END LOOP;
END $$;

SELECT shared.stamp_tables_of('shared');
