/**
 * Rows and positions in a relational database.
 *
 * <p>Entry type: {@link dev.sagas.export.jdbc.ExportDatabase}. For the exporter; uses JDBC, Flyway
 * and HikariCP, and of the product the rows alone.
 */
@NullMarked
package dev.sagas.export.jdbc;

import org.jspecify.annotations.NullMarked;
