import { lexer, type Token, walkTokens } from 'marked';

/** The only HTML that is written. */
const OWN_HTML = /^(?:<!-- regdoctor report -->|<\/?details>|<summary>[^<>&@#`]*<\/summary>|<\/?sub>|\s)*$/;
/** What the sites that render it make links of, in what is not code: people, issues, commits, addresses. */
const REFERS = /@\w|#\d|\bGH-\d|\b(?=\w*\d)[0-9a-f]{7,}\b|https?:\/\/|www\.|:\w+:/i;

/** Markdown as a reader of GitHub's kind of it takes it apart. */
export function tokensOf(markdown: string): Token[] {
  const tokens: Token[] = [];
  walkTokens(lexer(markdown, { gfm: true }), (token) => {
    tokens.push(token);
  });
  return tokens;
}

/** What is in Markdown and should not be: more than words, code, lists, tables and emphasis of our own. */
export function markdownProblems(markdown: string): string[] {
  return tokensOf(markdown).flatMap((token) => {
    if (token.type === 'html') return OWN_HTML.test(token.raw) ? [] : [`html: ${token.raw}`];
    if (token.type === 'link' || token.type === 'image' || token.type === 'del' || token.type === 'def')
      return [`${token.type}: ${token.raw}`];
    if (token.type === 'text' && !('tokens' in token && token.tokens))
      return REFERS.test(token.raw) ? [`refers: ${token.raw}`] : [];
    return [];
  });
}
