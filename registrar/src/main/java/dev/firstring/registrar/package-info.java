/**
 * A small SIP registrar (RFC 3261, section 10) for the first run, tests and demonstrations. It does not depend on the
 * surrounding service: accounts, sightings and counts go through {@link dev.firstring.registrar.RegistrarPorts}.
 */
@NullMarked
package dev.firstring.registrar;

import org.jspecify.annotations.NullMarked;
