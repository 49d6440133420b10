-- Other records that a person has looked at beside this one, and judged to be another guest: the pair is suggested no more.
ALTER TABLE guest.profiles ADD COLUMN told_apart uuid[] NOT NULL DEFAULT '{}';
