package dev.firstring.registrar.settings;

import java.time.Duration;

/**
 * The limits that protect the registrar from untrusted clients.
 *
 * @param connections concurrent TCP connections
 * @param connectionsPerAddress concurrent TCP connections per IP address
 * @param idle the idle timeout of a TCP connection
 * @param lookups concurrent account lookups
 * @param failuresPerMinute failed sign-ins per minute and IP address
 * @param contactsPerAccount live contacts per account
 * @param contacts live contacts in total
 */
public record RegistrarLimits(
        int connections,
        int connectionsPerAddress,
        Duration idle,
        int lookups,
        int failuresPerMinute,
        int contactsPerAccount,
        int contacts) {}
