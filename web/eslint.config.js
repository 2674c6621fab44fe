import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

const onlyIn = (allowed, message) => ({ regex: allowed, message });
const noCharts = { regex: '^echarts', message: 'Only ui/chart touches ECharts; take ChartOption from ui/chart.' };

// Attributes whose values are names for programs: everything else is read by someone.
const NAMES = ['as', 'field', 'data-use', 'slot', 'shape', 'kind', 'tone', 'size', 'url', 'method', 'rel', 'autocapitalize', 'spellcheck',
  'scope', 'cdkMenu', 'ariaCurrentWhenActive', 'aria-live', 'aria-keyshortcuts', 'aria-describedby', 'aria-labelledby', 'aria-controls',
  'aria-haspopup', 'aria-sort', 'inputmode', 'enterkeyhint', 'fragment', 'align', 'icon', 'form', 'as', 'aria-autocomplete', 'queryParamsHandling', 'encapsulation', 'preserveAspectRatio'];

export default tseslint.config(
  { ignores: ['dist/**', 'src/app/api/**'] },
  {
    files: ['src/**/*.ts'],
    extends: [...tseslint.configs.recommended, ...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', [{ type: 'element', prefix: 'c', style: 'kebab-case' }, { type: 'attribute', prefix: 'c', style: 'camelCase' }]],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'c', style: 'camelCase' }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'off',
      'no-restricted-imports': ['error', { patterns: [noCharts] }],
    },
  },
  {
    files: ['src/app/modules/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noCharts,
        onlyIn('^\\.\\./(?!\\.\\./(ui|api)/)', 'A module imports api and ui only, never a sibling or the shell.')] }],
    },
  },
  {
    files: ['src/app/ui/**/*.ts'],
    ignores: ['src/app/ui/chart/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noCharts,
        onlyIn('^(\\.\\./)+(modules|shell|api)/', 'ui knows no customer, no API and no page.')] }],
    },
  },
  {
    files: ['src/app/ui/chart/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [
        onlyIn('^(\\.\\./)+(modules|shell|api)/', 'ui knows no customer, no API and no page.')] }],
    },
  },
  { files: ['src/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: { '@angular-eslint/template/no-autofocus': 'off' } }, // a dialog puts the focus on its safe button
  // Angular sets such an attribute as a property, which these have not: the text would be lost.
  { files: ['src/**/*.html'], rules: { 'no-restricted-syntax': ['error', { selector: 'BoundAttribute[i18n][name=/^aria-/]',
    message: 'Bind [attr.aria-label] to a text of $localize: i18n on an aria attribute with a value in it is not written.' }] } },
  { files: ['src/app/**/*.html'], rules: { '@angular-eslint/template/i18n': ['error', {
    checkId: false, ignoreAttributes: NAMES, ignoreTags: ['kbd'] }] } },
);
