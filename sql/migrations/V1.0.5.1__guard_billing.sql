-- What may happen to an account, and what it comes to.
-- SQLSTATE ST020: the folio takes no postings; ST021: more than was captured; ST022: not balanced or not empty; ST023: frozen; ST024: the chain of documents.

-- For columns that are settled once the row stands. Arguments: the columns.
CREATE FUNCTION shared.freeze_columns() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  becomes jsonb := to_jsonb(NEW);
BEGIN
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    IF was -> TG_ARGV[i] IS DISTINCT FROM becomes -> TG_ARGV[i] THEN
      RAISE EXCEPTION '%.%.% does not change any more', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[i] USING ERRCODE = 'ST023';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

-- Balances ----------------------------------------------------------------------------------

-- Gross charges - captured payments + refunds. Card amounts that only wait for the line are shown apart.
-- A payment that was charged back counts again once the dispute is won.
CREATE VIEW billing.v_folio_balances WITH (security_invoker = true) AS
SELECT f.id AS folio_id, f.property_id, f.folio_no, f.type, f.window_no, f.status, f.reservation_id, f.profile_id, f.holder, f.currency,
  f.credit_limit, l.lines, l.charges, m.payments, m.captured, r.refunded, l.charges - m.captured + r.refunded AS balance, m.queued
FROM billing.folios f
CROSS JOIN LATERAL (
  SELECT count(*) AS lines, coalesce(sum(i.gross), 0) AS charges FROM billing.folio_line_items i WHERE i.folio_id = f.id
) l
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE p.status NOT IN ('failed', 'cancelled', 'declined')) AS payments,
    coalesce(sum(p.amount) FILTER (WHERE p.status IN ('captured', 'partially_refunded', 'refunded')
      OR p.status = 'charged_back' AND EXISTS (
        SELECT FROM billing.chargebacks c WHERE c.payment_id = p.id AND c.status = 'won' AND c.deleted_at IS NULL)), 0) AS captured,
    coalesce(sum(p.amount) FILTER (WHERE p.status = 'queued_offline'), 0) AS queued
  FROM billing.payments p WHERE p.folio_id = f.id
) m
CROSS JOIN LATERAL (
  SELECT coalesce(sum(b.amount), 0) AS refunded
  FROM billing.payments p JOIN billing.refunds b ON b.payment_id = p.id AND b.status = 'completed'
  WHERE p.folio_id = f.id
) r
WHERE f.deleted_at IS NULL;

-- What was earned per business date; reversals and transfers cancel out by themselves.
CREATE VIEW billing.v_daily_revenue WITH (security_invoker = true) AS
SELECT i.property_id, i.business_date, c.revenue_group, c.code AS transaction_code, c.name AS transaction_name, i.currency,
  count(*) AS lines, sum(i.net) AS net, sum(i.tax) AS tax, sum(i.gross) AS gross
FROM billing.folio_line_items i
JOIN billing.transaction_codes c ON c.id = i.transaction_code_id
WHERE c.revenue_group <> 'non_revenue'
GROUP BY i.property_id, i.business_date, c.revenue_group, c.code, c.name, i.currency;

-- Proves each series: max - min + 1 = count, from 1, and each document names the hash of the one before it.
CREATE VIEW billing.v_invoice_series_gaps WITH (security_invoker = true) AS
SELECT d.property_id, d.series_id, d.series, min(d.number) AS first_number, max(d.number) AS last_number, count(*) AS documents,
  max(d.number) - count(*) AS missing,
  count(*) FILTER (WHERE d.number > 1 AND d.expected_hash IS NOT NULL AND d.prev_hash IS DISTINCT FROM d.expected_hash) AS broken_links
FROM (
  SELECT i.property_id, i.series_id, i.series, i.number, i.prev_hash,
    CASE WHEN lag(i.number) OVER chain = i.number - 1 THEN lag(i.hash) OVER chain END AS expected_hash
  FROM billing.invoices i WHERE i.number IS NOT NULL
  WINDOW chain AS (PARTITION BY i.series_id ORDER BY i.number)
) d
GROUP BY d.property_id, d.series_id, d.series;

-- Steps -------------------------------------------------------------------------------------

CREATE TRIGGER guard_folio_status BEFORE UPDATE OF status ON billing.folios
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'open>settled,transferred_to_city_ledger,closed_with_balance,void', 'settled>closed', 'closed>reopened',
  'reopened>settled,transferred_to_city_ledger,closed_with_balance');
CREATE TRIGGER guard_payment_status BEFORE UPDATE OF status ON billing.payments
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'initiated>authorized,captured,queued_offline,failed,cancelled', 'queued_offline>captured,declined',
  'authorized>captured,released,expired', 'captured>partially_refunded,refunded,charged_back',
  'partially_refunded>refunded,charged_back');
