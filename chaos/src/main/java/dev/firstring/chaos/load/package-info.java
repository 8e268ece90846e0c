/** The clients: registrations that go on through every fault, and what was acknowledged to them. */
@NullMarked
package dev.firstring.chaos.load;

import org.jspecify.annotations.NullMarked;
