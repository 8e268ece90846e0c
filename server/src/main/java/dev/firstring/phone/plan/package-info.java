/** The world's numbering plans, for what shows and formats numbers while they are typed. */
@NamedInterface("plan")
@NullMarked
package dev.firstring.phone.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
