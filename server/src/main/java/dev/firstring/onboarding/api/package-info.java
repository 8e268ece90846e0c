/** The HTTP API of the flow: its controllers with their requests and responses, and the problems of refusals. */
@NamedInterface("api")
@NullMarked
package dev.firstring.onboarding.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
