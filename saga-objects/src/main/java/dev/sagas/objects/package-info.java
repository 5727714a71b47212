/**
 * Stores objects, such as segments of an archive, under keys outside Kafka.
 *
 * <p>The entries are {@link dev.sagas.objects.ObjectStore} and {@link
 * dev.sagas.objects.ObjectStores}, which opens one by its address. For what writes and reads large
 * or old data. Uses only the JDK; the packages below implement it.
 */
@NullMarked
package dev.sagas.objects;

import org.jspecify.annotations.NullMarked;
