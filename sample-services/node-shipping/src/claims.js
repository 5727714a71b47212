// Claims: what a record carries in place of a large value, which is kept in an object store.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { BadCommand, Transient } from './errors.js';
import { FileStore } from './file-store.js';

const HEADER_BYTES = 5; // a first byte and the schema's id, as in front of every value
const CLAIM = 'C'.charCodeAt(0);
const MARK = Buffer.from('CLAIM1');
const LENGTH_AT = HEADER_BYTES + MARK.length;
const DIGEST_AT = LENGTH_AT + 8;
const MEDIA_TYPE_AT = DIGEST_AT + 32;
const MEDIA_TYPE = Buffer.from('avro/binary');
/** By this object a store is recognised: without it, a folder may not be mounted. */
const MARKER = 'store.json';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function isClaim(value) {
  return value.length > 0 && value[0] === CLAIM;
}

/** The claim of a value in wire format. */
export function claimOf(value) {
  const avro = value.subarray(HEADER_BYTES);
  const length = Buffer.alloc(8);
  length.writeBigInt64BE(BigInt(avro.length));
  const header = Buffer.from(value.subarray(0, HEADER_BYTES));
  header[0] = CLAIM;
  return Buffer.concat([header, MARK, length, sha256(avro), MEDIA_TYPE]);
}

/** What a claim says: the schema's id, and length and digest of the Avro binary. */
export function parseClaim(value) {
  if (
    value.length <= MEDIA_TYPE_AT ||
    !value.subarray(HEADER_BYTES, LENGTH_AT).equals(MARK) ||
    !/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.test(value.toString('latin1', MEDIA_TYPE_AT))
  ) {
    throw new BadCommand('CORRUPT_COMMAND', 'Expected the claim of a value outside Kafka');
  }
  return {
    header: value.subarray(1, HEADER_BYTES),
    bytes: value.readBigInt64BE(LENGTH_AT),
    sha256: value.toString('hex', DIGEST_AT, MEDIA_TYPE_AT),
  };
}

/** Stores and loads the values; without an address there are none. */
export class Claims {
  #store;
  #keys;
  #minBytes;
  #now;
  #isKnown;

  /**
   * `keyFile`: each line an id and a key in Base64; the first encrypts, all decrypt. `create`:
   * whether a store that has never been used is taken into use.
   */
  constructor({ url, minBytes, keyFile, create = true }, now = () => new Date()) {
    this.#store = url ? new FileStore(url) : null;
    this.#minBytes = minBytes;
    this.#keys = keyFile ? readKeys(keyFile) : [];
    this.#isKnown = !create;
    this.#now = now;
  }

  /** The value itself if it is small; else its claim, once the object is on the disk. */
  async checkIn(value) {
    if (this.#store === null || value.length <= this.#minBytes) {
      return value;
    }
    const claim = claimOf(value);
    const { sha256: digest } = parseClaim(claim);
    if (!(await this.#ask(() => this.#put(digest, value.subarray(HEADER_BYTES))))) {
      throw new Transient(`Object ${digest} is being collected`);
    }
    return claim;
  }

  /** In this order: see "Large values" of the protocol. False if it is being collected. */
  async #put(digest, avro) {
    if (this.#isKnown) {
      await this.#requireMarker();
    } else {
      await this.#store.putIfAbsent(MARKER, Buffer.from('{"holds":"large values of sagas"}\n'));
      this.#isKnown = true;
    }
    const day = this.#now().toISOString().slice(0, 10);
    await this.#store.putIfAbsent(`${key('leases', digest)}/${day}`, Buffer.alloc(0));
    const content = key('claims', digest);
    const isNew = await this.#store.putIfAbsent(content, this.#sealed(digest, avro));
    if (await this.#store.has(key('condemned', digest))) {
      return false;
    }
    return isNew || (await this.#store.has(content));
  }

  /** The value in wire format, loaded if it is a claim. */
  async inline(value) {
    if (!isClaim(value)) {
      return value;
    }
    const claim = parseClaim(value);
    if (this.#store === null) {
      throw new Transient(`SAGA_CLAIM_CHECK_URL does not name the store of object ${claim.sha256}`);
    }
    const sealed = await this.#ask(() => this.#get(key('claims', claim.sha256)));
    const avro = sealed === null ? null : this.#opened(claim.sha256, sealed);
    if (avro === null || BigInt(avro.length) !== claim.bytes || hex(avro) !== claim.sha256) {
      const found = sealed === null ? 'there is none' : 'it is not what was stored';
      throw new BadCommand('CORRUPT_COMMAND', `Expected object ${claim.sha256}, but ${found}`);
    }
    return Buffer.concat([Buffer.of(0), claim.header, avro]);
  }

  async #get(content) {
    const sealed = await this.#store.get(content);
    if (sealed === null) {
      await this.#requireMarker();
    }
    return sealed;
  }

  async #requireMarker() {
    if (!(await this.#store.has(MARKER))) {
      throw new Error(`expected ${MARKER} in it, its folder may not be mounted`);
    }
  }

  async #ask(question) {
    try {
      return await question();
    } catch (e) {
      throw new Transient(`The store of large values does not answer: ${e.message}`, { cause: e });
    }
  }

  #sealed(digest, avro) {
    const key = this.#keys[0];
    if (key === undefined) {
      return Buffer.concat([Buffer.of(0), avro]);
    }
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(digest));
    const secret = Buffer.concat([cipher.update(avro), cipher.final(), cipher.getAuthTag()]);
    return Buffer.concat([Buffer.of(1, key.id.length), Buffer.from(key.id), nonce, secret]);
  }

  /** Null if it is damaged, or of an unknown key. */
  #opened(digest, sealed) {
    if (sealed[0] === 0) {
      return sealed.subarray(1);
    }
    const nonceAt = 2 + sealed[1];
    const key = this.#keys.find(({ id }) => id === sealed.toString('latin1', 2, nonceAt));
    if (sealed[0] !== 1 || key === undefined || sealed.length < nonceAt + NONCE_BYTES + TAG_BYTES) {
      return null;
    }
    const secretAt = nonceAt + NONCE_BYTES;
    const tagAt = sealed.length - TAG_BYTES;
    const nonce = sealed.subarray(nonceAt, secretAt);
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce)
      .setAAD(Buffer.from(digest))
      .setAuthTag(sealed.subarray(tagAt));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(secretAt, tagAt)), decipher.final()]);
    } catch {
      return null;
    }
  }
}

function key(kind, digest) {
  return `${kind}/${digest.slice(0, 2)}/${digest}`;
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest();
}

function hex(bytes) {
  return sha256(bytes).toString('hex');
}

function readKeys(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [id, base64] = line.trim().split(/\s+/);
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (!/^[A-Za-z0-9._-]{1,60}$/.test(id) || bytes.length !== 32) {
      throw new Error(`Expected ${file} to have lines of an id and a key of 32 bytes in Base64`);
    }
    return { id, bytes };
  });
}