CREATE TRIGGER guard_refund_status BEFORE UPDATE OF status ON billing.refunds
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'requested>approved,rejected', 'approved>processing', 'processing>completed,failed');
CREATE TRIGGER guard_chargeback_status BEFORE UPDATE OF status ON billing.chargebacks
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'inquiry>needs_response,accepted', 'needs_response>under_review,accepted,expired', 'under_review>won,lost', 'expired>lost');
CREATE TRIGGER guard_invoice_status BEFORE UPDATE OF status ON billing.invoices
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status',
  'draft>issued,pending_number', 'pending_number>issued', 'issued>paid,partially_paid,overdue,credited',
  'partially_paid>paid,overdue,credited', 'overdue>paid,partially_paid,credited', 'paid>credited');
CREATE TRIGGER guard_shift_status BEFORE UPDATE OF status ON billing.cashier_shifts
FOR EACH ROW EXECUTE FUNCTION shared.guard_status('status', 'open>closed', 'closed>approved');

-- A folio is settled when nothing is owed but card amounts that wait for the line, and void only while it is empty.
-- The row is locked by then, and postings hold it shared (guard_posting): what is read here is all there is.
CREATE FUNCTION billing.guard_folio_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account record;
BEGIN
  SELECT b.lines, b.payments, b.balance, b.queued INTO account FROM billing.v_folio_balances b WHERE b.folio_id = OLD.id;
  IF NEW.status = 'settled' AND account.balance <> account.queued THEN
    RAISE EXCEPTION 'folio % has a balance of % %', OLD.folio_no, account.balance, OLD.currency USING ERRCODE = 'ST022';
  ELSIF NEW.status = 'void' AND (account.lines > 0 OR account.payments > 0) THEN
    RAISE EXCEPTION 'folio % is not empty', OLD.folio_no USING ERRCODE = 'ST022';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_settled BEFORE UPDATE OF status ON billing.folios
FOR EACH ROW WHEN (NEW.status IN ('settled', 'void') AND OLD.status <> NEW.status) EXECUTE FUNCTION billing.guard_folio_closing();
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.folios
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'folio_no', 'currency');

-- Postings ----------------------------------------------------------------------------------

-- A folio that is closed takes no lines: what comes late goes to a post-departure folio, or the folio is reopened. A payment is also taken
-- where a balance was left. The folio is held shared, so that nobody closes it meanwhile.
CREATE FUNCTION billing.guard_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  folio record;
BEGIN
  SELECT f.folio_no, f.status, f.property_id, f.currency INTO folio FROM billing.folios f
  WHERE f.id = NEW.folio_id AND f.deleted_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'folio % is not here', NEW.folio_id USING ERRCODE = 'foreign_key_violation';
  ELSIF folio.property_id <> NEW.property_id OR folio.currency <> NEW.currency THEN
    RAISE EXCEPTION 'folio % is of another property or currency', folio.folio_no USING ERRCODE = 'check_violation';
  ELSIF folio.status NOT IN ('open', 'reopened')
    AND NOT (TG_TABLE_NAME = 'payments' AND folio.status IN ('closed_with_balance', 'transferred_to_city_ledger')) THEN
    RAISE EXCEPTION 'folio % is %', folio.folio_no, folio.status USING ERRCODE = 'ST020';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_posting BEFORE INSERT ON billing.folio_line_items
FOR EACH ROW EXECUTE FUNCTION billing.guard_posting();
CREATE TRIGGER guard_posting BEFORE INSERT OR UPDATE OF folio_id ON billing.payments
FOR EACH ROW EXECUTE FUNCTION billing.guard_posting();

-- A reversal or a transfer mirrors its line to the cent. An original that has cooled is not on a terminal: the centre looks at it.
CREATE FUNCTION billing.guard_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  original billing.folio_line_items;
BEGIN
  SELECT * INTO original FROM billing.folio_line_items WHERE id = NEW.reverses_id;
  IF NOT FOUND THEN RETURN NEW; END IF;
  IF (original.net, original.tax, original.currency, original.property_id) <> (-NEW.net, -NEW.tax, NEW.currency, NEW.property_id)
    OR (original.folio_id = NEW.folio_id) <> (NEW.kind <> 'transfer_in')
    OR (original.kind = 'transfer_out') <> (NEW.kind = 'transfer_in') OR original.kind = 'reversal' THEN
    RAISE EXCEPTION 'a % must mirror its line', NEW.kind USING ERRCODE = 'check_violation', CONSTRAINT = 'folio_line_items_mirror';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_mirror BEFORE INSERT ON billing.folio_line_items
FOR EACH ROW WHEN (NEW.kind IN ('reversal', 'transfer_out', 'transfer_in')) EXECUTE FUNCTION billing.guard_mirror();

