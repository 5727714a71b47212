// What the shipping service does with its commands.
import { failed, rejected, succeeded } from './results.js';

const PACKAGE = 'dev.sagas.samples.schema.order';

/** BookShipment. */
export async function book({ orderId, carrier, address, pieces }, { db }) {
  const { rows } = await db.query('SELECT answers FROM carrier WHERE carrier = $1', [carrier]);
  if (rows.length === 0) {
    return rejected('UNKNOWN_CARRIER', `There is no carrier ${carrier}`);
  }
  if (!rows[0].answers) {
    return failed('CARRIER_TIMEOUT', `Carrier ${carrier} did not answer in time`);
  }
  const inserted = await db.query(
    `INSERT INTO shipment (order_id, carrier, address, pieces, status)
     VALUES ($1, $2, $3, $4, 'BOOKED') RETURNING shipment_no`,
    [orderId, carrier, address, pieces],
  );
  return succeeded(`${PACKAGE}.ShipmentBooked`, {
    orderId,
    trackingNumber: `parcel-${inserted.rows[0].shipment_no}`,
  });
}

/** CancelShipment. */
export async function cancel({ orderId }, { db }) {
  const { rowCount } = await db.query(
    "UPDATE shipment SET status = 'CANCELLED' WHERE order_id = $1 AND status = 'BOOKED'",
    [orderId],
  );
  return rowCount === 0
    ? rejected('NOTHING_BOOKED', `No shipment is booked for order ${orderId}`)
    : succeeded(`${PACKAGE}.ShipmentCancelled`, { orderId });
}
