-- Guests: who they are, what they agreed to, when they stayed, what they said.

CREATE SCHEMA IF NOT EXISTS guest;

CREATE TYPE guest.vip_level AS ENUM ('none', 'bronze', 'silver', 'gold', 'platinum');
CREATE TYPE guest.loyalty_tier AS ENUM ('member', 'silver', 'gold', 'platinum');
CREATE TYPE guest.stay_status AS ENUM ('in_house', 'departed', 'reversed');
CREATE TYPE guest.feedback_type AS ENUM ('NPS', 'SURVEY', 'REVIEW', 'COMPLAINT', 'COMPLIMENT');
CREATE TYPE guest.sentiment AS ENUM ('positive', 'neutral', 'negative', 'mixed');
CREATE TYPE guest.feedback_source AS ENUM ('desk', 'email', 'web', 'channel', 'phone');

CREATE TABLE guest.profiles (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  -- One person's profiles across the group carry the same id.
  chain_guest_id uuid,
  first_name text NOT NULL DEFAULT '',
  last_name text NOT NULL CHECK (last_name <> ''),
  full_name text GENERATED ALWAYS AS (
    CASE WHEN first_name = '' THEN last_name ELSE first_name || ' ' || last_name END) STORED,
  email shared.email_address,
  phone shared.phone_number,
  nationality shared.country_code,
  language shared.language_code,
  dob_enc bytea,
  document_enc bytea,
  vip_level guest.vip_level NOT NULL DEFAULT 'none',
  preferences jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(preferences) = 'object'),
  -- {"marketing": {"granted": bool, "at": timestamp}, ...}; merging keeps the most restrictive.
  consents jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(consents) = 'object'),
  -- Values that lost against a newer edit of the same field: [{"field", "value", "at", "command"}].
  alternatives jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(alternatives) = 'array'),
  -- When each field was last edited, by field name; the newer edit of a field wins.
  field_clocks jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(field_clocks) = 'object'),
  notes text NOT NULL DEFAULT '',
  no_post boolean NOT NULL DEFAULT false,
  merged_into_id uuid REFERENCES guest.profiles (id) DEFERRABLE INITIALLY IMMEDIATE,
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT profiles_not_merged_into_itself CHECK (merged_into_id <> id)
);

CREATE TABLE guest.loyalty_memberships (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  profile_id uuid NOT NULL REFERENCES guest.profiles (id) DEFERRABLE INITIALLY IMMEDIATE,
  program text NOT NULL,
  number text NOT NULL,
  tier guest.loyalty_tier NOT NULL DEFAULT 'member',
  points integer NOT NULL DEFAULT 0 CHECK (points >= 0),
  joined_on date NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT loyalty_memberships_number_key EXCLUDE USING btree (property_id WITH =, program WITH =, number WITH =) WHERE (deleted_at IS NULL)
    DEFERRABLE INITIALLY IMMEDIATE
);

-- One guest in one unit: the fact. Where two guests are in one unit, both rows stand.
CREATE TABLE guest.stays (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  profile_id uuid NOT NULL REFERENCES guest.profiles (id) DEFERRABLE INITIALLY IMMEDIATE,
  -- reservation.reservations and property_mgmt.inventory_units: other contexts, no foreign keys.
  reservation_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  status guest.stay_status NOT NULL DEFAULT 'in_house',
  check_in_at timestamptz NOT NULL,
  check_out_at timestamptz,
  revenue shared.amount NOT NULL DEFAULT 0,
  currency shared.currency_code NOT NULL,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT stays_departed CHECK ((status = 'departed') = (check_out_at IS NOT NULL)),
  CONSTRAINT stays_one_in_house EXCLUDE USING btree (reservation_id WITH =)
    WHERE (status = 'in_house' AND deleted_at IS NULL) DEFERRABLE INITIALLY IMMEDIATE
);

CREATE TABLE guest.feedback (
  id uuid PRIMARY KEY DEFAULT shared.uuid_generate_v7(),
  property_id uuid NOT NULL,
  hot boolean NOT NULL DEFAULT true,
  stay_id uuid REFERENCES guest.stays (id) DEFERRABLE INITIALLY IMMEDIATE,
  profile_id uuid REFERENCES guest.profiles (id) DEFERRABLE INITIALLY IMMEDIATE,
  feedback_type guest.feedback_type NOT NULL,
  nps_score smallint CHECK (nps_score BETWEEN 0 AND 10),
  -- {"cleanliness": 1-5, ...}
  category_ratings jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(category_ratings) = 'object'),
  comment text NOT NULL DEFAULT '',
  sentiment guest.sentiment,
  source guest.feedback_source NOT NULL,
  submitted_at timestamptz NOT NULL,
  response text,
  responded_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT shared.command_time(),
  updated_at timestamptz NOT NULL DEFAULT shared.command_time(),
  created_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  updated_by uuid NOT NULL DEFAULT shared.current_actor()
    REFERENCES shared.users (id) DEFERRABLE INITIALLY IMMEDIATE,
  deleted_at timestamptz,
  version integer NOT NULL DEFAULT 1 CHECK (version > 0),
  CONSTRAINT feedback_nps_has_score CHECK (feedback_type <> 'NPS' OR nps_score IS NOT NULL),
  CONSTRAINT feedback_response CHECK ((response IS NULL) = (responded_at IS NULL))
);

