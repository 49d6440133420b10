import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

// What a person sees goes through `t`, which finds it in the language of the screen. What stands on a key is the same in each.
const LETTERS = '/^(?!(Esc|Enter|Ctrl)$).*\\p{L}{2}/su'
const SHOWN =
  '/^(title|label|aria-label|placeholder|alt|what|todo|hint|aside|description|text|part|error|word|header)$/'
const places = [
  `JSXAttribute[name.name=${SHOWN}]`,
  `JSXAttribute[name.name=${SHOWN}] > JSXExpressionContainer`,
  ':matches(JSXElement, JSXFragment) > JSXExpressionContainer',
  `:matches(JSXAttribute[name.name=${SHOWN}], JSXElement, JSXFragment) > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression)`,
  `Property[key.name=${SHOWN}]`,
  `Property[key.name=${SHOWN}] > :matches(ConditionalExpression, LogicalExpression, ArrowFunctionExpression)`,
  'CallExpression[callee.name="tell"]',
]
const spoken = [
  { selector: `JSXText[value=${LETTERS}]`, message: 'Say it by t(…).' },
  ...places.flatMap((place) => [
    { selector: `${place} > Literal[value=${LETTERS}]`, message: 'Say it by t(…).' },
    { selector: `${place} > TemplateLiteral > TemplateElement[value.raw=${LETTERS}]`, message: 'Say it by t(…).' },
  ]),
]
const saidAtLoad = {
  selector: 'CallExpression[callee.name="t"]:not(:function CallExpression)',
  message: 'The language may change: call t while drawing, never as a module is loaded.',
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.stayos/'] },
  js.configs.recommended,
  tseslint.configs.strict,
  {
    linterOptions: { noInlineConfig: true },
    rules: {
      'max-lines': ['error', { max: 500 }],
      'no-restricted-globals': ['error', 'event', 'name'],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'off',
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['renderer/**/*.{ts,tsx}', 'shared/domains/**/*words.ts'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...spoken, saidAtLoad] },
  },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', module: 'writable' } } },
)
