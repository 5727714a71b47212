/**
 * What the journal says, as rows of tables: pure.
 *
 * <p>Entry type: {@link dev.sagas.export.rows.RunRows}. For the exporter; uses the engine's core
 * and what it reads of the journal.
 */
@NullMarked
package dev.sagas.export.rows;

import org.jspecify.annotations.NullMarked;
