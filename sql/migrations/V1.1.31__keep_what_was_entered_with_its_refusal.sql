-- What was entered in a command that was refused, where its dialog can be opened again: the arguments of one of shared/domains/resolution/given-again.ts.
ALTER TABLE sync.resolutions ADD COLUMN entered jsonb CHECK (jsonb_typeof(entered) = 'object');
