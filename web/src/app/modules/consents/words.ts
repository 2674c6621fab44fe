const CHANNELS: Record<string, string> = { sms: 'SMS', email: 'E-mail', phone: 'Phone', whatsapp: 'WhatsApp', post: 'Post' };

function sentence(text: string): string {
  const plain = text.toLowerCase().replaceAll('_', ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** What the data would be used for. */
export function purposeWord(purpose: string): string {
  return sentence(purpose);
}

/** How the customer would be reached. */
export function channelWord(channel: string): string {
  return CHANNELS[channel.toLowerCase()] ?? sentence(channel);
}
