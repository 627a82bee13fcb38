import type { CommanderError } from 'commander';
import type { Language } from '#contract/basics.ts';
import { UsageError } from './outcome.ts';

const HINT = { tr: 'Yardım: meschain --help', en: 'Help: meschain --help' } as const;

type Sentence = { readonly tr: (quoted: string) => string; readonly en: (quoted: string) => string };

/** What Commander's codes mean. What stands in its message between quotes is the option or command in question. */
const SENTENCES: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  [
    'commander.unknownCommand',
    { tr: (name) => `Böyle bir komut yok: ${name}.`, en: (name) => `There is no such command: ${name}.` },
  ],
  [
    'commander.unknownOption',
    { tr: (name) => `Böyle bir seçenek yok: ${name}.`, en: (name) => `There is no such option: ${name}.` },
  ],
  [
    'commander.missingArgument',
    { tr: (name) => `Eksik değer: ${name}.`, en: (name) => `A value is missing: ${name}.` },
  ],
  [
    'commander.optionMissingArgument',
    { tr: (name) => `Seçeneğin değeri eksik: ${name}.`, en: (name) => `The option needs a value: ${name}.` },
  ],
  [
    'commander.missingMandatoryOptionValue',
    { tr: (name) => `Bu seçenek verilmeli: ${name}.`, en: (name) => `This option is needed: ${name}.` },
  ],
  [
    'commander.conflictingOption',
    { tr: (name) => `Birlikte verilemez: ${name}.`, en: (name) => `Cannot be used together: ${name}.` },
  ],
  [
    'commander.excessArguments',
    { tr: () => 'Fazladan değer verildi.', en: () => 'There is a value too many.' },
  ],
  [
    'commander.invalidArgument',
    { tr: (name) => `Geçersiz değer: ${name}.`, en: (name) => `A value is not valid: ${name}.` },
  ],
]);

/** Commander's complaint as a sentence in the merchant's language. Null when it is none: help or version was asked for. */
export function usageErrorOf(error: CommanderError): UsageError | null {
  if (error.exitCode === 0 || error.code === 'commander.helpDisplayed') return null;
  if (error.code === 'commander.help')
    return new UsageError(`Bir komut verilmeli. ${HINT.tr}`, `A command is needed. ${HINT.en}`);
  const quoted = Array.from(error.message.matchAll(/'([^']+)'/g), (match) => match[1]!).join(', ');
  const sentence = SENTENCES.get(error.code);
  if (!sentence) return new UsageError(`${error.message} ${HINT.tr}`, `${error.message} ${HINT.en}`);
  return new UsageError(`${sentence.tr(quoted)} ${HINT.tr}`, `${sentence.en(quoted)} ${HINT.en}`);
}

/** What `--json` prints for a wrong call: the same form as any other failure. */
export function usageJson(error: UsageError, language: Language): { readonly error: Record<string, string> } {
  const nothing = { tr: 'Hiçbir şey yapılmadı.', en: 'Nothing was done.' };
  return {
    error: {
      code: 'input/invalid',
      happened: error[language],
      means: nothing[language],
      action: HINT[language],
    },
  };
}
