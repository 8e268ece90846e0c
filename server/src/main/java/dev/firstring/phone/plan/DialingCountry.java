package dev.firstring.phone.plan;

/**
 * A country, or another region of ISO 3166, with a calling code.
 *
 * @param region upper-case code of ISO 3166
 * @param callingCode without plus sign; several regions share some codes
 * @param main whether the code is read as this region's where nothing else tells
 */
public record DialingCountry(String region, int callingCode, boolean main) {}
