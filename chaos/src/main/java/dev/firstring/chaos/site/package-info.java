/** The processes under test and where they keep their data. */
@NullMarked
package dev.firstring.chaos.site;

import org.jspecify.annotations.NullMarked;
