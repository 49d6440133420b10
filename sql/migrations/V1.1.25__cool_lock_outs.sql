-- A lock-out of last year tells a terminal nothing: it leaves by `hot`, as all that was settled does.
ALTER TABLE shared.sign_in_lock_outs ADD COLUMN hot boolean NOT NULL DEFAULT true;
DROP INDEX shared.sign_in_lock_outs_property_idx;
CREATE INDEX sign_in_lock_outs_hot_idx ON shared.sign_in_lock_outs (property_id) WHERE hot;