CREATE TRIGGER append_only_update BEFORE UPDATE ON billing.folio_line_items
FOR EACH ROW WHEN (to_jsonb(OLD) - 'hot' IS DISTINCT FROM to_jsonb(NEW) - 'hot') EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER append_only_delete BEFORE DELETE ON billing.folio_line_items
FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();

-- Money and documents are never deleted.
CREATE TRIGGER forbid_delete BEFORE DELETE ON billing.folios FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER forbid_delete BEFORE DELETE ON billing.payments FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER forbid_delete BEFORE DELETE ON billing.refunds FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER forbid_delete BEFORE DELETE ON billing.chargebacks FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();
CREATE TRIGGER forbid_delete BEFORE DELETE ON billing.invoices FOR EACH ROW EXECUTE FUNCTION shared.forbid_mutation();

CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.payments
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'method', 'amount', 'currency', 'business_date');
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.refunds
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'payment_id', 'amount', 'currency');
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.chargebacks
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'payment_id', 'network_ref', 'currency');
-- A new rate is a new version; a code keeps what it means, else last year's revenue moves.
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.tax_rules
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'code', 'rule_version', 'rate_pct');
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.transaction_codes
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'code', 'kind', 'revenue_group');
CREATE TRIGGER guard_frozen BEFORE UPDATE ON billing.document_series
FOR EACH ROW EXECUTE FUNCTION shared.freeze_columns('property_id', 'document_type', 'terminal_id', 'fiscal_year', 'prefix');

-- Refunds that are not off the table never exceed what was captured. The payment is held, so that two of them do not pass each other.
CREATE FUNCTION billing.guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  payment record;
  others numeric;
BEGIN
  SELECT p.status, p.amount, p.currency, p.property_id INTO payment FROM billing.payments p WHERE p.id = NEW.payment_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'payment % is not here', NEW.payment_id USING ERRCODE = 'foreign_key_violation';
  ELSIF payment.currency <> NEW.currency OR payment.property_id <> NEW.property_id THEN
    RAISE EXCEPTION 'payment % is of another property or currency', NEW.payment_id USING ERRCODE = 'check_violation';
  END IF;
  SELECT coalesce(sum(r.amount), 0) INTO others FROM billing.refunds r
  WHERE r.payment_id = NEW.payment_id AND r.id <> NEW.id AND r.status NOT IN ('failed', 'rejected');
  IF payment.status NOT IN ('captured', 'partially_refunded', 'refunded') OR others + NEW.amount > payment.amount THEN
    RAISE EXCEPTION 'refunds of % exceed what was captured', NEW.payment_id USING ERRCODE = 'ST021';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_refund BEFORE INSERT ON billing.refunds
FOR EACH ROW WHEN (NEW.status NOT IN ('failed', 'rejected')) EXECUTE FUNCTION billing.guard_refund();

-- Documents ---------------------------------------------------------------------------------

-- After issue only what became of the document changes.
CREATE FUNCTION billing.keep_issued() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Generated columns are not computed yet in a BEFORE trigger.
  free text[] := '{status,hot,updated_at,updated_by,version,document_no}';
BEGIN
  IF to_jsonb(OLD) - free IS DISTINCT FROM to_jsonb(NEW) - free THEN
    RAISE EXCEPTION 'document % was issued', OLD.document_no USING ERRCODE = 'ST023',
      HINT = 'Correct it by a credit note.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_issued BEFORE UPDATE ON billing.invoices
FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION billing.keep_issued();

-- A document belongs to its series and continues it. What is missing before it is reported (v_invoice_series_gaps), not refused:
-- the document has been handed out.
CREATE FUNCTION billing.guard_series() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  series billing.document_series;
  before billing.sha256_hex;
BEGIN
  SELECT * INTO series FROM billing.document_series s WHERE s.id = NEW.series_id;
  IF NOT FOUND OR (series.property_id, series.document_type, series.prefix) <> (NEW.property_id, NEW.type, NEW.series) THEN
    RAISE EXCEPTION 'document %-% is of another series', NEW.series, NEW.number USING ERRCODE = 'ST024';
  END IF;
  SELECT i.hash INTO before FROM billing.invoices i WHERE i.series_id = NEW.series_id AND i.number = NEW.number - 1;
  IF FOUND AND before IS DISTINCT FROM NEW.prev_hash THEN
    RAISE EXCEPTION 'document %-% does not continue its series', NEW.series, NEW.number USING ERRCODE = 'ST024';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_series_of_new BEFORE INSERT ON billing.invoices
FOR EACH ROW WHEN (NEW.number IS NOT NULL) EXECUTE FUNCTION billing.guard_series();
CREATE TRIGGER guard_series BEFORE UPDATE OF number ON billing.invoices
FOR EACH ROW WHEN (OLD.number IS NULL AND NEW.number IS NOT NULL) EXECUTE FUNCTION billing.guard_series();

SELECT shared.stamp_tables_of('billing');
