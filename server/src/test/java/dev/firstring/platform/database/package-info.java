@NullMarked
package dev.firstring.platform.database;

import org.jspecify.annotations.NullMarked;
