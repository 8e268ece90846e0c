/** The numbering plans of all countries, for displaying and formatting numbers while they are typed. */
@NamedInterface("plan")
@NullMarked
package dev.firstring.phone.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
