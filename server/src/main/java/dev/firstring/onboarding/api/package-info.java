/** The API of the flow: its controllers with their requests and answers, and the problems that refusals become. */
@NamedInterface("api")
@NullMarked
package dev.firstring.onboarding.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
