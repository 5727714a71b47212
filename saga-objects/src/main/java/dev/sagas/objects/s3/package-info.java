/**
 * Objects in S3, or in a store that is compatible with it.
 *
 * <p>The entry is {@link dev.sagas.objects.s3.S3ObjectStores}, opened by an address. Uses Amazon's
 * SDK, which is optional: without it only this package cannot be used.
 */
@NullMarked
package dev.sagas.objects.s3;

import org.jspecify.annotations.NullMarked;
