package dev.firstring.registrar;

import dev.firstring.registrar.account.AccountDirectory;
import dev.firstring.registrar.account.CallDirectory;
import dev.firstring.registrar.report.CallListener;
import dev.firstring.registrar.report.SightingListener;
import dev.firstring.registrar.transport.Traffic;
import java.net.InetAddress;
import java.util.function.Function;

/**
 * What the registrar requires from the surrounding service.
 *
 * @param accounts the accounts that may register
 * @param calls where calls go
 * @param sightings is notified of registrations
 * @param answered is notified of calls
 * @param traffic counts incoming traffic
 * @param sources maps an IP address to the key of its limits, for example the /64 network of an IPv6 address
 */
public record RegistrarPorts(
        AccountDirectory accounts,
        CallDirectory calls,
        SightingListener sightings,
        CallListener answered,
        Traffic traffic,
        Function<InetAddress, String> sources) {}
