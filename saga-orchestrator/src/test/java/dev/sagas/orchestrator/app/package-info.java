/** Tests of configuration and wiring. */
package dev.sagas.orchestrator.app;
