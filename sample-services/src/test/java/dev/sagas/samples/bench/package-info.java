/** What the fence costs, measured. For readers of docs/reference/benchmarks.md. */
package dev.sagas.samples.bench;
