package dev.firstring.http.rendering;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What surrounds the data of a success.
 *
 * @param data the data; an empty object when there is none
 */
@JsonPropertyOrder({"success", "data", "message"})
record Envelope(boolean success, Object data, String message) {}
