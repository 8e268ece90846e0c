/** What the tests of all rooms share: a real database, a clock moved by hand. */
@NullMarked
package dev.firstring.testing;

import org.jspecify.annotations.NullMarked;
