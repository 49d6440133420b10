-- A slip's reference may have many digits. What is refused is what reads as a card number: 13 to 19 digits together, grouped or not, that begin
-- as cards do and whose check digit fits (ISO/IEC 7812, Luhn).

CREATE FUNCTION billing.holds_card_number(reference text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT EXISTS (
    SELECT FROM regexp_matches(regexp_replace(reference, '(?<=[0-9])[ -](?=[0-9])', '', 'g'),
      '(?<![0-9])[2-6][0-9]{12,18}(?![0-9])', 'g') AS run (digits)
    WHERE (
      SELECT sum(CASE WHEN (length(digits[1]) - i) % 2 = 0 THEN d WHEN d > 4 THEN d * 2 - 9 ELSE d * 2 END)
      FROM generate_series(1, length(digits[1])) AS i, LATERAL (SELECT substr(digits[1], i, 1)::integer AS d) AS digit
    ) % 10 = 0)
$$;

ALTER TABLE billing.payments DROP CONSTRAINT payments_no_card_number;
ALTER TABLE billing.payments ADD CONSTRAINT payments_no_card_number CHECK (NOT billing.holds_card_number(terminal_ref));
ALTER TABLE billing.refunds ADD CONSTRAINT refunds_no_card_number CHECK (NOT billing.holds_card_number(terminal_ref));
