/**
 * Runs the trip of {@code saga bench} on Seata's saga engine, in this process, with its tables in
 * PostgreSQL. Entry is {@link dev.sagas.comparison.seata.SeataComparison}.
 */
@NullMarked
package dev.sagas.comparison.seata;

import org.jspecify.annotations.NullMarked;
