/** The fence under kill -9: a participant in a process of its own that dies at chosen points. */
package dev.sagas.dev.fence;
