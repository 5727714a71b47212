/** Definitions deployed as jars, on a real broker. */
package dev.sagas.dev.definitions;
