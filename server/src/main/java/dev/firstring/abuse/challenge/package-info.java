/** Challenges: proofs of work that the service issues itself, or a captcha. */
@NamedInterface("challenge")
@NullMarked
package dev.firstring.abuse.challenge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
