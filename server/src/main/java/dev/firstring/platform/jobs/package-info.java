/** Work in the background: persistent jobs, and the daily one that forgets what need not be kept. */
@NamedInterface("jobs")
@NullMarked
package dev.firstring.platform.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
