/** Whether a picture can stand at the head of a paper: tried on one that nobody sees. */
export async function canBeDrawn(picture: Buffer): Promise<boolean> {
  const { default: PDFDocument } = await import('pdfkit')
  const doc = new PDFDocument({ font: '' })
  // Nobody reads it, and it is not finished.
  doc.on('error', () => undefined)
  try {
    doc.image(picture, 0, 0, { fit: [1, 1] })
    return true
  } catch {
    return false
  }
}
