package dev.firstring.registrar;

import dev.firstring.registrar.account.AccountDirectory;
import dev.firstring.registrar.request.SightingListener;
import dev.firstring.registrar.transport.Traffic;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * What the registrar needs of the service around it.
 *
 * @param accounts who may register
 * @param sightings is told where phones were seen
 * @param traffic counts what comes in
 * @param sources what an IP address counts as where limits are by address, such as the network of 64 bits of an IPv6 address
 */
public record RegistrarPorts(
        AccountDirectory accounts,
        SightingListener sightings,
        Traffic traffic,
        Function<InetAddress, String> sources) {}
