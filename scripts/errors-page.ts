import { type DocumentedError, documentedErrors, errorDomains } from './error-docs.ts';

const HEAD = `# Errors

<!-- Written by \`npm run docs:errors\` from scripts/error-docs: edit the rows there, not this page. -->

Every failure of structwire is a \`StructwireError\`. Match on its \`code\`, never on the text: codes are append-only,
texts may get better. \`isStructwireError(error, code)\` narrows a caught value and types its \`context\`; \`path\`
(\`header.items[3]\`), \`offset\` (bytes) and \`index\` (characters of a format or declaration) say where it happened.
`;

/** The text of \`docs/errors.md\`. */
export function errorsPage(): string {
  const errors = documentedErrors();
  const contents = errorDomains().map((domain) => linksTo(domain, errors));
  return [HEAD, ...contents, ...errors.map(section)].join('\n');
}

function linksTo(domain: string, errors: readonly DocumentedError[]): string {
  const links = errors.filter((error) => error.domain === domain).map(({ code }) => `[\`${code}\`](#${code})`);
  return `**${domain}:** ${links.join(' · ')}\n`;
}

function section({ code, message, doc }: DocumentedError): string {
  const context = Object.keys(doc.example);
  const lines = [
    '',
    `## ${code}`,
    '',
    quoted(message(doc.example)),
    '',
    `**Cause.** ${doc.cause}`,
    '',
    `**Cure.** ${doc.cure}`,
    '',
  ];
  if (context.length > 0) lines.push(`**Context.** ${context.map((name) => `\`${name}\``).join(', ')}`, '');
  return lines.join('\n');
}

/** A message of one line as a quotation, one that shows a line of source as it is printed. */
function quoted(message: string): string {
  return message.includes('\n') ? `\`\`\`text\n${message}\n\`\`\`` : `> ${escapeMarkdown(message)}`;
}

/** A message as text: what Markdown or HTML would take as markup is escaped. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&');
}
