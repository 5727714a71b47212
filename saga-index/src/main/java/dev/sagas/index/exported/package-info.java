/**
 * Sagas that were exported to a database, ended ones included: what can be asked about them.
 *
 * <p>The entry is {@link dev.sagas.index.exported.ExportedSagas}. For the command line and HTTP,
 * which ask; implemented by the export, found as a service by {@link
 * dev.sagas.index.exported.ExportConnector}. Needs no database itself.
 */
@NullMarked
package dev.sagas.index.exported;

import org.jspecify.annotations.NullMarked;
