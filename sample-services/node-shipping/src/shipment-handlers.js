// What the shipping service does with its commands. The carriers are outside of its database, so the
// handlers have two phases: `handle` calls, `record` notes what succeeded.
import { post } from './outside.js';
import { succeeded } from './results.js';

const PACKAGE = 'dev.sagas.samples.schema.order';

/** The handlers of BookShipment and CancelShipment; `carriers` has `url` and `timeoutMs`. */
export function shipmentHandlers(carriers) {
  return { book: booking(carriers), cancel: cancellation(carriers) };
}

function booking(carriers) {
  return {
    handle({ orderId, carrier, address, pieces }, { deduplicationKey, deadline }) {
      const call = {
        path: '/bookings',
        key: deduplicationKey,
        body: { orderId, carrier, address, pieces },
        deadline,
      };
      return post(carriers, call, ({ trackingNumber }) =>
        succeeded(`${PACKAGE}.ShipmentBooked`, { orderId, trackingNumber }),
      );
    },

    async record({ orderId, carrier, pieces }, { value }, { db, deduplicationKey }) {
      await db.query(
        `INSERT INTO shipment (booking_key, order_id, tracking_number, carrier, pieces, status)
         VALUES ($1, $2, $3, $4, $5, 'BOOKED')`,
        [deduplicationKey, orderId, value.trackingNumber, carrier, pieces],
      );
    },
  };
}

function cancellation(carriers) {
  return {
    handle({ orderId }, { undoes, deadline }) {
      const call = { path: '/bookings/cancel', key: undoes, body: {}, deadline };
      return post(carriers, call, () => succeeded(`${PACKAGE}.ShipmentCancelled`, { orderId }));
    },

    async record(command, result, { db, undoes }) {
      await db.query("UPDATE shipment SET status = 'CANCELLED' WHERE booking_key = $1", [undoes]);
    },
  };
}
