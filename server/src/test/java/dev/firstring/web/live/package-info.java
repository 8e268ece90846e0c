/** What pages are told while they are open. */
@NullMarked
package dev.firstring.web.live;

import org.jspecify.annotations.NullMarked;
