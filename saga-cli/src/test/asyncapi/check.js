// Parses each document; writes for each what is wrong with it, and what it says, as a line of JSON.
import { readFile } from 'node:fs/promises';
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';
import { Parser } from '@asyncapi/parser';

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());

for (const file of process.argv.slice(2)) {
  const { document, diagnostics } = await parser.parse(await readFile(file, 'utf8'));
  const problems = diagnostics
    .filter((diagnostic) => diagnostic.severity <= 1)
    .map(({ code, message, path, severity }) => ({ code, message, severity, path: path.join('/') }));
  console.log(
    JSON.stringify({
      problems,
      version: document?.version() ?? null,
      messages: document?.allMessages().all().map((message) => message.id()) ?? [],
      operations: document?.operations().all().map((operation) => operation.id()) ?? [],
    }),
  );
}
