import { isbot } from 'isbot'

/** What is kept of a User-Agent header: not the header, which tells people apart, but its family. */
export interface VisitorAgent {
  readonly family: string
  readonly isBot: boolean
}

// In this order: nearly every agent also calls itself Chrome, Safari and Mozilla.
const FAMILIES: readonly (readonly [family: string, pattern: RegExp])[] = [
  ['Facebook app', /\bFB(?:AN|AV|_IAB)\b/],
  ['Instagram app', /\bInstagram\b/],
  ['TikTok app', /\b(?:musical_ly|BytedanceWebview|TikTok)\b/i],
  ['Telegram app', /\bTelegram/],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOP(?:R|T|X)\/|\bOpera\b/],
  ['Yandex', /\bYaBrowser\//],
  ['UC Browser', /\bUCBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Android WebView', /\bAndroid\b.*; wv\)/],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
  ['iOS WebView', /\b(?:iPhone|iPad|iPod)\b.*AppleWebKit/],
]

/** Reads a User-Agent header. An empty one is a robot's: every browser says who it is. */
export function readVisitorAgent(userAgent: string): VisitorAgent {
  if (userAgent.trim() === '' || isbot(userAgent)) return { family: 'bot', isBot: true }
  const known = FAMILIES.find(([, pattern]) => pattern.test(userAgent))
  return { family: known === undefined ? 'other' : known[0], isBot: false }
}
