package dev.firstring.http.rendering;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The envelope of a success.
 *
 * @param data the data; an empty object if there is none
 */
@JsonPropertyOrder({"success", "data", "message"})
record Envelope(boolean success, Object data, String message) {}
