/** The clients: registrations that continue through every fault, and the results acknowledged to them. */
@NullMarked
package dev.firstring.chaos.load;

import org.jspecify.annotations.NullMarked;
