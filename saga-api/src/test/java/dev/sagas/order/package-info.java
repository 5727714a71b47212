/**
 * The order saga that the tests of several modules share: its records, its steps, and sagas of
 * them. Enter at {@link dev.sagas.order.OrderSaga}.
 */
@NullMarked
package dev.sagas.order;

import org.jspecify.annotations.NullMarked;
