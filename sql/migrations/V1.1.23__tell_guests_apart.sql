-- Two records of one person are found by what only one person has.
CREATE INDEX profiles_email_idx ON guest.profiles (property_id, lower(email::text)) WHERE email IS NOT NULL;
CREATE INDEX profiles_phone_idx ON guest.profiles (property_id, regexp_replace(phone::text, '[^0-9]', '', 'g')) WHERE phone IS NOT NULL;
