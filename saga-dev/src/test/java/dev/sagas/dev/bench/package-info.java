/** Tests of the benchmark: its arithmetic, its reports, and one short run on a broker. */
package dev.sagas.dev.bench;
