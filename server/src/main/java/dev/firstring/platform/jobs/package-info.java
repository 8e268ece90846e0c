/** Background work: persistent jobs and the daily retention job. */
@NamedInterface("jobs")
@NullMarked
package dev.firstring.platform.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
