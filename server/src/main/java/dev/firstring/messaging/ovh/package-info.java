/** OVHcloud: SMS by its API. */
@NullMarked
package dev.firstring.messaging.ovh;

import org.jspecify.annotations.NullMarked;
