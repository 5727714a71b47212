/**
 * The exported tables as files of Parquet, for analysts.
 *
 * <p>Entry type: {@link dev.sagas.export.parquet.ParquetTables}. For {@code saga export}; DuckDB,
 * which writes the files, is a jar that users add.
 */
@NullMarked
package dev.sagas.export.parquet;

import org.jspecify.annotations.NullMarked;
