-- A PIN that somebody else gave opens a desk to choosing one's own, and to nothing else.
ALTER TABLE shared.user_property_roles ADD COLUMN pin_must_change boolean NOT NULL DEFAULT false;
