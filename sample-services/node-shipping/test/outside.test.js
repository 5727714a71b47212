import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, test } from 'node:test';

import { Transient } from '../src/errors.js';
import { post } from '../src/outside.js';

describe('a call of what is outside', () => {
  const asked = [];
  let status;
  let body;
  let server;
  let carriers;

  before(async () => {
    server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) {
        text += chunk;
      }
      asked.push({ path: request.url, key: request.headers['idempotency-key'], text });
      if (status === 0) {
        request.socket.destroy();
      } else if (status > 0) {
        response.writeHead(status).end(body);
      }
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    carriers = { url: `http://127.0.0.1:${server.address().port}`, timeoutMs: 500 };
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => (asked.length = 0));

  function call(answerStatus, answerBody = '{}', deadline = BigInt(Date.now() + 60_000)) {
    status = answerStatus;
    body = answerBody;
    const what = { path: '/bookings', key: 'a/b/c/execute/1', body: { pieces: 3 }, deadline };
    return post(carriers, what, (answer) => answer.trackingNumber);
  }

  test('hands over key and body', async () => {
    assert.equal(await call(201, '{"trackingNumber": "parcel-9"}'), 'parcel-9');
    assert.deepEqual(asked, [{ path: '/bookings', key: 'a/b/c/execute/1', text: '{"pieces":3}' }]);
  });

  test('is rejected when it is refused', async () => {
    for (const refusal of [402, 404, 409]) {
      const result = await call(refusal, '{"code": "NO", "detail": "We do not"}');
      assert.deepEqual(result, { outcome: 'rejected', code: 'NO', message: 'We do not' });
    }
  });

  test('fails when somebody further away did not answer', async () => {
    const result = await call(504, '{"code": "CARRIER_TIMEOUT", "detail": "Nobody"}');
    assert.deepEqual(result, { outcome: 'failed', code: 'CARRIER_TIMEOUT', message: 'Nobody' });
  });

  test('is made again when nothing is settled', async () => {
    for (const nothing of [500, 502, 503, 504, 0, -1]) {
      await assert.rejects(call(nothing, '<html>'), Transient);
    }
  });

  test('is not made after the deadline', async () => {
    await assert.rejects(call(201, '{}', BigInt(Date.now() - 1)), Transient);
    assert.deepEqual(asked, []);
  });

  test('ends when the answer makes no sense', async () => {
    for (const nonsense of [400, 403, 422]) {
      await assert.rejects(call(nonsense), (e) => !(e instanceof Transient));
    }
    await assert.rejects(call(404, 'no such page'), (e) => !(e instanceof Transient));
  });
});
