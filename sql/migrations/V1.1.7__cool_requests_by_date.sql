-- The night looks for what is long settled among all that a terminal holds: by date, not by reading every request that ever was.
DROP INDEX operations.service_requests_hot_idx;
CREATE INDEX service_requests_hot_idx ON operations.service_requests (property_id, requested_at) WHERE hot;
