/**
 * Asks what was exported: lists, single sagas, days.
 *
 * <p>Entry type: {@link dev.sagas.export.query.ExportQueries}, found as a service by the command
 * line. For those who ask; reads only, and knows nothing of the exporter but its tables.
 */
@NullMarked
package dev.sagas.export.query;

import org.jspecify.annotations.NullMarked;
