/** Tests of the audit on a real broker and registry. */
package dev.sagas.dev.journal;
