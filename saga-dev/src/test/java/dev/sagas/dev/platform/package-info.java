@org.jspecify.annotations.NullMarked
package dev.sagas.dev.platform;
