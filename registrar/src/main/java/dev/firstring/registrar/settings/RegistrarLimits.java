package dev.firstring.registrar.settings;

import java.time.Duration;

/**
 * What the registrar takes from strangers.
 *
 * @param connections TCP connections at once
 * @param connectionsPerAddress TCP connections of one IP address
 * @param idle how long a TCP connection may be silent
 * @param lookups of accounts at once
 * @param failuresPerMinute sign-ins that may fail from one IP address in a minute
 * @param contactsPerAccount live contacts of one account
 * @param contacts live contacts in all
 */
public record RegistrarLimits(
        int connections,
        int connectionsPerAddress,
        Duration idle,
        int lookups,
        int failuresPerMinute,
        int contactsPerAccount,
        int contacts) {}
