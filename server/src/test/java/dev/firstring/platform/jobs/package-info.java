@NullMarked
package dev.firstring.platform.jobs;

import org.jspecify.annotations.NullMarked;
