@NullMarked
package dev.firstring.platform.start;

import org.jspecify.annotations.NullMarked;
