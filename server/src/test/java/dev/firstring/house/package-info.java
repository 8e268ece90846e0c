/** Code metrics for {@code bin/house}. Depends on nothing but the JDK, because it is launched from source. */
@NullMarked
package dev.firstring.house;

import org.jspecify.annotations.NullMarked;
