/** Says at the end of a text which item it is about, as n8n does. */
export const withItem = (text: string, itemIndex: number): string => `${text} [item ${itemIndex}]`;

/** The text for a place where it is clear which item it is about. */
export const withoutItem = (text: string): string => text.replace(/ \[item \d+\]$/, '');
