/** Tests of the commands, without a broker. */
package dev.sagas.cli;
