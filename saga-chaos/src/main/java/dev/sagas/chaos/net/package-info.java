/**
 * Faults of a network without rights on the network: TCP proxies on loopback whose condition
 * changes while connections are open.
 *
 * <p>The entry is {@link dev.sagas.chaos.net.TcpProxy}. For readers who add a condition. Uses no
 * other package of this module.
 *
 * <p>Own code, because the one Java library for this, netcrusher, has not been maintained for
 * years, and Toxiproxy is a program of its own that would have to be installed.
 */
@NullMarked
package dev.sagas.chaos.net;

import org.jspecify.annotations.NullMarked;
