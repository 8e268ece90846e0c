/**
 * A small SIP registrar (RFC 3261, section 10) for a first run, tests and demonstrations. It knows nothing of the service around it:
 * accounts, sightings and counts go through {@link dev.firstring.registrar.RegistrarPorts}.
 */
@NullMarked
package dev.firstring.registrar;

import org.jspecify.annotations.NullMarked;
