/** Tests of audit and timelines, on journals that the engine itself wrote. */
package dev.sagas.engine.journal;
