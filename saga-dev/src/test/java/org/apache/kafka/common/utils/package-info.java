/** What other libraries expect of an earlier Kafka. */
@org.jspecify.annotations.NullMarked
package org.apache.kafka.common.utils;
