/** Tests of what operators do, on a real broker and registry. */
package dev.sagas.dev.operate;
