import { OURS, THEIRS } from './two-houses.ts'

/** A row of another property, by its bare value: what a function could be asked about. */
const THEIR_ROW = `jsonb_build_object('property_id', '${THEIRS}', 'last_name', 'Foreign')`

interface ServedFunction {
  /** Called as the role that serves requests, about one property, with what it could be tempted with. */
  readonly call: string
  /** What it may give: what was put in, and nothing of the other property. A pattern where it is of the moment. */
  readonly gives: string | RegExp
}

/** Every function that the role which serves requests may call. One that is not here turns a test red. */
export const SERVED_FUNCTIONS: Readonly<Record<string, ServedFunction>> = {
  'shared.uuid_generate_v7()': {
    call: 'shared.uuid_generate_v7()',
    gives: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  },
  'shared.command_time()': { call: 'shared.command_time()', gives: /^\d{4}-\d{2}-\d{2} / },
  'shared.current_actor()': { call: 'shared.current_actor()', gives: /^[0-9a-f-]{36}$/ },
  'shared.current_property_ids()': { call: 'shared.current_property_ids()', gives: `{${OURS}}` },
  'shared.fold(text)': { call: `shared.fold('João Straße')`, gives: 'joao strasse' },
  'shared.encrypt_pii(text,text)': { call: `length(shared.encrypt_pii('${THEIRS}', 'key')) > 36`, gives: 'true' },
  'shared.decrypt_pii(bytea,text)': {
    call: `shared.decrypt_pii(shared.encrypt_pii('mine', 'key'), 'key')`,
    gives: 'mine',
  },
  'compliance.setting(text)': { call: `compliance.setting('current_property_id')`, gives: OURS },
  'compliance.property_of(text,jsonb)': {
    call: `compliance.property_of('folios', ${THEIR_ROW})`,
    gives: THEIRS,
  },
  'compliance.withhold(jsonb,text[])': {
    call: `compliance.withhold(${THEIR_ROW}, '{last_name}') ->> 'last_name'`,
    gives: 'withheld',
  },
  'billing.holds_card_number(text)': {
    call: `billing.holds_card_number('SL 4111 1111 1111 1111')::text || billing.holds_card_number('SL123456')`,
    gives: 'truefalse',
  },
  'fb.modifiers_price(jsonb)': { call: `fb.modifiers_price('[{"price_delta": "1.50"}]')`, gives: '1.50' },
}
