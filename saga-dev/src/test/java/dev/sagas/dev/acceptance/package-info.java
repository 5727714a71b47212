/** Whole stories of sagas that went wrong, told on a real broker. */
package dev.sagas.dev.acceptance;
