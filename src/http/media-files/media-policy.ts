import { FRAME_SANDBOX } from '../../domain/media/embed-code.ts'

/**
 * What a page of an HTML5 medium may do, wherever it is opened. The sandbox gives it an origin of its own that nobody shares, so that it has
 * no cookies, no storage and no way into ours; it loads what it carries itself and banners, sends nothing anywhere, and opens links.
 */
export const HTML_POLICY = [
  `sandbox ${FRAME_SANDBOX}`, "default-src 'none'", "script-src 'unsafe-inline'", "style-src 'unsafe-inline'", 'img-src data: blob: https:', 'media-src data: blob:', 'font-src data:',
  "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "object-src 'none'", "frame-src 'none'", "worker-src 'none'",
].join('; ')

/** A picture is nothing else, whatever somebody takes it for. */
export const PICTURE_POLICY = "sandbox; default-src 'none'"
