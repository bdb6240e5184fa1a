const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of bytes written as hexadecimal digits. Source: RFC 4648, section 4. */
export function base64OfHex(hex: string): string {
  let text = '';
  for (let i = 0; i < hex.length; i += 6) {
    const part = hex.slice(i, i + 6);
    const bits = Number.parseInt(part.padEnd(6, '0'), 16);
    const digits = [18, 12, 6, 0].map((shift) => DIGITS.charAt((bits >>> shift) & 63)).join('');
    const used = part.length / 2 + 1;
    text += digits.slice(0, used).padEnd(4, '=');
  }
  return text;
}
