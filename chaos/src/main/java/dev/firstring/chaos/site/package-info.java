/** The processes under test and their data. */
@NullMarked
package dev.firstring.chaos.site;

import org.jspecify.annotations.NullMarked;
