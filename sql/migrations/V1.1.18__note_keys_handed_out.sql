-- How many keys or key cards the guest was given on check-in; null: nobody noted it.
ALTER TABLE guest.stays ADD COLUMN keys_given smallint CHECK (keys_given BETWEEN 0 AND 20);
