import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';

const SCHEMA = resolve(import.meta.dirname, 'fixtures/junit-10.xsd');
let validator: XsdValidator | null = null;

/** What is wrong with a text as XML and by the schema of JUnit files; empty: nothing. */
export function junitProblems(text: string): readonly string[] {
  validator ??= XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(SCHEMA)));
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(text);
  } catch (error) {
    return [String(error)];
  }
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return error instanceof XmlValidateError ? error.details.map(({ message }) => message) : [String(error)];
  } finally {
    document.dispose();
  }
}

/** What an XPath expression finds in it: text of attributes and elements as a reader gets it. */
export function junitText(text: string, expression: string): readonly string[] {
  const document = XmlDocument.fromString(text);
  try {
    return document.find(expression).map(({ content }) => content);
  } finally {
    document.dispose();
  }
}