CREATE INDEX profiles_property_idx ON guest.profiles (property_id, last_name, first_name) WHERE deleted_at IS NULL;
CREATE INDEX profiles_hot_idx ON guest.profiles (property_id) WHERE hot;
CREATE INDEX profiles_name_trgm_idx ON guest.profiles USING gin (full_name gin_trgm_ops);
CREATE INDEX profiles_email_idx ON guest.profiles (property_id, email) WHERE email IS NOT NULL;
CREATE INDEX profiles_email_trgm_idx ON guest.profiles USING gin ((email::text) gin_trgm_ops);
-- Phones are found by their digits, however they were written.
CREATE INDEX profiles_phone_trgm_idx ON guest.profiles USING gin (regexp_replace(phone::text, '[^0-9]', '', 'g') gin_trgm_ops);
CREATE INDEX profiles_chain_idx ON guest.profiles (chain_guest_id) WHERE chain_guest_id IS NOT NULL;
CREATE INDEX profiles_merged_idx ON guest.profiles (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX profiles_preferences_idx ON guest.profiles USING gin (preferences jsonb_path_ops);
CREATE INDEX loyalty_memberships_profile_idx ON guest.loyalty_memberships (profile_id);
CREATE INDEX stays_in_house_idx ON guest.stays (property_id, unit_id) WHERE status = 'in_house' AND deleted_at IS NULL;
CREATE INDEX stays_profile_idx ON guest.stays (profile_id, check_in_at DESC);
CREATE INDEX stays_reservation_idx ON guest.stays (reservation_id);
CREATE INDEX stays_unit_idx ON guest.stays (unit_id);
CREATE INDEX stays_hot_idx ON guest.stays (property_id) WHERE hot;
CREATE INDEX feedback_property_idx ON guest.feedback (property_id, submitted_at) WHERE deleted_at IS NULL;
CREATE INDEX feedback_stay_idx ON guest.feedback (stay_id);
CREATE INDEX feedback_profile_idx ON guest.feedback (profile_id);
CREATE INDEX feedback_ratings_idx ON guest.feedback USING gin (category_ratings jsonb_path_ops);

CREATE TRIGGER guard_stay_status BEFORE UPDATE OF status ON guest.stays
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'in_house>departed,reversed', 'departed>in_house', 'reversed>in_house');

-- Erased stays erased: only a later erasure may touch such a profile.
CREATE FUNCTION guest.keep_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.erased_at IS NULL THEN
    RAISE EXCEPTION 'profile % was erased', OLD.id USING ERRCODE = 'ST004';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_erased BEFORE UPDATE ON guest.profiles
FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL) EXECUTE FUNCTION guest.keep_erased();

SELECT shared.stamp_tables_of('guest');

-- Net promoter score by month of the property's own time zone.
CREATE VIEW guest.v_nps_metrics WITH (security_invoker = true) AS
SELECT
  f.property_id,
  date_trunc('month', f.submitted_at AT TIME ZONE p.timezone)::date AS month,
  count(*) AS total_responses,
  count(*) FILTER (WHERE f.nps_score >= 9) AS promoters,
  count(*) FILTER (WHERE f.nps_score BETWEEN 7 AND 8) AS passives,
  count(*) FILTER (WHERE f.nps_score <= 6) AS detractors,
  round(
    count(*) FILTER (WHERE f.nps_score >= 9)::numeric / count(*) * 100
    - count(*) FILTER (WHERE f.nps_score <= 6)::numeric / count(*) * 100, 2) AS nps_score
FROM guest.feedback f
JOIN property_mgmt.properties p ON p.id = f.property_id
WHERE f.feedback_type = 'NPS' AND f.nps_score IS NOT NULL AND f.deleted_at IS NULL
GROUP BY f.property_id, date_trunc('month', f.submitted_at AT TIME ZONE p.timezone)::date;
