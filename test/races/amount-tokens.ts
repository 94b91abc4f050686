/** What one way of writing an amount is read as: null = refused with 400. */
export interface Token {
  /** As it stands in the body, JSON or not. */
  readonly text: string
  /** Where 6 decimals are kept. */
  readonly exact: string | null
  /** Where it is rounded to cents. */
  readonly cents: string | null
  /** In documents of our own, which take nothing finer than a cent and nothing negative. */
  readonly own: string | null
}

const refused = (text: string): Token => ({ text, exact: null, cents: null, own: null })
const whole = (text: string, value: string): Token => ({ text, exact: value, cents: value, own: value.startsWith('-') ? null : value })
const fine = (text: string, exact: string, cents: string): Token => ({ text, exact, cents, own: null })

/** By docs/commission-rules.md, "Numbers": 15 significant digits of the double, then 6 decimals, then the minor unit; halves away from zero. */
export const TOKENS: readonly Token[] = [
  // Zeros.
  whole('0', '0'), whole('-0', '0'), whole('0.0', '0'), whole('-0.0', '0'), whole('0e0', '0'), whole('1e-400', '0'), whole('-1e-400', '0'),
  // The same number written in other ways.
  whole('1', '1'), whole('1.0', '1'), whole('1e0', '1'), whole('10e-1', '1'), whole('0.1E1', '1'), whole('1.10', '1.1'), whole('1E+2', '100'), whole('-1', '-1'),
  // Cents that a double does not hold.
  whole('0.01', '0.01'), whole('0.1', '0.1'), whole('0.30000000000000004', '0.3'), whole('1.1500000000000001', '1.15'), whole('33.33', '33.33'), whole('-2.67', '-2.67'),
  // Halves, and next to them.
  fine('1.005', '1.005', '1.01'), fine('-1.005', '-1.005', '-1.01'), fine('2.675', '2.675', '2.68'), fine('0.005', '0.005', '0.01'), fine('0.0049999', '0.005', '0.01'),
  fine('0.004999', '0.004999', '0'), fine('99.999999', '99.999999', '100'), fine('99.9999995', '100', '100'), fine('99.9999994', '99.999999', '100'),
  fine('33.333333333333336', '33.333333', '33.33'), fine('123456789.123456789', '123456789.123457', '123456789.12'),
  fine('1e-6', '0.000001', '0'), fine('5e-7', '0.000001', '0'), fine('-5e-7', '-0.000001', '0'), fine('4.9e-7', '0', '0'), fine('1e-7', '0', '0'), fine('5e-324', '0', '0'),
  // Large ones: 15 digits, and smaller than 10^13.
  whole('9999999999999', '9999999999999'), whole('9999999999999.99', '9999999999999.99'), whole('-9999999999999.99', '-9999999999999.99'), whole('123456789012.345e1', '1234567890123.45'), whole('9999999999999.995', '9999999999999.99'),
  refused('9999999999999.997'), refused('1e13'), refused('-1e13'), refused('10000000000000'), refused('9007199254740991'), refused('9007199254740993'), refused('9007199254740993.01'),
  refused('12345678901234567890'), refused('1e308'), refused('1e400'), refused('-1e400'),
  // No numbers.
  refused('"1"'), refused('"NaN"'), refused('"Infinity"'), refused('true'), refused('[]'), refused('[1]'), refused('{}'),
  // No JSON.
  refused('NaN'), refused('Infinity'), refused('-Infinity'), refused('0x10'), refused('1_000'), refused('1,5'), refused('01'), refused('+1'), refused('.5'), refused('1.'), refused('1e'), refused('--1'),
]
