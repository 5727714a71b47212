/** Tests of the outbox on a real broker, with and without the orchestrator. */
package dev.sagas.dev.outbox;
