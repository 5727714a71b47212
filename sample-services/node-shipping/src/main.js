// The participant `shipping` of the order saga, until it is told to stop.
import { readFile } from 'node:fs/promises';

import { REPOSITORY, configOf } from './config.js';
import { Participant } from './participant.js';
import { shipmentHandlers } from './shipment-handlers.js';

async function schema(file) {
  const folder = file.startsWith('protocol/') ? 'schemas' : 'schemas/samples';
  return JSON.parse(await readFile(new URL(`${folder}/src/main/avro/${file}.avsc`, REPOSITORY), 'utf8'));
}

async function handler(file, phases) {
  const commandSchema = await schema(file);
  return [`${commandSchema.namespace}.${commandSchema.name}`, { schema: commandSchema, ...phases }];
}

const config = configOf(process.env);
const { book, cancel } = shipmentHandlers(config.outside);
const shipping = new Participant({
  name: 'shipping',
  config,
  replySchemas: await Promise.all(
    [
      'order/ShipmentBooked',
      'order/ShipmentCancelled',
      'protocol/StepFailure',
      'protocol/NothingToUndo',
    ].map(schema),
  ),
  handlers: new Map([
    await handler('order/BookShipment', book),
    await handler('order/CancelShipment', cancel),
  ]),
});

const STOP_PATIENCE_MS = 20_000;

let stopping = false;
async function stop(signal) {
  if (!stopping) {
    stopping = true;
    console.info(`shipping stops: ${signal}`);
    // What is not finished by then is delivered again.
    setTimeout(() => process.exit(1), STOP_PATIENCE_MS).unref();
    await shipping.stop();
    console.info('shipping has stopped');
  }
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  await shipping.start((fault) => {
    console.error('shipping can read no more commands', fault);
    process.exit(1);
  });
  console.info('shipping handles commands');
} catch (e) {
  if (!stopping) {
    console.error('shipping could not start', e);
    process.exit(1);
  }
}
