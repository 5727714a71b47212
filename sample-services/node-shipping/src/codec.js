// Values in Confluent's wire format: 0x00, the schema's id in four bytes, the record in Avro.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

import { isClaim } from './claims.js';
import { BadCommand, Transient } from './errors.js';

const ID_END = 5;
const PROTOCOL = 'dev.sagas.schema.';

/** Encodes the replies and decodes the commands whose schemas it was given. */
export class Codec {
  #url;
  #registry;
  #claims;
  #idsByType = new Map();

  constructor(url, claims) {
    this.#claims = claims;
    this.#url = url.replace(/\/$/, '');
    this.#registry = new SchemaRegistry({ host: this.#url });
  }

  /**
   * Registers the schema of a reply under its full name (RecordNameStrategy), before the first
   * command: while records flow nothing is registered.
   */
  async register(schema) {
    const subject = `${schema.namespace}.${schema.name}`;
    // The client's own register() also sets the subject's compatibility: that is not ours to say.
    const response = await fetch(
      `${this.#url}/subjects/${encodeURIComponent(subject)}/versions`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
        body: JSON.stringify({ schema: JSON.stringify(schema) }),
      },
    );
    if (!response.ok) {
      throw new Error(`The registry refused ${subject}: ${response.status} ${await response.text()}`);
    }
    const { id } = await response.json();
    await this.#registry.getSchema(id); // From now on it is cached: encoding asks nobody.
    this.#idsByType.set(subject, id);
  }

  isRegistered(type) {
    return this.#idsByType.has(type);
  }

  /**
   * The value, or its claim if it is large. Throws Transient if the store does not take it now, and
   * another error if the record does not fit its schema.
   */
  async encode(type, record) {
    const value = await this.#registry.encode(this.#idsByType.get(type), record);
    // Records of the protocol are small, and readers need them without a store.
    return type.startsWith(PROTOCOL) ? value : this.#claims.checkIn(value);
  }

  /** The full name of the record that a value holds. */
  async typeOf(value) {
    if (value === null) {
      throw new BadCommand('CORRUPT_COMMAND', 'Expected a value');
    }
    if (value.length < ID_END || (value[0] !== 0 && !isClaim(value))) {
      throw new BadCommand('CORRUPT_COMMAND', "Expected Confluent's wire format");
    }
    const id = value.readInt32BE(1);
    const schema = await this.#ask(() => this.#registry.getSchema(id));
    return schema.name;
  }

  /** The record, loaded if the value is a claim, resolved from the writer's schema to the reader's. */
  async decode(value, readerSchema) {
    const inline = await this.#claims.inline(value);
    return this.#ask(() => this.#registry.decode(inline, { AVRO: { readerSchema } }));
  }

  async #ask(question) {
    try {
      return await question();
    } catch (e) {
      if (e.status === 404) {
        throw new BadCommand('UNKNOWN_SCHEMA', e.message);
      }
      if (e.name === 'ResponseError') {
        throw new Transient('The registry does not answer', { cause: e });
      }
      throw new BadCommand('CORRUPT_COMMAND', e.message);
    }
  }
}
