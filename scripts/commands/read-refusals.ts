import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'
import { isRefusalCode } from '../../shared/domains/refusals.ts'

const COMMAND_NAME = /^v\d+\.[a-z]+\.[a-zA-Z]+$/
/** What a handler refuses with is written as no('code', ...) or refused('code', ...). */
const REFUSES = ['no', 'refused', 'refuse']

/**
 * The codes that each command can refuse with: those that its definition can reach, function by function, through the files of the domain.
 * A code that only some path of a shared function gives is listed for whoever calls that function.
 */
export function readRefusals(folder: string): ReadonlyMap<string, readonly string[]> {
  const root = resolve(folder)
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(root, name))
  const program = ts.createProgram(files, {
    ...{ noLib: true, noEmit: true, types: [], allowImportingTsExtensions: true },
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  })
  const checker = program.getTypeChecker()
  const codesByCommand = new Map<string, readonly string[]>()
  for (const file of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(root))) {
    visit(file, (node) => {
      const name = nameOfDefinition(node)
      if (name !== undefined) codesByCommand.set(name, [...codesFrom(node, checker, root)].sort())
    })
  }
  return codesByCommand
}

/** export const checkInCommand = defineCommand({ name: 'v1...' }), or whatever else makes one of its name. */
function nameOfDefinition(node: ts.Node): string | undefined {
  if (!ts.isVariableDeclaration(node) || !node.name.getText().endsWith('Command') || !node.initializer) return undefined
  let name: string | undefined
  visit(node.initializer, (inner) => {
    if (ts.isStringLiteral(inner) && COMMAND_NAME.test(inner.text)) name ??= inner.text
  })
  return name
}

function codesFrom(start: ts.Node, checker: ts.TypeChecker, root: string): ReadonlySet<string> {
  const codes = new Set<string>()
  const seen = new Set<ts.Node>([start])
  const waiting = [start]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    visit(node, (inner) => {
      for (const code of codesOfCall(inner)) codes.add(code)
      for (const declaration of declarationsOf(inner, checker)) {
        if (seen.has(declaration) || !declaration.getSourceFile().fileName.startsWith(root)) continue
        seen.add(declaration)
        waiting.push(declaration)
      }
    })
  }
  return codes
}

function codesOfCall(node: ts.Node): string[] {
  if (!ts.isCallExpression(node) || !REFUSES.includes(node.expression.getText())) return []
  const codes: string[] = []
  const [code] = node.arguments
  if (code)
    visit(code, (inner) => void (ts.isStringLiteral(inner) && isRefusalCode(inner.text) && codes.push(inner.text)))
  return codes
}

/** Functions and constants that a name stands for; types lead nowhere. */
function declarationsOf(node: ts.Node, checker: ts.TypeChecker): ts.Node[] {
  if (!ts.isIdentifier(node)) return []
  let symbol = checker.getSymbolAtLocation(node)
  if (symbol && ts.isShorthandPropertyAssignment(node.parent))
    symbol = checker.getShorthandAssignmentValueSymbol(node.parent)
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol)
  return (symbol?.declarations ?? []).filter(
    (declaration) => ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration),
  )
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  if (ts.isTypeNode(node)) return
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}
