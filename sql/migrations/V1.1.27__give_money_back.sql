-- Refunds of a payment never exceed what was captured. Cash that two desks gave back while apart has left the drawer all the same: it is
-- written down as what it is, and counts. So does cash for which a request of another desk leaves no room.

ALTER TABLE billing.refunds
  -- Given back though the payment did not cover it with what had been given and asked for: a fact for a person to look at.
  ADD COLUMN beyond_captured boolean NOT NULL DEFAULT false,
  -- Why a request was turned down.
  ADD COLUMN answer text CHECK (answer <> ''),
  -- Only money that has gone can have gone beyond.
  ADD CONSTRAINT refunds_beyond_is_given CHECK (NOT beyond_captured OR status = 'completed'),
  ADD CONSTRAINT refunds_answered CHECK (answer IS NULL OR status = 'rejected'),
  ADD CONSTRAINT refunds_no_card_number_in_words CHECK (NOT (billing.holds_card_number(reason) OR billing.holds_card_number(coalesce(answer, ''))));
ALTER TABLE billing.payments
  ADD CONSTRAINT payments_no_card_number_in_words CHECK (NOT billing.holds_card_number(coalesce(failure_reason, '')));

CREATE OR REPLACE FUNCTION billing.guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  payment record;
  others numeric;
BEGIN
  SELECT p.status, p.amount, p.currency, p.property_id INTO payment FROM billing.payments p WHERE p.id = NEW.payment_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'payment % is not here', NEW.payment_id USING ERRCODE = 'foreign_key_violation';
  ELSIF payment.currency <> NEW.currency OR payment.property_id <> NEW.property_id THEN
    RAISE EXCEPTION 'payment % is of another property or currency', NEW.payment_id USING ERRCODE = 'check_violation';
  ELSIF NEW.beyond_captured THEN
    RETURN NEW;
  END IF;
  SELECT coalesce(sum(r.amount), 0) INTO others FROM billing.refunds r
  WHERE r.payment_id = NEW.payment_id AND r.id <> NEW.id AND r.status NOT IN ('failed', 'rejected');
  IF payment.status NOT IN ('captured', 'partially_refunded', 'refunded') OR others + NEW.amount > payment.amount THEN
    RAISE EXCEPTION 'refunds of % exceed what was captured', NEW.payment_id USING ERRCODE = 'ST021';
  END IF;
  RETURN NEW;
END $$;
