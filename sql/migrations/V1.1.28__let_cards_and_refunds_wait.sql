-- A card that is taken while its line is down is a promise: head office says how much of an account may rest on such promises, in the
-- property's currency. 0: none.

ALTER TABLE property_mgmt.properties
  ADD COLUMN queued_card_limit shared.amount NOT NULL DEFAULT 200 CHECK (queued_card_limit >= 0);

-- What waits for the line, and what for an answer: today's list asks for it.
CREATE INDEX payments_queued_idx ON billing.payments (property_id) WHERE status = 'queued_offline';
CREATE INDEX refunds_requested_idx ON billing.refunds (property_id) WHERE status = 'requested';
