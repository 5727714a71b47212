/** Tests of the engine on a real broker, with participants that are scripted record by record. */
package dev.sagas.dev.engine;
