/** What the kinds of payout methods are called, by the words of the area. */
export const VIA = { bank: 'viaBank', pix: 'viaPix', paypal: 'viaPaypal', wise: 'viaWise', crypto: 'viaCrypto', other: 'viaOther' } as const
