import type { ReadColumn } from '../../server/replication/transaction.ts'

/*
 * A where clause of the official suites as a predicate over the stream's text values. What it cannot read it refuses: a clause that means one thing
 * in the snapshot and another in the stream would pass for a defect of the engine.
 *
 *   or := and (OR and)*    and := unary (AND unary)*    unary := NOT unary | ( or ) | comparison
 *   comparison := operand (= <> != < <= > >= LIKE) operand | operand IS [NOT] NULL | operand [NOT] IN ( operand, ... )
 */

export class UnreadableClause extends Error {}

type Value = string | null
type Operand = { readonly column?: string; read(row: ReadColumn): Value }
/** Null is SQL's unknown. */
type Condition = (row: ReadColumn) => boolean | null

const TOKEN =
  /\s*(?:'((?:[^']|'')*)'|"((?:[^"]|"")+)"|(-?\d+(?:\.\d+)?)|\$(\d+)|([A-Za-z_]\w*)|(<>|!=|<=|>=|[=<>(),]))/y

interface Token {
  readonly kind: 'text' | 'name' | 'number' | 'parameter' | 'word' | 'sign'
  readonly text: string
}

const KINDS = ['text', 'name', 'number', 'parameter', 'word', 'sign'] as const

function tokens(clause: string): Token[] {
  const found: Token[] = []
  for (let at = 0; clause.slice(at).trim() !== '';) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(clause)
    const index = match?.slice(1).findIndex((group) => group !== undefined) ?? -1
    const kind = KINDS[index]
    if (!match || !kind) throw new UnreadableClause(clause)
    found.push({ kind, text: match[index + 1] ?? '' })
    at += match[0].length
  }
  return found
}

/** `isNumeric` decides how a column compares. Throws `UnreadableClause`. */
export function compilePredicate(
  clause: string,
  params: ReadonlyMap<string, string>,
  isNumeric: (column: string) => boolean,
): (row: ReadColumn) => boolean {
  const parser = new Parser(tokens(clause), params, isNumeric)
  const condition = parser.whole()
  return (row) => condition(row) === true
}

class Parser {
  private at = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly params: ReadonlyMap<string, string>,
    private readonly isNumeric: (column: string) => boolean,
  ) {}

  whole(): Condition {
    const condition = this.or()
    if (this.at < this.tokens.length) throw this.unreadable()
    return condition
  }

  private or(): Condition {
    let left = this.and()
    while (this.word('OR')) {
      const [a, b] = [left, this.and()]
      left = (row) => (a(row) || b(row) ? true : a(row) === null || b(row) === null ? null : false)
    }
    return left
  }

  private and(): Condition {
    let left = this.unary()
    while (this.word('AND')) {
      const [a, b] = [left, this.unary()]
      left = (row) => (a(row) === false || b(row) === false ? false : a(row) === null || b(row) === null ? null : true)
    }
    return left
  }

  private unary(): Condition {
    if (this.word('NOT')) return negate(this.unary())
    if (!this.sign('(')) return this.comparison()
    const inner = this.or()
    this.expect(')')
    return inner
  }

  private comparison(): Condition {
    const left = this.operand()
    if (this.word('IS')) {
      const wanted = !this.word('NOT')
      if (!this.word('NULL')) throw this.unreadable()
      return (row) => (left.read(row) === null) === wanted
    }
    const negated = this.word('NOT')
    if (this.word('IN')) return maybe(negated, this.membership(left))
    if (this.word('LIKE')) return maybe(negated, like(left, this.operand()))
    const operator = this.next('sign').text
    return this.compare(left, operator, this.operand())
  }

  private membership(left: Operand): Condition {
    this.expect('(')
    let found = this.compare(left, '=', this.operand())
    while (this.sign(',')) {
      const [before, also] = [found, this.compare(left, '=', this.operand())]
      found = (row) => before(row) || also(row)
    }
    this.expect(')')
    return found
  }

  private compare(left: Operand, operator: string, right: Operand): Condition {
    const numeric = [left, right].every(({ column }) => column === undefined || this.isNumeric(column))
    return (row) => {
      const [a, b] = [left.read(row), right.read(row)]
      if (a === null || b === null) return null
      if (numeric) return holds(operator, Number(a) - Number(b))
      return holds(operator, a < b ? -1 : a > b ? 1 : 0)
    }
  }

  private operand(): Operand {
    const token = this.tokens[this.at++]
    switch (token?.kind) {
      case 'text':
        return { read: () => token.text.replaceAll("''", "'") }
      case 'number':
        return { read: () => token.text }
      case 'parameter':
        return { read: () => this.params.get(token.text) ?? null }
      case 'name':
      case 'word': {
        const column = token.kind === 'name' ? token.text.replaceAll('""', '"') : token.text.toLowerCase()
        return { column, read: (row) => row(column) ?? null }
      }
      default:
        throw this.unreadable()
    }
  }

  private word(text: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.text.toUpperCase() !== text) return false
    this.at++
    return true
  }

  private sign(text: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'sign' || token.text !== text) return false
    this.at++
    return true
  }

  private expect(text: string): void {
    if (!this.sign(text)) throw this.unreadable()
  }

  private next(kind: Token['kind']): Token {
    const token = this.tokens[this.at++]
    if (token?.kind !== kind) throw this.unreadable()
    return token
  }

  private unreadable(): UnreadableClause {
    return new UnreadableClause(`near ${this.tokens[this.at]?.text ?? 'the end'}`)
  }
}

const negate =
  (condition: Condition): Condition =>
  (row) => {
    const result = condition(row)
    return result === null ? null : !result
  }

const maybe = (negated: boolean, condition: Condition) => (negated ? negate(condition) : condition)

function like(left: Operand, right: Operand): Condition {
  return (row) => {
    const [text, pattern] = [left.read(row), right.read(row)]
    if (text === null || pattern === null) return null
    const source = pattern
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '.*')
      .replaceAll('_', '.')
    return new RegExp(`^${source}$`, 's').test(text)
  }
}

function holds(operator: string, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0
    case '<>':
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      throw new UnreadableClause(operator)
  }
}
