/** Tests of what operators do, without a broker. */
package dev.sagas.operate.query;
