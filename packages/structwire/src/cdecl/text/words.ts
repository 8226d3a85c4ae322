/** The words of a text: a list that reads without quotes and commas. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
